"""What headlines say, weighed by rarity at large, and how much of it another report holds."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.model import GroupItem, Name
from wenzhai.stages.group.background import load_background
from wenzhai.stages.group.items import make_units
from wenzhai.stages.group.measures import read_measures
from wenzhai.stages.group.names import GlossaryIndex
from wenzhai.stages.group.wording import WORDING, compare_wording, word_units

GLOSSARY = [Name(en="Micron", zh="美光", kind="company")]
ITEMS = [
    GroupItem(id="1", title="China to probe Micron over cybersecurity", lang="en"),
    GroupItem(id="2", title="网信办对美光启动网络安全审查", lang="zh"),
    GroupItem(id="3", title="Google Will Lay Off Another 200 Workers", lang="en"),
    GroupItem(id="4", title="Tesla Is Laying Off 6% of Workers", lang="en"),
    GroupItem(id="5", title="诺基亚将在月球建立4G网络", lang="zh"),
    GroupItem(id="6", title="Nokia plans to launch 4G on the moon this year", lang="en"),
]


def compare(items, pairs, glossary=GLOSSARY):
    """Columns by name for pairs of positions."""
    units = make_units(items)
    chinese = np.array([unit.chinese for unit in units])
    i, j = (np.array(ends, dtype=np.int64) for ends in zip(*pairs, strict=True))
    columns = compare_wording(
        word_units(read_measures(units, GlossaryIndex(glossary))), chinese, i, j
    )
    return dict(zip([name for name, _ in WORDING], columns, strict=True))


def test_names_meet_across_languages():
    """A name of the glossary and one of the dictionary are shared by the reports in both languages."""
    found = compare(ITEMS, [(0, 1), (4, 5), (0, 4)])
    assert (found["written names shared"][:2] > 0).all()
    assert found["written names clash"].tolist() == [0, 0, 1]


def test_names_of_the_dictionary_meet_without_a_glossary():
    """谷歌 is Google, 微软 all of Microsoft and 腾讯 Tencent: the headlines' names agree, with no name clashing."""
    items = [
        GroupItem(id="1", title="谷歌裁员两百人", lang="zh"),
        GroupItem(id="2", title="Google lays off two hundred", lang="en"),
        GroupItem(id="3", title="微软发布新系统", lang="zh"),
        GroupItem(id="4", title="Microsoft releases a new system", lang="en"),
        GroupItem(id="5", title="腾讯裁员", lang="zh"),
        GroupItem(id="6", title="Tencent lays off workers", lang="en"),
    ]
    found = compare(items, [(0, 1), (2, 3), (4, 5), (0, 3)], glossary=())
    assert found["written names clash"].tolist() == [0, 0, 0, 1]
    assert found["written names, smaller share"].tolist() == [1, 1, 1, 0]


def test_companies_that_do_the_same_clash():
    """Two firms that lay off workers share words, but none of the names."""
    found = compare(ITEMS, [(2, 3)])
    assert found["other words shared"][0] > 0
    assert found["written names clash"][0] == 1


def test_a_pair_is_compared_alike_both_ways():
    """Which of the two comes first changes no column."""
    pairs = [(a, b) for a in range(6) for b in range(6) if a != b]
    there = compare(ITEMS, pairs)
    back = compare(ITEMS, [(b, a) for a, b in pairs])
    for name, column in there.items():
        np.testing.assert_allclose(column, back[name], err_msg=name)


def test_a_pair_is_judged_alike_in_a_small_batch_and_a_large():
    """Rarity is of news at large: other items change no column."""
    small, large = compare(ITEMS[:2], [(0, 1)]), compare(ITEMS, [(0, 1)])
    for name, column in small.items():
        np.testing.assert_allclose(column, large[name], err_msg=name)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=2, max_size=5))
def test_any_headlines_can_be_compared(titles):
    """Whatever stands there, every column has a value or says that it has none."""
    units = make_units([GroupItem(id=str(n), title=t) for n, t in enumerate(titles)])
    if len(units) < 2:
        return
    chinese = np.array([unit.chinese for unit in units])
    wording = word_units(read_measures(units, GlossaryIndex(())))
    columns = compare_wording(wording, chinese, np.array([0]), np.array([1]))
    assert len(columns) == len(WORDING)
    assert not np.isinf(np.array(columns)).any()


def test_capitals_of_headlines_make_no_names():
    """A word is a name by what running text does with it, a word never seen by its capital."""
    known = load_background()
    assert known.is_name("Google")
    assert known.is_name("Qwertzu")
    assert not known.is_name("Workers")
    assert not known.is_name("qwertzu")


def test_what_is_rare_at_large_weighs_more():
    """A company weighs more than a word of every other headline, an unknown word most."""
    known = load_background()
    assert known.rarity("president") < known.rarity("tesla") < known.rarity("qwertzu")
    assert known.rarity("中国") < known.rarity("特斯拉") < known.rarity("鼂鼂")


def test_comparing_leaves_the_rarities_as_they_are():
    """Weights are still rarities after a comparison, and a rare word shared counts for more than a common one."""
    units = make_units(ITEMS)
    wording = word_units(read_measures(units, GlossaryIndex(GLOSSARY)))
    before = wording.stems.data.copy()
    chinese = np.array([unit.chinese for unit in units])
    compare_wording(wording, chinese, np.array([2, 0]), np.array([3, 1]))
    assert (wording.stems.data == before).all()
    assert len(np.unique(before)) > 3
