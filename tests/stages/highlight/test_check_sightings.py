"""Figures of the sources found by value: the same verdicts, in nearly linear time."""

from __future__ import annotations

from functools import partial
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from growth import count_calls
from wenzhai.model import SourceText
from wenzhai.stages.highlight import check
from wenzhai.stages.highlight.check import check_figures
from wenzhai.stages.highlight.check_sightings import Sightings

_NUMBERS = st.one_of(
    st.integers(1, 120).map(str),
    st.integers(1, 99).map(lambda n: f"{n}万"),
    st.integers(1, 20).map(lambda n: f"{n / 4}"),
    st.sampled_from(
        "三 十几 数百 上万 二十多 近六 逾3 百余 一百 两 -5 零下3 about-20 负五 1900万 2.5亿".split()
    ),
)
_UNITS = st.sampled_from(
    "人 家 元 美元 美分 块钱 岁 天 个月 小时 分钟 公里 英里 米 % 成 折 倍 番 个百分点 名员工 次下载 次 度 ℃ ℉ 年 月 日 点 "
    "percent points times million dollars users downloads hours days miles °F".split()
)
_LEADS = st.sampled_from(
    ["", "近", "约", "逾", "不到", "增长", "下降", "nearly ", "more than ", "rose ", "第"]
)
_FIGURES = st.builds(lambda a, b, c: f"{a}{b}{c}", _LEADS, _NUMBERS, _UNITS)
_RANGES = st.builds(
    lambda a, b, c: f"{a}到{a + b}{c}", st.integers(1, 60), st.integers(1, 60), _UNITS
)
_DATES = st.builds(lambda m, d: f"{m}月{d}日", st.integers(1, 12), st.integers(1, 28))
_SCORES = st.builds(lambda a, b: f"{a}-{b}", st.integers(0, 9), st.integers(0, 9))
_TEXTS = st.lists(st.one_of(_FIGURES, _FIGURES, _RANGES, _DATES, _SCORES), max_size=30).map(
    "，".join
)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _TEXTS)
def test_the_verdicts_are_those_of_every_pair(draft, text):
    """What is found by value gives each figure the verdict, ground and place that all pairs give."""
    sources = [SourceText(id="s", lang="zh", text=text, published="2023-04-12")]
    with patch.object(check, "Sightings", partial(Sightings, few=0)):
        found = check_figures(draft, "en", sources)
    with patch.object(check, "Sightings", partial(Sightings, few=10_000)):
        assert found == check_figures(draft, "en", sources)


def test_eight_times_the_text_is_no_sixty_four_times_the_work():
    """The work grows nearly as the text does, not as the product of draft and source."""

    def spend(count: int) -> int:
        text = "，".join(f"第{n}家门店收入{n * 37 + 11}万元，增长{n / 8}%" for n in range(1, count))
        draft = text.replace("1万元", "2万元")
        sources = [SourceText(id="s", lang="zh", text=text)]
        return count_calls(check_figures, draft, "zh", sources)

    assert spend(800) < 16 * spend(100)
