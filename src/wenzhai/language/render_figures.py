"""Before: a Figure read in either language. After: the same figure written in the language asked for.

Written by rule, never by a model; reading the result gives the figure's value, kind and unit again.
"""

from __future__ import annotations

import math

from wenzhai.language.figures.compare_dates import split_date
from wenzhai.language.figures.fold import fold, lower
from wenzhai.language.figures.lexicon import (
    COUNTED,
    DIMENSIONS,
    EN_BEFORE,
    MONTHS,
    WEEKDAYS,
    ZH_BEFORE,
    ZH_MONEY,
    ZH_UNITS,
)
from wenzhai.model import Figure

_EN_MONTHS = [
    name.capitalize() for name in MONTHS if (len(name) > 3 and name != "sept") or name == "may"
]
_EN_DAYS = [name.capitalize() for name in WEEKDAYS if name.endswith("day")]
_EN_SAYS = {
    "nearly": "nearly ", "about": "about ", "over": "more than ", "at least": "at least ", "at most": "up to ",
}  # fmt: skip
_ZH_SAYS = {"nearly": "近", "about": "约", "over": "超过", "at least": "至少", "at most": "最多"}
_EN_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_ZH_SCALES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_EN_UNIT = {
    "km": "kilometres", "m": "metres", "cm": "centimetres", "mm": "millimetres", "nm": "nanometres", "mi": "miles", "ft": "feet", "in": "inches",
    "yd": "yards", "nmi": "nautical miles", "kg": "kilograms", "g": "grams", "mg": "milligrams", "t": "tonnes", "lb": "lb", "oz": "ounces",
    "mph": "mph", "km/h": "km/h", "ha": "hectares", "acre": "acres", "sqm": "square metres", "sqkm": "square kilometres", "sqmi": "square miles",
    "sqft": "square feet", "l": "litres", "ml": "millilitres", "gal": "gallons", "bbl": "barrels", "cum": "cubic metres", "°C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
}  # fmt: skip
_ZH_MONEY = {"$": "美元", "¥": "元"} | {code: word for word, code in reversed(ZH_MONEY.items())}
_ZH_UNIT = {code: word for word, code in reversed(ZH_UNITS.items())} | {
    "decades": "年",
    "fortnights": "周",
    "pound": "磅",
}
_ZH_MONEY["CNY"] = "元"
_BELOW = (*ZH_BEFORE["below"].split(), *EN_BEFORE["below"].split(","))
_EN_ORDINAL = {1: "st", 2: "nd", 3: "rd"}


def render_figure(figure: Figure, language: str) -> str:
    """`figure` in English (`en`) or simplified Chinese (`zh...`).

    Kinds that are the same in both (identifiers, scores), and what the rules do not cover, keep their
    words. 1.2亿元 is "CNY 120 million", 近六成 "nearly 60 percent", $15 billion "150亿美元".
    """
    chinese = language.startswith("zh")
    if figure.kind == "identifier":
        return figure.text
    if figure.kind == "score":
        return "-".join(_digits(p) for p in figure.parts) if figure.parts else figure.text
    if figure.kind == "date":
        return _date(figure, chinese) or figure.text
    if figure.kind == "time":
        return figure.iso[1:6] if figure.iso else figure.text
    if figure.value is None:
        return figure.text
    if figure.approximation == "vague":
        return _vague(figure, chinese) or figure.text
    before = (_ZH_SAYS if chinese else _EN_SAYS).get(figure.approximation, "")
    if figure.approximation == "range" and figure.low is not None and figure.high is not None:
        low, high = _amount(figure.low, chinese), _amount(figure.high, chinese)
        return _with_unit(figure, f"{low}至{high}" if chinese else f"{low} to {high}", chinese)
    if figure.approximation == "at most" and lower(fold(figure.text)).startswith(_BELOW):
        before = "不足" if chinese else "less than "
    share = _fraction(figure, chinese)
    if share:
        return before + share
    return before + _with_unit(figure, _amount(figure.value, chinese), chinese)


def _fraction(figure: Figure, chinese: bool) -> str:
    """Two-thirds, which no decimal number is; "" for shares that percent says exactly."""
    value = figure.value or 0.0
    if figure.unit != "percent" or round(value, 3) == round(value, 9) or not 0 < value < 100:
        return ""
    for bottom, word in ((3, "third"), (6, "sixth"), (7, "seventh"), (9, "ninth")):
        top = round(value * bottom / 100)
        if abs(value - 100 * top / bottom) < 1e-5:
            if chinese:
                return f"{'零一二三四五六七八九'[bottom]}分之{'零一二三四五六七八九'[top]}"
            number = ("", "one", "two", "three", "four", "five", "six", "seven", "eight")[top]
            return f"{number}-{word}{'s' if top > 1 else ''}"
    return ""


