"""Source: where news comes from, and what may be done with it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Role = Literal["media", "wire", "official", "company", "aggregator", "blog", "hotlist"]
PictureUse = Literal["none", "link", "credit", "licensed", "own"]


class Rights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may be reprinted from a source; the defaults are the careful ones.

    `quote_words` bounds the words (in Chinese: twice as many characters) quoted from one article,
    `quote_share` the share of the article that they may make up. `licensed_until` is the last day
    of a licence for pictures, `licence` what it is called. `derivatives` is the word on all of
    `translate`, `summarise` and `cards` (pictures with text for social media).
    """

    quote_words: int = 60
    quote_share: float = 0.25
    pictures: PictureUse = "link"
    attribution: str = ""
    derivatives: bool = True
    licence: str = ""
    licensed_until: date | None = None
    translate: bool = True
    summarise: bool = True
    cards: bool = True


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place that news comes from, as newsroom.toml states it.

    `kind` names a collector in the registry of `stages.collect`; `language` is BCP 47 (`en`,
    `zh-Hans`, `zh-Hant`); `family` is the owner behind the publisher: two publishers of one family
    are not independent of each other. `quality` runs from 0 to 1. `every` is in minutes.
    `full_text` asks for the page behind each entry. `options` belong to the kind.
    """

    id: str
    name: str
    kind: str
    url: str
    language: str
    family: str = ""
    role: Role = "media"
    quality: float = 0.5
    every: int = 60
    full_text: bool = True
    enabled: bool = True
    rights: Rights | None = None
    options: dict[str, str] = {}


class SourceHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How the last runs of a source went; times are ISO 8601 in UTC, `error` is in words."""

    source_id: str
    checked_at: str = ""
    succeeded_at: str = ""
    failures: int = 0
    error: str = ""
    entries: int = 0
    resume_at: str = ""
