"""What one edition covers, by the newsroom's calendar: an ISO week or a day, as the beat says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from wenzhai.errors import InputError
from wenzhai.model import PeriodKind, read_days

MIDNIGHT = "24:00"
EXAMPLES: dict[PeriodKind, str] = {"week": "2023-W15", "day": "2023-04-11"}
_NAMES: dict[PeriodKind, str] = {"week": "an ISO week", "day": "a day"}
_LENGTHS: dict[PeriodKind, int] = {"week": 7, "day": 1}
_WEEK = re.compile(r"([0-9]{4})-?[Ww]([0-9]{1,2})")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A week or a day: `start` and `end` are aware UTC, the end excluded. A day that closes in the
    morning begins on the morning before; `first_day` and `last_day` are both the day it is named
    after."""

    id: str
    kind: PeriodKind
    first_day: date
    last_day: date
    start: datetime
    end: datetime


def parse_period(text: str, kind: PeriodKind, timezone: str, closes_at: str = MIDNIGHT) -> Period:
    """Read `2023-W15` (also `2023W15`) or `2023-04-11` (also `20230411`).

    `closes_at` (`08:00`; `24:00` is midnight) is when a day closes. Raises InputError for what is no
    period, or one of the other kind.
    """
    written = text.strip()
    try:
        if week := _WEEK.fullmatch(written):
            found: PeriodKind = "week"
            first, _ = read_days(f"{week[1]}-W{int(week[2]):02d}")
        elif day := _DAY.fullmatch(written):
            found = "day"
            first, _ = read_days(f"{day[1]}-{day[2]}-{day[3]}")
        else:
            raise ValueError(written)
        period = _begin(first, found, timezone, closes_at)
    except (ValueError, OverflowError):  # OverflowError: the ends of the calendar
        raise InputError(
            f"“{text}” is not {_NAMES[kind]}", remedy=f"Write for example {EXAMPLES[kind]}."
        ) from None
    if found != kind:
        raise InputError(
            f"“{text}” is {_NAMES[found]}, and an edition of this beat covers {_NAMES[kind]}",
            remedy=f"Write for example {EXAMPLES[kind]}.",
        )
    return period


def find_period(at: datetime, kind: PeriodKind, timezone: str, closes_at: str = MIDNIGHT) -> Period:
    """The period that is named after the date of `at` in `timezone`: an editor's “this week” or
    “today”, also when today's edition has closed already."""
    day = at.astimezone(ZoneInfo(timezone)).date()
    first = day - timedelta(day.weekday()) if kind == "week" else day
    return _begin(first, kind, timezone, closes_at)


def count_periods(first: Period, last: Period) -> int:
    """How many periods after `first` comes `last` (of its kind); 0 for the same, negative before."""
    return (last.first_day - first.first_day).days // _LENGTHS[last.kind]


def _begin(first: date, kind: PeriodKind, timezone: str, closes_at: str) -> Period:
    zone = ZoneInfo(timezone)
    length = _LENGTHS[kind]
    hours, minutes = (int(part) for part in closes_at.split(":"))
    # What closes at midnight closes when the next day begins.
    later, hour = divmod(hours, 24)

    def close(day: date) -> datetime:
        at = datetime.combine(day + timedelta(later), time(hour, minutes), zone)
        return at.astimezone(UTC)

    year, number, _ = first.isocalendar()
    last = first + timedelta(length - 1)
    return Period(
        id=f"{year:04d}-W{number:02d}" if kind == "week" else first.isoformat(),
        kind=kind,
        first_day=first,
        last_day=last,
        start=close(first - timedelta(1)),
        end=close(last),
    )
