"""ISO weeks as the newsroom's calendar knows them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from wenzhai.errors import InputError

_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """An ISO week: `start` and `end` are aware UTC, the end excluded."""

    id: str
    monday: date
    start: datetime
    end: datetime

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(6)


def parse_week(text: str, timezone: str) -> Week:
    """Read `2023-W15` (also `2023W15`); raises InputError."""
    found = _WEEK.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        return _week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1), timezone)
    except (ValueError, OverflowError):  # OverflowError: the last week that the calendar has
        raise InputError(
            f"“{text}” is not an ISO week", remedy="Write it as year and week: 2023-W15."
        ) from None


def find_week(at: datetime, timezone: str) -> Week:
    """The week that `at` falls in, by the calendar of `timezone`."""
    day = at.astimezone(ZoneInfo(timezone)).date()
    return _week_of(day - timedelta(day.weekday()), timezone)


def count_weeks(first: Week, last: Week) -> int:
    """How many weeks after `first` comes `last`; 0 for the same, negative before."""
    return (last.monday - first.monday).days // 7


def _week_of(monday: date, timezone: str) -> Week:
    zone = ZoneInfo(timezone)
    year, number, _ = monday.isocalendar()

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone).astimezone(UTC)

    return Week(
        id=f"{year}-W{number:02d}",
        monday=monday,
        start=midnight(monday),
        end=midnight(monday + timedelta(7)),
    )
