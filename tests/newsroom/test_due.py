"""Which sources a scheduled run asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wenzhai.model import Source, SourceHealth
from wenzhai.newsroom.collecting import is_due

SOURCE = Source(id="a", name="A", kind="feed", url="http://a.example/", language="en", every=30)


@pytest.mark.parametrize(
    ("checked_at", "due"),
    [("", True), ("2023-04-10T08:00:00+00:00", True), ("2023-04-10T08:45:00+00:00", False)],
)
def test_a_source_is_due_when_its_minutes_have_passed(checked_at, due):
    """Never asked, or asked longer ago than `every` says."""
    now = datetime(2023, 4, 10, 9, 0, tzinfo=UTC)
    assert is_due(SOURCE, SourceHealth(source_id="a", checked_at=checked_at), now) is due
