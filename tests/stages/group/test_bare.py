"""Events of a few reports, and whether more than names holds them together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.model import GroupItem, Name
from wenzhai.stages.group.bare import FEW_REPORTS, find_ground, part_bare
from wenzhai.stages.group.items import make_units
from wenzhai.stages.group.names import GlossaryIndex
from wenzhai.stages.group.signals import measure_units

GLOSSARY = [
    Name(en="Nokia", zh="诺基亚", kind="company"),
    Name(en="Lumen Board", zh="流明键盘", kind="product"),
]


def ground_of(one, other, likely):
    """Whether two headlines, or (headline, text), have ground at this probability."""
    items = [
        GroupItem(id=str(n), title=title, text=text)
        for n, (title, text) in enumerate(
            h if isinstance(h, tuple) else (h, "") for h in (one, other)
        )
    ]
    units = make_units(items)
    vectors = np.eye(len(units), 384, dtype=np.float32)
    signals = measure_units(units, vectors, GlossaryIndex(GLOSSARY))
    return bool(find_ground(signals, np.array([0]), np.array([1]), np.array([likely]))[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Nokia 13 will launch in Europe soon", "诺基亚13周年：高管出席研讨会，重温初心"),
        ("Nokia unveils a telescope", "Nokia sacks its treasurer"),
        ("流明键盘 Mac 版发布", "流明键盘 iOS 版更新"),
    ],
)
def test_a_name_and_a_small_count_are_no_ground(one, other):
    """Two reports that share a company and the 13 of a product, or two editions of one product, are held
    by a nearly certain link only."""
    assert not ground_of(one, other, 0.6)
    assert ground_of(one, other, 0.8)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nokia recalls telescopes over cracked lenses", "Cracked lenses: telescopes recalled"),
        ("Nokia fined 1,250 million", "诺基亚被罚12.5亿元"),
        ("诺基亚发布望远镜 AI 版，镜片开裂", "诺基亚望远镜镜片开裂，App 停用"),
        (
            ("诺基亚谈前景", "诺基亚周三在港口城市发布新款望远镜，首批两万台十月上市，售价下调"),
            ("诺基亚两翼齐飞", "诺基亚周三在港口城市发布新款望远镜，首批两万台十月上市，售价下调"),
        ),
    ],
)
def test_words_figures_and_openings_are_ground(one, other):
    """Shared words that are no names, a figure of more than two digits, and the same opening hold a link
    that is in doubt."""
    assert ground_of(one, other, 0.5)


def test_who_has_no_link_with_ground_is_parted():
    """Of three reports the one without such a link stands alone; two without one are two events; of an
    event of more reports nobody is asked."""
    links = {(0, 1)}

    def has_ground(i, j):
        return np.array([pair in links for pair in zip(i.tolist(), j.tolist(), strict=True)])

    large = [*range(10, 10 + FEW_REPORTS + 1)]
    parted = part_bare([[0, 1, 2], [3, 4], large, [5]], has_ground)
    assert parted == [[0, 1], [2], [3], [4], [5], large]


@given(st.lists(st.integers(1, 6), max_size=6), st.integers(0, 2**16))
def test_nobody_is_lost(sizes, seed):
    """Whatever has ground, each unit is in exactly one event, and none has grown."""
    events, start = [], 0
    for size in sizes:
        events.append([*range(start, start + size)])
        start += size
    chance = np.random.default_rng(seed)
    parted = part_bare(events, lambda i, j: chance.random(len(i)) < 0.5)
    assert sorted(unit for event in parted for unit in event) == [*range(start)]
    assert all(any({*event} <= {*whole} for whole in events) for event in parted)
