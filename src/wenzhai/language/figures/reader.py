"""One text being read: what was found so far, and how a figure is added to it."""

from __future__ import annotations

from datetime import date
from typing import cast

from wenzhai.language.figures import dates
from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import Figure
from wenzhai.model.figure import Approximation, Direction, FigureKind


class Reader:
    """One text being read, from left to right; `floor` is where the last figure ended."""

    def __init__(self, text: str, language: str, published: date | None) -> None:
        self.text = text
        self.language = language
        self.published = published
        self.s = fold(text)
        self.low = lower(self.s)
        self.floor = 0
        self.found: list[Figure] = []

    def _add(
        self,
        start: int,
        end: int,
        kind: str,
        value: float | None,
        *,
        low: float | None = None,
        high: float | None = None,
        unit: str = "",
        approximation: str = "exact",
        counted: str = "",
        iso: str = "",
        step: float = 0.0,
        parts: tuple[float, ...] = (),
        weak: bool = False,
        direction: str = "",
    ) -> int:
        start = max(start, self.floor)
        if low is None:
            low, high = value, value
        self.found.append(
            Figure(
                text=self.text[start:end],
                span=(start, end),
                kind=cast(FigureKind, kind),
                value=value,
                low=low,
                high=high,
                unit=unit,
                approximation=cast(Approximation, approximation),
                direction=cast(Direction, direction),
                counted=counted,
                iso=iso,
                step=step,
                parts=parts,
                weak=weak,
            )
        )
        self.floor = end
        return end

    def _identifier(self, start: int, end: int) -> int:
        return self._add(start, end, "identifier", None)

    def _date(self, start: int, when: dates.When | None) -> int:
        """Add a date or time that was read; 0 when there was none."""
        if when is None:
            return 0
        if when.iso.startswith("T"):
            hour, minute = int(when.iso[1:3]), int(when.iso[4:6])
            return self._add(
                start, when.end, "time", hour + minute / 60, iso=when.iso, parts=when.parts
            )
        iso = when.iso
        if iso.startswith("-W-") and self.published:
            iso = dates.resolve_weekday(int(iso[3]), self.published)
        days = dates.bounds(iso)
        if days is None:
            return self._add(start, when.end, "date", None, iso=when.iso, parts=when.parts)
        return self._add(
            start,
            when.end,
            "date",
            float(days[0]),
            low=float(days[0]),
            high=float(days[1]),
            iso=iso,
            parts=when.parts,
        )

    def _relative(self, start: int) -> int:
        found = dates.RELATIVE.match(self.low, start)
        if found is None or self.published is None:
            return 0
        iso = dates.resolve_relative(found.group(), self.published)
        days = dates.bounds(iso)
        if days is None:
            return 0
        return self._add(
            start,
            found.end(),
            "date",
            float(days[0]),
            low=float(days[0]),
            high=float(days[1]),
            iso=iso,
            weak=True,
        )
