"""Whom a story is about: how well known, and whether at home on the beat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.names import NameFinder
from wenzhai.model import Beat, Name
from wenzhai.stages.highlight.rank_names import find_home, find_subjects

NAMES = NameFinder(
    [
        Name(en="Lantern Games", zh="灯笼游戏", kind="company", weight=1.0),
        Name(en="Bo Chen", zh="陈波", kind="person", weight=0.6),
        Name(en="Quayside", zh="码头公司", kind="company", weight=0.4),
        Name(en="Quay Chip", zh="码头芯片", kind="product", weight=0.7, parent="Quayside"),
        Name(en="live game", zh="直播游戏", kind="term", weight=1.0),
    ]
)


def home(places=("China", "中国"), elsewhere=("Quayside",)):
    return find_home(
        Beat(id="b", titles={}, scopes={}, places=tuple(places), elsewhere=tuple(elsewhere))
    )


def test_best_name_makes_a_story_prominent():
    """The best name counts whole, the next a little; terms are no subjects."""
    one = find_subjects(["灯笼游戏改名"], NAMES)
    two = find_subjects(["灯笼游戏创始人陈波辞职"], NAMES)
    assert one.prominence == 1.0
    assert two.prominence == pytest.approx(1.18)
    assert (one.person, two.person) == (0.0, 0.6)
    assert [name for name, _ in two.names] == ["Lantern Games", "Bo Chen"]
    assert find_subjects(["直播游戏走红"], NAMES).prominence == 0.0


def test_name_of_few_headlines_counts_less():
    """A name in half of the headlines counts whole, in one of four by half."""
    rest = ["一件事", "又一件事", "再一件事"]
    assert find_subjects(["灯笼游戏改名", rest[0]], NAMES).prominence == 1.0
    assert find_subjects(["灯笼游戏改名", *rest], NAMES).prominence == 0.5


@pytest.mark.parametrize(
    ("title", "share"),
    [
        ("Quayside opens an office", 1.0),
        ("Quayside sells the Quay Chip", 1.0),
        ("码头芯片更快", 1.0),
        ("Quayside opens an office in China", 0.0),
        ("码头公司在中国设厂", 0.0),
        ("Quayside sues Lantern Games", 0.0),
        ("Somebody opens an office", 0.0),
    ],
)
def test_what_is_at_home_elsewhere(title, share):
    """Who is at home elsewhere, and what is theirs, counts so unless a place of the beat is named."""
    assert find_subjects([title], NAMES, home()).elsewhere == share
    assert find_subjects([title], NAMES, home(elsewhere=())).elsewhere == 0.0


@given(st.lists(st.text()), st.lists(st.text(min_size=1)))
def test_any_headlines_and_places(titles, places):
    """Any headlines and any places give shares and weights within their bounds."""
    found = find_subjects(titles, NAMES, home(places))
    assert 0 <= found.prominence <= 1.4
    assert 0 <= found.elsewhere <= 1
    assert 0 <= found.person <= 1
