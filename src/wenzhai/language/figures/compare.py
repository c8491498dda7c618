"""Before: a figure that a draft claims and one that a source has. After: how they relate, and why.

The rules, with their bounds, are written down in docs/figures.md.
"""

from __future__ import annotations

import re

from wenzhai.language.figures.compare_dates import compare_dates, compare_times
from wenzhai.language.figures.fold import fold, lower
from wenzhai.language.figures.lexicon import COUNTED, DIMENSIONS, DOLLARS
from wenzhai.language.figures.numerals import last_digit
from wenzhai.language.figures.relation import Comparison
from wenzhai.model import Figure

_MONTH_SECONDS = 2629746.0
CONVERSION = 0.03  # two ways of rounding the same length: 300 km and 180 miles are 3 % apart
_MINOR = {"CENT": ("$", 0.01), "PENNY": ("GBP", 0.01), "JIAO": ("CNY", 0.1), "FEN": ("CNY", 0.01)}


def compare_figures(claimed: Figure, source: Figure) -> Comparison:
    """How `claimed` stands to `source`. `why` is in plain English; checks word it for the editor."""
    if claimed.kind == source.kind and _same_text(claimed, source) and claimed.unit == source.unit:
        return _direct(claimed, source, Comparison("equal", "the same words"))
    if claimed.kind in ("identifier", "date", "time", "score") or source.kind in (
        "identifier", "date", "time", "score",
    ):  # fmt: skip
        return _compare_compound(claimed, source)
    if claimed.value is None or source.value is None:
        return Comparison("incomparable", "no value is said")
    return _direct(claimed, source, _compare_values(claimed, source))


def _same_text(claimed: Figure, source: Figure) -> bool:
    told_apart = None not in (claimed.value, source.value) and claimed.value != source.value
    return not told_apart and lower(fold(claimed.text)) == lower(fold(source.text))


def _direct(claimed: Figure, source: Figure, result: Comparison) -> Comparison:
    if (
        result.relation in ("equal", "compatible", "converted")
        and claimed.basis
        and source.basis
        and claimed.basis != source.basis
    ):
        return Comparison("contradicted", "the change is reckoned from another period: basis")
    if (
        result.relation in ("equal", "compatible", "converted")
        and claimed.direction
        and source.direction
        and claimed.direction != source.direction
    ):
        return Comparison("contradicted", "the direction is reversed")
    return result


def _compare_compound(claimed: Figure, source: Figure) -> Comparison:
    if claimed.kind != source.kind:
        if len(claimed.parts) > 1 and sorted(claimed.parts) == sorted(source.parts):
            return Comparison("equal", "the same numbers")
        return Comparison("incomparable", f"a {claimed.kind} and a {source.kind}")
    if claimed.kind == "identifier":
        if _alnum(claimed.text) == _alnum(source.text):
            return Comparison("equal", "the same identifier")
        return Comparison("incomparable", "another identifier")
    if claimed.kind == "date":
        return compare_dates(claimed, source)
    if claimed.kind == "time":
        return compare_times(claimed, source)
    if sorted(claimed.parts) == sorted(source.parts):
        return Comparison("equal", "the same score")
    return Comparison("contradicted", "another score")


def _alnum(text: str) -> str:
    return "".join(c for c in lower(fold(text)) if c.isalnum() or c in ".+")


def family(figure: Figure) -> str:
    """Name what may be compared with what: a dimension, percent, money; plain numbers have none."""
    if figure.kind == "money":
        return "money"
    if figure.kind in ("percent", "points", "multiple"):
        return "price" if figure.unit == "of price" else figure.kind
    if figure.kind in ("duration", "age"):
        return "time"
    if figure.unit in DIMENSIONS:
        dimension = DIMENSIONS[figure.unit][0]
        return "temperature" if dimension in ("celsius", "fahrenheit", "angle") else dimension
    return ""


def _counts(figure: Figure) -> bool:
    """Tell a number of known things, or with a Chinese measure word: any English word may follow one."""
    return figure.unit in COUNTED or (bool(figure.counted) and not figure.counted.isascii())


_OCCASIONS = re.compile("[次回遍趟届度]")


def _are_times(one: Figure, other: Figure) -> bool:
    """Tell "three times" beside 三次, "five-time" beside 五届: an English word for occasions."""
    times, count = (one, other) if one.kind == "multiple" else (other, one)
    return times.text.isascii() and bool(_OCCASIONS.search(count.text))


