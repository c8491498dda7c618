"""Cue words: what is no news of its own is told by its headline, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import ends
from wenzhai.stages.highlight.rank_cues import (
    ADVERTORIAL,
    DETAIL,
    OFFICIAL,
    OPINION,
    ROUNDUP,
    ROUTINE,
    share_of,
)

ALL = (ADVERTORIAL, DETAIL, OFFICIAL, OPINION, ROUNDUP, ROUTINE)


@pytest.mark.parametrize(
    ("pattern", "title"),
    [
        (ROUNDUP, "The Morning After: three things"),
        (ROUNDUP, "港湾日报丨灯笼游戏辞退主管"),
        (ROUNDUP, "灯笼游戏改名/青灯网上市/码头报裁员"),
        (ADVERTORIAL, "The best headphones for small desks"),
        (ADVERTORIAL, "青灯耳机到手价 99 元"),
        (ADVERTORIAL, "Save $40 on a lantern"),
        (OPINION, "Why nobody reads terms of service"),
        (OPINION, "灯笼游戏还能走多远？"),
        (OPINION, "Here's why the lantern matters"),
        (OPINION, "Five key moments from the hearing"),
        (OFFICIAL, "工信部召开座谈会"),
        (OFFICIAL, "Minister visits a lantern factory"),
        (ROUTINE, "「灯笼科技」完成数千万元 A 轮融资，码头资本领投"),
        (ROUTINE, "Lantern shares rise after quarterly results"),
        (DETAIL, "灯笼手机新配色渲染图曝光"),
        (DETAIL, "Leaked renders show the lantern phone"),
    ],
)
def test_cues(pattern, title):
    """Each kind of headline is known by its words."""
    assert share_of(pattern, [title]) == 1.0


@pytest.mark.parametrize(
    "title",
    [
        "灯笼游戏创始人辞职",
        "Lantern Games founder resigns",
        "青灯网收购码头报",
        "Court bans an app",
    ],
)
def test_plain_news_has_no_cue(title):
    """A plain piece of news is none of these."""
    assert not any(share_of(pattern, [title]) for pattern in ALL)


@given(st.lists(st.text()))
def test_share_is_a_share(titles):
    """Any headlines give a share between none and all."""
    assert all(0.0 <= share_of(pattern, titles) <= 1.0 for pattern in ALL)


@pytest.mark.parametrize("piece", ["the best ", "best deal", "/；", "a-", "日", "series "])
def test_long_headlines_take_no_longer(piece):
    """A headline of a million characters is read no further than its beginning."""
    with ends():
        for pattern in ALL:
            share_of(pattern, [piece * (1_000_000 // len(piece))])
