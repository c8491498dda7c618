"""Weeks and days are those of the newsroom's own calendar, in every zone and every year."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import InputError
from wenzhai.newsroom.periods import count_periods, find_period, parse_period

_ZONES = ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "America/Santiago"]
_zones = st.sampled_from([*_ZONES, "Australia/Lord_Howe", "Pacific/Kiritimati", "Asia/Kathmandu"])
_FROM, _TO = datetime(1970, 1, 8), datetime(2200, 1, 1)  # noqa: DTZ001  # hypothesis adds the zone
_times = st.datetimes(_FROM, _TO, timezones=st.just(UTC))
_kinds = st.sampled_from([("week", 7), ("day", 1)])


@given(_times, _zones, _kinds)
def test_a_moment_is_in_its_period(at, zone, kind_and_days):
    """The start is not after it, the end is; both are midnights by the zone's calendar."""
    kind, length = kind_and_days
    period = find_period(at, kind, zone)
    assert period.start <= at < period.end
    assert kind == "day" or period.first_day.weekday() == 0
    assert period.last_day - period.first_day == timedelta(length - 1)
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in (period.start, period.end)]
    assert days == [period.first_day, period.first_day + timedelta(length)]
    assert abs(period.end - period.start - timedelta(length)) <= timedelta(hours=2)


@given(_times, _zones, _kinds, st.sampled_from(["24:00", "08:00", "23:30"]))
def test_a_period_is_read_back_from_its_name(at, zone, kind_and_days, closes_at):
    """What a command prints can be given to a command; periods follow each other without a gap."""
    kind, length = kind_and_days
    period = find_period(at, kind, zone, closes_at)
    assert parse_period(period.id, kind, zone, closes_at) == period
    assert parse_period(period.id.replace("-", "").lower(), kind, zone, closes_at) == period
    after = find_period(at + timedelta(length), kind, zone, closes_at)
    if count_periods(period, after) == 1:  # an hour that the zone skips may keep the date
        assert after.start == period.end
        assert count_periods(after, period) == -1
    assert count_periods(period, period) == 0


def test_a_day_that_closes_in_the_morning_begins_the_morning_before():
    """The edition of the 11th is read at breakfast: it holds what came since breakfast on the 10th."""
    day = parse_period("2023-04-11", "day", "Asia/Shanghai", "08:00")
    assert (day.start, day.end) == (
        datetime(2023, 4, 10, tzinfo=UTC),
        datetime(2023, 4, 11, tzinfo=UTC),
    )
    assert day.first_day == day.last_day == date(2023, 4, 11)
    for at in (datetime(2023, 4, 10, 20, tzinfo=UTC), datetime(2023, 4, 11, 3, tzinfo=UTC)):
        assert find_period(at, "day", "Asia/Shanghai", "08:00") == day


def test_the_zone_decides_which_week_a_moment_is_in():
    """Sunday evening in London is Monday in Shanghai."""
    at = datetime(2023, 4, 16, 20, tzinfo=UTC)
    assert find_period(at, "week", "Europe/London").id == "2023-W15"
    assert find_period(at, "week", "Asia/Shanghai").id == "2023-W16"
    assert find_period(at, "day", "Europe/London").id == "2023-04-16"
    assert find_period(at, "day", "Asia/Shanghai").id == "2023-04-17"


def test_the_first_days_of_a_year_may_belong_to_the_year_before():
    """ISO weeks have years of their own."""
    assert find_period(datetime(2021, 1, 3, tzinfo=UTC), "week", "UTC").id == "2020-W53"
    assert parse_period("2020-W53", "week", "UTC").first_day == date(2020, 12, 28)


@pytest.mark.parametrize("kind", ["week", "day"])
@pytest.mark.parametrize(
    "text",
    ["", "2023", "2023-15", "2023-W00", "2023-W53", "0000-W01", "9999-W52", "W15", "x" * 9_999,
     "2023-02-29", "2023-4-1", "0000-01-01", "9999-12-31", "２０２３-04-11", "2023-04-11T08:00"],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_words(text, kind):
    """The remedy shows how to write one of the beat's kind."""
    with pytest.raises(InputError, match=r"is not (an ISO week|a day)") as caught:
        parse_period(text, kind, "Asia/Shanghai")
    assert {"week": "2023-W15", "day": "2023-04-11"}[kind] in caught.value.remedy


def test_a_period_of_the_other_kind_is_refused_as_such():
    """A weekly beat has no edition of a day, and the message says what it has."""
    with pytest.raises(
        InputError, match="is a day, and an edition of this beat covers an ISO week"
    ):
        parse_period("2023-04-11", "week", "Asia/Shanghai")
    with pytest.raises(
        InputError, match="is an ISO week, and an edition of this beat covers a day"
    ):
        parse_period("2023-W15", "day", "Asia/Shanghai")


@given(st.text(max_size=20), _kinds)
def test_any_text_is_a_period_or_refused(text, kind_and_days):
    """Nothing but the error in words comes of odd input."""
    kind, _ = kind_and_days
    with contextlib.suppress(InputError):
        assert parse_period(text, kind, "Asia/Shanghai").kind == kind
