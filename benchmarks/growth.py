"""What grouping and ranking cost as an archive grows from 5,000 to 80,000 entries.

    python benchmarks/growth.py [--shared DIR] [--largest N]

Two curves, in CPU seconds (all threads), with the exponent of a straight line through their logarithms:

- the path a newsroom takes: relevance of every entry; then copies, grouping, follow-ups and ranking of
  what is on the beat, with vectors at hand (they are kept by content);
- grouping alone, of everything, as if all were on the beat: its neighbour search is by brute force, so
  it shows the quadratic term that the first path keeps small.

Entries are those of the shared weeks in the order of their times. Beyond their number they are replayed
as often as needed, each time with the span of the weeks added to the time and with new ids; a replayed
headline is its own twin of weeks before, which makes work for copies and neighbours, not less of it.
For grouping alone, hashed words stand in for the embedding model, whose cost is by the headline and
therefore linear.

Writes reports/growth.json.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from train_pair_model import cached_embedder
from wenzhai.beats.load import load_beat
from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Beat, Entry, Source
from wenzhai.ports import Embedder, Progress, Vectors, no_progress
from wenzhai.stages.collect import read_archive, read_mapping
from wenzhai.stages.extract import find_copies
from wenzhai.stages.group import RelevanceModel, group_articles, group_items, link_follow_ups
from wenzhai.stages.group.stories import to_item
from wenzhai.stages.highlight import rank_stories

T = TypeVar("T")
REPORT = Path(__file__).parent / "reports" / "growth.json"
MAPPINGS = Path(__file__).parent / "mappings"
DUMPS = ("rss-en", "readhub", "zaobao", "yarb")
FIRST = datetime(2023, 3, 20, tzinfo=UTC)  # from when on all of them run
SIZES = (5_000, 10_000, 20_000, 40_000, 80_000)
ALONE = (2_500, 5_000, 10_000, 20_000)


def read_articles(shared: Path) -> list[Article]:
    """Every entry of the dumps as the article that its summary gives, by time."""
    found: dict[str, Article] = {}
    for name in DUMPS:
        mapping = read_mapping(MAPPINGS / f"{name}.toml")
        language = mapping.constants.language or "en"
        source = Source(id=name, name=name, kind="archive", url="", language=language)
        path = shared / "data" / "newsweeks" / f"{name}.jsonl.gz"
        for item in read_archive(path, mapping, source, seen_at=datetime(2023, 4, 10, tzinfo=UTC)):
            if isinstance(item, Entry) and (item.published_at or item.seen_at) >= FIRST:
                found[item.id] = to_article(item, language)
    return sorted(found.values(), key=lambda article: (article.published_at, article.id))


def to_article(entry: Entry, language: str) -> Article:
    return Article(
        id=entry.id,
        source_id=entry.source_id,
        url=entry.url,
        title=entry.title,
        text=entry.summary,
        language=entry.language or language,
        published_at=entry.published_at or entry.seen_at,
        published_from="archive",
        publisher=entry.publisher or entry.source_id,
        family=entry.family or entry.publisher or entry.source_id,
        text_from="summary",
        publishers=entry.publishers,
    )


def replay(articles: Sequence[Article], count: int) -> list[Article]:
    """The first `count` of the articles, replayed later under other ids where they are fewer."""
    span = timedelta((articles[-1].published_at - articles[0].published_at).days + 1)
    return [
        articles[n]
        if n < len(articles)
        else msgspec.structs.replace(
            articles[n % len(articles)],
            id=f"{articles[n % len(articles)].id}-{n // len(articles)}",
            published_at=articles[n % len(articles)].published_at + span * (n // len(articles)),
        )
        for n in range(count)
    ]


class HashedWords:
    """Vectors of hashed words: like texts are near each other, and nothing is loaded."""

    name = "hashed words"

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        if not texts:
            return np.zeros((0, 384), np.float32)
        progress(0, len(texts))
        hashed = HashingVectorizer(
            n_features=384, analyzer="char_wb", ngram_range=(2, 4), dtype=np.float32
        )
        return np.asarray(hashed.transform(texts).todense(), np.float32)


class Clock:
    """CPU seconds of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def take(self, step: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        made = work()
        self.seconds[step] = round(time.process_time() - start, 3)
        return made


def take_path(articles: Sequence[Article], beat: Beat, embedder: Embedder) -> dict:
    """The newsroom's path from entries to ranked stories; seconds of its steps, and what came out."""
    clock = Clock()
    names = NameFinder(beat.glossary)
    model = RelevanceModel(beat, names)
    scores = clock.take(
        "relevance",
        lambda: {a.id: model.score(a.title, a.text, role=a.role).score for a in articles},
    )
    kept = [a for a in articles if scores[a.id] >= beat.relevance_threshold]
    embedder.embed([article.title for article in kept])
    copies = clock.take("copies", lambda: find_copies(kept))
    marked = {a.id: msgspec.structs.replace(a, copy_of=copies.get(a.id, "")) for a in kept}
    stories = clock.take(
        "grouping",
        lambda: group_articles(list(marked.values()), embedder, glossary=beat.glossary),
    )
    stories = clock.take("follow-ups", lambda: link_follow_ups(stories, marked, names))
    at = articles[-1].published_at
    ranked = clock.take("ranking", lambda: rank_stories(stories, marked, (), beat, at, scores))
    return {
        "entries": len(articles),
        "on_beat": len(kept),
        "stories": len(ranked),
        "seconds": round(sum(clock.seconds.values()), 2),
        "steps": clock.seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def group_alone(articles: Sequence[Article]) -> dict:
    items = [to_item(article) for article in articles]
    clock = Clock()
    answers = clock.take("grouping", lambda: group_items(items, HashedWords()))
    return {
        "entries": len(items),
        "stories": len({answer.story for answer in answers}),
        "seconds": clock.seconds["grouping"],
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def fit_exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of a straight line through the logarithms: cost grows as the size to this power."""
    return round(float(np.polyfit(np.log(sizes), np.log(np.maximum(seconds, 1e-3)), 1)[0]), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument(
        "--largest", type=int, default=ALONE[-1], help="entries of the largest grouping alone"
    )
    options = parser.parse_args()
    if not (options.shared / "data").is_dir():
        print(f"needs the development data, which is not at {options.shared} (set WENZHAI_SHARED)")
        return
    articles = read_articles(options.shared)
    print(
        f"{len(articles)} entries, {articles[0].published_at:%d %B} to {articles[-1].published_at:%d %B %Y}"
    )
    beat, embedder = load_beat("china-digital"), cached_embedder()
    take_path(articles[:1_000], beat, embedder)  # dictionaries and tables are loaded once
    path = []
    for size in SIZES:
        path.append(take_path(replay(articles, size), beat, embedder))
        print("path", path[-1], flush=True)
    alone = []
    for size in (
        *(n for n in ALONE if n <= options.largest),
        *(n for n in SIZES if ALONE[-1] < n <= options.largest),
    ):
        alone.append(group_alone(replay(articles, size)))
        print("alone", alone[-1], flush=True)
    report = {
        "read": len(articles),
        "path": path,
        "path_exponent": fit_exponent(SIZES, [row["seconds"] for row in path]),
        "step_exponents": {
            step: fit_exponent(SIZES, [row["steps"][step] for row in path])
            for step in path[0]["steps"]
        },
        "alone": alone,
        "alone_exponent": fit_exponent(
            [row["entries"] for row in alone], [row["seconds"] for row in alone]
        ),
    }
    print({key: report[key] for key in ("path_exponent", "step_exponents", "alone_exponent")})
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
