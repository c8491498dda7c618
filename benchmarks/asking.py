"""How well the archive answers: recall, precision of what is cited, and refusals, on questions of our own.

    python benchmarks/asking.py ROOM [--sweep] [--show]

ROOM is a newsroom with the development weeks imported (docs/benchmarks.md says how); its archive is
indexed, and vectors are kept in it, so give it a copy. Odd questions are the half on which the bar and
the weights were chosen, even ones were only measured; those that begin with f are fresh: written after
all rules were. A sentence is right where it holds one of the question's keys; *citation precision* is the share of right sentences among all that print.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from wenzhai.model import Answer
from wenzhai.newsroom import Newsroom
from wenzhai.newsroom.asking import ask
from wenzhai.stages.highlight import LEAST_SCORE

QUESTIONS = Path(__file__).with_name("asking_questions.tsv")


@dataclass(frozen=True)
class Case:
    """A line of the questions' file; `keys` are empty where the archive has no answer."""

    id: str
    asked_in: str
    told_in: str
    question: str
    keys: tuple[str, ...]

    @property
    def half(self) -> str:
        if self.id.startswith("f"):
            return "fresh"
        return "tuning" if int(self.id[1:]) % 2 else "held out"

    @property
    def group(self) -> str:
        if not self.keys:
            return "no answer"
        return f"{self.asked_in} asks, {self.told_in} tells"


def load_cases() -> list[Case]:
    rows = [
        line.split("\t")
        for line in QUESTIONS.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [
        Case(key, asked, told, question, () if keys == "-" else tuple(keys.split("|")))
        for key, asked, told, question, keys in rows
    ]


def holds(text: str, keys: tuple[str, ...]) -> bool:
    return any(key.lower() in text.lower() for key in keys)


def right_parts(case: Case, answer: Answer, bar: float) -> list[bool]:
    return [holds(p.sentence.text, case.keys) for p in answer.parts if p.score >= bar]


def report(cases: list[Case], answers: dict[str, Answer], bar: float) -> None:
    groups = sorted({c.group for c in cases})
    print(f"\nbar {bar:.2f}")
    print("| questions | count | answered right | refused | wrong only | sentences right |")
    print("|---|---|---|---|---|---|")
    for half in ("tuning", "held out", "fresh"):
        chosen = [c for c in cases if c.half == half]
        for group in [*groups, "all with an answer"]:
            own = [c for c in chosen if c.group == group or (group[0] == "a" and c.keys)]
            marks = [right_parts(c, answers[c.id], bar) for c in own]
            right, refused = sum(any(m) for m in marks), sum(not m for m in marks)
            printed = [mark for m in marks for mark in m]
            share = f"{sum(printed)} of {len(printed)}"
            print(
                f"| {half}, {group} | {len(own)} | {right} | {refused} | "
                f"{len(own) - right - refused} | {share} |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", type=Path)
    parser.add_argument("--sweep", action="store_true", help="several bars")
    parser.add_argument("--show", action="store_true", help="every answer")
    chosen = parser.parse_args()
    cases = load_cases()
    answers: dict[str, Answer] = {}
    with Newsroom.open(chosen.room) as room:
        began = time.perf_counter()
        for case in cases:
            floor = 0.3 if chosen.sweep else LEAST_SCORE
            answers[case.id] = ask(room, case.question, least_score=floor)
        seconds = time.perf_counter() - began
    if chosen.show:
        for case in cases:
            answer = answers[case.id]
            print(f"\n{case.id} {case.question} [{answer.wants}] {'|'.join(case.keys)}")
            for part in answer.parts:
                mark = "+" if holds(part.sentence.text, case.keys) else "-"
                cited = part.sentence.citations[0]
                print(f"   {mark} {part.score:.2f} {part.sentence.text[:160]} ({cited.publisher})")
    bars = [0.58, 0.6, 0.62, 0.64, 0.66] if chosen.sweep else [LEAST_SCORE]
    for bar in bars:
        report(cases, answers, bar)
    print(f"\n{len(cases)} questions in {seconds:.0f} s")


if __name__ == "__main__":
    main()
