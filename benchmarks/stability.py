"""Whether the order in which reports arrive changes the stories.

    python benchmarks/stability.py [--shared DIR] [--glossary FILE] [--orders 5] [--chunks 14]

The bilingual stream arrives in random orders, cut into chunks. After each chunk everything so far is
grouped and reconciled with the stories known before, as the newsroom does it. Agreement is the pair F1
between the final stories of each two orders, their mean, least and greatest. A story's identity is
steady when few changes are merges and splits. Beside it the single-pass streams of rivals.py, at the
settings that rivals.json names, see the same orders one by one.

Writes reports/stability.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np

from rivals import HALF_LIVES, WAYS, Texts, load_score, load_texts
from train_pair_model import cached_embedder, read_names
from wenzhai.model import Article, Name, Story
from wenzhai.ports import Embedder
from wenzhai.stages.group import group_articles, reconcile_stories

REPORTS = Path(__file__).parent / "reports"
SEED = 20230410
AT = datetime(2023, 4, 10, tzinfo=UTC)


def to_articles(data: Texts) -> list[Article]:
    return [
        Article(
            id=item.id,
            source_id=item.source,
            url=item.url,
            title=item.title,
            text=item.text,
            language="zh-Hans" if item.lang == "zh" else item.lang,
            published_at=item.published or AT,
            published_from="feed",
            publisher=item.source,
            family=item.source,
        )
        for item in data.items
    ]


def tell_in_chunks(
    articles: Sequence[Article], chunks: int, embedder: Embedder, glossary: Sequence[Name]
) -> tuple[dict[str, str], Counter[str]]:
    """The story of each article after the last chunk, and how many changes of each kind there were."""
    known: tuple[Story, ...] = ()
    changes: Counter[str] = Counter()
    for chunk in range(1, chunks + 1):
        so_far = articles[: len(articles) * chunk // chunks]
        fresh = group_articles(so_far, embedder, glossary=glossary)
        now = reconcile_stories(known, fresh, AT)
        changes.update(change.kind for change in now.changes)
        known = now.stories
    return {key: story.id for story in known for key in story.article_ids}, changes


def agree(found: Sequence[dict[str, str]], score: object) -> dict[str, float]:
    """Pair F1 between each two partitions."""
    f1 = [score.pair_scores(one, other)[2] for one, other in combinations(found, 2)]
    return {
        key: round(float(of(f1)), 4)
        for key, of in (("mean", np.mean), ("least", min), ("greatest", max))
    }


def stream_orders(data: Texts, orders: Sequence[Sequence[int]], score: object) -> dict[str, dict]:
    """The agreement of each streaming rival over the same orders."""
    report = REPORTS / "rivals.json"
    if not report.exists():
        return {}
    best = {
        row["way"]: row["setting"] for row in json.loads(report.read_text("utf-8"))["bilingual"]
    }
    out = {}
    for way in WAYS:
        if not way.name.startswith("stream") or way.name not in best:
            continue
        text, bar, *life = best[way.name].split(", ")
        rows, days, _ = way.prepare(getattr(data, way.reads)[text], data.days)
        found = []
        for order in orders:
            made = (rows, days, np.array(order))
            labels = way.run(made, float(bar), float(life[0]) if life else HALF_LIVES[0])
            found.append(
                {item.id: str(label) for item, label in zip(data.items, labels, strict=True)}
            )
        out[way.name] = agree(found, score)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument("--glossary", type=Path)
    parser.add_argument("--orders", type=int, default=5)
    parser.add_argument("--chunks", type=int, default=14)
    options = parser.parse_args()
    if not (options.shared / "data").is_dir():
        print(f"needs the development data, which is not at {options.shared} (set WENZHAI_SHARED)")
        return
    score = load_score(options.shared)
    data = load_texts(options.shared / "data" / "stories" / "bilingual_dev.jsonl.gz")
    articles = to_articles(data)
    glossary = read_names(options.glossary) if options.glossary else ()
    embedder = cached_embedder()
    rng = random.Random(SEED)
    orders = [rng.sample(range(len(articles)), len(articles)) for _ in range(options.orders)]
    found, changes = [], Counter()
    for order in orders:
        start = time.perf_counter()
        stories, happened = tell_in_chunks(
            [articles[n] for n in order], options.chunks, embedder, glossary
        )
        found.append(stories)
        changes.update(happened)
        print(
            f"{len(set(stories.values()))} stories, {dict(happened)}, {time.perf_counter() - start:.0f} s",
            flush=True,
        )
    report = {
        "orders": options.orders,
        "chunks": options.chunks,
        "items": len(articles),
        "ours": agree(found, score),
        "changes": {
            kind: round(count / options.orders, 1) for kind, count in sorted(changes.items())
        },
        "rivals": stream_orders(data, orders, score),
    }
    print(report)
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "stability.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
