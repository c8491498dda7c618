"""Relevance: which of the stories that editors chose keep a report, and how much of the stream passes.

    python benchmarks/relevance.py [--shared DIR] [--beat china-digital] [--misses]

For china-digital: stories of weekly digests on China's technology (picks/weeklies_dev, those with a
matched report). For tech-daily: headlines of a daily (picks/geekpark_dev, matches that are the same event).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from pathlib import Path

from wenzhai.beats import load_beat
from wenzhai.language.names import NameFinder
from wenzhai.stages.group import RelevanceModel

PICKS = {"china-digital": "weeklies_dev", "tech-daily": "geekpark_dev"}
RELATIONS = {"china-digital": ("same", "related"), "tech-daily": ("same",)}
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


def read_stream(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Source -> id -> (title, opening), of what the picks are matched to."""
    stream: dict[str, dict[str, tuple[str, str]]] = {}
    for name, key, text in (
        ("readhub", "id", "summary"),
        ("rss-en", "link", "description"),
        ("zaobao", "link", "summary"),
        ("yarb", "link", ""),
    ):
        rows = stream.setdefault(name, {})
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                rows.setdefault(str(row.get(key)), (row.get("title") or "", row.get(text) or ""))
    return stream


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument("--beat", default="china-digital", choices=sorted(PICKS))
    parser.add_argument("--misses", action="store_true", help="print what is lost, and why")
    options = parser.parse_args()
    beat = load_beat(options.beat)
    model = RelevanceModel(beat, NameFinder(beat.glossary))
    data = options.shared / "data"
    stream = read_stream(data / "newsweeks")
    picks = [
        json.loads(line)
        for line in (data / "picks" / f"{PICKS[options.beat]}.jsonl")
        .read_text("utf-8")
        .splitlines()
    ]
    best: list[tuple[float, str]] = []
    for pick in picks:
        matches = [m for m in pick["matches"] if m["rel"] in RELATIONS[options.beat]]
        scores = []
        for match in matches:
            told = match.get("title") or ""
            title, text = stream.get(match["source"], {}).get(str(match["id"]), (told, ""))
            if not (title or told):
                continue  # a report that is in none of these dumps
            found = model.score(title or told, text)
            scores.append((found.score, title or told, found.reasons))
        if scores:
            score, title, reasons = max(scores, key=lambda row: row[0])
            best.append((score, title))
            if options.misses and score < beat.relevance_threshold:
                print(f"{score:.2f} {title}")
                print("     " + "; ".join(f"{r.words} {r.points:+.1f}" for r in reasons))
    print(f"{options.beat}: {len(best)} of {len(picks)} picks have a report in the dumps")
    start = time.perf_counter()
    scored = {
        name: [model.score(title, text).score for title, text in rows.values()]
        for name, rows in stream.items()
    }
    seconds = time.perf_counter() - start
    count = sum(map(len, scored.values()))
    for bar in THRESHOLDS:
        kept = sum(score >= bar for score, _ in best)
        passing = ", ".join(
            f"{name} {sum(s >= bar for s in scores) / max(1, len(scores)):.1%}"
            for name, scores in scored.items()
        )
        print(
            f"at {bar}: {kept} of {len(best)} keep a report ({kept / max(1, len(best)):.2f}); of the stream pass {passing}"
        )
    print(f"{count} items in {seconds:.1f} s, {count / seconds:.0f} a second")


if __name__ == "__main__":
    main()
