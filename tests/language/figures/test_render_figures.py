"""Figures written in the other language."""

from __future__ import annotations

import pytest

from wenzhai.language.figures import parse_figures
from wenzhai.language.render_figures import render_figure

RENDERED = [
    ("1.2亿元", "en", "CNY 120 million"),
    ("1900万次下载", "en", "19 million downloads"),
    ("近六成", "en", "nearly 60 percent"),
    ("17.5个百分点", "en", "17.5 percentage points"),
    ("4月11日", "en", "11 April"),
    ("$15 billion", "zh", "150亿美元"),
    ("33 million downloads", "zh", "3300万次下载"),
    ("三分之二", "en", "two-thirds"),
    ("不足30%", "en", "less than 30 percent"),
    ("2023年一季度", "en", "the first quarter of 2023"),
    ("1990s", "zh", "1990年代"),
    ("at least 1,234 people", "zh", "至少1234人"),
    ("600 to 700 billion yuan", "zh", "6000亿至7000亿元"),
    ("数百人", "en", "hundreds of people"),
    ("第17届", "en", "17th"),
    ("六个月", "en", "6 months"),
    # Not quite 4.1 times a billion in binary, nor 16.1 times a million.
    ("41亿元", "en", "CNY 4.1 billion"),
    ("1610万次下载", "en", "16.1 million downloads"),
    ("iPhone 15", "zh", "iPhone 15"),
]

ROUND = [text for text, _, _ in RENDERED if text != "$15 billion"] + [
    "US$3.5 billion", "£99 million", "37岁", "第三名", "周六", "20 miles", "30%至40%", "2倍", "约60年", "1,234,567名用户",
    "2023年4月11日", "5公斤", "9月", "19世纪", "超过3万家门店", "0.25个百分点", "一百万欧元", "逾500万名用户", "1小时",
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "words"), RENDERED)
def test_writes_a_figure_in_the_other_language(text, language, words):
    """The words are those an editor would write."""
    assert render_figure(parse_figures(text)[0], language) == words


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", ROUND)
def test_reading_what_was_written_gives_the_figure_again(text, language):
    """Value, kind, unit and date survive the translation."""
    figure = parse_figures(text)[0]
    again = parse_figures(render_figure(figure, language))[0]
    assert (again.kind, again.unit, again.iso) == (figure.kind, figure.unit, figure.iso)
    assert again.value == pytest.approx(figure.value)
