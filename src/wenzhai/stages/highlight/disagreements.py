"""Before: the articles of a story. After: where they disagree, whatever prints.

Two figures are held against each other only where they can be of one thing: the same kind and unit, the
same measure, subject, places and time, in sentences about the same. What a publisher says itself of
the other's value, what rounding or “nearly” allows, and what was given only to compare with, is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.language.measures import EVENTS, MEASURES, find_measures
from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import HAN
from wenzhai.model import Article, Disagreement, Figure, Highlight
from wenzhai.stages.highlight.candidates import find_words
from wenzhai.stages.highlight.evidence import cite, is_slip, overlap
from wenzhai.stages.highlight.moments import Moment, read_moments
from wenzhai.stages.highlight.readings import Reading, read_figures

_Side = tuple[str, str]  # an article's id and the value as it writes it

_UNFIT = frozenset({"advertorial", "opinion"})
# Bounds on the work in one story, and on what may be one thing told differently.
_READINGS = 600
# The share of the shorter sentence's words that both have: where the measure is told and sharp; where
# it is one of many prices; and where it is not told at all.
_SAME_WORDS, _SAME_LOOSE, _SAME_UNTOLD = 0.4, 0.55, 0.6
_SAME_SLIP, _SLIP_UNTOLD = 0.25, 0.5
_LOOSE = frozenset({"price", "deal", "investment", "sales value", "orders", "people"})
_RATIO = 3.0
_GREAT = 1e6
_SAME_TIME = timedelta(days=3)
_SAME_DAY = timedelta(hours=12)


def find_disagreements(articles: Sequence[Article], names: NameFinder) -> tuple[Disagreement, ...]:
    """Values that independent publishers of one story give differently, each with who says what.

    Figures and parts of the day, over all reports in both languages; copies count for nothing."""
    told = [a for a in articles if not a.copy_of and a.passages and not _UNFIT & set(a.labels)]
    if len({a.family for a in told}) < 2:
        return ()
    told.sort(key=lambda a: (a.published_at, a.id))
    return (*_find_in_figures(told, names), *_find_in_moments(told, names))


def pick_printed(found: Sequence[Disagreement], highlight: Highlight) -> tuple[Disagreement, ...]:
    """Those that touch what a highlight prints: one side's value or passage is in one of its sentences.

    When a thing happened is of the whole story, and is told in any case."""
    printed = [highlight.headline, *(s for p in highlight.paragraphs for s in p)]
    cited = {(c.passage_id, c.article_id) for s in printed for c in s.citations}
    values = {_spell(f.figure.text) for s in printed for f in s.check.figures}
    return tuple(
        d
        for d in found
        if d.about in EVENTS
        or any((c.passage_id, c.article_id) in cited or _spell(v) in values for v, c in d.sides)
    )


# Figures


def _find_in_figures(told: Sequence[Article], names: NameFinder) -> tuple[Disagreement, ...]:
    readings = [r for a in told for r in read_figures(a, names) if not r.prior][:_READINGS]
    said = {a.id: _Said(read_figures(a, names)) for a in told}
    buckets: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        buckets.setdefault((reading.figure.kind, reading.unit_of_value), []).append(reading)
    sides: dict[_Side, Reading] = {}
    parts: dict[_Side, set[_Side]] = {}
    for bucket in buckets.values():
        for n, one in enumerate(bucket):
            for other in bucket[n + 1 :]:
                if one.article.family == other.article.family or not _conflict(one, other, said):
                    continue
                a, b = (one.article.id, one.figure.text), (other.article.id, other.figure.text)
                sides.setdefault(a, one)
                sides.setdefault(b, other)
                joined = parts.get(a, {a}) | parts.get(b, {b})
                parts.update(dict.fromkeys(joined, joined))
    # Who says the same as one side is shown beside it.
    for part in list({id(p): p for p in parts.values()}.values()):
        for reading in _find_seconds(part, sides, readings):
            key = (reading.article.id, reading.figure.text)
            sides[key] = reading
            part.add(key)
            parts[key] = part
    distinct = {id(part): part for part in parts.values()}
    found = (_to_disagreement(part, sides) for part in distinct.values())
    # Publishers that correct themselves may be left with one first word all.
    return tuple(d for d in found if len({_spell(value) for value, _ in d.sides}) > 1)


class _Said:
    """What one article says in figures."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.figures = [r.figure for r in readings]
        self._values: dict[tuple[object, ...], set[float]] = {}
        for r in readings:
            self._values.setdefault(_key(r), set()).add(r.figure.value or 0.0)

    def is_single(self, reading: Reading) -> bool:
        """Whether it gives one value only of the reading's measure: of several, each is of a part."""
        return len(self._values[_key(reading)]) == 1


