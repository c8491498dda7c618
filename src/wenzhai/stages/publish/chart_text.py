"""Before: the values and texts of a chart. After: its labels, short, with a width that holds in any font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

import msgspec

from wenzhai.language.render_figures import render_figure
from wenzhai.model import Chart, ChartPoint, Figure
from wenzhai.stages.publish.safe import one_line

# Ems by class of character: a little more than the widest of the fonts that a page may be set in takes.
_NARROW, _BROAD = frozenset("iljtfrI.,:;'’|!()[] ·"), frozenset("mwMWQO@%&—…œŒÆ")
_SCALES = {
    "en": ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}
_SAYS = {
    "en": {"about": "about", "nearly": "nearly", "over": "over", "at least": "at least", "at most": "up to"},
    "zh": {"about": "约", "nearly": "近", "over": "超", "at least": "至少", "at most": "最多"},
}  # fmt: skip
_CURRENCIES = {"CNY": "yuan", "USD": "dollars", "EUR": "euros", "GBP": "pounds", "JPY": "yen"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AT = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?")
# Nobody reads more of a label; a title of a million letters is an attack.
_MOST = 400


class Scale(msgspec.Struct, frozen=True):
    """What values are divided by, and what that is called above the chart (empty: nothing to say)."""

    by: float
    words: str


def estimate_width(text: str, size: float) -> float:
    """How wide `text` is at most, in the unit of `size`, in the fonts that a page is set in."""
    ems = 0.0
    for c in text:
        if unicodedata.combining(c):
            continue
        if c in _BROAD:
            ems += 1.08
        elif unicodedata.east_asian_width(c) in "WFA" or c >= "\u2e80":
            ems += 1.02
        elif c in _NARROW:
            ems += 0.47 if c in "rI" else 0.41
        elif c.isupper() or c in "#+<=>^~":
            ems += 0.87
        elif c.isascii():
            ems += 0.67
        else:
            ems += 1.1
    return ems * size


def fit_label(text: str, size: float, width: float) -> str:
    """`text` on one line, printable, cut with an ellipsis to be no wider than `width`."""
    line = one_line(text[:_MOST])
    if estimate_width(line, size) <= width and len(text) <= _MOST:
        return line
    kept = line
    while kept and estimate_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def choose_scale(chart: Chart, language: str) -> Scale:
    """The largest scale of the language in which no value is less than one, or less than a tenth where
    one digit behind the point is enough; of ranks and shares none."""
    values = [point.value for point in chart.points if point.value is not None]
    if chart.kind == "ranks" or chart.value_kind == "percent" or not values:
        return Scale(1.0, "")
    by, word = next((s for s in _SCALES[language] if _suits(values, s[0])), (1.0, ""))
    if chart.value_kind == "money":
        return Scale(by, _name_money(chart.unit, by, word, language))
    if not word:
        return Scale(1.0, "")
    return Scale(by, f"单位：{word}" if language == "zh" else f"in {word}s")


def _suits(values: Sequence[float], by: float) -> bool:
    short = all(round(v / by, 1) == round(v / by, 6) for v in values)
    return min(values) >= by or (short and max(values) >= by and min(values) >= 0.1 * by)


def _name_money(unit: str, by: float, word: str, language: str) -> str:
    if language == "zh":
        one = Figure(text="", span=(0, 0), kind="money", value=1.0, unit=unit)
        return f"单位：{word}{render_figure(one, 'zh').removeprefix('1')}"
    return f"{'in ' if by == 1 else ''}{f'{word} ' if word else ''}{_CURRENCIES.get(unit, unit)}"


def write_short(point: ChartPoint, chart: Chart, scale: Scale, language: str) -> tuple[str, str]:
    """(the words that stand before a value, the value in the chart's scale): (`about`, `14.6`)."""
    if point.value is None:
        return "", "–"
    if chart.kind == "ranks":
        return "", f"{point.value:.0f}"
    sign = "%" if chart.value_kind == "percent" else ""
    if point.approximation == "range":
        low, high = (_digits(v / scale.by, language) for v in (point.low, point.high))
        return "", f"{low}–{high}{sign}"
    before = _SAYS[language].get(point.approximation, "")
    return before, f"{_digits(point.value / scale.by, language)}{sign}"


def _digits(value: float, language: str) -> str:
    written = f"{value:,.4f}" if value < 1e5 else f"{value:,.0f}"
    short = written.rstrip("0").rstrip(".") if "." in written else written
    # Chinese parts no thousand below ten thousand.
    return short.replace(",", "") if language == "zh" and value < 1e4 else short


class Time(msgspec.Struct, frozen=True):
    """When a period begins: as a day (its ordinal) and as a month (from the year nought), and how many
    months it lasts, 0 for a day."""

    day: int
    month: int
    lasts: int

    def precedes(self, other: Time) -> bool:
        """Whether `other` is the very next period, or day, of the same length."""
        if self.lasts != other.lasts:
            return False
        if not self.lasts:
            return other.day - self.day == 1
        return other.month - self.month == self.lasts


def read_time(at: str) -> Time:
    """A date in ISO 8601, a quarter or a half; what is none of them is before all others."""
    match = _AT.fullmatch(at)
    if not match:
        return Time(0, 0, 0)
    year, quarter, half, month, day = (int(part or 0) for part in match.groups())
    lasts = 0 if day else 3 if quarter else 6 if half else 1 if month else 12
    first = month or max(1, quarter * 3 - 2, half * 6 - 5)
    try:
        begins = date(year, first, day or 1)
    except ValueError:
        return Time(0, 0, 0)
    return Time(begins.toordinal(), year * 12 + first, lasts)


def name_period(at: str, language: str) -> str:
    """A span of time in words: `Q1 2023`, `2023年一季度`; empty for an empty one."""
    if not at:
        return ""
    part, year = name_tick(at, language)
    return f"{year}{part}" if language == "zh" else f"{part} {year}".strip()


def name_tick(at: str, language: str) -> tuple[str, str]:
    """What stands under a point, and in a second line the year: (`Q1`, `2022`), (`一季度`, `2022年`)."""
    match = _AT.fullmatch(at)
    if not match:
        return one_line(at)[:12], ""
    year, quarter, half, month, day = match.groups()
    zh = language == "zh"
    named = f"{year}年" if zh else year
    if quarter:
        return (f"{'一二三四'[int(quarter) - 1]}季度" if zh else f"Q{quarter}"), named
    if half:
        return (f"{'上下'[int(half) - 1]}半年" if zh else f"H{half}"), named
    if not month or not 1 <= int(month) <= 12:
        return named, ""
    if day:
        return (
            f"{int(month)}月{int(day)}日" if zh else f"{int(day)} {_MONTHS[int(month) - 1]}"
        ), ""
    return (f"{int(month)}月" if zh else _MONTHS[int(month) - 1]), named


def say_chart(chart: Chart, language: str) -> str:
    """What the chart shows, in one sentence, for those who do not see it; its values are listed by it."""
    told: Sequence[ChartPoint] = [p for p in chart.points if p.value is not None]
    if not told:
        return ""
    zh = language == "zh"
    if chart.kind == "comparison":
        first, last = told[0], told[-1]
        if zh:
            return f"最高为{first.label}，{first.words}；最低为{last.label}，{last.words}。"
        return (
            f"The largest is {first.label}, {first.words}; the smallest {last.label}, {last.words}."
        )
    if chart.kind == "ranks":
        best = min(told, key=lambda p: (p.value or 0, p.at))
        if zh:
            return f"共{len(told)}天在榜，最高为{best.label}的{best.words}。"
        return f"Seen on {len(told)} days, highest on {best.label} at {best.words}."
    first, last = told[0], told[-1]
    if zh:
        return f"{first.label}{first.words}，{last.label}{last.words}。"
    return f"From {first.words} in {first.label} to {last.words} in {last.label}."
