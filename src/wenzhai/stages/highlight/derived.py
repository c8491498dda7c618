"""Before: verdicts on a text's figures. After: figures worked out from the sources' are told apart.

A figure that no source has but that follows from two that they have (a sum, a difference, a growth rate,
a share, a multiple) is supported only where the text shows the arithmetic: in words, “33 million, up 14
million from 19 million”, or in signs, “(33 − 19 = 14)”. Elsewhere it stays unsupported, and `why` says
how it could be shown. The rules are written down in docs/checking.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Literal, NamedTuple, Protocol

import msgspec

from wenzhai.language.figures.compare import agree, family
from wenzhai.language.render_figures import render_figure
from wenzhai.language.sentences import split_sentences
from wenzhai.model import Evidence, Figure, FigureCheck
from wenzhai.stages.highlight.arithmetic import Equation, find_equations
from wenzhai.stages.highlight.check_words import say

_KINDS = frozenset({"number", "money", "percent", "points", "multiple", "duration"})
_FAILED = ("contradicted", "unsupported")
_MOST_FIGURES = 40
"""Figures of a measure in the sources that are tried in pairs, so that a long source costs no more."""
_MOST_EQUATIONS = 30
_SCALES = (1.0, 1e3, 1e4, 1e6, 1e8, 1e9, 1e12)

# What is measured from stands right after these.
_BASE = re.compile(
    r"(?:\b(?:from|than|against|versus|vs\.?|compared (?:with|to)|over)\s(?:the\s|its\s|about\s)?"
    r"(?:[a-z]{2,12}\s){0,2}|(?:较|比|从|由|对比|自)(?:[^，。；\d]|\d{1,4}(?=[年月日])){0,14})$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:\b(?:out of|of)\s(?:the\s|its\s|all\s|a total of\s)?(?:[a-z]{2,12}\s){0,2}|(?:占|在|全部)[^，。；\d]{0,8})$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total(?:s|led|ing|ling|ed)?|together|combined|altogether|in all|sum)\b|合计|共计|总计|总共|一共|加起来|合共|总和",
    re.IGNORECASE,
)
_TIMES_OF = re.compile(r"^\s?(?:of\s|as many as\s|as much as\s)?(?:the\s|its\s)?$", re.IGNORECASE)
_TIMES_OF_ZH = re.compile(r"(?:是|为|达|相当于)[^，。；\d]{0,8}$")

How = Literal["difference", "sum", "growth", "share", "multiple"]


class Seen(Protocol):
    """A figure of a source, and where it stands."""

    @property
    def source(self) -> str: ...
    @property
    def figure(self) -> Figure: ...


class _Way(NamedTuple):
    """One way to work a figure out: the value, from `one` and `other` (what is measured from)."""

    how: How
    value: float
    one: Figure
    other: Figure


def derive_figures(
    text: str, language: str, checks: tuple[FigureCheck, ...], seen: Sequence[Seen]
) -> tuple[FigureCheck, ...]:
    """`checks` of `text` (`language` is `en` or `zh...`) with those changed that follow from the figures
    `seen` in the sources. Nothing that is supported is changed."""
    failed = [c for c in checks if c.verdict in _FAILED]
    if not failed or len(seen) < 2:
        return checks
    equations = [
        (e, base)
        for e in find_equations(text)[:_MOST_EQUATIONS]
        if e.holds and (base := _find_operands(e, seen)) is not None
    ]
    spans = split_sentences(text, language)
    starts = [start for start, _ in spans]
    beside: dict[int, list[Figure]] = {}
    for check in checks:
        if check.verdict == "supported" and check.figure.value:
            place = bisect_right(starts, check.figure.span[0])
            beside.setdefault(place, []).append(check.figure)
    changed = []
    for check in checks:
        if check.verdict not in _FAILED:
            changed.append(check)
            continue
        place = bisect_right(starts, check.figure.span[0])
        sentence = spans[max(0, place - 1)]
        changed.append(
            _find_in_equation(check, language, equations, sentence)
            or _find_in_words(check, text, sentence, language, beside.get(place, []), seen)
            or _suggest(check, text, language, seen, sentence)
        )
    return tuple(changed)


def _within(span: tuple[int, int], whole: tuple[int, int]) -> bool:
    return whole[0] <= span[0] < whole[1]


def _same_measure(one: Figure, other: Figure) -> bool:
    if family(one) != family(other) or one.kind in ("date", "time", "identifier", "score"):
        return False
    return one.unit == other.unit or (not family(one) and "" in (one.unit, other.unit))


def _is_firm(figure: Figure) -> bool:
    return (
        figure.kind in _KINDS
        and not figure.weak
        and figure.value is not None
        and figure.approximation not in ("vague", "range")
    )


# Arithmetic in signs


class _Operands(NamedTuple):
    scale: float
    first: Seen


def _find_operands(equation: Equation, seen: Sequence[Seen]) -> _Operands | None:
    """Figures of one measure in the sources that are the equation's operands, at one scale."""
    firm = [s for s in seen if _is_firm(s.figure)]
    for start in firm:
        if not start.figure.value:
            continue
        for scale in _SCALES:
            if not _equal(equation.operands[0] * scale, start.figure.value):
                continue
            like = [s.figure.value for s in firm if _same_measure(start.figure, s.figure)]
            if all(any(_equal(o * scale, v or 0.0) for v in like) for o in equation.operands):
                return _Operands(scale, start)
    return None


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _find_in_equation(
    check: FigureCheck,
    language: str,
    equations: Sequence[tuple[Equation, _Operands]],
    sentence: tuple[int, int],
) -> FigureCheck | None:
    figure = check.figure
    for equation, operands in equations:
        inside = equation.start <= figure.span[0] < equation.end
        near = (
            _within((equation.start, equation.end), sentence)
            or 0 <= (equation.start - sentence[1]) <= 2
        )
        scale = 1.0 if equation.percent else operands.scale
        if inside or (near and _fits(figure, equation.result * scale)):
            return _bear_out(check, say("worked out", language, figure.text), operands.first)
    return None


