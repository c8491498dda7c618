"""Before: a draft's amount and sources in another currency. After: the source amount that it converts.

No rate is assumed. A rate counts only where the cited source states it ("1美元约合6.9元") and is dated, by
its publication or in the same sentence; amounts that a source gives in both currencies need none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wenzhai.language.figures.lexicon import DOLLARS
from wenzhai.model import Figure, SourceText

# between the two sides of a rate: 1美元约合6.9元, "$1 = 6.9 yuan", "one dollar buys 6.9 yuan"
_EQUALS = re.compile(
    r"\s?(?:[=≈]|约?合|约?等于|兑换?|折合|可兑换?|is|was|equals?|buys?|bought|to|at)?\s?"
)
_YEAR = re.compile(r"(?a)(?:19|20)\d\d\s?年|\b(?:19|20)\d\d\b")
_STOPS = "。.！!？?\n"
_SLACK = 0.02  # a rate is rounded, and so is what it gives


class Sighting(NamedTuple):
    """A figure of a source, and where it stands."""

    source: str
    figure: Figure


class _Rate(NamedTuple):
    source: str
    one: str
    other: str
    rate: float  # units of `other` for one of `one`


def is_foreign(figure: Figure, other: Figure) -> bool:
    """Tell two amounts of money in currencies that cannot be the same."""
    if figure.kind != "money" or other.kind != "money" or figure.unit == other.unit:
        return False
    units = {figure.unit, other.unit}
    return not (
        ("$" in units and units <= DOLLARS) or ("¥" in units and units <= {"¥", "CNY", "JPY"})
    )


class Exchange:
    """The dated rates that the sources state, and their amounts; read only when asked for."""

    def __init__(self, seen: Sequence[Sighting], sources: Mapping[str, SourceText]) -> None:
        self._money = [s for s in seen if s.figure.kind == "money" and s.figure.value]
        self._sources = sources

    def find(self, claimed: Figure) -> Sighting | None:
        """The amount that gives `claimed` at a rate stated in its own source, within 2 %."""
        if not claimed.value or len(self._money) < 3:  # a rate is two of them
            return None
        rates = self._read_rates()
        for sighting in self._money:
            figure = sighting.figure
            for rate in rates:
                if rate.source != sighting.source or figure.value is None:
                    continue
                if _same(figure.unit, rate.one) and _same(claimed.unit, rate.other):
                    value = figure.value * rate.rate
                elif _same(figure.unit, rate.other) and _same(claimed.unit, rate.one):
                    value = figure.value / rate.rate
                else:
                    continue
                if abs(value - claimed.value) <= _SLACK * value and figure.value >= 10:
                    return sighting
        return None

    def _read_rates(self) -> list[_Rate]:
        rates = []
        for one, other in zip(self._money, self._money[1:], strict=False):
            first, second = one.figure, other.figure
            if one.source != other.source or first.value not in (1.0, 100.0):
                continue
            source = self._sources[one.source]
            between = source.text[first.span[1] : second.span[0]]
            if not is_foreign(first, second) or not _EQUALS.fullmatch(between):
                continue
            if not (source.published or _is_dated(source.text, first.span[0])):
                continue
            rates.append(
                _Rate(one.source, first.unit, second.unit, (second.value or 0.0) / first.value)
            )
        return [r for r in rates if r.rate > 0]


def _is_dated(text: str, at: int) -> bool:
    start = max((text.rfind(stop, 0, at) for stop in _STOPS), default=-1) + 1
    return bool(_YEAR.search(text[max(start, at - 200) : at + 60]))


def _same(one: str, other: str) -> bool:
    return one == other or ("$" in (one, other) and "USD" in (one, other))
