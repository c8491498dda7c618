"""Which sentences may print, and what is trimmed off them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story_texts import make_article
from wenzhai.stages.highlight.candidates import (
    find_candidates,
    is_comment,
    is_reported,
    is_vague,
    trim_sentence,
)


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
        "The elephant Over all of it hangs the trouble of TikTok in Washington.",
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


def test_a_sentence_before_what_a_digest_left_out_is_whole() -> None:
    """Three points behind a blank stand for what was left out; at a word's end they cut the sentence."""
    assert (
        trim_sentence("赵佳臻将出任执行董事和联席首席执行官 ...")
        == "赵佳臻将出任执行董事和联席首席执行官。"
    )
    assert trim_sentence("据报道，模型目前只邀请部分用户参与...").endswith("...")
    assert trim_sentence("The regulator fined the company ...").endswith("...")


@pytest.mark.parametrize(
    "sentence",
    [
        "适用范围：研发、利用生成式人工智能产品，面向境内公众提供服务。",
        "研发、利用生成式人工智能产品，面向境内公众提供服务的。",
        "1、自主创新的基础软硬件支撑原生创新，覆盖全栈能力。",
    ],
)
def test_a_line_of_a_form_is_no_sentence(sentence: str) -> None:
    """Labels before a colon, numbered items and conditions without their clause do not print."""
    assert find_candidates([make_article("a", [sentence])], "zh") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Investors may ask why the board said nothing of the leak.",
        "Every objection raised against the app concerns who owns it.",
        "The number that matters is on page 58 of the filing.",
        "比起一份漂亮的报告，用户更想看到一份承诺。",
        "企业算的是小账，赔进去的却是几百万人的安宁。",
    ],
)
def test_comment_is_told_from_report(text: str) -> None:
    """What always holds, what somebody might ask and what counts are a columnist's; a report is not."""
    assert is_comment(text)
    assert not is_comment("Investors asked the board on Monday why it had said nothing.")
    assert not is_comment("公司表示，受影响账户约360万个。")


def test_a_report_can_be_looked_up() -> None:
    """A figure, a day or somebody who says so makes a sentence a report."""
    assert is_reported("Shares fell on Monday.")
    assert is_reported("公司宣布更换首席执行官。")
    assert not is_reported("Readers come for posts, and writers come for readers.")
