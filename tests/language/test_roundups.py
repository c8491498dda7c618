"""Which headlines announce several stories at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import ends
from wenzhai.language.roundups import is_roundup


@pytest.mark.parametrize(
    "title",
    [
        "早报｜城北快递柜下周收费",
        "8点1氪丨两家平台同日涨价",
        "江州日报：三件事",
        "一周要闻：从灯塔到电池",
        "港口停摆两小时；新茶饮门店过万；地铁票价不变",
        "Morning briefing: ferries, tariffs and a missing llama",
        "The Week in Robots",
        "Ferry strike ends; tea chain opens its 10,000th shop; fares stay put",
        "Tuesday's news in brief",
    ],
)
def test_digests_are_known_by_name_or_by_their_parts(title):
    """A digest is told by what it calls itself, or by three parts between semicolons."""
    assert is_roundup(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "江州市调整地铁票价",
        "江州晚报记者获奖",
        "Ferry strike ends; fares stay put",
        "Ports reopen; 3; 4; more to come",
        "Brief outage at the harbour",
        "The downloads that broke the ferry app",
        ";;;；；；",
    ],
)
def test_single_stories_are_none(title):
    """Two parts, empty parts, or a word of a digest's name in another sense make no digest."""
    assert not is_roundup(title)


@given(st.text(alphabet="早报;；a 丨|weekin", max_size=600))
def test_what_lies_beyond_the_bound_is_not_read(title):
    """Any text has an answer, and it is that of its first 400 characters."""
    assert is_roundup(title) == is_roundup(title[:400] + "早报" * (len(title) >= 400))


def test_a_headline_of_a_million_characters_costs_no_time():
    """A page in the wrong field is not searched."""
    with ends():
        for filler in ("week in ", "；早", "daily \t", " " * 7 + ";"):
            is_roundup(filler * 150_000)
