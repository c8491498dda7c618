"""Why two reports are of one story, said in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.group import explain_link

NOON = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)
NAMES = NameFinder(
    [
        Name(en="Temu", zh="Temu", kind="app"),
        Name(en="Pinduoduo", zh="拼多多", kind="company"),
        Name(en="Tencent", zh="腾讯", kind="company"),
        Name(en="WeChat", zh="微信", kind="app"),
        Name(en="Shanghai", zh="上海", kind="place"),
    ]
)


def report(key, title, text="", *, hours=0.0, **more):
    made = make_article(key, [text or title or "x"], published_at=NOON + timedelta(hours=hours))
    return msgspec.structs.replace(made, title=title, **more)


def explain(one, other, language="en"):
    return explain_link(one, other, NAMES, language)


def test_names_in_both_are_given_in_the_asked_language():
    """拼多多 and Pinduoduo are one name; places are in too many reports to be named."""
    one = report("a", "Pinduoduo and Tencent in Shanghai")
    other = report("b", "上海：拼多多起诉腾讯", hours=5)
    assert explain(one, other) == (
        "both name Pinduoduo and Tencent",
        "reported in two languages",
        "5 hours apart",
    )
    assert explain(one, other, "zh") == ("都提到拼多多、腾讯", "两种语言的报道", "相隔5小时")
    assert explain(one, other, "zh-Hans") == explain(one, other, "zh")


def test_three_names_are_enumerated():
    """With commas and one “and”."""
    title = "Temu, Pinduoduo, Tencent and WeChat meet"
    assert explain(report("a", title), report("b", title))[0] == (
        "both name Temu, Pinduoduo and Tencent"
    )


def test_figures_that_say_the_same_are_one_across_languages():
    """1.9亿 and 190 million are, as the first of the two writes it; 19 million is another."""
    english = report("a", "A shop opens", "The app was downloaded 190 million times last year.")
    chinese = report("b", "去年该应用下载量达1.9亿次")
    assert "both give 190 million" in explain(english, chinese)[0]
    assert explain(chinese, english, "zh")[0].startswith("都给出1.9亿")
    slip = report("c", "去年该应用下载量达1900万次")
    assert not any("190" in words for words in explain(english, slip))


@pytest.mark.parametrize(
    "text",
    [
        "The firm opened 12 shops.",  # in any report
        "It happened in 2023.",  # a year is no evidence
        "It is one of them.",
    ],
)
def test_figures_that_are_in_any_report_are_not_named(text):
    """Small counts, years and words that are numbers only in form say nothing."""
    one, other = report("a", "One headline", text), report("b", "Different words", text)
    assert not any("give" in words for words in explain(one, other))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Shop sells apples", "SHOP SELLS APPLES", "the same headline"),
        ("Shop sells red apples", "Shop sells red apples today", "nearly the same headline"),
        ("Shop sells red apples", "Old shop sells green pears", "headlines with many words in common"),
        ("Shop sells red apples", "Ministry fines bank", ""),
        ("商店出售红苹果", "商店出售红苹果", "the same headline"),
        ("", "", ""),
        ("🎉", "🎉", "the same headline"),
    ],
)  # fmt: skip
def test_headlines_are_compared_in_words(one, other, said):
    """The same, nearly, many, or nothing to say."""
    left, right = report("a", one), report("b", other)
    words = [w for w in explain(left, right) if "headline" in w]
    assert words == ([said] if said else [])


def test_a_link_is_the_strongest():
    """It is said first, whichever of the two links; pages without an address link to nothing."""
    one = report("a", "Tencent fined", links=("https://b.example/story",))
    other = report("b", "Tencent to pay")
    for pair in ((one, other), (other, one)):
        assert explain(*pair)[0] == "one links to the other"
    bare = [msgspec.structs.replace(a, url="", links=("",)) for a in (one, other)]
    assert not any("links" in words for words in explain(*bare))


@pytest.mark.parametrize(
    ("hours", "english", "chinese"),
    [
        (0, "0 minutes apart", "相隔0分钟"),
        (1.5, "90 minutes apart", "相隔90分钟"),
        (1.7, "2 hours apart", "相隔2小时"),
        (47, "47 hours apart", "相隔47小时"),
        (72, "3 days apart", "相隔3天"),
    ],
)
def test_how_far_apart_is_said_last(hours, english, chinese):
    """In the unit that a person would use, either way round."""
    one, other = report("a", "One headline"), report("b", "Different words", hours=hours)
    assert explain(one, other)[-1] == explain(other, one)[-1] == english
    assert explain(one, other, "zh")[-1] == chinese


def test_one_of_a_thing_is_said_in_the_singular():
    """Not “1 minutes apart”."""
    one = report("a", "One headline")
    assert explain(one, report("b", "Different words", hours=1 / 60))[-1] == "1 minute apart"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "zh"]))
def test_any_two_texts_can_be_explained(one, other, language):
    """Whatever stands in them: words, none of them empty, the same again for the same texts."""
    left, right = report("a", one), report("b", other)
    words = explain(left, right, language)
    assert words
    assert all(words)
    assert explain(left, right, language) == words
