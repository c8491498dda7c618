"""Before: a draft's figure and the source figures that bear it out. After: whether it has changed places.

"A rose 5%, B fell 3%" and "A rose 3%, B fell 5%" hold the same figures. Each is bound to the words of
its own clause; where the draft's words stand in the source only beside another figure of the same kind,
and the figure's own words in the source are not those of the draft, the two have changed places. Decided
only where both languages are the same: words of two languages cannot be held against each other here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import Figure

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


def find_exchange(mine: Place, held: Sequence[Place], told: Sequence[Place]) -> Place | None:
    """The source figure whose place the draft's figure took; None where it stands in its own.

    `held` are the source's figures that agree with the draft's, `told` those of its kind that do not.
    """
    if not mine.words or not held:
        return None
    own = max(_share(mine, place) for place in held)
    if own >= _AT_HOME:
        return None
    best = max(told, key=lambda place: _share(mine, place), default=None)
    if best is None or _share(mine, best) < max(_ELSEWHERE, own + _MARGIN):
        return None
    return best


_AT_HOME, _ELSEWHERE, _MARGIN = 0.5, 0.75, 0.5


def _share(mine: Place, place: Place) -> float:
    return len(mine.words & place.words) / len(mine.words)