def _compare_values(claimed: Figure, source: Figure) -> Comparison:
    ours, theirs = family(claimed), family(source)
    if {ours, theirs} == {"multiple", ""} and _are_times(claimed, source):
        if claimed.value == source.value:
            return Comparison("equal", "the same number of times")
        return Comparison("contradicted", "another number of times")
    if (ours and not theirs and _counts(source)) or (theirs and not ours and _counts(claimed)):
        return Comparison("incomparable", "a measure and a count")
    if {claimed.unit, source.unit} in _RATES:
        return agree(claimed, source, 1.0)
    if ours == theirs == "money":
        return _compare_money(claimed, source)
    if {ours, theirs} == {"percent", "price"}:
        return _compare_discount(claimed, source)
    if {ours, theirs} == {"percent", "multiple"}:
        return _compare_share(claimed, source)
    if ours == theirs == "multiple":
        for times in _readings_of_times(source):
            for mine in _readings_of_times(claimed):
                if abs(times - mine) < 1e-9:
                    return Comparison("equal", "the same multiple")
        return Comparison("contradicted", "another multiple")
    if ours and theirs and ours != theirs:
        return Comparison("incomparable", f"{ours} and {theirs} are not the same measure")
    if (
        ours == theirs
        and ours not in ("", "percent", "points", "price")
        and claimed.unit != source.unit
    ):
        return _convert(claimed, source, ours)
    if (
        not ours and not theirs and claimed.unit and source.unit and claimed.unit != source.unit
        and {claimed.unit, source.unit} == {"downloads", "users"}
    ):  # fmt: skip
        return Comparison("incomparable", f"{claimed.unit} and {source.unit} are counted")
    return agree(claimed, source, 1.0)


def _currency(figure: Figure) -> tuple[str, float]:
    return _MINOR.get(figure.unit, (figure.unit, 1.0))


def _compare_money(claimed: Figure, source: Figure) -> Comparison:
    (ours, mine), (theirs, other) = _currency(claimed), _currency(source)
    same = (
        ours == theirs
        or ("$" in (ours, theirs) and {ours, theirs} <= DOLLARS)
        or ("¥" in (ours, theirs) and {ours, theirs} <= {"¥", "CNY", "JPY"})
        or (
            "CNY" in (ours, theirs)
            and "元" in (claimed.text + source.text)
            and {ours, theirs} & {"TWD", "HKD"} != set()
        )
    )
    if not same:
        return Comparison("incomparable", f"{ours} and {theirs} need a dated rate")
    return agree(claimed, source, other / mine)


def _readings_of_times(figure: Figure) -> tuple[float, ...]:
    """增长了两倍 is three times as much, and is as often written for twice: both readings."""
    value = figure.value or 0.0
    return (value, value + 1) if "倍" in figure.text else (value,)


def _compare_share(claimed: Figure, source: Figure) -> Comparison:
    percent, times = (claimed, source) if claimed.kind == "percent" else (source, claimed)
    for value in _readings_of_times(times):
        for share in (value * 100, (value - 1) * 100):
            if abs(share - (percent.value or 0.0)) < 1e-6:
                return Comparison("converted", "a multiple written as a percentage")
    return Comparison("incomparable", "a percentage and a multiple")


def _compare_discount(claimed: Figure, source: Figure) -> Comparison:
    """降价20% beside 八折: what is taken off, and what is left of the price."""
    percent, price = (claimed, source) if source.unit == "of price" else (source, claimed)
    if abs(100.0 - (percent.value or 0.0) - (price.value or 0.0)) < 1e-6:
        return Comparison("converted", "a discount, and what is left of the price")
    return Comparison("incomparable", "a percentage and a price")


def _to_base(figure: Figure, value: float) -> float:
    unit = figure.unit
    if unit == "°F":
        return (value - 32) / 1.8
    dimension, factor = DIMENSIONS.get(unit, ("", 1.0))
    return value * factor * (_MONTH_SECONDS if dimension == "months" else 1.0)


_RATES = ({"mph", "mi"}, {"km/h", "km"}, {"pound", "lb"}, {"pound", "GBP"})


