"""What a written sentence may say: what its passages say, in their words and order, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stages.highlight.attacked import NAMES
from wenzhai.stages.highlight.write_support import (
    find_form_fault,
    find_support_fault,
    measure_copied,
)

PASSAGE = (
    "Temu plans to launch a grocery service in Hangzhou in May, while Amazon closed its own, "
    "which had grown 20 percent; Temu grew 57 percent, Sensor Tower said."
)
HAN = "Temu计划5月在杭州推出生鲜配送服务，亚马逊则关闭了增长20%的同类业务，Temu同期增长57%。"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Temu plans to launch a grocery service in Hangzhou in May.", "en"),
        ("In Hangzhou, Amazon closed its own service.", "en"),
        ("Temu grew 57 percent, according to Sensor Tower.", "en"),
        ("Temu plans a grocery service in Hangzhou.", "en"),
        ("Temu计划在杭州推出生鲜配送服务。", "zh"),
        ("亚马逊关闭了同类业务。", "zh"),
    ],
)
def test_what_the_passage_says_passes(text, language):
    """A shorter form in the passage's own words is no invention."""
    fault = find_support_fault(text, language, [PASSAGE if language == "en" else HAN], NAMES)
    if text.startswith("In Hangzhou"):
        assert "order" in fault
    else:
        assert fault == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Temu plans to launch a grocery service in Hangzhou with Walmart.", "en"),
        ("Temu launched a grocery service in Hangzhou in May.", "en"),
        ("Temu does not launch a grocery service in Hangzhou in May.", "en"),
        ("Amazon plans to launch a grocery service in Hangzhou in May.", "en"),
        ("Amazon closed its own service, while Temu plans to launch one in Hangzhou.", "en"),
        ("Temu grew 20 percent, Sensor Tower said.", "en"),
        ("Temu plans to launch a popular grocery service in Hangzhou.", "en"),
        ("Temu on Tuesday launched.", "en"),
        ("Temu在杭州推出生鲜配送服务。", "zh"),
        ("Temu计划在杭州推出广受欢迎的生鲜配送服务。", "zh"),
        ("亚马逊计划在杭州推出生鲜配送服务。", "zh"),
        ("Temu没有计划在杭州推出生鲜配送服务。", "zh"),
    ],
)
def test_what_the_passage_does_not_say_is_refused(text, language):
    """A new word, a plan told as done, a denial, another actor, another's figure: refused with a reason."""
    assert find_support_fault(text, language, [PASSAGE if language == "en" else HAN], NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Temu rose, says https://a.example.",
        "Temu rose, says temu-news.com.",
        "Temu rose <b>high</b>.",
        "Temu [rose](x).",
        "Did Temu rise?",
        "Temu rose!",
        "We saw Temu rise.",
        "Temu “rose.",
        "Temu rose",
        "Temu rose in.",
        "Temu Rose On Monday In",
        "Temu上涨了很多很多。",
        "Тему rose.",
        "Mail a@b.example about Temu.",
        "Temu rose 🚀.",
    ],
)
def test_what_does_not_look_like_a_sentence_is_refused(text):
    """Links, markup, questions, address, open marks, another language: refused before it is read."""
    assert find_form_fault(text, "en", NAMES)


def test_a_sentence_is_left_alone():
    """An ordinary sentence has no fault of form, in either language."""
    assert find_form_fault("Temu rose 57.5 percent in the U.S., it said.", "en", NAMES) == ""
    assert find_form_fault("Temu一季度上涨57.5%，Sensor Tower表示。", "zh", NAMES) == ""


def test_copied_words_are_counted():
    """A run of eight words, or sixteen characters, is a quotation; fewer are not."""
    assert measure_copied(PASSAGE, "en", PASSAGE) > 20
    assert measure_copied("Temu plans to launch one", "en", PASSAGE) == 0
    assert measure_copied(HAN, "zh", HAN) > 20


@given(st.text(max_size=120), st.text(max_size=120), st.sampled_from(["en", "zh"]))
def test_any_sentence_is_judged(text, passage, language):
    """No text makes the judgement fail."""
    find_form_fault(text, language, NAMES)
    find_support_fault(text, language, [passage], NAMES)
