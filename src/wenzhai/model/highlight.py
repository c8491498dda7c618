"""Highlight: a story as it prints, each sentence bound to the passages that say it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenzhai.model.article import Picture
from wenzhai.model.chart import Chart
from wenzhai.model.citation import Citation
from wenzhai.model.claim import Check


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One printed sentence, its citations (at least one) and the verdict of the gate. `on_word` is an
    editor's reason to print it against that verdict."""

    text: str
    citations: tuple[Citation, ...]
    check: Check
    on_word: str = ""


class SourceRef(msgspec.Struct, frozen=True, kw_only=True):
    """A source of a highlight as listed under it; `copy_of` names the publisher that it repeats,
    `attribution` is what its rights ask to stand beside what is taken from it."""

    article_id: str
    publisher: str
    title: str
    url: str
    language: str
    published_at: datetime
    role: str = "media"
    copy_of: str = ""
    attribution: str = ""


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Sources that give different values for the same measure; `sides` are (value as written, citation).

    `measure` is the value that is said most; `subject` the id of a name and `about` that of a measure or
    an event (`downloads`, `restored`), where told. `later`: no contradiction, but later reports say more.
    `date` is the year, half, quarter or month that all sides tell of (ISO 8601 as in `2023-Q1`), or empty."""

    measure: str
    sides: tuple[tuple[str, Citation], ...]
    subject: str = ""
    about: str = ""
    later: bool = False
    date: str = ""


class Highlight(msgspec.Struct, frozen=True, kw_only=True):
    """A story as it prints in one language (`en` or `zh`).

    `headline` is cited like a sentence. `paragraphs` hold sentences. `awaiting_translation` marks a
    factual brief made from sources in the other language only. `kind` is the sort of news
    (`regulation`, `product`, `deal`, `finance`, `incident`, `people`, `campaign`, `app ranking`). `on_cards` is false where a source allows no cards for social media.
    """

    story_id: str
    thread_id: str
    language: str
    headline: Sentence
    paragraphs: tuple[tuple[Sentence, ...], ...]
    sources: tuple[SourceRef, ...]
    kind: str = ""
    picture: Picture | None = None
    awaiting_translation: bool = False
    disagreements: tuple[Disagreement, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    first_at: datetime | None = None
    on_cards: bool = True
    charts: tuple[Chart, ...] = ()
