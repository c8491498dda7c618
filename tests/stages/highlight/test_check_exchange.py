"""Amounts in another currency than the source's, and changes reckoned from another period."""

from __future__ import annotations

import pytest

from wenzhai.model import SourceText
from wenzhai.stages.highlight.check import check_text

RATED = "公司投资200亿元。按2023年4月7日汇率，1美元约合6.9元。"
CASES = [
    ("The firm invested $2.9 billion.", RATED, "", "supported"),
    ("The firm invested $3.5 billion.", RATED, "", "unsupported"),
    ("The firm invested $2.9 billion.", "公司投资200亿元。1美元约合6.9元。", "", "unsupported"),
    ("The firm invested $2.9 billion.", "公司投资200亿元。1美元约合6.9元。", "2023-04-07", "supported"),
    ("The firm invested $2.9 billion.", "公司投资200亿元（约29亿美元）。", "", "supported"),
    ("The firm invested $2.9 billion.", "公司投资200亿元。", "2023-04-07", "unsupported"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "said", "published", "verdict"), CASES)
def test_amounts_are_converted_only_at_a_dated_rate_of_the_source(draft, said, published, verdict):
    """Or where the source itself gives both amounts."""
    source = SourceText(id="s", lang="zh", text=said, published=published)
    assert check_text(draft, "en", [source]).verdict == verdict


def test_why_says_that_no_rate_is_stated():
    """In the language of the draft."""
    source = SourceText(id="s", lang="zh", text="公司投资200亿元。")
    check = check_text("The firm invested $2.9 billion.", "en", [source])
    assert check.figures[0].why == (
        'The source has "200亿元" and states no exchange rate that would give "$2.9 billion".'
    )


@pytest.mark.parametrize(
    ("draft", "language", "said", "verdict"),
    [
        ("销量环比增长5%。", "zh", "销量同比增长5%。", "contradicted"),
        ("Sales rose 5 percent month on month.", "en", "销量同比增长5%。", "contradicted"),
        ("Sales rose 5 percent year on year.", "en", "销量同比增长5%。", "supported"),
        ("Sales rose 5 percent.", "en", "销量同比增长5%。", "supported"),
    ],
)
def test_a_change_is_reckoned_from_the_period_that_the_source_says(draft, language, said, verdict):
    """同比 is not 环比; where one of the two says none, it passes."""
    source = SourceText(id="s", lang="zh", text=said)
    assert check_text(draft, language, [source]).verdict == verdict
