"""Entry and Sighting: news as received, before anything is read into it."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec


def content_key(*parts: str) -> str:
    """A short stable key made from content: 16 hex digits of SHA-256 over the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a source, as received. Times are aware UTC; texts are as the source gave them.

    `id` is made from content (`make_entry_id`). `summary` is plain text, `content_html` the full
    text when the feed carries it. `publisher` and `family` are the source's own unless an archive
    or a hot list names another. `picture_url` is the picture that the feed offers.
    `publishers` are all that stand behind an archived topic, the first of them `publisher`; empty
    where there is only one.
    """

    id: str
    source_id: str
    url: str
    title: str
    seen_at: datetime
    summary: str = ""
    content_html: str = ""
    author: str = ""
    published_at: datetime | None = None
    language: str = ""
    publisher: str = ""
    family: str = ""
    picture_url: str = ""
    publishers: tuple[str, ...] = ()


def make_entry_id(source_id: str, url: str, title: str) -> str:
    """The key of an entry: its URL where it has one (so that an edited title is the same entry),
    else source and title."""
    return content_key("entry", url) if url else content_key("entry", source_id, title)


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A title seen on a hot list: at which rank (1 is the top) and heat (the list's own unit)."""

    source_id: str
    list_name: str
    title: str
    seen_at: datetime
    rank: int | None = None
    heat: float | None = None
    url: str = ""

    @property
    def id(self) -> str:
        """Made from list, title and time, so that a repeated import adds nothing."""
        return content_key("sighting", self.list_name, self.title, self.seen_at.isoformat())


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page behind an entry, as fetched: `html` is decoded text, `url` the last hop's."""

    entry_id: str
    url: str
    html: str
    fetched_at: datetime


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of one source brought. `validators` are the conditional-request headers to
    store (`etag`, `last_modified`) by URL; `notes` are warnings in words (a malformed feed that
    was read all the same)."""

    entries: tuple[Entry, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    validators: dict[str, dict[str, str]] = {}
    notes: tuple[str, ...] = ()
    unchanged: bool = False
