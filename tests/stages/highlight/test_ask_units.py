"""How well a sentence answers: words in both languages, and a cause where the question asks why."""

from __future__ import annotations

import numpy as np

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight.ask_question import read_question
from wenzhai.stages.highlight.ask_units import find_units, rank_units

NAMES = NameFinder([])


class Alike:
    """An embedder to which all texts are equally near: only words decide."""

    name = "alike"

    def embed(self, texts):
        return np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (len(texts), 1))


def rank(question, *sentences):
    asked = read_question(question, NAMES)
    articles = [make_article(f"a{n}", [s], title="") for n, s in enumerate(sentences)]
    weights = tuple(1.0 for _ in asked.concepts)
    units = find_units(asked, articles, weights, NAMES)
    return [u.text for u in rank_units(asked, units, Alike())]


def test_an_english_phrase_meets_its_chinese_word():
    """Net profit is 净利润 inside a longer word, research and development 研发; a Latin name is itself."""
    assert rank("How much was the net profit?", "公司年度净利润为852亿元。") != []
    found = rank(
        "What share of the staff work in research and development?",
        "公司研发人员占比为74%，去年新增项目7000个。",
        "公司股价上涨8%，指数上涨4.7%。",
    )
    assert found[0].startswith("公司研发人员")
    assert rank("How many staff will NEVS have?", "计划落实后，NEVS将只剩下20名员工。") != []


def test_a_month_is_one_in_both_languages():
    """February is 2月; of two months the one that was asked for comes first."""
    question = "How many cars were sold in February?"
    assert rank(question, "集团3月销售汽车9万辆。", "集团2月销售汽车10万辆。")[0].startswith(
        "集团2月"
    )


def test_why_prefers_a_cause():
    """Of two sentences on the outage the one that gives its cause comes first, in either language."""
    english = rank(
        "Why did WeChat fail on 29 March?",
        "WeChat failed for hours on 29 March, users said.",
        "WeChat failed on 29 March because a cooling system broke down.",
    )
    assert "cooling" in english[0]
    chinese = rank(
        "微信3月29日为什么出现异常？",
        "微信3月29日出现异常，用户无法登录账号。",
        "微信3月29日出现异常，由机房冷却系统故障导致。",
    )
    assert "冷却" in chinese[0]


def test_what_is_told_of_something_else_is_no_answer():
    """A sentence that lacks a name of the question, or all that is asked beside its names, falls behind."""
    asked = read_question("迪士尼在上海裁员多少人？", NAMES)
    articles = [
        make_article("a1", ["迪士尼决定裁员7000人，关停元宇宙部门。"], title=""),
        make_article("a2", ["迪士尼在上海的团队裁员20人。"], title=""),
    ]
    units = find_units(asked, articles, tuple(1.0 for _ in asked.concepts), NAMES)
    lacks = {u.article.id: u.lacks for u in units}
    assert lacks["a1"] > lacks["a2"] == 0

    names = NameFinder([Name(en="Costco", zh="好市多", kind="company")])
    asked = read_question("When did Costco close its store?", names)
    articles = [
        make_article("b1", ["Costco raised its fee on 4 April."], title=""),
        make_article("b2", ["Costco will close a store on 9 April."], title=""),
    ]
    units = find_units(asked, articles, tuple(1.0 for _ in asked.concepts), names)
    lacks = {u.article.id: u.lacks for u in units}
    assert lacks["b1"] > lacks["b2"] == 0
