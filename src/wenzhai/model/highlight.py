"""Highlight: a story as it prints, each sentence bound to the passages that say it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from wenzhai.model.article import Picture
from wenzhai.model.claim import Check


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """The passage behind a sentence: `text` is the passage as published, in `language`; `location` is
    where in a recording it was said, and by whom."""

    article_id: str
    passage_id: str
    publisher: str
    title: str
    url: str
    language: str
    published_at: datetime
    text: str
    location: str = ""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One printed sentence, its citations (at least one) and the verdict of the gate. `on_word` is an
    editor's reason to print it against that verdict."""

    text: str
    citations: tuple[Citation, ...]
    check: Check
    on_word: str = ""


class SourceRef(msgspec.Struct, frozen=True, kw_only=True):
    """A source of a highlight as listed under it; `copy_of` names the publisher that it repeats."""

    article_id: str
    publisher: str
    title: str
    url: str
    language: str
    published_at: datetime
    role: str = "media"
    copy_of: str = ""


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Sources that give different values for the same measure; `sides` are (value as written, citation)."""

    measure: str
    sides: tuple[tuple[str, Citation], ...]


class Highlight(msgspec.Struct, frozen=True, kw_only=True):
    """A story as it prints in one language (`en` or `zh`).

    `headline` is cited like a sentence. `paragraphs` hold sentences. `awaiting_translation` marks a
    factual brief made from sources in the other language only. `kind` is the sort of news
    (`regulation`, `product`, `deal`, `finance`, `incident`, `people`, `campaign`, `app ranking`).
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
