"""Before: two dates or two times of day, as figures. After: whether one bears out the other."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from wenzhai.language.figures.relation import Comparison
from wenzhai.model import Figure


class DateParts(NamedTuple):
    """What a date says, each part None where it does not: decades are 199, centuries 18."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    decade: str = ""
    century: int | None = None
    fiscal: str = ""
    part: str = ""


_ISO = re.compile(
    r"(?a)(?:-W-(?P<w>\d)|---(?P<d0>\d\d)|(?P<f>FY)(?P<fy>\d{4})?(?:-Q(?P<fq>\d))?|(?:(?P<y>\d{4})|(?P<dec>(?:\d{3}|--\d))X|(?P<cen>\d\d)XX|-)"
    r"(?:-(?:Q(?P<q>\d)|H(?P<h>\d)|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?(?:-(?P<p>early|mid|late))?)"
)


def split_date(iso: str) -> DateParts:
    """Split an ISO date into its parts, as `Figure.iso` has it."""
    found = _ISO.fullmatch(iso)
    if found is None:
        return DateParts()
    number = {k: int(v) for k, v in found.groupdict().items() if v and k not in ("dec", "f", "p")}
    return DateParts(
        number.get("y", number.get("fy")), number.get("m"), number.get("d", number.get("d0")), number.get("w"),
        number.get("q", number.get("fq")), number.get("h"), found["dec"] or "", number.get("cen"),
        found["f"] or "", found["p"] or "",
    )  # fmt: skip


def compare_dates(claimed: Figure, source: Figure) -> Comparison:
    """Part by part; what only one of the two tells is no contradiction."""
    if claimed.approximation == "range" or source.approximation == "range":
        if set(claimed.parts) == set(source.parts):
            return Comparison("equal", "the same years")
        return Comparison("incomparable", "another span of years")
    ours, theirs = split_date(claimed.iso), split_date(source.iso)
    if ours.weekday and theirs.year and theirs.day and source.value:
        theirs = theirs._replace(weekday=date.fromordinal(int(source.value)).isoweekday())
    if theirs.weekday and ours.year and ours.day and claimed.value:
        ours = ours._replace(weekday=None)
    if ours.part or theirs.part:
        said = _compare_parts(ours, theirs)
        if said:
            return said
        ours, theirs = ours._replace(part=""), theirs._replace(part="")
    if "/" in claimed.iso or "/" in source.iso:
        return _compare_spans(claimed, source)
    shared = False
    missing = False
    for mine, other in zip(ours, theirs, strict=True):
        if mine in (None, ""):
            continue
        if other in (None, ""):
            missing = True
        elif mine != other and not (
            isinstance(mine, str) and str(mine)[-1] == str(other)[-1] and "-" in f"{mine}{other}"
        ):
            return Comparison("contradicted", f"{source.iso} is another date")
        else:
            shared = True
    if not shared:
        return Comparison("incomparable", "the two say different parts of a date")
    if missing:
        return Comparison("compatible", "the source is less exact", sharper=True)
    exact = ours == theirs
    return Comparison(
        "equal" if exact else "compatible", "the same date" if exact else "the source is more exact"
    )


_REACH_OF_PART = {"early": (1, 12), "mid": (9, 22), "late": (19, 31)}
_MONTHS_OF_PART = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def _compare_parts(ours: DateParts, theirs: DateParts) -> Comparison | None:
    """Early, mid or late against another part, a day or a month; None where the rest decides."""
    if ours.part and theirs.part:
        if ours.part != theirs.part and (ours.month, ours.year) == (theirs.month, theirs.year):
            return Comparison("contradicted", "another part of the month or year")
        return None
    part, whole = (ours, theirs) if ours.part else (theirs, ours)
    said = whole.day if part.month else whole.month
    if said is None:
        sharper = Comparison("compatible", "the source does not say which part", sharper=True)
        same = part.year == whole.year or part.year is None or whole.year is None
        return sharper if part is ours and same and part.month == whole.month else None
    first, last = (_REACH_OF_PART if part.month else _MONTHS_OF_PART)[part.part]
    if not first <= said <= last:
        return Comparison("contradicted", "another part of the month or year")
    return None


def _compare_spans(claimed: Figure, source: Figure) -> Comparison:
    a, b, c, d = claimed.low, claimed.high, source.low, source.high
    if a is None or b is None or c is None or d is None:
        return Comparison("incomparable", "the two say different parts of a date")
    if (a, b) == (c, d):
        return Comparison("equal", "the same week")
    if a <= c and d <= b:
        return Comparison("compatible", "the source is more exact")
    if c <= a and b <= d:
        return Comparison("compatible", "the source is less exact", sharper=True)
    return Comparison("contradicted", "another week")


def compare_times(claimed: Figure, source: Figure) -> Comparison:
    """Times of day, also where one does not say whether it is before noon."""
    unsure = claimed.iso.endswith("?") or source.iso.endswith("?")
    a, b = claimed.value or 0.0, source.value or 0.0
    if abs(a - b) < 1e-6 or (unsure and abs(a % 12 - b % 12) < 1e-6):
        return Comparison("equal", "the same time of day")
    return Comparison("contradicted", "another time of day")
