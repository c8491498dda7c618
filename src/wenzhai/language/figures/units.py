"""Before: a place in folded text where a number has ended. After: the unit or the counted thing that follows.

Every pattern is anchored at a position and bounded, so reading a place costs constant time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wenzhai.language.figures import lexicon as lex


class Unit(NamedTuple):
    """What follows a number: the kind it makes of it, its code, a factor to the base, and its end."""

    end: int
    kind: str
    code: str
    factor: float
    counted: str


_PERMILLE = re.compile(r"\s?‰")
_KNOWN_NOUN = re.compile(
    r"(?:月活跃?|日活跃?|活跃|注册|付费|新增|新)?("
    + "|".join(sorted(lex.ZH_COUNTED, key=len, reverse=True))
    + ")"
)
_FLAT_PENCE = re.compile(r"(?a)p(?![a-z0-9])")
_PERCENT = re.compile(
    r"(?a)\s?(?:%|percent(?!a)\b|per cent\b|per-cent\b|pct\b|个百分比)|-percent\b|-per-cent\b"
)
_POINTS = re.compile(
    r"(?a)\s?(?:个?百分点|(?:percentage|per cent|pct|%)[\s-]p(?:oin)?ts?\b|pp\b|ppts?\b|%-points?\b)|-percentage-point\b|-percentage point\b"
)
_BASIS = re.compile(r"(?a)\s?(?:个?基点|bps?\b|basis points?\b)|-basis-points?\b")
_EN_UNIT = re.compile(r"(?a)[\s-]{0,2}([a-z]+(?:/[a-z]+)?)")
_EN_LONG = re.compile(
    r"(?a)[\s-]{0,2}(?:(square|cubic)[\s-](kilomet(?:er|re)s?|miles?|met(?:er|re)s?|f(?:ee|oo)t)|(miles) (?:per|an) hour"
    r"|(kilomet(?:er|re)s) (?:per|an) hour|(nautical) miles?|(us|u\.s\.|american|hong kong|australian|canadian|singapore|new taiwan) dollars?|(swiss) francs?"
    r"|(chinese) yuan|degrees? (celsius|centigrade|fahrenheit)|°\s?([cf])\b)"
)
_SQUARE = {"ki": "sqkm", "mi": "sqmi", "me": "sqm", "fe": "sqft", "fo": "sqft"}
_DOLLARS = {
    "hong kong": "HKD",
    "australian": "AUD",
    "canadian": "CAD",
    "singapore": "SGD",
    "new taiwan": "TWD",
}
_AGE = re.compile(r"(?a)\s?周?岁|[\s-]years?[\s-]olds?\b|[\s-]yo\b")
_TIMES = re.compile(
    r"(?a)\s?倍|[\s-]?(?:times\b(?! in| on| when| that| this| last)|fold\b)|x(?![a-z0-9])"
)
_MEASURE = re.compile(
    rf"(?a)\s?({'|'.join(sorted(lex.MEASURES.split('|'), key=len, reverse=True))})"
)
_COUNTED_EN = re.compile(
    r"(?a)(?:\sof)?(?!\s(?:in|of|to|and|on|the|a|an|for|at|or|as|is|was|were|are|by|from|per|than|that|who|with|when|while|but|have|has|had|will)\b)(?:\s(?:new|active|monthly|daily|paying|registered|global|chinese)){0,2}\s([a-z]+)"
)
# 块 is a yuan, and a piece of what is flat or hard.
_PIECE = re.compile(
    r"(?a)\s?(?:[a-z]|[大小曲]?屏|芯片|晶圆|电池|硬盘|显卡|主板|面板|手表|[金银铜奖]牌|牌[子照]|地[皮块]|石|玻璃|拼图|砖|糖|饼干|豆腐)"
)
_COUNTED_ZH = re.compile(r"(?a)\s?(?:的)?([\u4e00-\u9fff]{1,6})")
_ZH_UNIT_MAX = max(map(len, [*lex.ZH_UNITS, *lex.ZH_MONEY]))


def read_unit(low: str, at: int, *, money: bool = False) -> Unit | None:
    """Read the unit at `at`, longest first; None for a bare number. `money` says a sign stood before."""
    found = _POINTS.match(low, at)
    if found:
        return Unit(found.end(), "points", "points", 1.0, "")
    found = _BASIS.match(low, at)
    if found:
        return Unit(found.end(), "points", "points", 0.01, "")
    found = _PERCENT.match(low, at)
    if found:
        return Unit(found.end(), "percent", "percent", 1.0, "")
    found = _PERMILLE.match(low, at)
    if found:
        return Unit(found.end(), "percent", "percent", 0.1, "")
    if money:
        return None
    found = _AGE.match(low, at)
    if found:
        return Unit(found.end(), "age", "years", 1.0, "")
    found = _TIMES.match(low, at)
    if found:
        return Unit(found.end(), "multiple", "times", 1.0, "")
    long = _EN_LONG.match(low, at)
    if long:
        return _long_unit(long)
    if low[at : at + 12].strip().startswith(("pounds sterling", "pound sterling")):
        return Unit(low.index("sterling", at) + 8, "money", "GBP", 1.0, "")
    zh = _read_zh_unit(low, at)
    if zh:
        return zh
    return _read_en_unit(low, at)


def _long_unit(found: re.Match[str]) -> Unit:
    if found[1]:
        code = "cum" if found[1] == "cubic" else _SQUARE[found[2][:2]]
    elif found[3]:
        code = "mph"
    elif found[4]:
        code = "km/h"
    elif found[5]:
        code = "nmi"
    elif found[6]:
        return Unit(found.end(), "money", _DOLLARS.get(found[6], "USD"), 1.0, "")
    elif found[7]:
        return Unit(found.end(), "money", "CHF", 1.0, "")
    elif found[8]:
        return Unit(found.end(), "money", "CNY", 1.0, "")
    else:
        code = "°F" if (found[9] or found[10]).startswith("f") else "°C"
    return Unit(found.end(), "number", code, 1.0, "")


def _read_zh_unit(low: str, at: int) -> Unit | None:
    begin = at + 1 if low[at : at + 1] == " " else at
    if low[begin : begin + 1] < "\u2000":
        return None
    if low.startswith("个多", begin):
        for size in (2, 1):
            span = low[begin + 2 : begin + 2 + size]
            code = lex.ZH_UNITS.get("个" + span) or lex.ZH_UNITS.get(span)
            if code and lex.DIMENSIONS[code][0] in ("time", "months"):
                return Unit(begin + 2 + size, "duration", code, 1.0, "")
    for size in range(_ZH_UNIT_MAX, 0, -1):
        word = low[begin : begin + size]
        if len(word) < size:
            continue
        code = lex.ZH_MONEY.get(word)
        if code and not (
            (word == "元" and low[begin : begin + 2] in ("元旦", "元素", "元首", "元年"))
            or (word == "块" and _PIECE.match(low, begin + 1))
        ):
            return Unit(begin + size, "money", code, 1.0, "")
        code = lex.ZH_UNITS.get(word)
        if code:
            if word == "年" and low.startswith("级", begin + 1):
                continue  # 五年级: a class at school
            if word == "天" and low[begin : begin + 2] in ("天猫",):
                return None
            if word in ("码", "度", "寸", "升", "桶", "周") and low[begin + 1 : begin + 2] in tuple(
                "头数假日家年降级装"
            ):
                if low[begin : begin + 2] == "周年":
                    return Unit(begin + 2, "duration", "years", 1.0, "")
                continue
            time = lex.DIMENSIONS[code][0] in ("time", "months")
            return Unit(begin + size, "duration" if time else "number", code, 1.0, "")
    if low[at - 1 : at] in ("万", "亿", "百", "千"):
        thing = _KNOWN_NOUN.match(low, begin)
        if thing:
            return Unit(at, "number", lex.ZH_COUNTED[thing[1]], 1.0, thing[1])
    found = _MEASURE.match(low, at)
    if found is None:
        return None
    noun = _COUNTED_ZH.match(low, found.end())
    counted = noun[1] if noun else ""
    code = next((en for zh, en in lex.ZH_COUNTED.items() if counted.startswith(zh)), "")
    if found[1] == "人" or (not code and found[1] == "人次"):
        code = "people"
    return Unit(found.end(), "number", code, 1.0, counted or found[1])


def _read_en_unit(low: str, at: int) -> Unit | None:
    found = _EN_UNIT.match(low, at)
    if found is None:
        return None
    word = found[1]
    glued = found.start(1) == at
    code = lex.EN_MONEY.get(word)
    if code:
        return Unit(found.end(), "money", code, 1.0, "")
    code = lex.EN_UNITS.get(word) or ("m" if glued and word == "m" else None)
    if word in ("v", "volt", "volts") and not glued and word == "v":
        return None
    if code is None and word == "v" and glued:
        code = "V"
    if code is None and word in ("in", "g", "t") and glued:
        code = word
    if code:
        time = lex.DIMENSIONS[code][0] in ("time", "months")
        return Unit(found.end(), "duration" if time else "number", code, 1.0, "")
    noun = _COUNTED_EN.match(low, at)
    if noun:
        word = noun[1]
        return Unit(at, "number", word if word in lex.COUNTED else "", 1.0, word)
    return None
