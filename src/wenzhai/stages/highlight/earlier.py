"""Before: a figure and the ledger. After: what it was before, where only like is compared with like.

“Up from 13 million (Pearl Wire, 12 January)” prints only where nothing about it is open: one subject, one
measure of one place and period, both told exactly, neither disputed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wenzhai.language.figures import parse_figures
from wenzhai.language.render_figures import render_figure
from wenzhai.model import (
    EarlierValue,
    EarlierWords,
    LedgerEntry,
    LedgerReport,
    NumberOfTheWeek,
)
from wenzhai.stages.highlight.brief import word_date
from wenzhai.stages.highlight.ledger import cite_report

# A date's sort: a quarter is compared with a quarter, a day with a day at least a week away.
_SORTS = (
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("month", re.compile(r"\d{4}-\d\d")),
    ("quarter", re.compile(r"\d{4}-Q\d")),
    ("half", re.compile(r"\d{4}-H\d")),
    ("year", re.compile(r"\d{4}")),
)
_RATIO = 20.0
_EXACT = frozenset({"exact", "about", "nearly", "over"})


def find_earlier(entry: LedgerEntry, ledger: Iterable[LedgerEntry]) -> EarlierValue | None:
    """The last value that the ledger has of the same thing from before `entry`; None where there is
    none or where more than one is given for that time."""
    if not _is_certain(entry):
        return None
    before = [
        other
        for other in ledger
        if _is_like(entry, other) and _is_certain(other) and other.date < entry.date
    ]
    if not before:
        return None
    last = max(other.date for other in before)
    of_then = sorted((o for o in before if o.date == last), key=lambda o: o.id)
    if len({f"{o.value:.6g}" for o in of_then}) > 1:
        return None
    found = of_then[0]
    if found.high >= entry.low and found.low <= entry.high:
        return None  # as far as is known, the same
    small, large = sorted((abs(entry.value), abs(found.value)))
    if not small or large > _RATIO * small:
        return None
    return EarlierValue(entry=found, direction="up" if entry.value > found.value else "down")


def match_number(number: NumberOfTheWeek, entries: Iterable[LedgerEntry]) -> LedgerEntry | None:
    """The entry of a number of the week: the one that reports its words in its first citation."""
    if not number.sentence.citations:
        return None
    cited = number.sentence.citations[0]
    found = [
        entry
        for entry in entries
        for report in entry.reports
        if report.passage_id == cited.passage_id
        and report.article_id == cited.article_id
        and report.figure == number.value
    ]
    return found[0] if len(found) == 1 else None


def _is_certain(entry: LedgerEntry) -> bool:
    return (
        bool(entry.subject and entry.measure)
        and entry.aspect == "level"
        and entry.approximation in _EXACT
        and not entry.disputed
        and _sort_of(entry.date) != ""
        and (entry.dated == "told") == (_sort_of(entry.date) != "day")
    )


def _is_like(entry: LedgerEntry, other: LedgerEntry) -> bool:
    return (
        (other.subject, other.measure, other.aspect, other.kind, other.unit, other.scope)
        == (entry.subject, entry.measure, entry.aspect, entry.kind, entry.unit, entry.scope)
        and _sort_of(other.date) == _sort_of(entry.date)
        and set(other.story_ids).isdisjoint(entry.story_ids if entry.dated == "report" else ())
    )


def _sort_of(date: str) -> str:
    return next((name for name, pattern in _SORTS if pattern.fullmatch(date)), "")


def say_earlier(earlier: EarlierValue, language: str) -> EarlierWords:
    """“up from 13 million (Pearl Wire, 12 January)”, “高于此前的1300万次（…）”, with what it cites.

    The figure is as a report in `language` (`en`, `zh`) writes it, else written out in it."""
    chinese = language == "zh"
    reports = earlier.entry.reports
    own = [r for r in reports if r.language.startswith("zh") == chinese]
    report = (own or list(reports))[0]
    figure = report.figure if own else _write_out(report, language)
    day = word_date(report.published_at, language)
    if chinese:
        moved = "高于" if earlier.direction == "up" else "低于"
        words = f"{moved}此前的{figure}（{report.publisher}，{day}）"
    else:
        words = f"{earlier.direction} from {figure} ({report.publisher}, {day})"
    return EarlierWords(words=words, citation=cite_report(report))


def _write_out(report: LedgerReport, language: str) -> str:
    """A figure of the other language in this one."""
    figures = parse_figures(report.passage, report.language, report.published_at.date())
    found = next((f for f in figures if f.span == report.span), None)
    return render_figure(found, language) if found else report.figure
