"""Labels of charts: short, in both languages, and no wider than they are reckoned."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from wenzhai.stages.publish.chart_text import (
    choose_scale,
    estimate_width,
    fit_label,
    name_period,
    name_tick,
    say_chart,
    write_short,
)
from wenzhai.stages.publish.fonts import find_fonts, fit_text

SHOWN = st.text(
    st.one_of(
        st.characters(min_codepoint=32, max_codepoint=126),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("，。：“”（）…—–·éüñß€£¥％１Ａ"),
    ),
    max_size=60,
)


def test_no_letter_is_wider_than_reckoned():
    """Each character by itself, in both packaged fonts."""
    letters = [*map(chr, range(32, 127)), *"，。：；、“”《》（）…—–·éüñßÉÜÑŒœæ€£¥％１Ａ澄"]
    for font in (find_fonts().sans, find_fonts().serif):
        face = ImageFont.truetype(font.path, 100, font.index)
        wide = {c: face.getlength(c) for c in letters if face.getlength(c) > estimate_width(c, 100)}
        assert wide == {}


@given(SHOWN)
def test_no_font_is_wider_than_reckoned(text):
    """What a page reckons for a label is at least what the packaged fonts take."""
    for font in (find_fonts().sans, find_fonts().serif):
        fitted = fit_text(text, font)
        face = ImageFont.truetype(font.path, 100, font.index)
        assert face.getlength(fitted) <= estimate_width(fitted, 100) + 1


@given(st.text(max_size=600), st.floats(20, 400))
def test_a_label_is_cut_to_its_room(text, width):
    """Whatever the text, the label has no break and no override, and fits."""
    label = fit_label(text, 13.5, width)
    assert estimate_width(label, 13.5) <= width or label == "…"
    assert not set(label) & set("\n\r\u202e\u2066\x00")


@pytest.mark.parametrize(
    ("values", "kind", "unit", "en", "zh"),
    [
        ((14.6e6, 19.2e6), "number", "", ("in millions", "14.6"), ("单位：万", "1460")),
        ((0.4e9, 9.3e9), "number", "", ("in billions", "0.4"), ("单位：亿", "4")),
        ((14.6e6, 120e6), "number", "", ("in millions", "14.6"), ("单位：万", "1460")),
        ((58e8, 93e8), "money", "CNY", ("billion yuan", "5.8"), ("单位：亿元", "58")),
        ((9.5e5, 2e6), "money", "USD", ("in dollars", "950,000"), ("单位：万美元", "95")),
        ((9e5, 2e6), "money", "USD", ("million dollars", "0.9"), ("单位：万美元", "90")),
        ((85e6, 105e6), "money", "EUR", ("million euros", "85"), ("单位：万欧元", "8500")),
        ((38.0, 57.0), "percent", "percent", ("", "38%"), ("", "38%")),
        ((120.0, 346.0), "number", "", ("", "120"), ("", "120")),
    ],
)
def test_the_unit_stands_above_and_the_number_on_the_mark(made, values, kind, unit, en, zh):
    """The largest scale in which no value is below one, as each language has it."""
    chart = made.make_charts(made.passages(), "en")[1]
    points = tuple(
        msgspec.structs.replace(p, value=v, low=v, high=v, approximation="exact")
        for p, v in zip(chart.points, values, strict=False)
    )
    chart = msgspec.structs.replace(chart, points=points, value_kind=kind, unit=unit)
    for language, (words, first) in (("en", en), ("zh", zh)):
        scale = choose_scale(chart, language)
        assert scale.words == words
        assert write_short(points[0], chart, scale, language) == ("", first)


@pytest.mark.parametrize(
    ("said", "en", "zh"),
    [
        ("about", ("about", "14.6"), ("约", "1460")),
        ("over", ("over", "14.6"), ("超", "1460")),
        ("at most", ("up to", "14.6"), ("最多", "1460")),
        ("range", ("", "14–15"), ("", "1400–1500")),
    ],
)
def test_what_is_not_exact_says_so(made, said, en, zh):
    """An approximation stands before its value, an interval as both of its ends."""
    chart = made.make_charts(made.passages(), "en")[1]
    point = msgspec.structs.replace(
        chart.points[0], value=14.6e6, low=14e6, high=15e6, approximation=said
    )
    chart = msgspec.structs.replace(chart, points=(point,))
    for language, expected in (("en", en), ("zh", zh)):
        assert write_short(point, chart, choose_scale(chart, language), language) == expected


@pytest.mark.parametrize(
    ("at", "en", "zh"),
    [
        ("2022-Q1", ("Q1", "2022"), ("一季度", "2022年")),
        ("2022-H2", ("H2", "2022"), ("下半年", "2022年")),
        ("2022-03", ("Mar", "2022"), ("3月", "2022年")),
        ("2022-03-09", ("9 Mar", ""), ("3月9日", "")),
        ("2022", ("2022", ""), ("2022年", "")),
        ("2022-77", ("2022", ""), ("2022年", "")),
        ("<b>", ("<b>", ""), ("<b>", "")),
    ],
)
def test_periods_are_short_under_their_points(at, en, zh):
    """The year stands in a line of its own, where there is more than a year."""
    assert name_tick(at, "en") == en
    assert name_tick(at, "zh") == zh


def test_the_alternative_says_what_is_seen(made):
    """From first to last, largest and smallest, best place, in both languages."""
    english = [say_chart(c, "en") for c in made.make_charts(made.passages(), "en")]
    assert english == [
        "From $0.9 million in 2021 to $2.0 million in 2023.",
        "The largest is Meiling Video, more than 5,200; the smallest Lantern, 410.",
        "Seen on 3 days, highest on 13 April at No. 3.",
    ]
    chinese = [say_chart(c, "zh") for c in made.make_charts(made.passages(), "zh")]
    assert chinese[2] == "共3天在榜，最高为4月13日的第3位。"


@pytest.mark.parametrize(
    ("at", "en", "zh"),
    [
        ("2023-Q1", "Q1 2023", "2023年一季度"),
        ("2022-H2", "H2 2022", "2022年下半年"),
        ("2022", "2022", "2022年"),
        ("2023-04", "Apr 2023", "2023年4月"),
        ("", "", ""),
    ],
)
def test_a_span_of_time_is_named_in_a_line(at, en, zh):
    """A quarter, half, year or month with its year, in the order of each language."""
    assert name_period(at, "en") == en
    assert name_period(at, "zh") == zh
