"""Titles of the other language whose deed a known pattern reads, and those that none may read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight.deeds import read_deed

NAMES = NameFinder(
    [
        Name(en="Weave", zh="织语", kind="company"),
        Name(en="Mulan Fresh", zh="木兰鲜生", kind="company"),
        Name(en="Zhizhi", zh="织织", kind="product"),
        Name(en="Temu", zh="Temu", kind="app"),
        Name(en="Jiang Peilin", zh="江沛霖", kind="person"),
        Name(en="Market Regulator", zh="市场监管总局", kind="regulator"),
    ]
)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("织语与木兰鲜生达成战略合作", "Weave and Mulan Fresh Agree to Cooperate"),
        ("织语发布“织织”大模型", "Weave Launches Zhizhi"),
        ("织语拟今年发布织织大模型", "Weave Plans to Launch Zhizhi"),
        ("木兰鲜生完成1.2亿美元C轮融资，赤岩资本领投", "Mulan Fresh Raises $120 million"),
        ("织语调整架构，江沛霖出任联席CEO", "Jiang Peilin Becomes co-CEO at Weave"),
        ("市场监管总局约谈木兰鲜生", "Market Regulator Summons Mulan Fresh"),
        (
            "织语2022年收入增长30%，超80亿元",
            "Weave Revenue Rises 30 percent to more than CNY 8 billion",
        ),
        (
            "木兰鲜生耗资3.5亿港元回购92万股",
            "Mulan Fresh Buys Back 920,000 Shares for HKD 350 million",
        ),
        ("织语将于下月推出全新外卖品牌", "Weave to Launch food delivery brand"),
        ("木蘭鮮生與織語達成合作", "Mulan Fresh and Weave Agree to Cooperate"),
    ],
)
def test_a_chinese_title_says_who_did_what(title, headline):
    """Names come through the glossary, figures converted, in either script."""
    assert read_deed(title, "en", NAMES).headline == headline


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Temu fined £12.7m for UK data breaches", "Temu被罚款1270万英镑"),
        ("Australia bans Temu from government devices", "澳大利亚禁止在政府设备上使用Temu"),
        ("Weave launches Zhizhi in Hangzhou", "织语发布织织"),
        ("Weave to acquire Mulan Fresh in cash deal", "织语拟收购木兰鲜生"),
        ("Weave lays off 500 employees", "织语裁减500名员工"),
    ],
)
def test_an_english_title_says_who_did_what(title, headline):
    """The same the other way."""
    assert read_deed(title, "zh", NAMES).headline == headline


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("织语否认与木兰鲜生达成合作", "en"),
        ("织语与木兰鲜生达成合作？", "en"),
        ("织语与木兰鲜生达成合作未获批准", "en"),
        ("传织语员工与木兰鲜生达成合作", "en"),
        ("织语员工发布织织使用心得", "en"),
        ("织语发布织织使用手册", "en"),
        ("织语竞争对手收购木兰鲜生", "en"),
        ("Weave may acquire Mulan Fresh", "zh"),
        ("Weave to acquire Mulan Fresh if regulators agree", "zh"),
        ("Why Weave acquires Mulan Fresh", "zh"),
        ("Temu fined after rivals complain", "zh"),
    ],
)
def test_what_is_denied_doubted_or_of_others_is_no_deed(title, language):
    """A question, a denial, a condition, another actor or another object: nothing is said."""
    assert read_deed(title, language, NAMES) is None


def test_what_is_planned_is_not_told_as_done():
    """将 and 拟 are plans; 宣布 and the bare verb are not; what has no article gets none."""
    planned, done = (read_deed(t, "en", NAMES) for t in ("织语拟裁员10%", "织语宣布裁员10%"))
    assert (planned.headline, done.headline) == (
        "Weave to Cut 10 percent of Its Staff",
        "Weave Cuts 10 percent of Its Staff",
    )
    assert "plans to cut" in planned.clause
    assert read_deed("织语将推出AR眼镜", "en", NAMES).clause.endswith("will launch AR glasses")
    assert read_deed("织语将推出电动汽车", "en", NAMES).clause.endswith("launch an electric car")


def test_hearsay_is_marked():
    """What a title passes on from others is told as such."""
    assert read_deed("消息称织语与木兰鲜生达成合作", "en", NAMES).hearsay
    assert not read_deed("织语与木兰鲜生达成合作", "en", NAMES).hearsay


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
def test_any_title_is_read(title, language):
    """Whatever the title, there is a deed of known names or none."""
    deed = read_deed(title, language, NAMES)
    assert deed is None or any(
        n in deed.headline for n in ("Weave", "Mulan", "Temu", "Jiang", "织语", "木兰", "江沛霖")
    )