def _key(r: Reading) -> tuple[object, ...]:
    untold = "" if r.measure else r.passage.id
    return (r.figure.kind, r.unit_of_value, r.measure, r.aspect, r.scope, r.period, untold)


def _find_seconds(
    part: set[_Side], sides: Mapping[_Side, Reading], readings: Sequence[Reading]
) -> list[Reading]:
    involved = {key for key, _ in part}
    found: dict[str, Reading] = {}
    for reading in readings:
        if reading.article.id in involved or reading.article.id in found:
            continue
        if any(
            _alike(reading, sides[side]) and _spell(reading.figure.text) == _spell(side[1])
            for side in sorted(part)
        ):
            found[reading.article.id] = reading
    return [found[key] for key in sorted(found)]


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two readings of one value are of one thing: of one measure, or a great sum of money."""
    if one.figure.kind == other.figure.kind == "money" and (one.figure.value or 0) >= _GREAT:
        return one.unit_of_value == other.unit_of_value
    return (
        one.unit_of_value == other.unit_of_value
        and one.figure.kind == other.figure.kind
        and one.measure == other.measure
        and one.aspect == other.aspect
        and bool(one.measure)
    )


def _conflict(one: Reading, other: Reading, said: Mapping[str, _Said]) -> bool:
    """Whether two figures cannot both be so of one thing."""
    if _agree(one.figure, other.figure):
        return False
    slip = is_slip(one.figure, other.figure)
    if slip:
        if not _same_slip(one, other):
            return False
    elif not _same_thing(one, other) or not (
        said[one.article.id].is_single(one) and said[other.article.id].is_single(other)
    ):
        return False
    # Publishers that both give both values have two figures, of two things.
    return not (
        any(_agree(other.figure, f) for f in said[one.article.id].figures)
        and any(_agree(one.figure, f) for f in said[other.article.id].figures)
    )


def _agree(one: Figure, other: Figure) -> bool:
    if one.kind != other.kind:
        return False
    return overlap(one, other) or any(
        compare_figures(a, b).relation in ("equal", "compatible", "converted")
        for a, b in ((one, other), (other, one))
    )


def _same_slip(one: Reading, other: Reading) -> bool:
    """Digits that changed places betray a slip of the pen; the sentences must still be of one thing."""
    if one.measure and other.measure and one.measure != other.measure:
        return False
    if one.article.is_chinese == other.article.is_chinese:
        told = one.measure and other.measure
        return _shared_words(one, other) >= (_SAME_SLIP if told else _SLIP_UNTOLD)
    return one.subject == other.subject and bool(one.measure) and one.measure == other.measure


def _same_thing(one: Reading, other: Reading) -> bool:
    if (one.measure, one.aspect) != (other.measure, other.aspect):
        return False
    if not one.measure and one.aspect != "level":
        return False  # what rose by 3 percent may be anything
    if not one.measure and any(w.measure.moves for w in find_measures(one.passage.text)):
        return False  # nor is one day's price another's
    if one.subject != other.subject or not _same_places(one, other):
        return False
    alike = one.article.is_chinese == other.article.is_chinese
    if alike and one.planned != other.planned:
        return False  # what is sought, and what came of it
    if (
        one.figure.direction
        and other.figure.direction
        and one.figure.direction != other.figure.direction
    ):
        return False
    values = sorted(abs(r.figure.value or 0.0) for r in (one, other))
    if not values[0] or values[1] > _RATIO * values[0]:
        return False
    measure = MEASURES.get(one.measure)
    tolls, moves = bool(measure and measure.tolls), bool(measure and measure.moves)
    if not _same_time(one, other, tolls=tolls, moves=moves):
        return False
    if alike:
        loose = measure is None or one.measure in _LOOSE
        needed = _SAME_WORDS if not loose else _SAME_LOOSE if one.measure else _SAME_UNTOLD
        return _shared_words(one, other) >= needed
    return measure is not None and one.measure not in _LOOSE and (bool(one.subject) or tolls)


def _same_places(one: Reading, other: Reading) -> bool:
    """No two places apart; at home, abroad and everywhere are three."""
    sides = ("home", "abroad")
    if any((side in one.scope) != (side in other.scope) for side in sides):
        return False
    if one.figure.kind == "number" and one.article.is_chinese == other.article.is_chinese:
        return one.scope == other.scope
    return not one.scope or not other.scope or not set(one.scope).isdisjoint(other.scope)


def _same_time(one: Reading, other: Reading, *, tolls: bool, moves: bool) -> bool:
    """The same told time; or none told, in reports of about the same time."""
    apart = abs(one.article.published_at - other.article.published_at)
    if tolls:
        return True
    times = [r.period for r in (one, other)]
    if moves:
        return times[0] == times[1] != "" and apart <= _SAME_DAY
    return times[0] == times[1] and (times[0] != "" or apart <= _SAME_TIME)


def _shared_words(one: Reading, other: Reading) -> float:
    language = "zh" if one.article.is_chinese else "en"
    mine, theirs = (_words(r.passage.text, language) for r in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


@lru_cache(maxsize=4096)
def _words(text: str, language: str) -> frozenset[str]:
    return frozenset(find_words(text, language))


_SPAN = re.compile(r"\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}))?")


def _to_disagreement(part: set[_Side], sides: Mapping[_Side, Reading]) -> Disagreement:
    """What most publishers say first; each publisher once. Tolls that only rise are later reports."""
    ordered = sorted(part, key=lambda side: (sides[side].article.published_at, side))
    said: dict[str, tuple[str, Reading]] = {}
    for side in ordered:
        said.setdefault(sides[side].article.publisher, (side[1], sides[side]))
    rows = list(said.values())
    measures = Counter(r.measure for _, r in rows if r.measure)
    subjects = Counter(r.subject for _, r in rows if r.subject)
    measure = MEASURES.get(measures.most_common(1)[0][0]) if measures else None
    rises = [r.figure.value or 0.0 for _, r in rows]
    later = bool(measure and measure.tolls and rises == sorted(rises))
    if not later:
        backing = Counter(_spell(value) for value, _ in rows)
        rows.sort(key=lambda row: -backing[_spell(row[0])])
    return Disagreement(
        measure=rows[0][0],
        sides=tuple((value, cite(r.article, r.passage)) for value, r in rows),
        subject=subjects.most_common(1)[0][0] if subjects else "",
        about=measure.id if measure else "",
        later=later,
        date=_find_shared_date([r for _, r in rows]),
    )


def _find_shared_date(readings: Sequence[Reading]) -> str:
    """The span of time that all tell of, those that name none aside."""
    told = {r.period for r in readings if r.period}
    date = told.pop() if len(told) == 1 else ""
    return date if _SPAN.fullmatch(date) else ""


def _spell(value: str) -> str:
    """A figure as it is counted: 57 percent and 57% are one."""
    figures = parse_figures(value, "zh" if HAN.search(value) else "en")
    return f"{figures[0].value:.6g}" if figures and figures[0].value is not None else value


# Parts of the day


def _find_in_moments(told: Sequence[Article], names: NameFinder) -> Iterable[Disagreement]:
    """Reports that put one event into parts of the day that lie apart."""
    by_action: dict[str, list[Moment]] = {}
    for article in told:
        for moment in read_moments(article, names):
            by_action.setdefault(moment.action, []).append(moment)
    for action, moments in sorted(by_action.items()):
        first = _first_sides(moments)
        parts = sorted({m.part for m in first})
        if len({m.article.family for m in first}) < 2 or parts[-1] - parts[0] < 2:
            continue
        days = {m.day for m in first if m.day}
        if len(days) > 1:
            continue
        counted = Counter(m.part for m in first)
        rows = sorted(first, key=lambda m: -counted[m.part])
        yield Disagreement(
            measure=rows[0].text,
            sides=tuple((m.text, cite(m.article, m.passage)) for m in rows),
            about=action,
        )


def _first_sides(moments: Sequence[Moment]) -> list[Moment]:
    """One moment for each publisher. Those that report one time come first; one that reports both
    stands for the time that nobody else gives."""
    by_publisher: dict[str, list[Moment]] = {}
    for moment in moments:
        by_publisher.setdefault(moment.article.publisher, []).append(moment)
    alone = [ms[0] for ms in by_publisher.values() if len({m.part for m in ms}) == 1]
    known = {m.part for m in alone}
    for ms in by_publisher.values():
        if len({m.part for m in ms}) > 1:
            missing = next((m for m in ms if all(abs(m.part - part) > 1 for part in known)), None)
            if missing is not None:
                alone.append(missing)
                known.add(missing.part)
    return alone
