"""Before: an Entry and the page behind it. After: an Article with passages.

1. parse the page (`page`), read what it says of itself (`metadata`, `pictures`, `published`);
2. remove what readers cannot see (`hidden`), then find the text (`body`, `blocks`, `lines`);
3. choose between the page's text, the feed's and the summary;
4. label it (`kinds`), name its language, cut it into passages (`passages`).
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.language.script import detect_language
from wenzhai.model import Article, ArticleKind, Entry, Picture, Source
from wenzhai.stages.extract.blocks import list_blocks, measure_text
from wenzhai.stages.extract.body import extract_body
from wenzhai.stages.extract.hidden import clean_characters, holds_message, remove_hidden
from wenzhai.stages.extract.kinds import SHORT, find_kind, find_labels
from wenzhai.stages.extract.lines import clean_lines
from wenzhai.stages.extract.metadata import (
    Metadata,
    find_author_in_text,
    read_metadata,
    site_of,
    web_url,
)
from wenzhai.stages.extract.page import parse_page
from wenzhai.stages.extract.passages import split_passages
from wenzhai.stages.extract.pictures import find_picture
from wenzhai.stages.extract.published import find_published

EXTRACTOR_VERSION = "2"
"""Raised when articles come out otherwise: what is stored is then extracted again."""
MAX_TEXT = 200_000
"""Characters of an article's text; a book is cut at a paragraph."""
MAX_LINKS = 40
ANOTHER_LANGUAGE = "another language"
"""The label of an article that is neither in English nor in Chinese; its kind is `other`."""
_BREAK = re.compile(r"\n+")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|&hellip;)\s*$")
_CUT_MARK = re.compile(
    r"\s*(?:\[(?:…|\.\.\.|&hellip;)\]|(?:…|\.\.\.)?\s*(?:continue reading|read more|阅读全文|查看全文)\W{0,3})\s*$",
    re.IGNORECASE,
)
_ARCHIVES = ("archive", "jsonl", "json-lines", "folder", "files")


