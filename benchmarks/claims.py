"""Altered sentences from labelled stories: how many the claim checkers find, and how often they cry wolf.

The set is built anew at each run, without chance, from the development stories: a name exchanged for
another, subject and object exchanged, a negation added or taken out, a direction reversed, a word within
quotation marks or the speaker changed. The source is the unaltered sentence among its neighbours, or
reports of the same event in the other language. Stories are parted in a tune half and a held-back half.

Run: PYTHONPATH=src python benchmarks/claims.py SHARED [--misses KIND] [--alarms] [--half tune|held]
Writes the set to a temporary folder and says where; nothing else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from wenzhai.model import SourceText
from wenzhai.stages.highlight.check import check_text

sys.path.insert(0, str(Path(__file__).parent))
from claims_set import build, find_glossary

KINDS = ("name", "roles", "negation", "direction", "quotation", "speaker")
DIRECTIONS = ("en>en", "zh>zh", "zh>en", "en>zh", "en>en*", "zh>zh*")

# ---- measuring ---------------------------------------------------------------------------------


def check_case(case, finder):
    sources = [
        SourceText(id=str(n), lang=lang, text=text) for n, (lang, text) in enumerate(case.sources)
    ]
    return check_text(case.text, case.lang, sources, names=finder)


def is_flagged(check):
    """Whether a claim (not a figure) keeps the sentence from printing."""
    return any(c.verdict in ("contradicted", "unsupported") for c in check.claims)


def measure(cases, finder):
    """Counts by (half, direction, label, kind): [flagged, all]."""
    counts = defaultdict(lambda: [0, 0])
    checks = {}
    for case in cases:
        check = checks[case.id] = check_case(case, finder)
        flagged = is_flagged(check)
        for half in (case.half, "both"):
            for direction in (case.direction, "all"):
                for kind in (case.kind, "all"):
                    entry = counts[half, direction, case.label, kind]
                    entry[0] += flagged
                    entry[1] += 1
    return counts, checks


def share(counts, *key):
    flagged, all_of = counts.get(key, (0, 0))
    return (flagged / all_of if all_of else float("nan")), all_of


def print_report(counts):
    for half in ("tune", "held", "both"):
        print(f"\n== {half}")
        for direction in (*DIRECTIONS, "all"):
            cells = []
            for kind in (*KINDS, "all"):
                found, number = share(counts, half, direction, "altered", kind)
                if number:
                    cells.append(f"{kind} {found:.3f} ({number})")
            print(f"{direction:6} found  " + "  ".join(cells))
            cells = []
            for label in ("same", "reworded", "paraphrase", "across"):
                alarms, number = share(counts, half, direction, label, "none")
                if number:
                    cells.append(f"{label} {alarms:.3f} ({number})")
            print(f"{'':6} false  " + "  ".join(cells))


def measure_parallel(shared, finder):
    """Claim alarms on human translations, both ways: every one is a false alarm."""
    with gzip.open(
        Path(shared) / "data" / "parallel" / "ntrex_en_zh.tsv.gz", "rt", encoding="utf8"
    ) as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    found = defaultdict(list)
    for _, english, chinese, traditional in rows:
        for other in (chinese, traditional):
            for lang, text, source_lang, source in (
                ("en", english, "zh", other),
                ("zh", other, "en", english),
            ):
                given = [SourceText(id="0", lang=source_lang, text=source)]
                check = check_text(text, lang, given, names=finder)
                found[f"{source_lang}>{lang}"].append((is_flagged(check), text, source, check))
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--misses", default="")
    arguments.add_argument("--alarms", default="")
    arguments.add_argument("--half", default="tune")
    arguments.add_argument("--parallel", action="store_true")
    options = arguments.parse_args()
    finder = find_glossary()
    if options.parallel:
        for direction, rows in sorted(measure_parallel(options.shared, finder).items()):
            flagged = [row for row in rows if row[0]]
            print(f"{direction} false {len(flagged) / len(rows):.4f} ({len(rows)})")
            if options.alarms:
                for _, text, source, check in flagged:
                    print("  ", text, "\n     <", source)
                    _print_claims(check)
        return
    cases = build(options.shared, finder)
    folder = Path(tempfile.mkdtemp(prefix="claims-"))
    with (folder / "claims.jsonl").open("w", encoding="utf8") as out:
        for case in cases:
            out.write(json.dumps(case._asdict(), ensure_ascii=False) + "\n")
    print(f"{len(cases)} cases in {folder}: {Counter(c.label for c in cases)}")
    begun = time.process_time()
    counts, checks = measure(cases, finder)
    spent = time.process_time() - begun
    for case in cases:
        flagged = is_flagged(checks[case.id])
        wanted = case.label == "altered"
        if flagged == wanted or case.half != options.half:
            continue
        if (wanted and options.misses in (case.kind, "all")) or (
            not wanted and options.alarms in (case.label, "all")
        ):
            print("MISS" if wanted else "ALARM", case.direction, case.id, case.changed)
            print("   ", case.text)
            print("   <", " / ".join(text for _, text in case.sources)[:600].replace("\n", " | "))
            _print_claims(checks[case.id])
    print_report(counts)
    print(f"{len(cases) / spent:.0f} checks/s")


def _print_claims(check):
    for claim in check.claims:
        if claim.verdict in ("contradicted", "unsupported"):
            print("     ", claim.kind, claim.verdict, "|", claim.text, "|", claim.why)


if __name__ == "__main__":
    main()
