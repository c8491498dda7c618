"""Before: the articles of a story. After: its LedgerEntries: every figure once, with all who report it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Citation, content_key
from wenzhai.model.ledger import LedgerEntry, LedgerReport
from wenzhai.stages.highlight.readings import Reading, read_figures

# Articles whose figures are their authors' wishes.
_UNFIT = frozenset({"advertorial", "opinion"})


def build_ledger(
    story_id: str,
    articles: Sequence[Article],
    names: NameFinder,
    disputed: Collection[tuple[str, str]] = (),
) -> tuple[LedgerEntry, ...]:
    """The figures of a story's articles in either language, by key; copies count for nothing.

    A value given only to compare with is left out unless its own time is told. `disputed` holds
    (article id, figure as written) of those that other reports contradict."""
    told = [a for a in articles if not a.copy_of and not _UNFIT & set(a.labels)]
    found: dict[tuple[object, ...], list[Reading]] = {}
    for article in sorted(told, key=lambda a: (a.published_at, a.id)):
        for reading in read_figures(article, names):
            if not reading.prior:
                found.setdefault(_fact(reading), []).append(reading)
    doubted = frozenset(disputed)
    entries = (
        _to_entry(story_id, part, doubted)
        for readings in found.values()
        for part in _part_by_time(readings)
    )
    return tuple(sorted(entries, key=lambda e: e.id))


def _fact(reading: Reading) -> tuple[object, ...]:
    """What makes two readings one figure, but for its time: 1900万 and 19 million of one subject."""
    f = reading.figure
    return (
        reading.subject, reading.measure, reading.aspect.split()[0], f.kind, reading.unit,
        f"{f.value:.6g}", f"{f.low:.6g}", f"{f.high:.6g}", f.direction,
    )  # fmt: skip


def _part_by_time(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings of one value by the time that they are told of. Those that tell no period, or no place,
    are of the only one that others tell; where there are several, they stand alone."""
    periods = sorted({r.period for r in readings if r.period})
    places = sorted({r.scope for r in readings if r.scope})
    parts: dict[tuple[object, ...], list[Reading]] = {}
    for reading in readings:
        period = reading.period or (periods[0] if len(periods) == 1 else "")
        scope = reading.scope or (places[0] if len(places) == 1 else ())
        parts.setdefault((period, scope), []).append(reading)
    return [parts[key] for key in sorted(parts, key=str)]


def _to_entry(
    story_id: str, readings: Sequence[Reading], disputed: frozenset[tuple[str, str]]
) -> LedgerEntry:
    first = readings[0]
    figure = first.figure
    # The time and the change as whoever tells them most exactly has them.
    date = next((r.period for r in readings if r.period), "")
    date = date or next((r.date for r in readings if r.date), "")
    scope = next((r.scope for r in readings if r.scope), ())
    aspect = max((r.aspect for r in readings), key=len)
    reports: dict[str, LedgerReport] = {}
    for reading in readings:
        reports.setdefault(reading.article.publisher, _to_report(reading))
    return LedgerEntry(
        id=content_key("ledger", story_id, date, ";".join(scope), *map(str, _fact(first))),
        subject=first.subject,
        measure=first.measure,
        aspect=aspect,
        kind=figure.kind,
        value=figure.value or 0.0,
        low=figure.low or 0.0,
        high=figure.high or 0.0,
        unit=first.unit,
        approximation=figure.approximation,
        direction=figure.direction,
        scope=scope,
        date=date or first.article.published_at.date().isoformat(),
        dated="told" if date else "report",
        story_ids=(story_id,),
        reports=tuple(reports.values()),
        disputed=any((r.article.id, r.figure.text) in disputed for r in readings),
    )


def _to_report(reading: Reading) -> LedgerReport:
    article = reading.article
    return LedgerReport(
        article_id=article.id,
        passage_id=reading.passage.id,
        publisher=article.publisher,
        title=article.title,
        url=article.url,
        language=article.language,
        published_at=article.published_at,
        figure=reading.figure.text,
        span=reading.figure.span,
        passage=reading.passage.text,
    )


def cite_report(report: LedgerReport) -> Citation:
    """The passage of one report of a figure, as a sentence or a value cites it."""
    return Citation(
        article_id=report.article_id,
        passage_id=report.passage_id,
        publisher=report.publisher,
        title=report.title,
        url=report.url,
        language=report.language,
        published_at=report.published_at,
        text=report.passage,
    )


def merge_entries(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The same figure of several stories as one entry with all its reports, by subject, measure and
    date, then value; one that is dated by its reports has the first one's date."""
    groups: dict[tuple[object, ...], list[LedgerEntry]] = {}
    for entry in entries:
        key = (
            entry.subject, entry.measure, entry.aspect, entry.scope, entry.kind, entry.unit,
            entry.date if entry.dated == "told" else "", entry.dated,
            f"{entry.value:.6g}", f"{entry.low:.6g}", f"{entry.high:.6g}", entry.direction,
        )  # fmt: skip
        groups.setdefault(key, []).append(entry)
    return tuple(sorted((_merge(group) for group in groups.values()), key=_place))


def _merge(group: Sequence[LedgerEntry]) -> LedgerEntry:
    first = min(group, key=lambda e: (e.date, e.id))
    reports: dict[str, LedgerReport] = {}
    every = [r for e in group for r in e.reports]
    for report in sorted(every, key=lambda r: (r.published_at, r.article_id)):
        reports.setdefault(report.publisher, report)
    return msgspec.structs.replace(
        first,
        story_ids=tuple(sorted({key for e in group for key in e.story_ids})),
        reports=tuple(reports.values()),
        disputed=any(e.disputed for e in group),
    )


def _place(entry: LedgerEntry) -> tuple[object, ...]:
    return (entry.subject, entry.measure, entry.aspect, entry.date, entry.value, entry.id)
