"""Times as sources write them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.stages.collect.context import CHINA_TIME
from wenzhai.stages.collect.times import from_epoch, parse_time

EIGHT = datetime(2023, 4, 10, 8, 0, tzinfo=UTC)
MIDNIGHT = datetime(2023, 4, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "in_utc", "in_china"),
    [
        ("2023-04-10T08:00:00Z", EIGHT, EIGHT),
        ("2023-04-10T16:00:00+08:00", EIGHT, EIGHT),
        ("2023-04-10 16:00:00+0800", EIGHT, EIGHT),
        ("2023-04-10T08:00:00.1234567Z", EIGHT, EIGHT),
        ("Mon, 10 Apr 2023 08:00:00 GMT", EIGHT, EIGHT),
        ("Mon, 10 Apr 2023 03:00:00 EST", EIGHT, EIGHT),
        ("10 Apr 2023 08:00:00", EIGHT, MIDNIGHT),
        ("Mon, 10 Apr 2023 08:00:00 CST", EIGHT + timedelta(hours=6), MIDNIGHT),
        ("2023-04-10 08:00:00", EIGHT, MIDNIGHT),
        ("2023/04/10 08:00", EIGHT, MIDNIGHT),
        ("2023年4月10日 08:00", EIGHT, MIDNIGHT),
        ("2023年4月10日下午4时", EIGHT + timedelta(hours=8), EIGHT),
        ("2023-04-10", MIDNIGHT, MIDNIGHT - timedelta(hours=8)),
        ("2023-13-45", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_known_forms(text, in_utc, in_china):
    """A zone that is written counts; where none is, the source's does."""
    assert parse_time(text, UTC) == in_utc
    assert parse_time(text, CHINA_TIME) == in_china


@given(st.one_of(st.text(max_size=90), st.from_regex(r"\d{1,5}[-/年]\d{1,3}[-/月]\d{1,3}.{0,20}")))
def test_any_text_is_a_time_or_none(text):
    """No text crashes the reading, and what comes out is aware UTC."""
    for zone in (UTC, CHINA_TIME):
        when = parse_time(text, zone)
        assert when is None or when.utcoffset() == timedelta(0)


@given(st.integers(631_152_000, 3_786_912_000))
def test_iso_round_trip(when):
    """What Python writes is read back to the second."""
    aware = datetime.fromtimestamp(when, UTC)
    assert parse_time(aware.isoformat(), CHINA_TIME) == aware
    assert from_epoch(aware.timestamp()) == aware
    assert from_epoch(aware.timestamp() * 1000) == aware