def _convert(claimed: Figure, source: Figure, ours: str) -> Comparison:
    if claimed.unit == "°" or source.unit == "°":
        return agree(claimed, source, 1.0)
    if claimed.unit == "" or source.unit == "":
        return agree(claimed, source, 1.0)
    if "vague" in (claimed.approximation, source.approximation) and ours != "temperature":
        return _convert_vague(claimed, source)
    a, b = _to_base(claimed, claimed.value or 0.0), _to_base(source, source.value or 0.0)
    slack = CONVERSION * max(abs(a), abs(b)) if ours != "temperature" else 0.6
    exact = ours == "time" and abs(a - b) <= 0.012 * max(abs(a), abs(b))
    if exact or (ours != "time" and abs(a - b) <= slack):
        return Comparison("converted", f"{source.text} in another unit")
    return Comparison("contradicted", f"{source.text} is another amount")


def _convert_vague(claimed: Figure, source: Figure) -> Comparison:
    """十几天 beside two weeks: what the words allow, in one unit."""
    a, b = _to_base(claimed, claimed.low or 0.0), _to_base(claimed, claimed.high or 0.0)
    c, d = _to_base(source, source.low or 0.0), _to_base(source, source.high or 0.0)
    if min(b, d) < max(a, c):
        return Comparison("contradicted", f"{source.text} is another amount")
    sharper = claimed.approximation != "vague"
    return Comparison("converted", f"{source.text} in another unit", sharper=sharper)


_BELOW = re.compile(r"(?:fewer|less|under|below|不到|不足|低于|少于)", re.IGNORECASE)


def agree(claimed: Figure, source: Figure, factor: float) -> Comparison:
    """Equal, rounded or approximate values of one measure; `factor` brings the source to the claim's unit."""
    value, low, high = (
        (source.value or 0.0) * factor, (source.low or 0.0) * factor, (source.high or 0.0) * factor,
    )  # fmt: skip
    mine = claimed.value or 0.0
    if "range" in (claimed.approximation, source.approximation):
        return _agree_range(claimed, source, factor)
    close = abs(mine - value) <= 1e-12 * max(1.0, abs(mine), abs(value))
    if claimed.approximation == "vague" or source.approximation == "vague":
        return _agree_vague(claimed, source, low, high)
    if close:
        if claimed.approximation == source.approximation:
            return Comparison("equal", "the same value")
        sides = {claimed.approximation, source.approximation}
        # “Up to 300” is sometimes written for 上 300; “fewer than 300” never is.
        strict = claimed.approximation != "at most" or bool(_BELOW.match(claimed.text))
        if sides in ({"over", "nearly"}, {"over", "at most"}) and strict:
            return Comparison("contradicted", "one is above, the other below")
        return Comparison("compatible", "the same value, said more or less exactly")
    finer = last_digit(value) < last_digit(mine) - 1e-12
    if claimed.approximation != "exact":
        if finer and (claimed.low or 0.0) - 1e-9 <= value <= (claimed.high or 0.0) + 1e-9:
            return Comparison("compatible", f"{source.text} lies within {claimed.text}")
        if (
            source.approximation == "over"
            and source.high != source.value
            and low <= (claimed.low or 0.0)
            and (claimed.high or 0.0) <= high
        ):
            return Comparison("compatible", "both are approximate", sharper=True)
    step = claimed.step or 0.0
    if (
        claimed.approximation == "exact" and finer and step > (source.step or 0.0) * factor
        and abs(mine - value) <= step / 2 + 1e-9 and abs(mine - value) <= 0.05 * abs(value)
    ):  # fmt: skip
        return Comparison("compatible", f"{source.text} rounded to the digits shown")
    if source.approximation != "exact" and low - 1e-9 <= mine <= high + 1e-9:
        return Comparison("compatible", "the source is less exact", sharper=True)
    return Comparison("contradicted", f"{source.text} is another value")


def _agree_range(claimed: Figure, source: Figure, factor: float) -> Comparison:
    a, b = claimed.low or 0.0, claimed.high or 0.0
    c, d = (source.low or 0.0) * factor, (source.high or 0.0) * factor
    if abs(a - c) <= 1e-9 * max(1.0, abs(a)) and abs(b - d) <= 1e-9 * max(1.0, abs(b)):
        return Comparison("equal", "the same range")
    if a - 1e-9 <= c and d <= b + 1e-9 and source.approximation != "range":
        return Comparison("compatible", f"{source.text} lies within the range", sharper=True)
    if c - 1e-9 <= a and b <= d + 1e-9:
        if claimed.approximation != "range" and (a in (c, d) or b in (c, d)):
            return Comparison("compatible", "an end of the range")
        return Comparison("compatible", "the source is less exact", sharper=True)
    return Comparison("contradicted", f"{source.text} is another range")


