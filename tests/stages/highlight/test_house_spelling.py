"""Rewriting into the house's spelling: what changes, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.figures import parse_figures
from wenzhai.model import Avoided, HouseStyle
from wenzhai.stages.highlight.house_spelling import apply_style, find_avoided

HOUSE = HouseStyle(
    percent="percent",
    dates="day first",
    spelling={"whilst": "while", "执行长": "首席执行官"},
    avoid=(Avoided(phrase="game-changer"), Avoided(phrase="重磅")),
)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Shares fell 9.2 per cent.", "Shares fell 9.2 percent."),
        ("Sales rose 57% on the year.", "Sales rose 57 percent on the year."),
        ("Sales rose 57 %, it said.", "Sales rose 57 percent, it said."),
        ("A 12-per cent cut", "A 12-percent cut"),
        ("Up 57 Percent in a Quarter", "Up 57 Percent in a Quarter"),
        ("It fell 3 percentage points.", "It fell 3 percentage points."),
        ("It closed on April 11.", "It closed on 11 April."),
        ("It closed on Apr. 1, 2023, in Wuhan.", "It closed on 1 April 2023 in Wuhan."),
        ("By March 29, 2023 it was over.", "By 29 March 2023 it was over."),
        ("In May 19 shops closed.", "In May 19 shops closed."),
        ("It runs from April 28 to May 5.", "It runs from 28 April to 5 May."),
        ("Whilst Temu grew, others fell.", "While Temu grew, others fell."),
        ("She said: “Sales rose 57% on April 11.”", "She said: “Sales rose 57% on April 11.”"),
    ],
)
def test_english_is_spelt_as_the_house_does(text, printed):
    """Shares, days and words are respelt; quotations and what only looks like a day are not."""
    assert apply_style(text, "en", HOUSE) == printed


def test_month_first():
    """A house that puts the month first gets it first."""
    house = HouseStyle(dates="month first", percent="%")
    said = "From 28 April 2023 it was up 3 per cent; 5 May is next."
    assert apply_style(said, "en", house) == "From April 28, 2023 it was up 3%; May 5 is next."


def test_chinese_words_are_the_house_s():
    """Chinese spelling is replaced too, and not in quotations; percent signs are left."""
    assert apply_style("织语换执行长，升57%。", "zh", HOUSE) == "织语换首席执行官，升57%。"
    assert apply_style("他说：“我是执行长。”", "zh", HOUSE) == "他说：“我是执行长。”"


def test_avoided_phrases_count_only_in_the_house_s_voice():
    """A phrase that the house avoids is found, unless somebody is quoted with it."""
    assert find_avoided("A Game-Changer for shops.", HOUSE) == "Game-Changer"
    assert find_avoided("He called it a “game-changer”.", HOUSE) == ""
    assert find_avoided("重磅发布", HOUSE) == "重磅"


@given(st.text(alphabet=st.sampled_from('019% .,-–April May1percnt“”"$年月日'), max_size=120))
def test_figures_stay_what_they_are(text):
    """Whatever is respelt, the values that a reader finds are the same, and twice is as once."""
    printed = apply_style(text, "en", HOUSE)
    before = sorted(f.value for f in parse_figures(text, "en") if f.kind == "percent")
    after = sorted(f.value for f in parse_figures(printed, "en") if f.kind == "percent")
    assert before == after
    assert apply_style(printed, "en", HOUSE) == printed
