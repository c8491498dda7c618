"""Headlines: cleaned, in title case, never bait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story_texts import make_article
from wenzhai.model import HouseStyle
from wenzhai.stages.highlight.headline import (
    choose_headline,
    clean_title,
    cut_question,
    is_bait,
    print_title,
    to_title_case,
    write_from_sentence,
)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        (
            "Tencent demotes executives over WeChat outage",
            "Tencent Demotes Executives over WeChat Outage",
        ),
        (
            "iPhone maker's Q1 sales fall by 12% in the US",
            "iPhone Maker's Q1 Sales Fall by 12% in the US",
        ),
        (
            "TikTok to pay e-commerce hosts in state-owned malls",
            "TikTok to Pay E-Commerce Hosts in State-Owned Malls",
        ),
        ("What it is: a test", "What It Is: A Test"),
    ],
)
def test_title_case_keeps_names_and_small_words(title: str, headline: str) -> None:
    """Small words stay low, names with capitals inside stay as they are."""
    assert to_title_case(title) == headline


def test_site_name_and_kicker_go() -> None:
    """What an outlet adds to its titles is not part of a headline."""
    assert clean_title("Tencent punishes executives after outage | Example Post", "en") == (
        "Tencent punishes executives after outage"
    )
    assert clean_title("快讯：腾讯公布微信故障处理结果", "zh") == "腾讯公布微信故障处理结果"


@pytest.mark.parametrize(
    "title",
    [
        "Is this the end of Temu?",
        "Here's what to know about Lemon8",
        "为何大厂都在做大模型",
        "阿里版ChatGPT来了！",
    ],
)
def test_questions_and_bait_are_no_headlines(title: str) -> None:
    """A headline says who did what."""
    assert is_bait(title)


def test_the_headline_says_what_most_titles_say_and_passes_the_gate() -> None:
    """Of several titles the central one prints; one that the gate refuses does not."""
    body = ["Tencent penalised executives over the outage of WeChat in March."]
    central = make_article("a", body, title="Tencent penalises executives over the WeChat outage")
    odd = make_article("b", body, title="Sources say heads roll at big internet firm today")
    other = make_article("c", body, title="Tencent punishes executives for March WeChat outage")

    def choose(refused: str) -> str:
        found = choose_headline(
            [central, odd, other],
            "en",
            HouseStyle(),
            lambda text: frozenset({"tencent"} if "Tencent" in text else ()),
            lambda article, title: article.id != refused,
        )
        assert found is not None
        return found[0].id

    assert choose("") in {"a", "c"}
    assert choose("a") == "c"


@given(st.text(max_size=120), st.sampled_from(["en", "zh"]))
def test_any_title_can_be_cleaned(title: str, language: str) -> None:
    """No title breaks the cleaning, and nothing but case is added."""
    assert len(clean_title(title, language)) <= len(title) + 4


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("某公司 3 月 28 日发布新款手机，有哪些值得关注的信息？", "某公司 3 月 28 日发布新款手机"),
        ("作曲家林某因病去世，享年七十岁，如何评价他的一生？", "作曲家林某因病去世，享年七十岁"),
        ("网传某公司将裁员三成，这意味着什么？", ""),
        ("某公司宣布裁员三成，是真的吗？", ""),
        ("如何看待某公司宣布裁员三成？", ""),
    ],
)
def test_what_happened_is_told_apart_from_the_question_after_it(title, said):
    """A forum's question leaves what it asks about, but not where it asks whether that is so."""
    assert cut_question(title) == said


def test_an_exclamation_mark_at_the_end_is_no_part_of_a_headline():
    """The words stay; one inside keeps the title out."""
    assert clean_title("国家将推出个人养老金制度！", "zh") == "国家将推出个人养老金制度"
    assert is_bait(clean_title("刚刚！国家将推出个人养老金制度！", "zh"))


def test_a_sentence_stands_in_for_a_headline_whole_or_not_at_all():
    """Without its stop, within twice the house length, never a question."""
    style = HouseStyle()
    whole = "Temu was downloaded 19 million times in the United States."
    assert write_from_sentence(whole, "en", style) == whole[:-1]
    assert write_from_sentence("Why was Temu downloaded 19 million times?", "en", style) == ""
    assert write_from_sentence(" ".join(["word"] * 60), "en", style) == ""


def test_a_notices_colon_between_actor_and_deed_goes():
    """Where somebody may be speaking it stays: what is said is not yet done."""
    assert print_title("阿里云：发布通义千问大模型", "zh") == "阿里云发布通义千问大模型"
    assert print_title("阿里云：将发布新模型", "zh") == "阿里云：将发布新模型"


def test_an_adverb_of_a_verb_has_a_capital():
    """“Hand Out”, but “up to 400”, which is a preposition."""
    assert to_title_case("Mall will hand out 3 billion yuan") == "Mall Will Hand Out 3 Billion Yuan"
    assert to_title_case("Firm files for IPO of up to $400 million").endswith(
        "IPO of up to $400 Million"
    )


def test_clauses_before_a_speaker_are_parted():
    """A blank before “360公司：” parts two clauses; one inside “AI 智算中心” does not."""
    assert print_title("董事长离婚 360公司：没有影响", "zh") == "董事长离婚，360公司：没有影响"
    assert print_title("建成 AI 智算中心", "zh") == "建成 AI 智算中心"
