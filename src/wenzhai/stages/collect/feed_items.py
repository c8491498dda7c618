"""Before: what a feed parser made of an item. After: a `FeedItem` with plain texts and one URL."""

from __future__ import annotations

import calendar
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo

import msgspec

from wenzhai.stages.collect.plain import (
    MAX_SUMMARY,
    MAX_TITLE,
    clean_content,
    make_title,
    read_plain,
)
from wenzhai.stages.collect.times import from_epoch, parse_time
from wenzhai.stages.collect.urls import canonicalise_url

_FULL_TEXT = 400
"""A description with markup and more plain characters than this is the article itself."""
_MARKUP = re.compile(r"<(?:p|br|div|li|h[1-6]|figure|section|blockquote)[\s/>]", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?!@])", re.IGNORECASE)
_WRAPPER = re.compile(r"\A\s{0,99}<(?:\w{1,20}:)?content\b[^<>]{0,2000}>")


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a feed. `title` and `summary` are plain text, `content_html` is unsafe HTML,
    URLs are canonical (empty where there is none), `published_at` is aware UTC. An item that says
    nothing at all has an empty title."""

    title: str
    url: str = ""
    summary: str = ""
    content_html: str = ""
    author: str = ""
    published_at: datetime | None = None
    picture_url: str = ""


class ParsedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed in its own order; `notes` say in words what was wrong with it."""

    title: str = ""
    entries: tuple[FeedItem, ...] = ()
    notes: tuple[str, ...] = ()


def make_item(
    *,
    title: str,
    links: list[str],
    base: str,
    summary: str = "",
    content: str = "",
    author: str = "",
    published_at: datetime | None = None,
    pictures: list[str] | None = None,
) -> FeedItem:
    """Put an item together; the first of `links` and of `pictures` that is a web address counts."""
    plain = read_plain(summary, MAX_SUMMARY)
    full = clean_content(content)
    if full == summary and not (len(plain) >= _FULL_TEXT and _MARKUP.search(full)):
        full = ""
    if not plain and full:
        plain = read_plain(full, MAX_SUMMARY)
    named = read_plain(title, MAX_TITLE) or make_title(plain)
    url = next(filter(None, (canonicalise_url(link, base) for link in links if link)), "")
    return FeedItem(
        title=named or url,
        url=url,
        summary=plain,
        content_html=full,
        author=read_plain(author, 200),
        published_at=published_at,
        picture_url=next(
            filter(None, (canonicalise_url(link, base) for link in pictures or [] if link)), ""
        ),
    )


def read_item(item: Mapping[str, object], base: str, zone: tzinfo) -> FeedItem:
    """Read an item as fastfeedparser and feedparser give it: they share the names of the keys."""
    return make_item(
        title=_text(item.get("title")),
        links=[_text(item.get("link")), *_list_alternates(item), _as_link(_text(item.get("id")))],
        base=base,
        summary=_text(item.get("description") or item.get("summary")),
        content=_read_content(item),
        author=_text(item.get("author")),
        published_at=_read_time(item, zone),
        pictures=list(_list_pictures(item)),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _as_link(guid: str) -> str:
    """Let a guid stand in for a missing link only where it is a whole address."""
    return guid if guid.lower().startswith(("http://", "https://")) else ""


def _dicts(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list | tuple):
        yield from (part for part in value if isinstance(part, Mapping))


def _list_alternates(item: Mapping[str, object]) -> list[str]:
    return [
        _text(link.get("href"))
        for link in _dicts(item.get("links"))
        if link.get("rel") in (None, "", "alternate")
    ]


def _read_content(item: Mapping[str, object]) -> str:
    for content in _dicts(item.get("content")):
        value = _text(content.get("value"))
        if value:
            kind = _text(content.get("type"))
            return _WRAPPER.sub("", value, count=1) if kind.endswith(("xhtml", "+xml")) else value
    return ""


def _read_time(item: Mapping[str, object], zone: tzinfo) -> datetime | None:
    for key in ("published", "updated", "created"):
        parsed = item.get(f"{key}_parsed")
        if isinstance(parsed, time.struct_time):
            try:
                return from_epoch(calendar.timegm(parsed))
            except (ValueError, OverflowError):
                continue
        found = parse_time(_text(item.get(key)), zone)
        if found is not None and found > datetime(1980, 1, 1, tzinfo=UTC):
            return found
    return None


def _list_pictures(item: Mapping[str, object]) -> Iterator[str]:
    for media in _dicts(item.get("media_content")):
        url = _text(media.get("url"))
        kind = _text(media.get("medium")) + _text(media.get("type"))
        if kind.startswith("image") or (not kind and _PICTURE.search(url)):
            yield url
    for media in _dicts(item.get("media_thumbnail")):
        yield _text(media.get("url"))
    for media in (*_dicts(item.get("enclosures")), *_dicts(item.get("links"))):
        if _text(media.get("type")).startswith("image/"):
            yield _text(media.get("url")) or _text(media.get("href"))