class _Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one HTML text held."""

    paragraphs: tuple[str, ...] = ()
    metadata: Metadata = Metadata()
    kind: ArticleKind = "other"
    labels: tuple[str, ...] = ()
    picture: Picture | None = None
    links: tuple[str, ...] = ()
    language: str = ""
    published_at: datetime
    published_from: str

    @property
    def text(self) -> str:
        return _join(self.paragraphs)


def extract_article(entry: Entry, html: str | None, source: Source) -> Article:
    """The article of `entry`: from its page `html` where there is one, else from the full text in the
    feed, else from the summary (`text_from` says which).

    Never raises, whatever the HTML is; sizes are bounded. A page that gives much less than the feed
    did is passed over for the feed's text. An entry with a title alone has the text "" and is a `stub`.
    """
    prior = entry.language or source.language
    page = _read_page(entry, html, source, prior, is_page=True) if html else None
    feed = _read_page(entry, entry.content_html, source, prior) if entry.content_html else None
    title = _clean_title(entry.title)
    chosen, text_from = _choose(page, feed)
    if chosen is not None:
        text, kind, labels = chosen.text, chosen.kind, list(chosen.labels)
    else:
        text, kind, labels = _read_summary(entry.summary)
        text_from = "summary"
        labels += find_labels(text, title, entry.url, Metadata(), text)
        if page is not None:
            # The page was there and held no text: its kind says why.
            kind = page.kind if page.kind in ("stub", "list") or not text else kind
            labels += [label for label in page.labels if label not in labels]
    described = page or feed
    if described is None:
        published_at, published_from = find_published(
            None,
            Metadata(),
            entry.url,
            is_chinese=prior.startswith("zh"),
            seen_at=entry.seen_at,
            feed_at=entry.published_at,
            feed_name=_feed_name(source),
        )
    else:
        published_at, published_from = described.published_at, described.published_from
    if page is not None and page.kind != "other":
        title = _choose_title(title, page.metadata)
    elif not title and page is not None:
        title = page.metadata.title
    title, smuggled = clean_characters(title)
    language = detect_language(f"{title}\n{text}", prior)
    if not _is_read(language):
        # Whatever stands in it, no stage after this one can read it.
        kind = "other"
        labels.append(ANOTHER_LANGUAGE)
    author = entry.author or (described.metadata.author if described else "")
    if not author and described is not None:
        author = find_author_in_text(text)
    if smuggled and "hidden text removed" not in labels:
        labels.append("hidden text removed")
    publisher = entry.publisher or source.name
    return Article(
        id=entry.id,
        source_id=entry.source_id,
        url=(page.metadata.url if page else "") or entry.url,
        title=title,
        text=text,
        language=language,
        published_at=published_at,
        published_from=published_from,
        publisher=publisher,
        family=entry.family or source.family or publisher,
        kind=kind,
        text_from=text_from,
        author=" ".join(author.split())[:120],
        role=source.role,
        quality=source.quality,
        passages=split_passages(entry.id, text, language, recorded=source.kind == "transcript"),
        picture=_choose_picture(page, feed, entry),
        labels=tuple(dict.fromkeys(labels)),
        links=chosen.links if chosen is not None else (),
        publishers=entry.publishers,
    )


def _is_read(language: str) -> bool:
    return language == "en" or language.startswith("zh")


def _choose(page: _Reading | None, feed: _Reading | None) -> tuple[_Reading | None, str]:
    size = measure_text(page.text) if page is not None else 0
    offered = measure_text(feed.text) if feed is not None else 0
    if (
        feed is not None
        and offered
        and (
            page is None
            or not size
            or (page.kind != "article" and offered > size)
            or offered > 2 * size
        )
    ):
        return feed, "feed"
    return (page, "page") if page is not None and size else (None, "")


def _read_page(
    entry: Entry, text: str, source: Source, prior: str, *, is_page: bool = False
) -> _Reading:
    smuggled = holds_message(text)
    root = parse_page(text)
    if root is None:
        return _Reading(published_at=entry.published_at or entry.seen_at, published_from="seen")
    # lxml makes a Python object anew whenever it meets an element that none is held of.
    held = list(root.iter())
    metadata = read_metadata(root, entry.url) if is_page else Metadata(url=entry.url)
    picture = find_picture(root, metadata, entry.url, entry.picture_url)
    title = metadata.title if is_page else entry.title
    language = detect_language(f"{title}\n{_sample(root)}", prior)
    is_chinese = language.startswith("zh")
    published_at, published_from = find_published(
        root if is_page else None,
        metadata,
        entry.url,
        is_chinese=is_chinese,
        seen_at=entry.seen_at,
        feed_at=entry.published_at,
        feed_name=_feed_name(source),
    )
    was_hidden = remove_hidden(root)
    held.clear()
    held.extend(root.iter())
    blocks = list_blocks(root)
    if is_page:
        paragraphs = extract_body(root, blocks, title=title, is_chinese=is_chinese)
    else:
        # The feed gave the article itself: there is no page around it to tell it from.
        paragraphs = clean_lines((block.text for block in blocks), title)
    paragraphs, also = _clean(paragraphs)
    body = _join(paragraphs)
    kind = find_kind(body, title, entry.url, metadata, blocks) if is_page else _kind_of(body)
    shown = "\n".join(block.text for block in blocks if not block.furniture)
    labels = find_labels(body, title or entry.title, entry.url, metadata, shown)
    if was_hidden or smuggled or also:
        labels.append("hidden text removed")
    return _Reading(
        paragraphs=paragraphs,
        metadata=metadata,
        kind=kind,
        labels=tuple(labels),
        picture=picture,
        links=_find_links(root, paragraphs, entry.url),
        language=language,
        published_at=published_at,
        published_from=published_from,
    )


def _read_summary(summary: str) -> tuple[str, ArticleKind, list[str]]:
    root = parse_page(summary) if "<" in summary else None
    labels: list[str] = []
    if root is not None:
        if remove_hidden(root):
            labels.append("hidden text removed")
        lines = [block.text for block in list_blocks(root)]
    else:
        lines = _BREAK.split(summary[:MAX_TEXT])
    lines = [_CUT_MARK.sub("…", " ".join(line.split())) for line in lines]
    paragraphs, smuggled = _clean(tuple(line for line in lines if line.strip(" …")))
    text = _join(paragraphs)
    if smuggled and not labels:
        labels.append("hidden text removed")
    return text, _kind_of(text), labels


def _kind_of(text: str) -> ArticleKind:
    return "article" if measure_text(text) >= SHORT / 2 else "stub"


def _clean(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    cleaned = [clean_characters(paragraph) for paragraph in paragraphs]
    kept = tuple(stripped for text, _ in cleaned if (stripped := text.strip()))
    return kept, any(smuggled for _, smuggled in cleaned)


def _join(paragraphs: tuple[str, ...]) -> str:
    total = 0
    kept: list[str] = []
    for paragraph in paragraphs:
        total += len(paragraph) + 2
        if total > MAX_TEXT:
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def _sample(root: lxml_html.HtmlElement) -> str:
    """Prose of the page for telling its language: its paragraphs, else all its text."""
    paragraphs = ["".join(p.itertext()) for p in list(root.iter("p"))[:60]]
    sample = "\n".join(p.strip() for p in paragraphs if len(p.strip()) > 30)
    if len(sample) < 200:
        sample = "\n".join(block.text for block in list_blocks(root) if block.size > 40)
    return sample[:6000]


def _clean_title(title: str) -> str:
    root = parse_page(title) if "<" in title and ">" in title else None
    return " ".join(("".join(root.itertext()) if root is not None else title).split())[:500]


def _choose_title(title: str, metadata: Metadata) -> str:
    """The page's headline where it is sure, or the entry's is missing or cut."""
    if not metadata.title:
        return title
    if not title or _CUT.search(title) or metadata.title_is_sure:
        return metadata.title
    return title


def _choose_picture(page: _Reading | None, feed: _Reading | None, entry: Entry) -> Picture | None:
    for reading in (page, feed):
        if reading is not None and reading.picture is not None:
            return reading.picture
    offered = web_url(entry.picture_url, entry.url)
    return Picture(url=offered) if offered else None


def _find_links(
    root: lxml_html.HtmlElement, paragraphs: tuple[str, ...], url: str
) -> tuple[str, ...]:
    """Links inside the article's own paragraphs, in order, without fragments and share buttons."""
    known = {"".join(paragraph.split())[:60] for paragraph in paragraphs}
    found: dict[str, None] = {}
    for element in root.iter("p", "li", "blockquote"):
        if "".join("".join(element.itertext()).split())[:60] not in known:
            continue
        for anchor in element.iter("a"):
            link = web_url(anchor.get("href", ""), url).split("#")[0]
            if link and link != url and site_of(link):
                found[link] = None
        if len(found) >= MAX_LINKS:
            break
    return tuple(found)[:MAX_LINKS]


def _feed_name(source: Source) -> str:
    return "archive" if source.kind in _ARCHIVES else "feed"
