"""The names of a question, and whether an article holds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight.ask_named import find_held, find_named, read_article

DISNEY = Name(en="Disney", zh="迪士尼", kind="company")
NAMES = NameFinder([DISNEY])


def held(question, language, article, told_in):
    reading = read_article("", article, told_in, NAMES)
    return [find_held(named, reading) for named in find_named(question, language, NAMES)]


@pytest.mark.parametrize(
    ("question", "language", "named"),
    [
        ("How much did Bank of Communications earn in March?", "en", ["Bank of Communications"]),
        ("How long was Rocky Hoban jailed for?", "en", ["Rocky Hoban"]),
        ("When did the Swedish firm buy Costco's shops in China?", "en", ["Costco"]),
        ("迪士尼在上海裁员多少人？", "zh", ["迪士尼", "上海"]),
        ("OpenAI向华为投资了多少美元？", "zh", ["OpenAI", "华为"]),
        ("他们花了多少日元？", "zh", []),
    ],
)
def test_names_are_found_with_and_without_the_glossary(question, language, named):
    """Runs of capitals, dictionary names and Latin words are names; months, money and peoples are not."""
    assert [n.text for n in find_named(question, language, NAMES)] == named


def test_an_article_about_another_place_lacks_it():
    """What is told of Disney alone does not hold Shanghai, in either language."""
    question = "迪士尼在上海裁员多少人？"
    assert held(question, "zh", "迪士尼将裁员7000人。", "zh") == ["held", "missing"]
    assert held(question, "zh", "Disney will cut 7,000 jobs.", "en") == ["held", "perhaps"]
    assert held(question, "zh", "Disney will cut 70 jobs in Shanghai.", "en") == ["held", "held"]


def test_a_name_is_held_as_the_other_language_writes_it():
    """The dictionary's name, a person's last name, letters with points, and a name inside a longer one."""
    assert held("How much did Bank of Communications earn?", "en", "交通银行净利921亿元", "zh") == [
        "held"
    ]
    assert held("How long was Rocky Hoban jailed for?", "en", "Hoban, 42, was jailed.", "en") == [
        "held"
    ]
    assert held("What did the UN say?", "en", "The U.N. said so.", "en") == ["held"]
    assert held("摩根大通被骗多少钱？", "zh", "JPMorgan was defrauded.", "en") == ["held"]


def test_a_name_that_nobody_can_write_is_not_missed():
    """Where the other language's form is not known, its absence says nothing."""
    assert held("How much did Luokung raise?", "en", "箩筐获得2.2亿美元投资", "zh") == ["unknown"]


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
def test_any_question_has_names_or_none(text, language):
    """No text makes the reading fail, and every name stands in the question."""
    reading = read_article(text, text, language, NAMES)
    for named in find_named(text, language, NAMES):
        assert named.text in text
        assert find_held(named, reading)
