"""Which sentences may print, and what is trimmed off them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story_texts import make_article
from wenzhai.stages.highlight.candidates import find_candidates, is_vague, trim_sentence


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "BEIJING, April 11 (Pearl Wire) — Alibaba Cloud showed a model on Tuesday.",
            "Alibaba Cloud showed a model on Tuesday.",
        ),
        ("HONG KONG (Pearl Wire) Shares of the group rose.", "Shares of the group rose."),
        ("启明社杭州4月11日电（记者程远舟）阿里云11日发布大模型。", "阿里云11日发布大模型。"),
        ("【蓝湾财经】腾讯公布处罚结果。", "腾讯公布处罚结果。"),
        ("本报讯（记者何敏）工信部约谈两家公司。", "工信部约谈两家公司。"),
        ("Meanwhile, the ministry summoned both firms.", "The ministry summoned both firms."),
        ("此外，平台将向创作者付费。", "平台将向创作者付费。"),
        ("腾讯通报了处理决定。（启明社）", "腾讯通报了处理决定。"),
        ("iQiyi raised its prices in April.", "iQiyi raised its prices in April."),
        ("US downloads rose 57% in the quarter.", "US downloads rose 57% in the quarter."),
    ],
)
def test_trims_only_what_changes_nothing(written: str, printed: str) -> None:
    """Datelines, wire credits and linking words go; a sentence without them stays as it is."""
    assert trim_sentence(written) == printed


@pytest.mark.parametrize(
    "sentence",
    [
        "Will the app survive the summer of lawsuits and bans?",
        "We asked three analysts what they think of the new model.",
        "Subscribe to our newsletter for more stories about China.",
        "“The rules are a first step, one lawyer in the city said.",
        "It said the repair took until the evening of that day.",
        "Too short to print.",
        "本报记者从知情人士处了解到这一消息并得到证实。",
    ],
)
def test_leaves_out_what_cannot_stand_alone(sentence: str) -> None:
    """Questions, first person, appeals, open quotations, pronouns without a reference do not print."""
    article = make_article("a", [sentence])
    assert find_candidates([article], article.language[:2]) == ()


def test_a_leaning_sentence_names_the_one_before_it() -> None:
    """“The company ...” may print only after the sentence that says which company."""
    article = make_article(
        "a",
        [
            "Tencent published the result of its inquiry into the outage on Monday. The company "
            "demoted two vice-presidents and cut the bonuses of several managers."
        ],
    )
    first, second = find_candidates([article], "en")
    assert (first.leans_on, second.leans_on) == ("", first.passage.id)


def test_copies_adverts_and_the_other_language_are_not_candidates() -> None:
    """Only original reports in the edition's language are drawn on."""
    text = ["Alibaba Cloud opened its model to companies in the city on Tuesday."]
    copy = make_article("b", text, copy_of="a")
    advert = make_article("c", text, labels=("advertorial",))
    chinese = make_article("d", ["阿里云周二向企业开放了它的大模型测试。"], language="zh-Hans")
    assert find_candidates([copy, advert, chinese], "en") == ()


def test_a_day_named_from_where_the_reporter_stood_is_vague() -> None:
    """“Yesterday” and 近日 mean nothing in a weekly; a quoted one is the speaker's own."""
    assert is_vague("The ministry met the firms yesterday.")
    assert is_vague("工信部近日约谈两家公司。")
    assert not is_vague("He said: “yesterday is gone”.")


@given(st.text(max_size=300))
def test_trimming_never_adds_and_can_be_repeated(text: str) -> None:
    """Trimming any text gives words that were there, and trimming twice changes little but blanks."""
    trimmed = trim_sentence(text)
    assert len(trimmed) <= len(" ".join(text.split())) + 2  # a capital may be two characters
