"""Before: a number and its place. After: the approximation, direction or age that its neighbours give it.

How far an approximation reaches is written down in docs/figures.md; the numbers are here.
"""

from __future__ import annotations

import re

from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.numerals import last_digit
from wenzhai.language.figures.quantities import Number

_BEFORE = {w: k for k, words in lex.ZH_BEFORE.items() for w in words.split()}
_BEFORE |= {w: k for k, words in lex.EN_BEFORE.items() for w in words.split(",")}
_NOT_AFTER = {
    "近": "最附靠邻临走亲远",
    "约": "契条预合纽公节签制解婚违履邀毁",
    "破": "攻",
    "超": "英中意德西法",
    "最高": "",
}
_AFTER = re.compile(
    r"(?a)\s?(左右|上下|以上|余|有余|以下|以内|之内|之多|开外|多(?!数|少|元|么|种|样|次|边|方|家公司|项)|许(?!多))|\sor (?:so|more|less|fewer)\b|\splus\b|\+(?!\d)"
)
_AFTER_KIND = {
    "左右": "about", "上下": "about", "许": "about", "以上": "over", "余": "over", "有余": "over", "开外": "over", "多": "over",
    "以下": "below", "以内": "at most", "之内": "at most", "之多": "", "or so": "about", "or more": "at least", "or less": "at most",
    "or fewer": "at most", "plus": "over", "+": "over",
}  # fmt: skip
_SIGNS = "~≈<>≤≥"
_AGE_AFTER = re.compile(r"(?a),|\)|）|，|\s?的")
_UP = "|".join(sorted(lex.UP.split(), key=len, reverse=True))
_DOWN = "|".join(sorted(lex.DOWN.split(), key=len, reverse=True))
_ZH_DIRECTION = re.compile(
    rf"(?a)(?:({_UP})|({_DOWN}))(?:了|至|到|为|达|幅|约|近|超过|超|逾|幅度|\s){{0,3}}$"
)
_EN_DIRECTION = re.compile(
    rf"(?a)\b(?:({'|'.join(lex.EN_UP.split())})|({'|'.join(lex.EN_DOWN.split())}))\s(?:by\s|to\s|from\s|more than\s|over\s|about\s|nearly\s|almost\s|as much as\s|of\s|an?\s){{0,2}}$"
)
# share of the value that "nearly", "about" ... reach; measured on news, see docs/figures.md
REACH = {
    "nearly": 0.05,
    "about": 0.05,
    "over": 0.25,
    "at least": 0.25,
    "at most": 0.25,
    "below": 0.10,
}


def look_left(low: str, start: int, floor: int) -> tuple[int, str]:
    """Where the figure begins with its approximation, and which it is ("" for none)."""
    at = start
    while at > floor and low[at - 1] == " ":
        at -= 1
    if at == floor:
        return start, ""
    if low[at - 1] in _SIGNS and low[at - 2 : at - 1] not in ("<", ">", "-"):
        return at - 1, _BEFORE[low[at - 1]]
    if low[at - 1] >= "\u3400":
        for size in (4, 3, 2, 1):
            word = low[max(floor, at - size) : at]
            kind = _BEFORE.get(word)
            if kind:
                if size == 1 and at >= 2 and low[at - 2] in _NOT_AFTER.get(word, ""):
                    return start, ""
                return max(floor, at - size), kind
        return start, ""
    segment = low[max(floor, at - 30) : at]
    words = segment.split(" ")
    if words[0] and max(floor, at - 30) > floor:
        words = words[1:]
    for count in (4, 3, 2, 1):
        phrase = " ".join(words[-count:]).lstrip("(\"'")
        kind = _BEFORE.get(phrase)
        if kind and len(words) >= count:
            return at - len(phrase), kind
    return start, ""


def widen(low_text: str, number: Number, before: str) -> tuple[float, float, float, str, int]:
    """(value, low, high, approximation, end) after the words before and after the number."""
    end, kind = number.end, before
    found = _AFTER.match(low_text, end)
    if found:
        end = found.end()
        kind = kind or _AFTER_KIND.get(found.group().strip(), "")
    if number.approximation != "exact" and not (kind and number.approximation == "over"):
        return number.value, number.low, number.high, number.approximation, end
    if not kind:
        return number.value, number.low, number.high, number.approximation, end
    low, high = reach(number.value, kind)
    if found and found.group().strip() in ("多", "余", "有余"):
        high = number.value + last_digit(number.value)
    return number.value, low, max(high, number.high), "at most" if kind == "below" else kind, end


def reach(value: float, kind: str) -> tuple[float, float]:
    """Bound what an approximation of `value` admits: nearly 60 is 57 to 60, about 60 is 57 to 63."""
    digit = last_digit(value)
    digit = digit if digit > 1e-6 else abs(value)  # a third has no last digit
    size = min(abs(value) * REACH[kind], digit / 2 if kind == "about" else digit)
    if kind == "about":
        return value - size, value + size
    if kind in ("over", "at least"):
        return value, value + size
    return value - size, value


def find_direction(low: str, start: int, end: int) -> str:
    """Up or down, from the verb just before the figure (at `start`)."""
    before = low[max(0, start - 28) : start]
    found = (
        _ZH_DIRECTION.search(before) if before[-1:] >= "\u3400" else _EN_DIRECTION.search(before)
    )
    if found:
        return "up" if found[1] else "down"
    after = low[end : end + 12]
    if after.startswith((" increase", " rise", " jump", " gain", " growth", "的增", "的涨")):
        return "up"
    if after.startswith((" drop", " decline", " decrease", " fall", "的降", "的跌")):
        return "down"
    return ""


def find_age(low: str, start: int, end: int) -> bool:
    """Tell an age by its place: "Smith, 37, said", "aged 37"."""
    lead = low[max(0, start - 8) : start]
    if lead.endswith(("aged ", "age ", "age of ")):
        return True
    return lead.endswith(", ") and low[end : end + 1] in (",", ".", ";")
