"""Before: a page, its entry and its address. After: when the article was published, and how we know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

import htmldate
from lxml import etree, html  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.language.publish_dates import (
    BEIJING,
    PublishTime,
    find_publish_time,
    read_publish_time,
)
from wenzhai.stages.extract.metadata import Metadata

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=2)
"""How far after it was seen an article may be dated: time zones and clocks that run fast."""

_META_NAMES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "article:create_at",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish_date",
    "publish-date",
    "firstpublishedtime",
    "sailthru.date",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "weibo:article:create_at",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "apub:time",
    "_pubtime",
    "date",
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_NEAR = re.compile(
    r"发布|發布|来源|來源|时间|時間|日期|发表|publish|posted|first|date|on\b", re.IGNORECASE
)
# WeChat writes the time into a script only.
_WECHAT = re.compile(r"""\bvar ct\s?=\s?["'](1\d{9})["']""")
_DIGITS = re.compile(r"(?:19|20)\d{2}")


def find_published(
    root: html.HtmlElement | None,
    metadata: Metadata,
    url: str,
    *,
    is_chinese: bool,
    seen_at: datetime,
    feed_at: datetime | None,
    feed_name: str = "feed",
) -> tuple[datetime, str]:
    """Aware UTC, and one of `json-ld`, `meta`, `time tag`, `text`, `url`, `feed_name`, `seen`.

    A time without a zone is Beijing's on a Chinese page and UTC on another. Times before 1990 or more
    than two days after `seen_at` are passed over. Where the page gives only a day, the feed's time
    is taken, and without one the first time of day found on that day.
    """
    zone: tzinfo = BEIJING if is_chinese else UTC
    if feed_at is not None and not _is_sane(feed_at, seen_at):
        feed_at = None
    day: tuple[PublishTime, str] | None = None
    for found, origin in _candidates(root, metadata, url, zone):
        if origin == "text" and feed_at is not None:
            break  # what a page says in passing is weaker than what its feed states
        if not _is_sane(found.at, seen_at):
            continue
        if found.has_clock:
            if day is None or abs(found.at - day[0].at) < timedelta(hours=48):
                return found.at, origin
        elif day is None:
            day = found, origin
            if feed_at is not None:
                break
    if feed_at is not None:
        return feed_at, feed_name
    if day is not None:
        return day[0].at, day[1]
    if root is not None and (guess := _guess(root, url, zone)) and _is_sane(guess.at, seen_at):
        return guess.at, "text"
    return seen_at, "seen"


def _is_sane(at: datetime, seen_at: datetime) -> bool:
    try:
        return EARLIEST <= at <= seen_at + AHEAD
    except OverflowError:
        return at >= EARLIEST


def _candidates(
    root: html.HtmlElement | None, metadata: Metadata, url: str, zone: tzinfo
) -> Iterator[tuple[PublishTime, str]]:
    if found := read_publish_time(metadata.data.published, zone):
        yield found, "json-ld"
    for name in _META_NAMES:
        for key, value in metadata.metas:
            if key == name and (found := read_publish_time(value, zone)):
                yield found, "meta"
    if root is not None:
        for script in list(root.iter("script"))[:60]:
            if match := _WECHAT.search((script.text or "")[:100_000]):
                yield PublishTime(datetime.fromtimestamp(int(match[1]), UTC), True, True), "meta"
        for element in list(root.iter("time"))[:3]:
            value = element.get("datetime") or "".join(element.itertext())
            if found := read_publish_time(value, zone):
                yield found, "time tag"
        for line in _dated_lines(root):
            if found := find_publish_time(line, zone):
                yield found, "text"
    match = _URL_DAY.search(url)
    written = "-".join(group for group in match.groups() if group) if match else ""
    if found := read_publish_time(written, zone):
        yield found, "url"


def _dated_lines(root: html.HtmlElement) -> list[str]:
    """Short lines with a year in the page's order, those that speak of publishing first."""
    named: list[str] = []
    bare: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str) or element.tag in (
            "script",
            "style",
            "title",
            "option",
        ):
            continue
        text = element.text if event == "start" else element.tail
        if not text or len(text) > 400 or not _DIGITS.search(text):
            continue
        line = " ".join(text.split())
        if len(line) > 120:
            continue
        about = f"{element.get('class', '')} {element.get('id', '')}".lower()
        if _NEAR.search(line) or "time" in about or "date" in about or "info" in about:
            named.append(line)
        elif len(line) <= 40:
            bare.append(line)
        if len(named) + len(bare) >= 60:
            break
    return [*named[:5], *bare[:3]]


def _guess(root: html.HtmlElement, url: str, zone: tzinfo) -> PublishTime | None:
    try:
        found = htmldate.find_date(
            root, original_date=True, extensive_search=False, url=url or None, max_date="2100-01-01"
        )
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError, etree.LxmlError):
        # A page that breaks a library has no date by that library.
        return None
    return read_publish_time(found, zone) if found else None
