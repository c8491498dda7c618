"""Times of publication as pages write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.language.publish_dates import BEIJING, find_publish_time, read_publish_time


@pytest.mark.parametrize(
    ("text", "expected", "has_clock", "has_zone"),
    [
        ("2023-04-11T10:30:00+08:00", "2023-04-11T02:30", True, True),
        ("2023-04-11T10:30:00.123Z", "2023-04-11T10:30", True, True),
        ("2023年04月11日 10:30 来源：灯塔网", "2023-04-11T02:30", True, False),
        ("2023/4/11 下午3:05", "2023-04-11T07:05", True, False),
        ("2023-04-11 10:30 UTC+8", "2023-04-11T02:30", True, True),
        ("April 11, 2023 10:30 AM ET", "2023-04-11T14:30", True, True),
        ("Published Apr. 3rd, 2023 at 5:04 p.m. EDT", "2023-04-03T21:04", True, True),
        ("Tue, 11 Apr 2023 10:30:00 GMT", "2023-04-11T10:30", True, True),
        ("11 April 2023", "2023-04-10T16:00", False, False),
        ("20230411", "2023-04-10T16:00", False, False),
        ("1681180200", "2023-04-11T02:30", True, True),
        ("1681180200000", "2023-04-11T02:30", True, True),
    ],
)
def test_forms(text, expected, has_clock, has_zone):
    """Each form is read, and says whether it had a time of day and a zone."""
    read = read_publish_time(text, BEIJING)
    assert read is not None
    assert read.at.strftime("%Y-%m-%dT%H:%M") == expected
    assert (read.has_clock, read.has_zone) == (has_clock, has_zone)


@pytest.mark.parametrize(
    "text", ["", "2023-13-40", "yesterday", "12345", "2023-02-30", "版本 1.2.3"]
)
def test_what_is_no_date(text):
    """What is not a day of the calendar is not read as one."""
    assert read_publish_time(text) is None


@given(st.integers(0, 3_700_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)))
@settings(max_examples=100, deadline=None)
def test_round_trip(moment):
    """Any ISO 8601 time comes back as itself, and the Chinese form of it too."""
    aware = moment
    assert read_publish_time(aware.isoformat()).at == aware
    written = f"{moment:%Y}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}"
    assert find_publish_time(written).at == aware


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_never_raises(text):
    """Any text is read or passed over."""
    read_publish_time(text)
    find_publish_time(f"2023年{text}")
