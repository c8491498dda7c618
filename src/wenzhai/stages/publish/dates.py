"""Dates, spans and days as English and Chinese write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wenzhai.errors import SettingsError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def write_date(day: date, language: str) -> str:
    """`11 April 2023` or `2023年4月11日`."""
    if language.startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_when(when: str, language: str) -> str:
    """An ISO 8601 date as exact as it is: a day, a month (`May 2023`), a year; else as it stands."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?", when)
    if not match:
        return when
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return write_date(date(year, month, day), language)
        if not month:
            return f"{year}年" if language.startswith("zh") else str(year)
        date(year, month, 1)
    except ValueError:
        return when
    return f"{year}年{month}月" if language.startswith("zh") else f"{MONTHS[month - 1]} {year}"


@lru_cache(maxsize=8)
def find_zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name. Raises `SettingsError` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(
            f"there is no time zone {name!r}", remedy="Use an IANA name such as Asia/Shanghai."
        ) from error


def write_span(first: date, last: date, language: str) -> str:
    """`10–12 April 2023`, `2023年4月10日—12日`: a span of days that names month and year once."""
    if first >= last:
        return write_date(first, language)
    same_year, same_month = first.year == last.year, first.replace(day=1) == last.replace(day=1)
    if language.startswith("zh"):
        end = f"{last.day}日" if same_month else f"{last.month}月{last.day}日"
        return f"{write_date(first, language)}—{end if same_year else write_date(last, language)}"
    end = write_date(last, language)
    if same_month:
        return f"{first.day}–{end}"
    start = f"{first.day} {MONTHS[first.month - 1]}" if same_year else write_date(first, language)
    return f"{start} – {end}"


def local_day(at: datetime, zone: str) -> date:
    """The day on which `at` (aware) falls in the newsroom's time zone."""
    return at.astimezone(find_zone(zone)).date()
