"""What holds for every text, whatever is in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from growth import count_calls, ends
from wenzhai.language.figures import compare_figures, parse_figures

WORDS = [
    "percent ",
    "million ",
    " to ",
    "half ",
    "Q1 ",
    "iPhone ",
    "two-",
    "thirds",
    "hundreds of ",
    "September ",
    "分之",
    "百分点",
    "½",
    "GPT-",
    "５",
    "萬",
    "20世纪",
    "p.m.",
    "http://",
    "²",
    "٣",
    "ǅ",
    "between ",
    "and ",
    "years",
    "岁",
]
CHARACTERS = "0123456789,.%-:/$¥£€ 年月日号点时分秒成折番倍半亿万千百十零一二两三几数多余第约近超个名人元比至到上下周"
PIECES = st.sampled_from([*CHARACTERS, *WORDS])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_are_valid_ordered_and_apart(text):
    """No text makes it raise; every span gives its words; figures do not overlap."""
    at = 0
    for figure in parse_figures(text):
        start, end = figure.span
        assert at <= start < end <= len(text)
        assert text[start:end] == figure.text
        at = end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_values_lie_within_their_bounds(text):
    """The value lies between low and high: low <= value <= high wherever there is a value."""
    for figure in parse_figures(text):
        if figure.value is not None:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.value <= figure.high


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_comparing_never_raises_and_a_figure_equals_itself(first, second):
    """Any two figures compare, and each is equal to itself."""
    ours, theirs = parse_figures(first), parse_figures(second)
    for a in ours:
        assert compare_figures(a, a).relation == "equal"
        for b in theirs:
            assert compare_figures(a, b).relation


def test_work_grows_with_length_and_no_faster():
    """Ten times the text is about ten times the work, on texts made to be hard."""
    for piece in (
        "1,",
        "一百",
        "1-",
        "9" * 50,
        "two hundred ",
        "1.2亿",
        "a-1",
        "半",
        "$",
        "between 1 and ",
        "@a",
        "1:1",
    ):
        with ends():
            small = count_calls(parse_figures, piece * 400)
            large = count_calls(parse_figures, piece * 4000)
        assert large < 16 * max(small, 1000), piece


def test_the_same_text_reads_the_same():
    """Reading is a pure function."""
    text = "1.2亿 and 3-1 on 11 April, 近六成"
    assert parse_figures(text) == parse_figures(text)


def test_a_foot_sign_after_a_han_numeral_is_read():
    """Found by fuzzing: 九' was taken for digits and raised."""
    assert all(f.text for f in parse_figures("九'十 and 九'5"))