# Arithmetic in words


def _find_in_words(
    check: FigureCheck,
    text: str,
    sentence: tuple[int, int],
    language: str,
    beside: Sequence[Figure],
    seen: Sequence[Seen],
) -> FigureCheck | None:
    figure = check.figure
    for way in _find_ways(figure, beside):
        if not _is_said(way, figure, text, sentence):
            continue
        first = next((s for s in seen if _equal(s.figure.value or 0.0, way.one.value or 0.0)), None)
        if first is not None:
            why = say("shown", language, figure.text, _write(way, figure, language))
            return _bear_out(check, why, first)
    return None


def _is_said(way: _Way, figure: Figure, text: str, sentence: tuple[int, int]) -> bool:
    """Whether the words around the operands say which operation is meant, and which way it goes."""
    before = text[max(0, way.other.span[0] - 40) : way.other.span[0]]
    if way.how in ("difference", "growth"):
        up = (way.one.value or 0.0) > (way.other.value or 0.0)
        right_way = figure.direction in ("", "up" if up else "down")
        return right_way and bool(_BASE.search(before))
    if way.how == "sum":
        return bool(_TOTAL.search(text, *sentence))
    if way.how == "share":
        return bool(_WHOLE.search(before))
    between = text[figure.span[1] : way.other.span[0]]
    return bool(
        (figure.span[1] <= way.other.span[0] and _TIMES_OF.search(between))
        or (way.other.span[1] <= figure.span[0] and _TIMES_OF_ZH.search(before))
    )


def _find_ways(figure: Figure, others: Sequence[Figure]) -> Iterator[_Way]:
    """Every way in which two of `others` make `figure`."""
    if not _is_firm(figure):
        return
    firm = [o for o in others if _is_firm(o) and o.value][:_MOST_FIGURES]
    for how, one, other, value in _list_ways(figure, firm):
        exact = one.approximation == other.approximation == "exact"
        if (exact or figure.approximation != "exact") and _fits(figure, value):
            yield _Way(how, value, one, other)


