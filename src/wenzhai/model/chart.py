"""Chart: figures that belong side by side, as data: what is drawn, and what each value cites."""

from __future__ import annotations

from typing import Literal

import msgspec

from wenzhai.model.citation import Citation
from wenzhai.model.figure import Approximation, FigureKind

ChartKind = Literal["series", "comparison", "ranks"]
"""One measure over time; one measure of several subjects; places on a hot list by day."""


class ChartPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One value. `at` is its time in ISO 8601, as exact as it is known (`2022-Q1`); `label` names it in
    the edition's language, a period or a subject; `words` writes the value out in it.

    `value`, `low` and `high` are as in a `Figure`, in the chart's unit; `value` is None for a day on which
    the whole list was seen without the topic (`low` is then how many places it had). `own` marks what
    the story is about. A value has at least one citation; `span` is where its figure stands in the text
    of the first, where it stands there."""

    at: str
    label: str
    words: str
    value: float | None
    low: float
    high: float
    approximation: Approximation = "exact"
    own: bool = False
    span: tuple[int, int] | None = None
    citations: tuple[Citation, ...] = ()


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A chart in one language. `title` says what it shows, `notes` what it leaves out and why.

    `value_kind` and `unit` are those of its figures (`money`, `CNY`); ranks have the kind `rank`.
    `subject` is the id of a name (empty for a comparison), `measure` that of a measure, or the name of
    the list. `points` are in order of time, of a comparison from the largest."""

    id: str
    kind: ChartKind
    title: str
    subject: str
    measure: str
    value_kind: FigureKind
    unit: str
    points: tuple[ChartPoint, ...]
    notes: tuple[str, ...] = ()
