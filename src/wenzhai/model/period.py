"""The days of a period, from its id: an ISO week (`2023-W15`) or a day (`2023-04-11`)."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def read_days(period: str) -> tuple[date, date]:
    """First and last day of the period: Monday and Sunday of a week, twice the same for a day.

    Raises ValueError where the id is neither.
    """
    if found := _WEEK.fullmatch(period):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        try:
            return monday, monday + timedelta(days=6)
        except OverflowError as error:  # the last week that the calendar has
            raise ValueError(f"{period!r} is beyond the calendar") from error
    if found := _DAY.fullmatch(period):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    raise ValueError(f"{period!r} is neither a week nor a day")
