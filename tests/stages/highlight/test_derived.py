"""Figures that are worked out from the sources' figures print only with the arithmetic shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import count_calls
from wenzhai.model import SourceText
from wenzhai.stages.highlight.check import check_text

ENGLISH = SourceText(
    id="a",
    lang="en",
    text="Downloads reached 33 million in March. In December they were 19 million.",
)
CHINESE = SourceText(id="b", lang="zh", text="3月下载量达3300万次，12月为1900万次。")


@pytest.mark.parametrize("source", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize(
    "text",
    [
        "It had 33 million downloads, up 14 million from 19 million.",
        "Downloads grew 14 million (33 - 19 = 14).",
        "Downloads grew 14 million (33 million − 19 million = 14 million).",
        "Downloads reached 33 million, up 74 percent from 19 million.",
        "Downloads rose by about 74 percent ((33 − 19) / 19 ≈ 74%).",
        "A total of 52 million: 33 million and 19 million.",
        "They were 33 million, 1.7 times the 19 million of December.",
        "下载量达3300万次，较12月的1900万次增加1400万次。",
        "下载量3300万次，是1900万次的1.7倍。",
        "下载量增长74%（(3300万-1900万)/1900万≈74%）。",
        "下载量共计5200万次：3300万次和1900万次。",
    ],
)
def test_arithmetic_that_is_shown_bears_a_figure_out(text, source):
    """Sums, differences, growth and multiples, in words or signs, from a source of either language."""
    check = check_text(text, "zh" if "下载" in text else "en", [source])
    assert check.verdict == "supported", [f.why for f in check.figures]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Downloads rose by 14 million.", "33 million − 19 million = 14 million"),
        ("Downloads rose 74 percent.", "(33 million − 19 million) / 19 million ≈ 73.7%"),
        ("The total was 52 million.", "33 million + 19 million = 52 million"),
        ("下载量增加1400万次。", "3300万 − 1900万 = 1400万"),
    ],
)
def test_arithmetic_that_is_not_shown_is_named_and_would_do_in_brackets(text, hint):
    """The figure is unsupported, `why` names the arithmetic, and written behind it that is accepted."""
    language = "zh" if "下载" in text else "en"
    check = check_text(text, language, [ENGLISH])
    assert check.verdict == "unsupported"
    assert hint in check.figures[0].why
    end = check.figures[0].figure.span[1]
    shown = f"{text[:end]} ({hint}){text[end:]}"
    assert check_text(shown, language, [ENGLISH]).verdict == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "It had 33 million downloads, up 15 million from 19 million.",  # it is 14
        "It had 33 million downloads, down 14 million from 19 million.",  # it went up
        "Downloads reached 33 million, up 84 percent from 19 million.",
        "Downloads grew 15 million (33 - 19 = 15).",
        "Downloads grew 14 million (34 - 20 = 14).",  # 34 and 20 are nobody's
        "Downloads were 14 million.",
        "There were 33 million in March and 19 million in December, and 14 million in May.",
        "Downloads reached 33 million, up 73.68421 percent on 20 million.",
        "下载量达3300万次，较1900万次增加1500万次。",
        "下载量达3300万次，较1900万次减少1400万次。",
    ],
)
def test_wrong_or_unsaid_arithmetic_bears_nothing_out(text):
    """Neither a slip, nor a reversed direction, nor two figures that happen to be near will do."""
    check = check_text(text, "zh" if "下载" in text else "en", [ENGLISH])
    assert check.verdict in ("contradicted", "unsupported")


def test_different_measures_are_not_added():
    """Dollars and users, or dollars and yuan, make no sum."""
    source = SourceText(id="a", lang="en", text="It has 33 million users and made $19 million.")
    assert check_text("In total 52 million.", "en", [source]).verdict != "supported"
    money = SourceText(id="a", lang="en", text="It made $33 million and CNY 19 million.")
    text = "It made $33 million, up $14 million from CNY 19 million."
    assert check_text(text, "en", [money]).verdict != "supported"


def test_approximate_operands_give_no_exact_result():
    """From nearly 19 million to 33 million is about 14 million, not 14 million."""
    source = SourceText(id="a", lang="en", text="From nearly 19 million it rose to 33 million.")
    sharp = "It rose to 33 million, up 14 million from nearly 19 million."
    assert check_text(sharp, "en", [source]).verdict != "supported"
    assert check_text(sharp.replace("14", "about 14"), "en", [source]).verdict == "supported"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 .,()+-−×/÷=≈%万亿million增加较from up共计", max_size=300))
def test_any_text_is_checked_without_an_error(text):
    """Brackets that do not close, division by nought and endless sums are only text."""
    for language in ("en", "zh"):
        check = check_text(text, language, [ENGLISH, CHINESE])
        assert all(text[slice(*f.figure.span)] == f.figure.text for f in check.figures)


def test_a_long_text_takes_no_longer_than_its_length():
    """Thousands of signs, equals signs and divisions by nought end at once, and are no arithmetic."""
    texts = ["Up 14 million " + "(33 - 19) / 0 = 14 = " * size for size in (400, 1600)]
    assert all(check_text(text, "en", [ENGLISH]).verdict == "contradicted" for text in texts)
    short, long = (count_calls(check_text, text, "en", [ENGLISH]) for text in texts)
    assert long < 8 * short
