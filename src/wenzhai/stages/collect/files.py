"""Before: a JSONL file or a folder of pages on this machine. After: an entry for each of them."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import msgspec
from lxml import html  # type: ignore[import-untyped]  # ships no type hints
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.errors import InputError
from wenzhai.language.encoding import decode_html, decode_plain
from wenzhai.model import Batch, Entry, Source, make_entry_id
from wenzhai.stages.collect.archives import collect_file, find_path
from wenzhai.stages.collect.context import CollectContext, Collector, choose_zone
from wenzhai.stages.collect.folders import choose_seen_at, read_bounded, read_files
from wenzhai.stages.collect.mapping import Fields, Mapping, TimeFormat, read_mapping
from wenzhai.stages.collect.plain import MAX_TITLE, clean_content, read_plain
from wenzhai.stages.collect.times import parse_time
from wenzhai.stages.collect.urls import canonicalise_url

_SUFFIXES = {".html", ".htm", ".md", ".markdown"}
_FRONT_LINE = re.compile(r"([A-Za-z_]{1,30})\s{0,9}:\s{0,9}(.{0,1000})")
_HEADING = re.compile(r"(#{1,6})\s{1,9}(.{1,1000})")
_OWN_FIELDS = Fields(
    title="title",
    link="url",
    time="published_at",
    publisher="publisher",
    summary="summary",
    content_html="content_html",
    language="language",
    author="author",
    picture="picture_url",
    family="family",
)


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    """A file as read; `at` is the time as the file writes it."""

    title: str
    content_html: str
    url: str = ""
    author: str = ""
    at: str = ""


class JsonLines:
    """The kind `jsonl`: one JSON object a line, with the names of `Entry` or through the mapping
    file that the option `mapping` names."""

    def collect(self, source: Source, context: CollectContext) -> Batch:
        """Read the file at `source.url`; bad lines are noted and skipped."""
        written = source.options.get("mapping")
        if written:
            mapping = read_mapping(context.folder / written)
        else:
            zone = "+08:00" if source.language.startswith("zh") else "UTC"
            mapping = Mapping(fields=_OWN_FIELDS, time=TimeFormat(zone=zone))
        return collect_file(source, context, mapping)


class Folder:
    """The kind `folder`: HTML and Markdown files, at any depth, in the order of their paths."""

    def collect(self, source: Source, context: CollectContext) -> Batch:
        """Read the folder at `source.url`; a file that cannot be read is noted and skipped."""
        root = find_path(source, context.folder)
        if not root.is_dir():
            raise InputError(
                "there is no such folder",
                where=str(root),
                remedy=f"Make it, or mend the url of source `{source.id}`.",
            )
        return read_files(
            root, _SUFFIXES, context, lambda path: _read_file(path, root, source, context)
        )


JSON_LINES: Collector = JsonLines()
FOLDER: Collector = Folder()


def _read_file(path: Path, root: Path, source: Source, context: CollectContext) -> Entry:
    body = read_bounded(path)
    is_html = path.suffix.lower() in (".html", ".htm")
    document = read_html_file(body) if is_html else read_markdown_file(body)
    at = parse_time(document.at, choose_zone(source.language))
    # Not absolute: an edition must not depend on where the newsroom's folder lies.
    relative = f"file:{source.id}/{path.relative_to(root).as_posix()}"
    url = canonicalise_url(document.url) or relative
    title = document.title or path.stem
    return Entry(
        id=make_entry_id(source.id, url, title),
        source_id=source.id,
        url=url,
        title=title,
        seen_at=choose_seen_at(at, context),
        content_html=document.content_html,
        author=document.author,
        published_at=at,
        language=source.language,
        publisher=source.name,
        family=source.family,
    )


def read_html_file(body: bytes) -> _Document:
    """Read title, canonical address and time of an HTML file. Never fails."""
    text = decode_html(body).text.replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return _Document(title="", content_html="")
    first = [
        str(root.xpath(f"string({path})"))
        for path in (
            "//title",
            "//h1",
            "//link[@rel='canonical']/@href",
            "//meta[@name='author']/@content",
            "//meta[@property='article:published_time']/@content",
            "//time/@datetime",
        )
    ]
    title, heading, url, author, published, time = first
    return _Document(
        title=read_plain(escape(title or heading, quote=False), MAX_TITLE),
        content_html=clean_content(text),
        url=url[:4096],
        author=read_plain(escape(author, quote=False), 200),
        at=published or time,
    )


def read_markdown_file(body: bytes) -> _Document:
    """Read front matter, first heading and paragraphs of a Markdown file. Never fails.

    The content becomes headings and paragraphs; marks inside of a line stay as they are written.
    """
    lines = decode_plain(body).text.replace("\x00", "").splitlines()
    front, lines = _split_front_matter(lines)
    blocks: list[str] = []
    paragraph: list[str] = []
    title = front.get("title", "")
    for line in [*lines, ""]:
        heading = _HEADING.fullmatch(line.strip())
        if paragraph and (heading or not line.strip()):
            blocks.append(f"<p>{escape(' '.join(paragraph), quote=False)}</p>")
            paragraph = []
        if heading:
            words = heading.group(2).strip(" #")
            level = len(heading.group(1))
            title = title or words
            blocks.append(f"<h{level}>{escape(words, quote=False)}</h{level}>")
        elif line.strip():
            paragraph.append(line.strip())
    return _Document(
        title=" ".join(title.split())[:MAX_TITLE],
        content_html=clean_content("\n".join(blocks)),
        url=front.get("url", front.get("link", "")),
        author=front.get("author", "")[:200],
        at=front.get("date", front.get("published_at", "")),
    )


def _split_front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    if not lines or lines[0].strip() != "---":
        return {}, lines
    for end, line in enumerate(lines[1:100], 1):
        if line.strip() in ("---", "..."):
            pairs = filter(None, (_FRONT_LINE.fullmatch(each.strip()) for each in lines[1:end]))
            front = {pair[1].lower(): pair[2].strip().strip("\"'") for pair in pairs}
            return front, lines[end + 1 :]
    return {}, lines
