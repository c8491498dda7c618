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
Basis = Literal["year on year", "period on period", ""]


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

    `measure` is what it measures, in English words of a closed list (`revenue`, `downloads`, `monthly
    users`), where the words beside it tell; `basis` is what a change is reckoned from (同比, 环比).
    A duration that counts back from publication (三天前) has its day in `iso`. Weeks are ISO intervals
    (`2023-04-03/2023-04-09`), parts of a month or year `--03-late`, fiscal years `FY2023-Q3`.
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
    measure: str = ""
    basis: Basis = ""
