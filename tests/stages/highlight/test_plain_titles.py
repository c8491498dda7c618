"""Titles in plain words, and the clause of one that says it alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.stages.highlight.plain_titles import cut_clauses, put_figures_last, say_plainly


def names_of(text):
    return frozenset(w for w in ("百灵商城", "灯笼游戏", "澄海出行", "织语") if w in text)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("百灵商城砸30亿元做“五五焕新季”", "百灵商城投入30亿元办“五五焕新季”"),
        ("灯笼游戏把芬兰“种田”工作室买了下来", "灯笼游戏收购芬兰“种田”工作室"),
        ("万粉博主发帖有钱拿", "万粉博主发帖可获报酬"),
        ("织语称“砸100元也值”", "织语称“砸100元也值”"),
        ("Paper Dynasty folds its way to number one", "Paper Dynasty reaches number one"),
        ("Bailing Mall puts up $2bn", "Bailing Mall offers $2bn"),
    ],
)
def test_words_of_the_street_become_those_of_a_newsroom(title, plain):
    """The facts stay as they are, and so does what is quoted."""
    assert say_plainly(title) == plain


def test_bare_figures_go_to_the_end():
    """Who did what comes first; a clause with a verb or a date stays where it is."""
    assert (
        put_figures_last("最高1.05亿欧元，灯笼游戏收购芬兰工作室", names_of)
        == "灯笼游戏收购芬兰工作室，最高1.05亿欧元"
    )
    for title in ("三年亏损4亿元到头了，织语裁员一成", "4月28日，百灵商城开始促销活动"):
        assert put_figures_last(title, names_of) == title


def test_a_clause_that_says_it_alone():
    """A clause with its own actor stands; what follows from another one does not."""
    assert list(cut_clauses("测试库裸奔19天，澄海出行确认360万账户信息泄露", 10, names_of)) == [
        "澄海出行确认360万账户信息泄露"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "澄海出行360万账户信息泄露，公司否认",
        "消息称：澄海出行确认360万账户信息泄露",
        "如果不整改，澄海出行将被罚款五千万元",
        "网传澄海出行被罚五千万，官方称系谣言",
        "澄海出行确认360万账户信息泄露",
    ],
)
def test_no_clause_leaves_its_denial_or_its_doubt_behind(title):
    """Where another clause denies, doubts, sets a condition or tells who says it, nothing is cut."""
    assert list(cut_clauses(title, 8, names_of)) == []


@given(st.text(max_size=120))
def test_any_title_is_read(title):
    """Whatever the title, a clause is a part of it."""
    plain = say_plainly(title)
    for clause in cut_clauses(plain, 4, lambda text: frozenset({"x"})):
        assert clause in plain
    put_figures_last(plain, names_of)
