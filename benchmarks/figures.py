"""The figure checker on the development cases: found and false alarms by direction, and speed.

Run: PYTHONPATH=src python benchmarks/figures.py CASES.jsonl.gz [--misses] [--answers FILE]
Writes nothing unless --answers names a file.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import time
from pathlib import Path

from wenzhai.language.figures import parse_figures
from wenzhai.model import Check, SourceText
from wenzhai.stages.highlight.check import check_text

DIRECTIONS = ("zh>en", "en>zh", "en>en", "zh>zh")


def check_case(case: dict) -> Check:
    """Check one case."""
    source = case["source"]
    return check_text(
        case["text"], case["lang"], [SourceText(id="s", lang=source["lang"], text=source["text"])]
    )


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases", type=Path)
    arguments.add_argument("--misses", action="store_true")
    arguments.add_argument("--answers", type=Path)
    options = arguments.parse_args()
    with gzip.open(options.cases, "rt", encoding="utf8") as file:
        cases = [json.loads(line) for line in file]
    counts: collections.Counter[tuple[str, str, bool]] = collections.Counter()
    begun = time.process_time()
    checks = [check_case(case) for case in cases]
    spent = time.process_time() - begun
    for case, check in zip(cases, checks, strict=True):
        direction = case["source"]["lang"] + ">" + case["lang"]
        flagged = check.verdict in ("contradicted", "unsupported")
        counts[direction, case["label"], flagged] += 1
        if options.misses and flagged != (case["label"] == "contradicted"):
            print(
                "MISS " if case["label"] == "contradicted" else "ALARM",
                direction,
                case["id"],
                case["mutation"],
            )
            print("   draft ", case["text"])
            print("   source", case["source"]["text"])
            for item in check.figures:
                print(
                    "     ",
                    item.verdict,
                    "|",
                    item.figure.text,
                    item.figure.kind,
                    item.figure.value,
                    item.figure.iso,
                    "|",
                    item.why,
                )
            for claim in check.claims:
                if claim.verdict not in ("supported", "not checkable"):
                    print("     ", claim.verdict, claim.text, claim.why)
    for direction in DIRECTIONS:
        found, missed = (
            counts[direction, "contradicted", True],
            counts[direction, "contradicted", False],
        )
        alarms, quiet = counts[direction, "supported", True], counts[direction, "supported", False]
        line = f"{direction}  found {found / max(1, found + missed):.3f}"
        print(line + (f"  false alarms {alarms / (alarms + quiet):.3f}" if alarms + quiet else ""))
    texts = [case["text"] for case in cases]
    start = time.process_time()
    for text in texts:
        parse_figures(text)
    print(
        f"parse {len(texts) / (time.process_time() - start):.0f} sentences/s, check {len(cases) / spent:.0f} cases/s"
    )
    if options.answers:
        with options.answers.open("w", encoding="utf8") as out:
            for case, check in zip(cases, checks, strict=True):
                out.write(json.dumps({"id": case["id"], "verdict": check.verdict}) + "\n")


if __name__ == "__main__":
    main()
