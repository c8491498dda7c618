"""Which figures agree, across languages and units."""

from __future__ import annotations

import pytest

from wenzhai.language.figures import compare_figures, parse_figures

AGREE = [
    ("19 million downloads", "1900万次下载", "equal"),
    ("120 million yuan", "1.2亿元", "equal"),
    ("57 percent", "57%", "equal"),
    ("nearly 60 percent", "57%", "compatible"),
    ("近六成", "57 percent", "compatible"),
    ("17.5 percentage points", "17.5个百分点", "equal"),
    ("25 basis points", "0.25个百分点", "equal"),
    ("two-thirds", "三分之二", "equal"),
    ("half of users", "50%", "equal"),
    ("$15 billion", "150亿美元", "equal"),
    ("about 2,000 stores", "1960家门店", "compatible"),
    ("1.2 billion", "12.34亿", "compatible"),
    ("1.2 billion", "12.6亿", "contradicted"),
    ("more than 30,000", "超过3万人", "equal"),
    ("hundreds of people", "数百人", "compatible"),
    ("tens of thousands of users", "上万名用户", "compatible"),
    ("a decade", "十年", "converted"),
    ("24 hours", "一天", "converted"),
    ("18 months", "一年半", "converted"),
    ("300 km", "186 miles", "converted"),
    ("20°C", "68°F", "converted"),
    ("11 April", "2023年4月11日", "compatible"),
    ("Saturday", "周六", "equal"),
    ("7 p.m.", "晚上7点", "equal"),
    ("3-1", "3比1", "equal"),
    ("five to ten per cent", "5%到10%", "equal"),
    ("doubled", "增长了一倍", "equal"),
    ("sales doubled", "增长100%", "converted"),
    ("the 1990s", "20世纪90年代", "equal"),
    ("GPT-4", "gpt4", "equal"),
]

APART = [
    ("17.5 percent", "17.5个百分点", "incomparable"),
    ("$15B", "150亿元", "incomparable"),
    ("1.5 billion", "13亿", "contradicted"),
    ("57 percent", "75%", "contradicted"),
    ("nearly 60 percent", "75%", "contradicted"),
    ("nearly 60 percent", "50%", "contradicted"),
    ("1.9 million downloads", "1900万次下载", "contradicted"),
    ("12 April", "4月11日", "contradicted"),
    ("3 years", "3个月", "contradicted"),
    ("hundreds of people", "数千人", "contradicted"),
    ("rose 14 percent", "下降14%", "contradicted"),
    ("more than 30,000", "近3万人", "contradicted"),
    ("between 2 and 7 inches", "2至4英寸", "contradicted"),
    ("19 million users", "1900万次下载", "incomparable"),
    ("7 p.m.", "晚上8点", "contradicted"),
    ("3-2", "3比1", "contradicted"),
]


@pytest.mark.parametrize(("claimed", "source", "relation"), [*AGREE, *APART])
def test_relation_of_two_figures(claimed, source, relation):
    """Each pair stands as the rules of docs/figures.md say."""
    assert compare_figures(parse_figures(claimed)[0], parse_figures(source)[0]).relation == relation


@pytest.mark.parametrize(
    ("claimed", "source"),
    [("57 percent", "近六成"), ("11 April 2023", "2023年4月"), ("30 stores", "数十家门店")],
)
def test_a_sharper_claim_fits_but_is_not_borne_out(claimed, source):
    """Precision that the source does not have is marked."""
    assert compare_figures(parse_figures(claimed)[0], parse_figures(source)[0]).sharper
