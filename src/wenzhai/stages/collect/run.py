"""Before: a Source, or an Entry. After: its Batch, or the Page behind it."""

from __future__ import annotations

from datetime import datetime

from wenzhai.errors import ParseError
from wenzhai.language.encoding import decode_html
from wenzhai.model import Batch, Entry, Page, Source
from wenzhai.ports import Fetcher
from wenzhai.stages.collect.context import CollectContext
from wenzhai.stages.collect.kinds import get_collector

_PAGES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")


def collect_source(source: Source, context: CollectContext) -> Batch:
    """Collect one source, whatever its kind.

    Raises `FetchError`, `ParseError`, `InputError` or `SettingsError`: the newsroom records it as
    the source's health and goes on with the others.
    """
    return get_collector(source.kind).collect(source, context)


def fetch_page(entry: Entry, fetcher: Fetcher, now: datetime) -> Page:
    """Fetch the page behind an entry and decode it, wrong declarations seen through.

    Raises `FetchError`, or `ParseError` when what stands there is no web page.
    """
    got = fetcher.fetch(entry.url)
    kind = got.headers.get("content-type", "").partition(";")[0].strip().lower()
    head = got.body[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    is_markup = head.startswith((b"<", b"<\x00", b"\x00<"))
    if (kind and kind not in _PAGES) or (not is_markup and kind != "text/html"):
        raise ParseError(
            f"there is no web page but `{kind or 'something without a type'}`",
            where=got.url,
            remedy="The entry keeps what its feed said; nothing need be done.",
        )
    decoded = decode_html(got.body, got.headers.get("content-type", ""))
    return Page(
        entry_id=entry.id,
        url=got.url,
        html=decoded.text.replace("\x00", ""),
        fetched_at=now,
    )