def _digits(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"


def _amount(value: float, chinese: bool) -> str:
    size = abs(value)
    for scale, word in _ZH_SCALES if chinese else _EN_SCALES:
        if size >= scale:
            head = value / scale
            # 4.1 times a billion is not quite 4,100,000,000 in binary.
            if not math.isclose(
                float(f"{head:.6g}") * scale, value, rel_tol=1e-12
            ):  # the digits matter: write them all
                break
            shown = f"{head:.6f}".rstrip("0").rstrip(".")
            return f"{shown}{word}" if chinese else f"{shown} {word}"
    text = _digits(value)
    return text.replace(",", "") if chinese and size < 1e4 else text


def _with_unit(figure: Figure, amount: str, chinese: bool) -> str:
    unit, one = figure.unit, amount == "1"
    if figure.kind == "percent":
        if unit == "of price":
            return f"{_digits((figure.value or 0) / 10)}折" if chinese else figure.text
        return f"{amount}%" if chinese else f"{amount} percent"
    if figure.kind == "points":
        return f"{amount}个百分点" if chinese else f"{amount} percentage points"
    if figure.kind == "multiple":
        return f"{amount}倍" if chinese else f"{amount} times"
    if figure.kind == "money":
        if chinese:
            return amount + _ZH_MONEY.get(unit, unit)
        return f"${amount}" if unit == "$" else f"{unit} {amount}"
    if figure.kind == "ordinal":
        return f"第{amount}" if chinese else _ordinal(figure.value or 0)
    if figure.kind == "rank":
        return f"第{amount}名" if chinese else f"No. {amount}"
    if figure.kind == "age":
        return f"{amount}岁" if chinese else f"{amount} years old"
    if figure.kind == "duration":
        if chinese:
            times = 10 if unit == "decades" else 2 if unit == "fortnights" else 1
            return (_digits((figure.value or 0) * times) if times > 1 else amount) + _ZH_UNIT.get(
                unit, unit
            )
        return f"{amount} {unit.removesuffix('s') if one else unit}"
    if unit in DIMENSIONS:
        return (
            amount + _ZH_UNIT.get(unit, unit) if chinese else f"{amount} {_EN_UNIT.get(unit, unit)}"
        )
    if unit in COUNTED:
        measure, noun = COUNTED[unit]
        return f"{amount}{measure}{noun}" if chinese else f"{amount} {unit}"
    return amount


def _ordinal(value: float) -> str:
    number = int(value)
    suffix = "th" if number % 100 in (11, 12, 13) else _EN_ORDINAL.get(number % 10, "th")
    return f"{number}{suffix}"


_VAGUE = {
    10.0: ("dozens of", "数十"), 100.0: ("hundreds of", "数百"), 1e3: ("thousands of", "数千"), 1e4: ("tens of thousands of", "数万"),
    1e5: ("hundreds of thousands of", "数十万"), 1e6: ("millions of", "数百万"), 1e7: ("tens of millions of", "数千万"),
    1e8: ("hundreds of millions of", "数亿"), 1e9: ("billions of", "数十亿"),
}  # fmt: skip


def _vague(figure: Figure, chinese: bool) -> str:
    high = figure.high or 0.0
    for scale, (english, han) in _VAGUE.items():
        if 8 * scale < high < 10.5 * scale:
            words = han if chinese else english.removesuffix(" of")
            if figure.unit in COUNTED:
                measure, noun = COUNTED[figure.unit]
                return f"{words}{measure}{noun}" if chinese else f"{english} {figure.unit}"
            return words
    return ""


def _date(figure: Figure, chinese: bool) -> str:
    parts = split_date(figure.iso)
    if figure.approximation == "range":
        return (
            "至".join(f"{int(p)}年" for p in figure.parts)
            if chinese
            else "-".join(f"{int(p)}" for p in figure.parts)
        )
    if parts.weekday:
        return (
            "周" + "一二三四五六日"[parts.weekday - 1] if chinese else _EN_DAYS[parts.weekday - 1]
        )
    if parts.decade:
        short = parts.decade.removeprefix("--")
        return f"{short}0年代" if chinese else f"{short}0s"
    if parts.century is not None:
        return f"{parts.century + 1}世纪" if chinese else f"{_ordinal(parts.century + 1)} century"
    if chinese:
        text = f"{parts.year}年" if parts.year else ""
        text += f"第{'一二三四'[parts.quarter - 1]}季度" if parts.quarter else ""
        text += f"{'上下'[parts.half - 1]}半年" if parts.half else ""
        text += f"{parts.month}月" if parts.month else ""
        return text + (f"{parts.day}日" if parts.day else "")
    words = []
    if parts.quarter:
        words.append(
            f"the {('first', 'second', 'third', 'fourth')[parts.quarter - 1]} quarter"
            + (" of" if parts.year else "")
        )
    if parts.half:
        words.append(
            f"the {('first', 'second')[parts.half - 1]} half of"
            + ("" if parts.year else " the year")
        )
    if parts.day:
        words.append(str(parts.day) if parts.month else _ordinal(parts.day))
    if parts.month:
        words.append(_EN_MONTHS[parts.month - 1])
    if parts.year:
        words.append(str(parts.year))
    return " ".join(words)
