"""How sure, how long after, in which edition, at what time: a story's page in words."""

from __future__ import annotations

import re
from datetime import datetime, time

from wenzhai.stages.publish.dates import find_zone, write_when
from wenzhai.stages.publish.words import words_for

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def write_probability(probability: float, language: str) -> str:
    """A probability (0 to 1) in words; nothing is quite sure, and nothing impossible."""
    words = words_for(language)
    percent = round(probability * 100)
    if percent > 99:
        return words["most_sure"]
    if percent < 1:
        return words["least_sure"]
    return words["sure"].format(percent=percent)


def write_gap(days: int, language: str) -> str:
    """How many days an event came after the one before it."""
    words = words_for(language)
    key = {0: "same_day", 1: "later_one"}.get(days, "later")
    return words[key].format(days=f"{days:,}")


def name_edition(edition_id: str, language: str) -> str:
    """The period of an edition id in words: `2023-W15-en` is week 15 of 2023, `2023-04-11-en` the
    edition of that day; any other id stands as it is."""
    words = words_for(language)
    period = edition_id.rpartition("-")[0]
    week = _WEEK.fullmatch(period)
    if week:
        return words["week_name"].format(year=week[1], week=int(week[2]))
    day = write_when(period, language)
    return words["day_name"].format(day=day) if day != period else edition_id


def write_clock(at: datetime, zone: str) -> str:
    """`09:14` in the time zone; empty at midnight there or in UTC, which is how sources write a day
    without a time."""
    local = at.astimezone(find_zone(zone))
    exact = at.astimezone(find_zone("UTC"))
    if time() in (local.time(), exact.time()):
        return ""
    return local.strftime("%H:%M")


def name_zone(zone: str, language: str) -> str:
    """What readers call a time zone: Beijing time, else its IANA name."""
    return words_for(language)["beijing"] if zone in ("Asia/Shanghai", "PRC") else zone
