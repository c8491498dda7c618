"""Before: a text that may do sums. After: its Equations, worked out: what goes in, and what they say comes out.

`(33 million − 19 million = 14 million)`, `(3300万－1900万)/1900万≈74%`: numbers with their scale, the four
operations and brackets, an equals sign and one number. Linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wenzhai.language.figures.fold import fold, lower

_SCALES = {
    "万亿": 1e12, "trillion": 1e12, "tn": 1e12, "billion": 1e9, "bn": 1e9, "亿": 1e8, "千万": 1e7,
    "million": 1e6, "百万": 1e6, "m": 1e6, "万": 1e4, "thousand": 1e3, "k": 1e3,
}  # fmt: skip
_NUMBER = (
    r"(?:(?:us|hk|nt)?[$€£¥]|[a-z]{3}\s)?(?P<digits>\d[\d,]{0,18}(?:\.\d{1,6})?)\s?"
    r"(?:(?P<percent>%|percent\b|个百分点|percentage points\b)"
    rf"|(?P<scale>{'|'.join(w if not w.isascii() else rf'{w}(?![a-z])' for w in _SCALES)}))?(?:美元|港元|元|次|人|台|家)?"
)
_TOKEN = re.compile(rf"(?a)\s{{0,3}}(?:{_NUMBER}|(?P<sign>[-−–—－+＋×*·/÷()减加]|x(?=[\s\d])))")
_EQUALS = re.compile(r"\s{0,3}[=＝≈]\s{0,3}")
_RESULT = re.compile(rf"(?a){_NUMBER}")
_MINUS, _PLUS, _TIMES, _OVER = frozenset("-−–—－减"), frozenset("+＋加"), frozenset("×*·x"), "/÷"
_LONGEST = 160
_MOST_TOKENS = 24


class Equation(NamedTuple):
    """`operands` are the numbers that go in, without constants of 100; `result` is what it says comes
    out, `worked` what does. `percent` tells a result in percent. At `[start, end)` of the text."""

    start: int
    end: int
    operands: tuple[float, ...]
    result: float
    worked: float
    percent: bool

    @property
    def holds(self) -> bool:
        """Whether it comes out, to the digits that are written."""
        return abs(self.result - self.worked) <= max(abs(self.result) * 0.006, 1e-9)


class _Number(NamedTuple):
    value: float
    percent: bool


def find_equations(text: str) -> tuple[Equation, ...]:
    """The equations of `text` in order; what cannot be worked out is none."""
    found: list[Equation] = []
    if "=" not in text and "＝" not in text and "≈" not in text:
        return ()
    folded = lower(fold(text))
    after = 0
    for equals in _EQUALS.finditer(folded):
        result = _RESULT.match(folded, equals.end())
        if result is None:
            continue
        start, tokens = _read_left(folded, max(after, equals.start() - _LONGEST), equals.start())
        worked = _work_out(tokens)
        operands = [t.value for t in tokens if isinstance(t, _Number)]
        if worked is None or len(operands) < 2:
            continue
        right = _to_number(result)
        hundred = 100.0 in operands[2:]
        is_ratio = any(t in _OVER for t in tokens if isinstance(t, str))
        if right.percent and is_ratio and not hundred:
            worked *= 100
        if hundred:
            operands.remove(100.0)
        found.append(
            Equation(start, result.end(), tuple(operands), right.value, worked, right.percent)
        )
        after = result.end()
    return tuple(found)


def _read_left(text: str, earliest: int, end: int) -> tuple[int, list[_Number | str]]:
    """The longest run of tokens that ends at `end`: tokens are read from every place forward until
    one run reaches it; runs are disjoint, so each character is read once."""
    at = earliest
    begin, tokens = earliest, []
    current: list[_Number | str] = []
    while at < end:
        match = _TOKEN.match(text, at, end)
        if match is None or match.end() == at:
            at += 1
            begin, current = at, []
            continue
        current.append(match["sign"] or _to_number(match))
        at = match.end()
    tokens = current[-_MOST_TOKENS:]
    while tokens and _unbalanced(tokens):
        tokens = tokens[1:]
    skipped = text[begin:end]
    return begin + len(skipped) - len(skipped.lstrip(" (")), tokens


def _unbalanced(tokens: list[_Number | str]) -> bool:
    return tokens.count("(") > tokens.count(")") or tokens[0] in (
        _MINUS | _PLUS | _TIMES | set(_OVER) | {")"}
    )


def _to_number(match: re.Match[str]) -> _Number:
    value = float(match["digits"].replace(",", ""))
    return _Number(value * _SCALES.get(match["scale"] or "", 1.0), bool(match["percent"]))


def _work_out(tokens: list[_Number | str]) -> float | None:
    """The value of a sum by the usual precedence; None where it is none."""
    rest = list(tokens)

    def take(signs: frozenset[str] | set[str]) -> str:
        if rest and isinstance(rest[0], str) and rest[0] in signs:
            return str(rest.pop(0))
        return ""

    def factor() -> float:
        if take({"("}):
            value = total()
            if not take({")"}):
                raise ValueError
            return value
        if not rest or isinstance(rest[0], str):
            raise ValueError
        number = rest.pop(0)
        assert isinstance(number, _Number)  # noqa: S101  # a str was refused above
        return number.value

    def product() -> float:
        value = factor()
        while sign := take(_TIMES | set(_OVER)):
            value = value * factor() if sign in _TIMES else value / factor()
        return value

    def total() -> float:
        value = product()
        while sign := take(_MINUS | _PLUS):
            value = value - product() if sign in _MINUS else value + product()
        return value

    try:
        value = total()
    except (ValueError, ZeroDivisionError):
        return None
    return None if rest else value
