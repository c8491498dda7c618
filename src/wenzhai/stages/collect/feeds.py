"""Before: the bytes of a feed. After: its items, each with plain title and summary, URL and time.

fastfeedparser reads first; feedparser is asked where it fails or is unsure (fewer items than the
text shows, `xml:base`), and the better reading counts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import fastfeedparser  # type: ignore[import-untyped]  # ships no type hints
import feedparser  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.errors import ParseError
from wenzhai.language.encoding import decode_xml
from wenzhai.model import Batch, Entry, Source, make_entry_id
from wenzhai.stages.collect.context import CollectContext, choose_zone
from wenzhai.stages.collect.feed_items import ParsedFeed, read_item
from wenzhai.stages.collect.feed_json import parse_json_feed
from wenzhai.stages.collect.feed_xml import harden_xml, write_zones
from wenzhai.stages.collect.plain import read_plain
from wenzhai.stages.collect.validators import read_validators

MAX_ENTRIES = 2000
# feedparser takes about a hundred times as long, and of nothing but opened tags more than linear
# time (5 s for 400,000 characters), so of a huge broken feed it gets the beginning.
_MOST_FOR_FEEDPARSER = 400_000
_ITEM = re.compile(r"<(?:[A-Za-z]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"\s{0,99}<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:[A-Za-z]{1,20}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_FEED_LINK = re.compile(
    r"<link\b(?=[^<>]{0,500}application/(?:rss|atom|feed)\+)[^<>]{0,500}?href=[\"']?([^\"'\s<>]{1,500})",
    re.IGNORECASE,
)

_Items = list[Mapping[str, object]]


def parse_feed(
    body: bytes, content_type: str, url: str, *, language: str = "", limit: int = MAX_ENTRIES
) -> ParsedFeed:
    """Read RSS, Atom, RDF, CDF or JSON Feed, well-formed or not.

    `url` resolves relative links; `language` is the source's (BCP 47): times without a zone are
    meant in Beijing's for Chinese and in UTC for others. At most `limit` items are read. Raises
    `ParseError` (and nothing else, whatever the bytes) when there is no feed in them.
    """
    decoded = decode_xml(body, content_type)
    zone = choose_zone(language)
    notes = [decoded.note] if decoded.note else []
    start = decoded.text[:200].lstrip("\ufeff \t\r\n\x00")
    if start.startswith("{"):
        feed = parse_json_feed(decoded.text.strip("\ufeff \x00\t\r\n"), url, zone=zone, limit=limit)
        return ParsedFeed(title=feed.title, entries=feed.entries, notes=(*notes, *feed.notes))
    _refuse_pages(decoded.text, url)
    text, changed = write_zones(harden_xml(decoded.text), zone)
    if changed:
        notes.append(f"{changed} times had no zone and were read as {zone}")
    title, items, more = _read_xml(text, url)
    entries = tuple(read_item(item, url, zone) for item in items[:limit])
    if len(items) > limit:
        more.append(f"only the first {limit} of {len(items)} items were read")
    return ParsedFeed(
        title=read_plain(title, 300), entries=entries, notes=tuple(dict.fromkeys([*notes, *more]))
    )


def collect(source: Source, context: CollectContext) -> Batch:
    """Collect the kind `feed`: one conditional request, one batch."""
    got = context.fetcher.fetch(source.url, validators=context.validators.get(source.url))
    if got.status == 304:
        return Batch(unchanged=True)
    feed = parse_feed(
        got.body,
        got.headers.get("content-type", ""),
        got.url,
        language=source.language,
        limit=context.max_entries,
    )
    entries: dict[str, Entry] = {}
    for item in feed.entries:
        if not item.title or not context.is_wanted(item.published_at):
            continue
        entry = Entry(
            id=make_entry_id(source.id, item.url, item.title),
            source_id=source.id,
            url=item.url,
            title=item.title,
            seen_at=context.now,
            summary=item.summary,
            content_html=item.content_html,
            author=item.author,
            published_at=item.published_at,
            language=source.language,
            publisher=source.name,
            family=source.family,
            picture_url=item.picture_url,
        )
        entries.setdefault(entry.id, entry)
    return Batch(
        entries=tuple(entries.values()),
        validators=read_validators(source.url, got),
        notes=feed.notes,
    )


def _refuse_pages(text: str, url: str) -> None:
    if not _HTML.match(text) or _FEED_ROOT.search(text, 0, 4000):
        return
    found = _FEED_LINK.search(text, 0, 100_000)
    remedy = (
        f"The page names this feed: {found.group(1)}"
        if found
        else "Look for the outlet's feed, or use the kind `page`."
    )
    raise ParseError("this is a web page and no feed", where=url, remedy=remedy)


def _read_xml(text: str, url: str) -> tuple[str, _Items, list[str]]:
    """(title of the feed, items, notes); raises `ParseError` when both parsers find nothing."""
    visible = len(_ITEM.findall(text))
    title, items, trouble = _read_fast(text)
    is_sure = len(items) == visible and all(map(_says_something, items))
    if not trouble and is_sure and "xml:base" not in text:
        return title, items, [] if items else ["the feed has no items"]
    slow_title, slow_items, is_feed, slow_trouble = _read_slowly(text, url)
    if not items and not slow_items:
        if is_feed or not trouble:
            return title or slow_title, [], ["the feed has no items"]
        raise ParseError(
            f"this is no feed that can be read ({slow_trouble or trouble})",
            where=url,
            remedy="Open the address in a browser and see whether it still is a feed.",
        )
    notes = []
    if slow_trouble or trouble:
        notes.append(
            f"the feed is malformed and was read as far as possible ({slow_trouble or trouble})"
        )
    # In doubt feedparser: it was asked because the quick reading was not certain.
    if len(slow_items) >= len(items):
        return slow_title, slow_items, notes
    return title, items, notes


def _read_fast(text: str) -> tuple[str, _Items, str]:
    try:
        feed = fastfeedparser.parse(text.encode("utf-8", "replace"))
        return _title(feed.get("feed")), list(feed.get("entries") or []), ""
    except Exception as error:  # a parser of hostile input: every failure means "ask the other one"
        return "", [], _say(error)


def _read_slowly(text: str, url: str) -> tuple[str, _Items, bool, str]:
    cut = text[:_MOST_FOR_FEEDPARSER]
    try:
        feed = feedparser.parse(
            # A stream: a string might be taken for an address or a file name.
            io.BytesIO(cut.encode("utf-8", "replace")),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url,
            },
            sanitize_html=False,
        )
    except Exception as error:  # the same: no input may stop a run
        return "", [], False, _say(error)
    trouble = _say(feed.get("bozo_exception")) if feed.get("bozo") else ""
    if len(cut) < len(text):
        trouble = trouble or f"it is {len(text):,} characters long"
    return (
        _title(feed.get("feed")),
        list(feed.get("entries") or []),
        bool(feed.get("version")),
        trouble,
    )


def _says_something(item: Mapping[str, object]) -> bool:
    """Say whether a title or a text was found; markup inside of them hides them from the quick parser."""
    return bool(item.get("title") or item.get("description"))


def _title(feed: object) -> str:
    title = feed.get("title") if isinstance(feed, Mapping) else ""
    return title if isinstance(title, str) else ""


def _say(error: object) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