_ROUND = re.compile(r"(?i)\ba (?:hundred|thousand|million|billion|trillion)\b")


def _agree_vague(claimed: Figure, source: Figure, low: float, high: float) -> Comparison:
    a, b = claimed.low or 0.0, claimed.high or 0.0
    shared = min(b, high) - max(a, low)
    if shared < 0:
        return Comparison("contradicted", f"{source.text} is of another order")
    if (
        claimed.approximation in ("over", "at least")
        and source.approximation == "vague"
        and claimed.value is not None
        and 0 <= low - claimed.value <= last_digit(claimed.value)
    ):
        return Comparison("compatible", "both say the least there were")  # 上百: more than 100
    if _ROUND.search(claimed.text) and source.approximation == "vague" and low == claimed.value:
        return Comparison("compatible", "both name the round number")  # a million units, 百万台
    if claimed.approximation == "vague":
        # hundreds and 数百 need not begin at the same number, but must mostly be the same ones
        narrow = min(b - a, high - low)
        if source.approximation == "exact" or shared >= 0.4 * narrow:
            return Comparison("compatible", "the same order of magnitude")
        return Comparison("contradicted", f"{source.text} is of another order")
    return Comparison("compatible", "the source is vaguer", sharper=True)


# ---- what a comparison can depend on, for finding figures by value ------------------------------


def describe_sort(figure: Figure) -> tuple[object, ...]:
    """Two figures of one sort that both lie beyond the reach of a third compare alike with it."""
    return (
        figure.kind, figure.unit, figure.approximation == "vague", figure.approximation == "range",
        _counts(figure), figure.weak, figure.text.isascii(), bool(_OCCASIONS.search(figure.text)),
        "元" in figure.text,
    )  # fmt: skip


def list_keys(figure: Figure) -> list[float]:
    """The sizes by which a figure with a value is found: its own, and that in its base unit."""
    value = abs(figure.value or 0.0)
    keys = {value, abs(_to_base(figure, figure.value or 0.0))}
    keys.add(value * _MINOR.get(figure.unit, ("", 1.0))[1])
    return sorted(keys)


_ROUNDED, _FARTHEST = 1.06, 2.25
"""Rounding moves a value by 5 percent at most; 百余 is up to twice a hundred, and nothing reaches farther."""


def find_reach(figure: Figure, *, exact: bool) -> list[tuple[float, float]]:
    """Ranges of `list_keys` outside of which no source agrees with `figure`: those of `exact` sources, else
    those of sources that say about, over and the like."""
    value = figure.value or 0.0
    factor = _ROUNDED if exact else _FARTHEST
    said = (value, figure.low or 0.0, figure.high or 0.0)
    ends = [abs(v) for v in said]
    low, high = min(ends) / factor, max(ends) * factor
    if exact:  # rounded to the last digit said, or within what the claim allows
        half = figure.step / 2 if figure.approximation == "exact" else 0.0
        low = max(low, min(ends) - half - 1e-9 * max(ends))
        high = min(high, max(ends) + half + 1e-9 * max(ends))
    spans = [(low, high)]
    if figure.unit in DIMENSIONS:
        bases = [abs(_to_base(figure, v)) for v in said]
        degree = 1.0 if family(figure) == "temperature" else 0.0
        spans.append((min(bases) / factor - degree, max(bases) * factor + degree))
    minor = _MINOR.get(figure.unit, ("", 1.0))[1]
    if minor != 1.0:
        spans.append((low * minor, high * minor))
    if figure.kind in ("percent", "multiple"):
        for near in (
            value / 100, value / 100 + 1, value / 100 - 1, 100 * value, 100 * (value - 1), 100 * (value + 1),
            value + 1, value - 1, 100 - value,
        ):  # fmt: skip
            size = abs(near)
            spans.append((size * (1 - 1e-6) - 1e-6, size * (1 + 1e-6) + 1e-6))
    return spans
