"""Weeks are seven days of the newsroom's own calendar, in every zone and every year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import InputError
from wenzhai.newsroom.weeks import count_weeks, find_week, parse_week

_ZONES = ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "America/Santiago"]
_zones = st.sampled_from([*_ZONES, "Australia/Lord_Howe", "Pacific/Kiritimati", "Asia/Kathmandu"])
_FROM, _TO = datetime(1970, 1, 8), datetime(2200, 1, 1)  # noqa: DTZ001  # hypothesis adds the zone
_times = st.datetimes(_FROM, _TO, timezones=st.just(UTC))


@given(_times, _zones)
def test_a_moment_is_in_its_week(at, zone):
    """The start is not after it, the end is; both are Monday midnights by the zone's calendar."""
    week = find_week(at, zone)
    assert week.start <= at < week.end
    assert week.monday.weekday() == 0
    assert week.sunday - week.monday == timedelta(6)
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in (week.start, week.end)]
    assert days == [week.monday, week.monday + timedelta(7)]
    assert timedelta(6, 0, 0, 0, 0, 22) <= week.end - week.start <= timedelta(7, 0, 0, 0, 0, 2)


@given(_times, _zones)
def test_a_week_is_read_back_from_its_name(at, zone):
    """What a command prints can be given to a command; weeks follow each other without a gap."""
    week = find_week(at, zone)
    assert parse_week(week.id, zone) == week
    assert parse_week(week.id.replace("-", "").lower(), zone) == week
    after = find_week(week.end, zone)
    assert after.start == week.end
    assert (count_weeks(week, after), count_weeks(after, week), count_weeks(week, week)) == (
        1,
        -1,
        0,
    )


def test_the_zone_decides_which_week_a_moment_is_in():
    """Sunday evening in London is Monday in Shanghai."""
    at = datetime(2023, 4, 16, 20, tzinfo=UTC)
    assert find_week(at, "Europe/London").id == "2023-W15"
    assert find_week(at, "Asia/Shanghai").id == "2023-W16"


def test_the_first_days_of_a_year_may_belong_to_the_year_before():
    """ISO weeks have years of their own."""
    assert find_week(datetime(2021, 1, 3, tzinfo=UTC), "UTC").id == "2020-W53"
    assert parse_week("2020-W53", "UTC").monday == date(2020, 12, 28)


@pytest.mark.parametrize(
    "text",
    ["", "2023", "2023-15", "2023-W00", "2023-W53", "0000-W01", "9999-W52", "W15", "x" * 9_999],
)
def test_what_is_no_week_is_refused_in_words(text):
    """The remedy shows how to write one."""
    with pytest.raises(InputError, match="not an ISO week") as caught:
        parse_week(text, "Asia/Shanghai")
    assert "2023-W15" in caught.value.remedy
