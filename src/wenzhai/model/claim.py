"""Claim and Verdict: what a draft says, and whether its sources say it too."""

from __future__ import annotations

from typing import Literal

import msgspec

from wenzhai.model.figure import Figure

Verdict = Literal["supported", "contradicted", "unsupported", "not checkable"]

SEVERITY: dict[Verdict, int] = {
    "not checkable": 0,
    "supported": 1,
    "unsupported": 2,
    "contradicted": 3,
}


def worst(verdicts: list[Verdict]) -> Verdict:
    """The whole is as bad as its worst part; nothing to check is `not checkable`."""
    return max(verdicts, key=SEVERITY.__getitem__, default="not checkable")


class SourceText(msgspec.Struct, frozen=True, kw_only=True):
    """A text that a draft is held against: language `en` or `zh...`; `published` is ISO 8601 or empty."""

    id: str
    lang: str
    text: str
    published: str = ""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Where a source says it: `span` is `[start, end)` in that source's text."""

    source: str
    span: tuple[int, int]


class FigureCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one figure of a draft, with its ground and one sentence of why."""

    figure: Figure
    verdict: Verdict
    why: str
    evidence: Evidence | None = None


class ClaimCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on something else that a draft claims: a name, a quotation."""

    kind: str
    text: str
    span: tuple[int, int]
    verdict: Verdict
    why: str
    evidence: Evidence | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a whole text: as bad as its worst part."""

    verdict: Verdict
    figures: tuple[FigureCheck, ...] = ()
    claims: tuple[ClaimCheck, ...] = ()
