"""Before: the text of a JSON Feed (jsonfeed.org, 1.0 and 1.1). After: a `ParsedFeed`."""

from __future__ import annotations

from datetime import tzinfo
from html import escape

import msgspec

from wenzhai.errors import ParseError
from wenzhai.stages.collect.feed_items import FeedItem, ParsedFeed, make_item
from wenzhai.stages.collect.times import parse_time


def parse_json_feed(text: str, url: str, *, zone: tzinfo, limit: int) -> ParsedFeed:
    """Read a JSON Feed; items that are no objects are left out. Raises `ParseError`."""
    try:
        feed = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ParseError(
            f"this is no JSON ({str(error)[:120]})",
            where=url,
            remedy="Open the address in a browser and see whether it still is a feed.",
        ) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ParseError(
            "this JSON has no list of `items`, so it is no JSON Feed",
            where=url,
            remedy="If it is a hot list or an API, use the kind `hotlist` or `archive`.",
        )
    entries = tuple(_read_item(item, url, zone) for item in items[:limit] if isinstance(item, dict))
    notes = []
    if len(items) > limit:
        notes.append(f"only the first {limit} of {len(items)} items were read")
    if len(entries) < min(len(items), limit):
        notes.append(
            f"{min(len(items), limit) - len(entries)} items are no objects and were left out"
        )
    return ParsedFeed(title=_text(feed.get("title"))[:300], entries=entries, notes=tuple(notes))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _read_item(item: dict[str, object], base: str, zone: tzinfo) -> FeedItem:
    content = _text(item.get("content_html"))
    plain = _text(item.get("content_text"))
    summary = _text(item.get("summary"))
    # content_text is text: its `<` is no tag.
    return make_item(
        title=escape(_text(item.get("title")), quote=False),
        links=[_text(item.get("url")), _link(item.get("id")), _text(item.get("external_url"))],
        base=base,
        summary=escape(summary or plain, quote=False) if (summary or plain) else content,
        content=content or _wrap(plain),
        author=_read_author(item),
        published_at=parse_time(_text(item.get("date_published")), zone)
        or parse_time(_text(item.get("date_modified")), zone),
        pictures=[_text(item.get("image")), _text(item.get("banner_image")), *_attached(item)],
    )


def _link(value: object) -> str:
    text = _text(value)
    return text if text.lower().startswith(("http://", "https://")) else ""


def _wrap(plain: str) -> str:
    lines = [line.strip() for line in plain.splitlines()]
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def _read_author(item: dict[str, object]) -> str:
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    names = [_text(person.get("name")) for person in people if isinstance(person, dict)]
    return ", ".join(filter(None, names[:10]))


def _attached(item: dict[str, object]) -> list[str]:
    attachments = item.get("attachments")
    return [
        _text(part.get("url"))
        for part in (attachments if isinstance(attachments, list) else [])
        if isinstance(part, dict) and _text(part.get("mime_type")).startswith("image/")
    ]
