"""Before: the figures of the sources. After: the single numbers inside them, for a figure that is cut otherwise.

A score that the other language writes as two numbers, a year inside a name, day and month apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.language.figures.compare import family
from wenzhai.language.figures.compare_dates import DateParts, split_date
from wenzhai.model import Figure
from wenzhai.stages.highlight.check_exchange import Sighting


class Numbers:
    """The single numbers of the sources, for figures that the two languages cut differently."""

    def __init__(self, seen: Sequence[Sighting], reckoned: frozenset[str] = frozenset()) -> None:
        """`reckoned` names the sources that compare with the month before."""
        self.bare: dict[float, Sighting] = {}  # with no unit, or inside a score or identifier
        self.loose: dict[float, Sighting] = {}  # of those, what counts nothing in particular
        self.of_dates: dict[float, Sighting] = {}
        self.measured: dict[float, Sighting] = {}
        self.dates: list[tuple[DateParts, Sighting]] = []
        self.kinds = {s.figure.kind for s in seen}
        self.ordinals = {
            s.figure.value: s for s in seen if s.figure.kind == "ordinal" and s.figure.value
        }
        # 8月……比上月上升: the month before is July
        self.before = {
            (split_date(s.figure.iso).month or 1) - 1 or 12: s
            for s in seen
            if s.figure.kind == "date" and s.source in reckoned and split_date(s.figure.iso).month
        }
        for sighting in seen:
            figure = sighting.figure
            if figure.kind in ("date", "time"):
                spelt = any(c.isalpha() and c.isascii() for c in figure.text)
                month = split_date(figure.iso).month if spelt else None
                for part in figure.parts:
                    if part != month:  # April is no 4
                        self.of_dates.setdefault(part, sighting)
                if figure.kind == "date":
                    if figure.iso.startswith(("---", "--")) and (
                        figure.iso[2] == "-" or figure.iso.endswith("X")
                    ):
                        for part in figure.parts:  # 北溪2号, temperatures in the 80s
                            self.bare.setdefault(part, sighting)
                            self.loose.setdefault(part, sighting)
                    parts = split_date(figure.iso)
                    self.dates.append((parts, sighting))
                    if len(figure.parts) == 1 and parts.year is not None:
                        self.bare.setdefault(figure.parts[0], sighting)
                        self.loose.setdefault(figure.parts[0], sighting)
                continue
            if figure.approximation == "vague":
                continue
            into = self.measured if family(figure) else self.bare
            if figure.weak and family(figure):
                continue
            values = [v for v in (figure.value, *figure.parts) if v is not None]
            for value in values if figure.approximation != "range" else figure.parts:
                into.setdefault(value, sighting)
                counts = bool(figure.counted) and not (
                    figure.counted.isascii() and any(c.isdecimal() for c in figure.text)
                )
                if into is self.bare and not (figure.weak or counts):
                    self.loose.setdefault(value, sighting)

    def find(
        self, value: float, *, dates: bool, measured: bool, counted: bool = True
    ) -> Sighting | None:
        """Find a number; `counted` lets one support that counts something (三个)."""
        found = (self.bare if counted else self.loose).get(value)
        if found is None and dates:
            found = self.of_dates.get(value)
        if found is None and measured:
            found = self.measured.get(value)
        return found

    def find_date(self, wanted: DateParts) -> Sighting | None:
        """Every part of the date somewhere in the sources; day and month together where one has both."""
        last: Sighting | None = None
        paired = [(p, s) for p, s in self.dates if p.month and p.day]
        if wanted.month and wanted.day and paired:
            both = [s for p, s in paired if (p.month, p.day) == (wanted.month, wanted.day)]
            if not both:
                return None
        for field in ("year", "month", "day", "weekday", "quarter", "half", "decade", "century"):
            value = getattr(wanted, field)
            if value in (None, ""):
                continue
            found = next((s for p, s in self.dates if getattr(p, field) == value), None)
            if found is None and field in ("year", "day"):
                found = self.loose.get(float(value))
            if found is None and field == "quarter":
                found = self.ordinals.get(float(value))  # "up from 1.2 percent in the first"
            if found is None and field == "month" and not (wanted.year or wanted.day):
                found = self.before.get(value)
            if found is None:
                return None
            last = found
        return last


def find_apart(figure: Figure, numbers: Numbers) -> Sighting | None:
    """Support from the numbers inside other figures: a score written as two numbers, a year as one."""
    if figure.kind == "date":
        if figure.approximation == "range":
            return find_all_parts(figure, numbers, dates=True)
        found = numbers.find_date(split_date(figure.iso))
        decade = figure.iso.endswith("X")
        if found is None and (decade or figure.iso.startswith("---") or figure.iso.isdecimal()):
            # "the 29th" for 29日, "80s" for 80华氏度, a year in a name
            return numbers.find(figure.parts[0], dates=False, measured=decade, counted=False)
        return found
    if figure.kind in ("time", "score"):
        if figure.kind in numbers.kinds:
            return None
        return find_all_parts(figure, numbers, dates=True)
    if figure.approximation == "range":
        return find_all_parts(figure, numbers, dates=False)
    if figure.parts and figure.kind in ("number", "duration"):
        return find_all_parts(figure, numbers, dates=False)
    if figure.value is None:
        return None
    bare = not family(figure)
    dates = bare and not figure.counted
    return numbers.find(figure.value, dates=dates, measured=bare and not figure.unit, counted=bare)


def find_all_parts(figure: Figure, numbers: Numbers, *, dates: bool) -> Sighting | None:
    """Support for every part of a compound; the source figure that has the first."""
    if not figure.parts:
        return None
    named = figure.kind == "identifier"
    found = [
        numbers.find(part, dates=dates, measured=not named, counted=not named)
        for part in figure.parts
    ]
    return found[0] if all(f is not None for f in found) else None
