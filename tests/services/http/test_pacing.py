"""Turns, pauses and Retry-After."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import StatusError
from wenzhai.services.http.pacing import HostTurns, Timing, parse_retry_after

NOW = datetime(2023, 4, 10, 8, 0, tzinfo=UTC)


def test_retry_after_in_seconds_and_as_a_date():
    """Both forms of RFC 9110 are read, a date in the past means now."""
    assert parse_retry_after("120", NOW) == 120
    assert parse_retry_after(format_datetime(NOW + timedelta(seconds=90), usegmt=True), NOW) == 90
    assert parse_retry_after(format_datetime(NOW - timedelta(days=1), usegmt=True), NOW) == 0
    assert parse_retry_after("soon", NOW) is None


@given(st.text(max_size=60))
def test_any_retry_after_is_survived(text):
    """Whatever a host writes there is a number of seconds or nothing."""
    seconds = parse_retry_after(text, NOW)
    assert seconds is None or seconds >= 0


def test_pause_lies_between_requests_to_one_host_only(waits):
    """The second request to a host waits, the first to another does not."""
    turns = HostTurns(
        per_host=2,
        pause=5.0,
        longest_wait=60,
        timing=Timing(monotonic=waits.monotonic, sleep=waits.sleep),
    )
    for host in ("a.example", "b.example", "a.example"):
        with turns.take(host, "url"):
            pass
    assert len(waits.slept) == 1
    assert waits.slept[0] == pytest.approx(5.0, abs=0.2)


def test_long_hold_turns_the_others_away(waits):
    """While a host rests for longer than we wait, nobody stands in line for it."""
    timing = Timing(monotonic=waits.monotonic, sleep=waits.sleep)
    turns = HostTurns(per_host=2, pause=0.0, longest_wait=60, timing=timing)
    turns.hold("a.example", 3600, 503)
    with pytest.raises(StatusError) as caught, turns.take("a.example", "http://a.example/"):
        pass
    assert caught.value.status == 503
    assert caught.value.retry_after == pytest.approx(3600, abs=1)
