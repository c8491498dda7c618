"""How safe repairing is: altered sentences that come through it, and true ones that it saves.

Each case is drafted against its own source, with the sources around it in the documents as the further
passages of a story. An altered figure that prints after a repair is a fault, unless what prints is another, true,
wording: those are listed to be judged. Run: PYTHONPATH=src python benchmarks/repair.py CASES.jsonl.gz [--list]
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import time
from pathlib import Path

from wenzhai.model import SourceText
from wenzhai.pipes import load_names
from wenzhai.stages.highlight.gate import DraftSentence, hold_sentence

NEAR = 12


def place_of(case: dict) -> int:
    """The number of the sentence: its neighbours are of the same document or the next."""
    return int(case["id"].split("-")[0])


def to_source(case: dict) -> SourceText:
    """The source of a case as a passage."""
    return SourceText(id=case["id"], lang=case["source"]["lang"], text=case["source"]["text"])


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases", type=Path)
    arguments.add_argument("--list", action="store_true")
    options = arguments.parse_args()
    with gzip.open(options.cases, "rt", encoding="utf8") as file:
        cases = [json.loads(line) for line in file]
    near: dict[int, list[SourceText]] = collections.defaultdict(list)
    for case in cases:
        if case["label"] == "supported":
            near[place_of(case)].append(to_source(case))
    names = load_names()
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    begun = time.process_time()
    for case in cases:
        own = to_source(case)
        at = place_of(case)
        others = tuple(
            s for p in range(at - NEAR, at + NEAR + 1) if p != at for s in near.get(p, ())
        )
        held = hold_sentence(DraftSentence(case["text"], case["lang"], (own,), others), names)
        outcome = "dropped" if not held.prints else "as drafted"
        if held.repaired:
            outcome = "reworded" if held.sentence.text != case["text"] else "cited further"
        counts[case["label"], outcome] += 1
        if options.list and held.repaired:
            print(case["label"], outcome, case["id"], case["mutation"])
            print("   draft  ", case["text"])
            print("   prints ", held.sentence.text)
            for source in held.sentence.cited:
                print("   source ", source.text)
    spent = time.process_time() - begun
    for label, word in (("contradicted", "altered"), ("supported", "true")):
        total = sum(n for (name, _), n in counts.items() if name == label)
        parts = ", ".join(
            f"{outcome} {n}" for (name, outcome), n in sorted(counts.items()) if name == label
        )
        print(f"{word}: {total} sentences: {parts}")
    print(f"{len(cases) / spent:.0f} sentences/s")


if __name__ == "__main__":
    main()