def _list_ways(
    figure: Figure, firm: Sequence[Figure]
) -> Iterator[tuple[How, Figure, Figure, float]]:
    like = [o for o in firm if _same_measure(figure, o)]
    if figure.kind in ("number", "money", "duration"):
        for one, other in permutations(like, 2):
            yield "difference", one, other, abs((one.value or 0.0) - (other.value or 0.0))
        for one, other in combinations(like, 2):
            yield "sum", one, other, (one.value or 0.0) + (other.value or 0.0)
    if figure.kind == "points":
        for one, other in permutations([o for o in firm if o.kind == "percent"], 2):
            yield "difference", one, other, abs((one.value or 0.0) - (other.value or 0.0))
    if figure.kind in ("percent", "multiple"):
        amounts = [o for o in firm if o.kind in ("number", "money")]
        for one, other in permutations(amounts, 2):
            a, b = one.value or 0.0, other.value or 1.0
            if not _same_measure(one, other):
                continue
            if figure.kind == "multiple":
                yield "multiple", one, other, a / b
                continue
            yield "growth", one, other, abs(a - b) / abs(b) * 100
            if a < b:
                yield "share", one, other, a / b * 100


def _fits(figure: Figure, value: float) -> bool:
    """Whether `value` is what the figure says, to the digits that it shows."""
    if figure.value is None:
        return False
    plain = msgspec.structs.replace(figure, direction="", value=abs(figure.value))
    worked = msgspec.structs.replace(
        plain, value=value, low=value, high=value, approximation="exact", step=0.0
    )
    result = agree(plain, worked, 1.0)
    return result.relation in ("equal", "compatible") and not result.sharper


# What could be shown


def _suggest(
    check: FigureCheck, text: str, language: str, seen: Sequence[Seen], sentence: tuple[int, int]
) -> FigureCheck:
    """The same verdict with how the figure could be shown. Where the words say that it is a change or a
    total, it is no other value of a source's figure: unsupported, not contradicted."""
    figure = check.figure
    says_so = bool(figure.direction or _TOTAL.search(text, *sentence))
    if (check.verdict == "contradicted" and not says_so) or abs(figure.value or 0.0) < 10:
        return check
    exact = [s.figure for s in seen if s.figure.approximation == "exact"]
    for way in _find_ways(figure, exact):
        if way.how == "share" or (way.how == "growth" and not figure.direction):
            continue  # with several figures about, some pair makes nearly any share
        worked = _write(way, figure, language)
        why = say("could be shown", language, figure.text, worked)
        return msgspec.structs.replace(check, verdict="unsupported", why=why)
    return check


def _write(way: _Way, figure: Figure, language: str) -> str:
    """The arithmetic in signs, as it would be accepted in a text."""
    one, other = (_say_bare(f, language) for f in (way.one, way.other))
    if way.how == "difference":
        first, second = (
            (one, other) if (way.one.value or 0) > (way.other.value or 0) else (other, one)
        )
        left = f"{first} − {second}"
    elif way.how == "sum":
        left = f"{one} + {other}"
    elif way.how == "growth":
        first, second = (
            (one, other) if (way.one.value or 0) > (way.other.value or 0) else (other, one)
        )
        left = f"({first} − {second}) / {other}"
    else:
        left = f"{one} / {other}"
    sign = "=" if way.how in ("difference", "sum") else "≈"
    amount = msgspec.structs.replace(figure, approximation="exact", direction="")
    right = (
        _round(way.value) + "%" if figure.kind == "percent" else _round(way.value)
        if figure.kind == "multiple" else _say_bare(msgspec.structs.replace(amount, value=way.value), language)
    )  # fmt: skip
    return f"{left} {sign} {right}"


def _round(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _say_bare(figure: Figure, language: str) -> str:
    """The amount without what it counts."""
    bare = "" if figure.kind == "number" else figure.unit
    return render_figure(msgspec.structs.replace(figure, unit=bare, counted=""), language)


def _bear_out(check: FigureCheck, why: str, first: Seen) -> FigureCheck:
    return FigureCheck(
        figure=check.figure,
        verdict="supported",
        why=why,
        evidence=Evidence(source=first.source, span=first.figure.span),
    )
