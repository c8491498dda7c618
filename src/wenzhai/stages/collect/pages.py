"""Before: an index page. After: an entry for each link on it that looks like an article."""

from __future__ import annotations

import re
from itertools import islice

from lxml import html  # type: ignore[import-untyped]  # ships no type hints
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.errors import ParseError, SettingsError
from wenzhai.language.encoding import decode_html
from wenzhai.model import Batch, Entry, Source, make_entry_id
from wenzhai.stages.collect.context import CollectContext
from wenzhai.stages.collect.plain import MAX_TITLE
from wenzhai.stages.collect.urls import canonicalise_url
from wenzhai.stages.collect.validators import read_validators

_SHORTEST_TITLE = 4
_MOST_LINKS = 5000


def list_links(body: bytes, content_type: str, url: str) -> dict[str, str]:
    """Map the canonical address of each link to its text, in the order of the page.

    Of several links to one page (a picture, a headline, `more`) the longest text is kept. Raises
    `ParseError` when there is no page in the bytes.
    """
    text = decode_html(body, content_type).text.replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        raise ParseError(
            "there is no page that can be read", where=url, remedy="Open it in a browser."
        ) from None
    found = root.xpath("string(//base/@href)")
    base = canonicalise_url(str(found), url) or url
    links: dict[str, str] = {}
    for anchor in islice(root.iter("a"), _MOST_LINKS):
        address = canonicalise_url(str(anchor.get("href") or "")[:4096], base)
        title = " ".join("".join(islice(anchor.itertext(), 100)).split())[:MAX_TITLE]
        title = title or " ".join(str(anchor.get("title") or "").split())[:MAX_TITLE]
        if address and len(title) >= len(links.get(address, "")):
            links[address] = title
    return links


def collect(source: Source, context: CollectContext) -> Batch:
    """Collect the kind `page`. Options: `link_pattern`, a regular expression that is searched in
    the addresses (required: without it every menu would be news)."""
    pattern = _read_pattern(source)
    got = context.fetcher.fetch(source.url, validators=context.validators.get(source.url))
    if got.status == 304:
        return Batch(unchanged=True)
    links = list_links(got.body, got.headers.get("content-type", ""), got.url)
    entries = tuple(
        Entry(
            id=make_entry_id(source.id, url, title),
            source_id=source.id,
            url=url,
            title=title,
            seen_at=context.now,
            language=source.language,
            publisher=source.name,
            family=source.family,
        )
        for url, title in links.items()
        if len(title) >= _SHORTEST_TITLE and pattern.search(url)
    )
    notes = () if entries else (f"no link of {len(links)} matches `{pattern.pattern}`",)
    return Batch(
        entries=entries[: context.max_entries],
        validators=read_validators(source.url, got),
        notes=notes,
    )


def _read_pattern(source: Source) -> re.Pattern[str]:
    where = f"source `{source.id}`, option `link_pattern`"
    written = source.options.get("link_pattern", "")
    if not written:
        raise SettingsError(
            "a page needs to know which of its links are articles",
            where=where,
            remedy='Add options = { link_pattern = "/article/[0-9]+" }.',
        )
    try:
        return re.compile(written)
    except re.error as error:
        raise SettingsError(
            f"`{written}` is no regular expression ({error})",
            where=where,
            remedy="Try it at a Python prompt: re.compile(...).",
        ) from None
