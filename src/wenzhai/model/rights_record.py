"""RightsRecord: what an edition took from whom, under which limits, and what was left out for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from wenzhai.model.source import PictureUse, Rights


class PictureTerms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for one picture, whatever holds for its source. `url` may end in `*`: all that begin
    so. `until` is the last day of a licence; `cards`: may it stand on a card for social media."""

    url: str
    use: PictureUse
    until: date | None = None
    licence: str = ""
    credit: str = ""
    cards: bool = False


def find_picture_terms(url: str, pictures: Sequence[PictureTerms]) -> PictureTerms | None:
    """The terms of a single picture: the most exact of those that fit its address; None where none do."""
    fitting = [
        terms
        for terms in pictures
        if url == terms.url or (terms.url.endswith("*") and url.startswith(terms.url[:-1]))
    ]
    return max(
        fitting, key=lambda terms: (len(terms.url), not terms.url.endswith("*")), default=None
    )


class ArticleTerms(msgspec.Struct, frozen=True, kw_only=True):
    """The rights of one article: its source's. `length` is words (English) or characters (Chinese),
    0 where a share of it means nothing: its text is the summary that its publisher offers."""

    source_id: str
    rights: Rights
    length: int = 0
    picture: str = ""


class Policies(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides what may print: by article id, for single pictures, and for the rest."""

    careful: Rights = Rights()
    articles: Mapping[str, ArticleTerms] = {}
    pictures: tuple[PictureTerms, ...] = ()


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken from one article, in `unit`s; `limit` is the most that may be (0 to that),
    `length` the article's own (0: not known). `passages` were shown, `withheld` were cut or left out.
    """

    article_id: str
    source_id: str
    publisher: str
    title: str
    url: str
    unit: Literal["words", "characters"]
    taken: int
    limit: int
    length: int
    passages: int
    withheld: int
    attribution: str = ""
    licence: str = ""


class PictureRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a highlight's picture; `why` is in the edition's language where it is not shown."""

    story_id: str
    url: str
    use: PictureUse
    shown: bool
    cards: bool = False
    credit: str = ""
    licence: str = ""
    until: date | None = None
    why: str = ""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What was left out or cut, where, and why, in the edition's language."""

    place: str
    what: Literal["sentence", "passage", "picture", "card"]
    publisher: str
    why: str
    text: str = ""


class RightsRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The record of one edition, as of the day `on`, which decides what licences hold."""

    edition_id: str
    on: date
    quotations: tuple[Quotation, ...]
    pictures: tuple[PictureRecord, ...]
    left_out: tuple[LeftOut, ...] = ()
