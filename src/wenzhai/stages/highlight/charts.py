"""Before: the ledger and a highlight. After: the Chart that its figures carry, or none.

Drawn is only what can be compared: levels, not changes, of one measure, unit and place, each of a time that
its report tells and that was over when it was published, none of them disputed. Three values at least:
two are a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from wenzhai.language.measures import MEASURES
from wenzhai.language.names import NameFinder
from wenzhai.model import Chart, ChartPoint, LedgerEntry, content_key
from wenzhai.stages.highlight.chart_words import (
    end_of,
    name_period,
    name_subject,
    say_left_out,
    sort_of,
    title_comparison,
    title_series,
    write_value,
)
from wenzhai.stages.highlight.ledger import cite_report

FEWEST, MOST = 3, 8
_KINDS = frozenset({"number", "money", "percent"})
_APPROXIMATIONS = frozenset({"exact", "about", "nearly", "over", "at least", "at most", "range"})
# A neighbour twenty times as large is a slip of the pen more often than news.
_RATIO = 20.0
# A line that hardly moves says nothing that a sentence does not say better.
_SPREAD = 0.04
# What says the same of every company; a fine or a deal is each of its own sort.
COMPARABLE = frozenset({
    "monthly users", "daily users", "users", "subscribers", "downloads", "profit", "net loss",
    "revenue", "gross margin", "market share", "staff", "stores", "merchants", "orders", "shipments",
    "sales value", "exports", "imports",
})  # fmt: skip


def find_series(
    entries: Iterable[LedgerEntry],
    story_id: str,
    headline: str,
    names: NameFinder,
    language: str,
) -> Chart | None:
    """One measure of one subject over time, of whom the headline tells and of which the story gives a
    value; the series of most values, the last eight of them. `entries` are the ledger's, merged."""
    about = names.names_in(headline)
    groups: dict[tuple[object, ...], list[LedgerEntry]] = {}
    for entry in entries:
        if entry.subject in about and _is_fit(entry):
            key = (entry.subject, entry.measure, entry.kind, entry.unit, entry.scope)
            groups.setdefault((*key, sort_of(entry.date)), []).append(entry)
    charts = [
        chart
        for _, group in sorted(groups.items(), key=lambda item: str(item[0]))
        if (chart := _draw_series(group, story_id, names, language))
    ]
    # Of equally long ones the first by name: sorted above.
    return max(charts, key=lambda c: len(c.points), default=None)


def find_comparison(
    entries: Iterable[LedgerEntry],
    story_id: str,
    headline: str,
    names: NameFinder,
    language: str,
) -> Chart | None:
    """One measure of at least three subjects, of one time; the headline tells of one of them, and the
    story gives a value. The comparison of most subjects, the largest eight of them."""
    about = names.names_in(headline)
    groups: dict[tuple[object, ...], list[LedgerEntry]] = {}
    for entry in entries:
        if entry.measure in COMPARABLE and _is_fit(entry):
            key = (entry.measure, entry.kind, entry.unit, entry.scope, entry.date)
            groups.setdefault(key, []).append(entry)
    charts = [
        chart
        for _, group in sorted(groups.items(), key=lambda item: str(item[0]))
        if (chart := _draw_comparison(group, story_id, about, names, language))
    ]
    return max(charts, key=lambda c: len(c.points), default=None)


def _is_fit(entry: LedgerEntry) -> bool:
    """Whether an entry can stand in a chart, but for what others say of the same time."""
    over = end_of(entry.date)
    return (
        bool(entry.subject)
        and entry.measure in MEASURES
        and entry.aspect == "level"
        and entry.kind in _KINDS
        and entry.approximation in _APPROXIMATIONS
        and entry.dated == "told"
        and entry.value > 0
        and over is not None
        and over <= entry.reports[0].published_at.date()
    )


def _settle(entries: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """The one value of what several entries tell of the same; None where they disagree or are disputed.
    Of those that can all be true, the most exact that most publishers give."""
    if any(entry.disputed for entry in entries):
        return None
    if max(entry.low for entry in entries) > min(entry.high for entry in entries):
        return None
    return min(entries, key=lambda e: (e.high - e.low, -len(e.reports), e.id))


def _draw_series(
    group: Sequence[LedgerEntry], story_id: str, names: NameFinder, language: str
) -> Chart | None:
    by_date: dict[str, list[LedgerEntry]] = {}
    for entry in group:
        by_date.setdefault(entry.date, []).append(entry)
    dates = sorted(by_date)[-MOST:]
    settled = {at: _settle(by_date[at]) for at in dates}
    kept = [value for value in settled.values() if value]
    values = [entry.value for entry in kept]
    if (
        len(kept) < FEWEST
        or not any(story_id in entry.story_ids for entry in kept)
        or max(values) - min(values) < _SPREAD * max(values)
        or any(max(a, b) > _RATIO * min(a, b) for a, b in pairwise(values))
    ):
        return None
    return Chart(
        id=content_key("chart", "series", story_id, *(entry.id for entry in kept)),
        kind="series",
        title=title_series(kept[0], names, language),
        subject=kept[0].subject,
        measure=kept[0].measure,
        value_kind=kept[0].kind,
        unit=kept[0].unit,
        points=tuple(
            _make_point(entry, name_period(entry.date, language), language, own=True)
            for entry in kept
        ),
        notes=say_left_out([at for at in dates if not settled[at]], language),
    )


def _draw_comparison(
    group: Sequence[LedgerEntry],
    story_id: str,
    about: frozenset[str],
    names: NameFinder,
    language: str,
) -> Chart | None:
    by_subject: dict[str, list[LedgerEntry]] = {}
    for entry in group:
        by_subject.setdefault(entry.subject, []).append(entry)
    # A part beside its whole is no comparison.
    parts = {
        subject
        for subject in by_subject
        if (name := names.get(subject)) and {p.id for p in names.parents(name)} & by_subject.keys()
    }
    found = (_settle(by_subject[subject]) for subject in sorted(by_subject.keys() - parts))
    kept = sorted(filter(None, found), key=lambda e: (-e.value, e.subject))[:MOST]
    if (
        len(kept) < FEWEST
        or not any(story_id in entry.story_ids for entry in kept)
        or not any(entry.subject in about for entry in kept)
        or len({entry.value for entry in kept}) == 1
    ):
        return None
    return Chart(
        id=content_key("chart", "comparison", story_id, *(entry.id for entry in kept)),
        kind="comparison",
        title=title_comparison(kept[0], names, language),
        subject="",
        measure=kept[0].measure,
        value_kind=kept[0].kind,
        unit=kept[0].unit,
        points=tuple(
            _make_point(
                entry,
                name_subject(entry.subject, names, language),
                language,
                own=entry.subject in about,
            )
            for entry in kept
        ),
    )


def _make_point(entry: LedgerEntry, label: str, language: str, *, own: bool) -> ChartPoint:
    reports = entry.reports
    in_ours = (r for r in reports if r.language.startswith("zh") == (language == "zh"))
    report = next(in_ours, reports[0])
    return ChartPoint(
        at=entry.date,
        label=label,
        words=write_value(entry, language),
        value=entry.value,
        low=min(entry.low, entry.value),
        high=max(entry.high, entry.value),
        approximation=entry.approximation,
        own=own,
        span=report.span,
        citations=(cite_report(report),),
    )
