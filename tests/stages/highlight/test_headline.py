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
    is_bait,
    to_title_case,
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
