"""One text being read: what was found so far, and how a figure is added to it."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from wenzhai.language.figures import dates, relative
from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import Figure
from wenzhai.model.figure import Approximation, Basis, Direction, FigureKind


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
        measure: str = "",
        basis: str = "",
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
                measure=measure,
                basis=cast(Basis, basis),
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
        start, when = dates.narrow(self.low, start, self.floor, when)
        if self.published and re.match(r"--\d\d|--[QH]\d", when.iso):
            when = self._give_year(when)
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

    def _give_year(self, when: dates.When) -> dates.When:
        """September last year: the year stands after the month."""
        found = re.compile(r"(?a) (?:of )?(last|this|next) year\b").match(self.low, when.end)
        if found is None or self.published is None:
            return when
        year = self.published.year + {"last": -1, "this": 0, "next": 1}[found[1]]
        return when._replace(end=found.end(), iso=f"{year:04d}{when.iso[1:]}")

    def _relative(self, start: int) -> int:
        found = relative.RELATIVE.match(self.low, start)
        if found is None or self.published is None:
            return 0
        iso, end = relative.resolve_relative(found, self.published), found.end()
        if len(iso) == 4:
            iso, end, exact = self._within_year(iso, end)
            if exact:
                days = dates.bounds(iso)
                low, high = map(float, days) if days else (None, None)
                return self._add(start, end, "date", low, low=low, high=high, iso=iso)
        if "/" in iso:
            first, last = (float(date.fromisoformat(d).toordinal()) for d in iso.split("/"))
            return self._add(start, end, "date", first, low=first, high=last, iso=iso, weak=True)
        days = dates.bounds(iso)
        if days is None:
            return 0
        return self._add(
            start,
            end,
            "date",
            float(days[0]),
            low=float(days[0]),
            high=float(days[1]),
            iso=iso,
            weak=True,
        )

    def _within_year(self, year: str, end: int) -> tuple[str, int, bool]:
        """去年9月15日, 今年上半年, 去年底: the part of the year that follows the word."""
        part = re.compile("[底末初]|[上下]半年").match(self.low, end)
        if part:
            word = part.group()
            iso = (
                f"{year}-H{'上下'.index(word[0]) + 1}"
                if word[1:]
                else f"{year}-{'early' if word == '初' else 'late'}"
            )
            return iso, part.end(), True
        ordinal = self.low[end : end + 1] == "第"
        when = dates.read_chinese_date(self.low, end + ordinal)
        if when and when.iso.startswith("--") and not when.iso.endswith("X") and when.iso[2] != "-":
            _, when = dates.narrow(self.low, end, end, when)
            return year + when.iso[1:], when.end, True
        return year, end, False
