"""LedgerEntry: a figure that sources report, with what it measures, of whom, when, and who says so."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from wenzhai.model.figure import Approximation, Direction, FigureKind

Aspect = Literal["level", "change", "change on year", "change on quarter"]
"""Whether a figure is the size of its measure, or how much that changed (against what, where told)."""


class LedgerReport(msgspec.Struct, frozen=True, kw_only=True):
    """One publisher's words for a figure: `figure` as written stands at `span`, `[start, end)` in
    `passage`, the text of the passage `passage_id` of the article."""

    article_id: str
    passage_id: str
    publisher: str
    title: str
    url: str
    language: str
    published_at: datetime
    figure: str
    span: tuple[int, int]
    passage: str


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One figure. `subject` is the id of a name of the glossary, `measure` of a measure or what is
    counted as written (either may be empty: not told). `value`, `low`, `high` and `unit` are those of a
    `Figure`, a bare dollar being `USD`; `scope` holds the places it is of, in order.

    `date` is the time it is of in ISO 8601, as exact as the words are (`2023-Q1`; `2022-09/..` is since
    September 2022); `dated` says whether it is `told` or that of the first `report`. `disputed`: other
    reports of the same stories give another value. `reports` has one for each publisher, by time."""

    id: str
    subject: str
    measure: str
    aspect: Aspect
    kind: FigureKind
    value: float
    low: float
    high: float
    unit: str
    approximation: Approximation
    direction: Direction
    scope: tuple[str, ...]
    date: str
    dated: Literal["told", "report"]
    story_ids: tuple[str, ...]
    reports: tuple[LedgerReport, ...]
    disputed: bool = False


class EarlierValue(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure was before: `entry` is the ledger's, `direction` how the figure moved since."""

    entry: LedgerEntry
    direction: Literal["up", "down"]
