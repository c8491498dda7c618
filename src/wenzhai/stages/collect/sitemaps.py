"""Before: the address of a sitemap. After: an entry for each page in it, newest files first.

Sitemaps and sitemap indexes (sitemaps.org), plain or packed, with the news extension.
"""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

import msgspec

from wenzhai.errors import FetchError, ParseError
from wenzhai.model import Batch, Entry, Source, make_entry_id
from wenzhai.stages.collect.context import CollectContext, choose_zone
from wenzhai.stages.collect.plain import MAX_TITLE, read_plain
from wenzhai.stages.collect.times import parse_time
from wenzhai.stages.collect.urls import canonicalise_url
from wenzhai.stages.collect.validators import read_validators
from wenzhai.stages.collect.xml_tree import parse_xml_tree, read_local_name, unpack_gzip

_DEEPEST = 2
_MOST_FILES = 20
_MOST_PAGES = 50_000


class SitemapPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a sitemap (or, in an index, another sitemap)."""

    url: str
    title: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    picture_url: str = ""


class Sitemap(msgspec.Struct, frozen=True, kw_only=True):
    """What one file holds: `is_index` tells whether `pages` are sitemaps themselves."""

    is_index: bool
    pages: tuple[SitemapPage, ...]


def parse_sitemap(body: bytes, content_type: str, url: str, *, zone: tzinfo) -> Sitemap:
    """Read a sitemap or an index, packed or not. Raises `ParseError`, whatever the bytes."""
    root = parse_xml_tree(unpack_gzip(body, url), content_type, url)
    kind = read_local_name(root)
    if kind not in ("urlset", "sitemapindex"):
        raise ParseError(
            f"this is no sitemap (its root is `{kind[:40]}`)",
            where=url,
            remedy="robots.txt of the host often names its sitemaps.",
        )
    pages = []
    for element in root:
        if read_local_name(element) not in ("url", "sitemap"):
            continue
        # Only the first of each name counts; `loc` of a picture is not that of the page.
        values: dict[str, str] = {}
        for child in element.iter():
            parent = child.getparent()
            name = read_local_name(child)
            if name == "loc" and parent is not None and read_local_name(parent) == "image":
                name = "picture"
            values.setdefault(name, (child.text or "").strip()[:4096])
        page = _read_page(values, url, zone)
        if page is not None:
            pages.append(page)
        if len(pages) >= _MOST_PAGES:
            break
    return Sitemap(is_index=kind == "sitemapindex", pages=tuple(pages))


def _read_page(values: dict[str, str], base: str, zone: tzinfo) -> SitemapPage | None:
    url = canonicalise_url(values.get("loc", ""), base)
    if not url:
        return None
    return SitemapPage(
        url=url,
        title=read_plain(values.get("title", ""), MAX_TITLE),
        published_at=parse_time(values.get("publication_date", ""), zone),
        modified_at=parse_time(values.get("lastmod", ""), zone),
        picture_url=canonicalise_url(values.get("picture", ""), base),
    )


def collect(source: Source, context: CollectContext) -> Batch:
    """Collect the kind `sitemap`. Options: `include`, a glob that the addresses must match.

    A sitemap without titles gives the words of the address as title, until the page is read.
    """
    walk = _Walk(source, context)
    unchanged = walk.read(source.url, 0)
    include = source.options.get("include", "*")
    entries: dict[str, Entry] = {}
    for page in walk.pages:
        at = page.published_at or page.modified_at
        if not context.is_wanted(at) or not fnmatchcase(page.url, include):
            continue
        entry = Entry(
            id=make_entry_id(source.id, page.url, page.title),
            source_id=source.id,
            url=page.url,
            title=page.title or _read_slug(page.url),
            seen_at=context.now,
            published_at=page.published_at,
            language=source.language,
            publisher=source.name,
            family=source.family,
            picture_url=page.picture_url,
        )
        entries.setdefault(entry.id, entry)
        if len(entries) >= context.max_entries:
            walk.notes.append(f"only the first {context.max_entries} pages were taken")
            break
    return Batch(
        entries=tuple(entries.values()),
        validators=walk.validators,
        notes=tuple(walk.notes),
        unchanged=unchanged,
    )


class _Walk:
    """One walk over an index and its sitemaps, bounded in depth and number."""

    def __init__(self, source: Source, context: CollectContext) -> None:
        self._context = context
        self._zone = choose_zone(source.language)
        self._seen: set[str] = set()
        self.pages: list[SitemapPage] = []
        self.validators: dict[str, dict[str, str]] = {}
        self.notes: list[str] = []

    def read(self, url: str, depth: int) -> bool:
        """Read one file; True when it is unchanged since the last run."""
        self._seen.add(url)
        got = self._context.fetcher.fetch(url, validators=self._context.validators.get(url))
        if got.status == 304:
            return True
        kind = got.headers.get("content-type", "")
        sitemap = parse_sitemap(got.body, kind, got.url, zone=self._zone)
        if not sitemap.is_index:
            self.validators |= read_validators(url, got)
            self.pages.extend(sitemap.pages)
            return False
        # An index is read anew each time: it may be unchanged while its files are not.
        if depth >= _DEEPEST:
            self.notes.append(f"{url} nests deeper than {_DEEPEST} indexes and was left out")
            return False
        wanted = [page for page in sitemap.pages if self._context.is_wanted(page.modified_at)]
        for page in sorted(wanted, key=_sort_newest_first):
            if len(self._seen) > _MOST_FILES:
                self.notes.append(f"only the newest {_MOST_FILES} of the sitemaps were read")
                break
            if page.url not in self._seen:
                self._read_child(page.url, depth + 1)
        return False

    def _read_child(self, url: str, depth: int) -> None:
        try:
            self.read(url, depth)
        except (FetchError, ParseError) as error:
            # One broken file of many does not cost the others; the note says which.
            self.notes.append(error.message)


def _sort_newest_first(page: SitemapPage) -> float:
    return -page.modified_at.timestamp() if page.modified_at else 0.0


def _read_slug(url: str) -> str:
    segments = [part for part in unquote(urlsplit(url).path).split("/") if part]
    slug = segments[-1] if segments else urlsplit(url).netloc
    slug = re.sub(r"\.[a-z]{2,5}$", "", slug)
    return " ".join(re.split(r"[-_+\s]+", slug)).strip()[:MAX_TITLE] or url
