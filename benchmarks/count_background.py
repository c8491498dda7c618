"""Count the words of news at large for stages/group/background.py: words with numbers, nothing else.

    python benchmarks/count_background.py [--shared DIR]

Only days before those of the labelled stream (27 March 2023) count: the labelled weeks are then as new
to the counts as any later week is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from wenzhai.language.tokens import (
    chinese_words,
    english_words,
    is_chinese,
    normalise,
    stem,
)
from wenzhai.stages.group import events
from wenzhai.stages.group.wording import TOKEN

BEFORE = "2023-03-27"
LEAST = 2  # documents: a word of one is as rare as one of none
TAG = re.compile(r"<[^<>]*>")
SENTENCE = re.compile(r"(?<=[.!?:])\s+|[\"“”‘\n]")


def read_days(path: Path) -> Iterator[dict]:
    """Rows of earlier days, each headline once."""
    seen = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["day"] < BEFORE and row["title"] not in seen:
                seen.add(row["title"])
                yield row


def count_english(path: Path) -> tuple[int, Counter, Counter, Counter]:
    """Documents, documents of each stem, sightings inside sentences, and those with a capital."""
    total, held, seen, capital = 0, Counter(), Counter(), Counter()
    for row in read_days(path):
        title = normalise(row["title"])
        if not row["lang"].lower().startswith("en") or is_chinese(title):
            continue
        total += 1
        opening = TAG.sub(" ", row["description"] or "")[:600]
        held.update(set(english_words(title)) | set(english_words(normalise(opening[:200]))))
        for sentence in SENTENCE.split(opening):
            words = TOKEN.findall(sentence)[1:]
            if sum(word[0].isupper() for word in words) * 10 > len(words) * 6:
                continue  # a headline: its capitals say nothing
            for word in words:
                key = stem(word.lower())
                seen[key] += 1
                capital[key] += word[0].isupper()
    return total, held, seen, capital


def count_chinese(paths: list[Path]) -> tuple[int, Counter]:
    total, held = 0, Counter()
    for path in paths:
        for row in read_days(path):
            title = normalise(row["title"])
            if is_chinese(title):
                total += 1
                opening = normalise(row.get("summary") or "")[:70]
                held.update(set(chinese_words(f"{title} {opening}")))
    return total, held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    weeks = parser.parse_args().shared / "data" / "newsweeks"
    english_total, english, seen, capital = count_english(weeks / "rss-en.jsonl.gz")
    chinese_total, chinese = count_chinese(
        [weeks / f"{name}.jsonl.gz" for name in ("readhub", "zaobao", "yarb")]
    )
    en = sorted(word for word, count in english.items() if count >= LEAST and len(word) < 40)
    zh = sorted(word for word, count in chinese.items() if count >= LEAST and not word.isascii())
    run = sorted(word for word, count in seen.items() if count >= LEAST and len(word) < 40)
    pack = lambda words: np.frombuffer("\n".join(words).encode(), np.uint8)  # noqa: E731 -- three uses below
    path = Path(events.__file__).parent / "background.npz"
    np.savez_compressed(
        path,
        en=pack(en), en_count=np.array([english[w] for w in en], np.int32),
        zh=pack(zh), zh_count=np.array([chinese[w] for w in zh], np.int32),
        run=pack(run), run_seen=np.array([seen[w] for w in run], np.int32),
        run_capital=np.array([capital[w] for w in run], np.int32),
        totals=np.array([english_total, chinese_total]),
    )  # fmt: skip
    print(f"{english_total} English documents, {len(en)} stems; {chinese_total} Chinese, {len(zh)} "
          f"words; {path.stat().st_size // 1024} KB")  # fmt: skip


if __name__ == "__main__":
    main()
