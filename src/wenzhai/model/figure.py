"""Figure: a quantity, date or identifier as read from text."""

from __future__ import annotations

from typing import Literal

import msgspec

FigureKind = Literal[
    "number",
    "ordinal",
    "percent",
    "points",
    "multiple",
    "money",
    "date",
    "time",
    "duration",
    "rank",
    "score",
    "age",
    "identifier",
]
Approximation = Literal["exact", "about", "nearly", "over", "at most", "at least", "range", "vague"]
Direction = Literal["up", "down", ""]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One quantity. `span` is `[start, end)` in the text that it was read from.

    `value` is in the base unit (1.2亿 is 120000000, 57 % is 57); `low` and `high` bound what the
    words allow. `unit` is a currency code (`CNY`, `USD`), a counted thing (`downloads`), or empty.
    Dates have `value` as an ordinal day and `iso` in ISO 8601, as exact as the words are
    (`2023-04`, `2023-04-11`, `--04-11` when the year is not said or known). `counted` is what the
    figure counts, as written.

    `step` is the weight of the last digit written (1.2亿 has 10000000; 0 when not known); `parts` are
    the numbers inside a compound (3-1, 19:30, 6 ft 6 in). `weak` marks words that are numbers in form
    more than in meaning (one of them, 一场): they may support a draft but are not held against it.
    """

    text: str
    span: tuple[int, int]
    kind: FigureKind
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    approximation: Approximation = "exact"
    direction: Direction = ""
    counted: str = ""
    iso: str = ""
    step: float = 0.0
    parts: tuple[float, ...] = ()
    weak: bool = False
