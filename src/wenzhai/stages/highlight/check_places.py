"""Before: a draft's figure and the source figures that bear it out. After: whether it has changed places.

"A rose 5%, B fell 3%" and "A rose 3%, B fell 5%" hold the same figures. Each is bound to the words of
its own clause; where the draft's words stand in the source only beside another figure of the same kind,
and the figure's own words in the source are not those of the draft, the two have changed places. Decided
only where both languages are the same: words of two languages cannot be held against each other here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import Evidence, Figure, FigureCheck, SourceText
from wenzhai.stages.highlight.check_exchange import Sighting
from wenzhai.stages.highlight.check_sightings import Sightings, read_figures
from wenzhai.stages.highlight.check_words import explain

_CLAUSE = re.compile(r"[，,。.；;、！？!?\n：:](?!\d)")
_WORD = re.compile(r"(?a)[a-z]{3,}|[\u4e00-\u9fff]")
_COMMON = frozenset(
    "the and for from with that this was were are has had have its his her their than more about over by "
    "percent per cent million billion year years month months day days said says will would rose fell"
    .split()
) | frozenset("的了在是为和与年月日有个中及也将其等达到至约超近过同比环增长下降上升元人万亿")  # fmt: skip
_NEAR = 40


class Place(NamedTuple):
    """A figure and the words of its clause."""

    figure: Figure
    words: frozenset[str]


def find_places(text: str, figures: Sequence[Figure]) -> tuple[Place, ...]:
    """Bind each figure to the words that stand before it in its clause, or after it where none do."""
    low = lower(fold(text))
    places, floor = [], 0
    for figure in figures:
        start, end = figure.span
        before = _CLAUSE.split(low[max(floor, start - _NEAR) : start])[-1]
        words = _find_words(before)
        if len(words) < 2:
            after = _CLAUSE.split(low[end : end + _NEAR], maxsplit=1)[0]
            words = words | _find_words(after)
        places.append(Place(figure, words))
        floor = end
    return tuple(places)


def _find_words(text: str) -> frozenset[str]:
    found = _WORD.findall(text)
    pairs = [a + b for a, b in pairwise(found) if a >= "\u4e00" <= b]
    singles = [w for w in found if w < "\u4e00"]
    return frozenset(
        w for w in (*singles, *pairs) if w not in _COMMON and not all(c in _COMMON for c in w)
    )


def check_places(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    sightings: Sightings,
    checks: tuple[FigureCheck, ...],
) -> tuple[FigureCheck, ...]:
    """Contradict what stands in a source, but in the place of another figure of the same kind.

    `sightings` holds the figures of `sources` in their order.
    """
    chinese = language.startswith("zh")
    if len(checks) < 2 or any(s.lang.startswith("zh") != chinese for s in sources):
        return checks
    told = _Told(sources, sightings)
    mine = find_places(text, [c.figure for c in checks])
    return tuple(
        _check_place(check, place, language, told)
        for check, place in zip(checks, mine, strict=True)
    )


def _check_place(check: FigureCheck, place: Place, language: str, told: _Told) -> FigureCheck:
    figure = check.figure
    if check.verdict != "supported" or figure.value is None or figure.weak or not place.words:
        return check
    exchanged = told.find_exchange(place)
    if exchanged is None:
        return check
    return FigureCheck(
        figure=figure,
        verdict="contradicted",
        why=explain("place", language, figure, exchanged.figure),
        evidence=Evidence(source=exchanged.source, span=exchanged.figure.span),
    )


class _Told:
    """The places of the sources' figures, found by kind and word."""

    def __init__(self, sources: Sequence[SourceText], sightings: Sightings) -> None:
        self._sightings = sightings
        self._places = [p for s in sources for p in find_places(s.text, read_figures(s))]
        self._by_word: dict[tuple[str, str, str], list[int]] = {}
        for at, place in enumerate(self._places):
            for word in sorted(place.words):
                key = (place.figure.kind, place.figure.unit, word)
                self._by_word.setdefault(key, []).append(at)

    def find_exchange(self, mine: Place) -> Sighting | None:
        """The source figure whose place the draft's figure took; None where it stands in its own."""
        held = self._sightings.list_agreeing(mine.figure)
        if not held:
            return None
        own = max(_share(mine, self._places[at]) for at in held)
        if own >= _AT_HOME:
            return None
        enough = max(_ELSEWHERE, own + _MARGIN)
        # only a place that shares a word can be the other
        shares: Counter[int] = Counter()
        for word in sorted(mine.words):
            shares.update(self._by_word.get((mine.figure.kind, mine.figure.unit, word), ()))
        for at, count in sorted(shares.items(), key=lambda row: (-row[1], row[0])):
            if count / len(mine.words) < enough:
                return None
            if at not in held and not self._places[at].figure.weak:
                return self._sightings.seen[at]
        return None


_AT_HOME, _ELSEWHERE, _MARGIN = 0.5, 0.75, 0.5


def _share(mine: Place, place: Place) -> float:
    return len(mine.words & place.words) / len(mine.words)
