"""Reading a text that someone wrote by hand: Markdown, plain text, HTML or a Word file, with its links.

Each becomes paragraphs of plain text, with the links that stand in them; addresses and footnote marks
are no part of the text. Everything is bounded, and nothing that a file names is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

import msgspec
from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no type hints
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wenzhai.errors import InputError
from wenzhai.language.encoding import decode_html, decode_plain

LARGEST_TEXT = 16_000_000
"""Bytes of a file that is read; a Word file may unpack to four times as many."""
_MOST_CHARACTERS = 2_000_000
_ADDRESS = re.compile(r"<?(https?://[^\s<>\"'，。；）】)\]]{1,2000})>?")
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]{1,80})\]:[ \t]?(.*)$")
_MARK = re.compile(r"\[\^([^\]\s]{1,80})\]")
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HAN = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
_BREAK = re.compile(rf"(?<=[{_HAN}])\s*\n\s*(?=[{_HAN}])")
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
        "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
_SILENT = frozenset(
    ["head", "script", "style", "noscript", "template", "iframe", "svg", "object", "select"]
)


class TextLink(msgspec.Struct, frozen=True):
    """An address and where its words stand in the paragraph, `[start, end)`."""

    start: int
    end: int
    url: str


class WrittenParagraph(msgspec.Struct, frozen=True):
    """Plain text on one line, with its links in order."""

    text: str
    links: tuple[TextLink, ...] = ()


class WrittenText(msgspec.Struct, frozen=True, kw_only=True):
    """A text as read: its title (empty where it has none), address and day, where it says them."""

    paragraphs: tuple[WrittenParagraph, ...]
    title: str = ""
    url: str = ""
    published: str = ""

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)


def read_text(data: bytes, name: str) -> WrittenText:
    """Read `data` as what the ending of `name` says, or as what it looks like.

    Raises InputError for what is no text (a PDF, a picture), too large, or broken."""
    if len(data) > LARGEST_TEXT:
        raise InputError(
            f"the file is larger than {LARGEST_TEXT:,} bytes",
            where=name,
            remedy="Give a part of it.",
        )
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if suffix == "pdf" or data.startswith(b"%PDF"):
        raise InputError(
            "a PDF is not read: its text comes without order or line ends that can be relied on",
            where=name,
            remedy="Save its text as .txt, .docx or .html, or give the address of the page it was made of.",
        )
    if suffix in ("jsonl", "json"):
        raise InputError(
            "JSON lines are no text",
            where=name,
            remedy="wenzhai pipe check reads drafts in JSON lines.",
        )
    if suffix == "docx" or data.startswith(b"PK\x03\x04"):
        return read_word(data, name)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            "this is no text", where=name, remedy="Give Markdown, plain text, HTML or a .docx file."
        )
    start = data[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if suffix in ("html", "htm", "xhtml") or start.startswith((b"<!doctype html", b"<html")):
        return read_html(decode_html(data).text)
    text = decode_plain(data).text.replace("\x00", "")[:_MOST_CHARACTERS]
    return read_plain(text) if suffix == "txt" else read_markdown(text)


def read_plain(text: str) -> WrittenText:
    """Paragraphs are what blank lines part; where there are none, every line is one."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = clean.split("\n\n") if "\n\n" in clean.strip() else clean.split("\n")
    found = tuple(p for part in parts if (p := _from_line(_join_lines(part))).text)
    return WrittenText(paragraphs=found)


def _join_lines(text: str) -> str:
    """Lines of one paragraph as one: no blank between two Chinese characters."""
    return " ".join(_BREAK.sub("", text).split())


def _from_line(line: str) -> WrittenParagraph:
    """A paragraph whose bare addresses are links, and no part of its text."""
    builder = _Builder()
    at = 0
    for found in _ADDRESS.finditer(line):
        builder.add(line[at : found.start()])
        builder.link(found[1].rstrip(".,;:!?"), "")
        at = found.end()
    builder.add(line[at:])
    return builder.end()


class _Builder:
    """Collects the words and links of one paragraph; white space runs become one blank."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._size = 0
        self._links: list[TextLink] = []

    def add(self, words: str) -> None:
        plain = re.sub(r"\s+", " ", words)
        if not self._size or self._words[-1].endswith(" "):
            plain = plain.lstrip(" ")
        if plain:
            self._words.append(plain)
            self._size += len(plain)

    def link(self, url: str, words: str) -> None:
        start = self._size
        self.add(words)
        self._links.append(TextLink(start, self._size, url))

    def end(self) -> WrittenParagraph:
        text = "".join(self._words).rstrip()
        found = WrittenParagraph(text, tuple(self._links))
        self.__init__()  # type: ignore[misc]  # empty again
        return found


# Markdown


def read_markdown(text: str) -> WrittenText:
    """CommonMark with tables. Front matter gives title, address and day; footnotes give the links of
    the sentence that bears their mark; code is left out."""
    front, lines = _split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    notes, lines = _split_footnotes(lines)
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")
    found: list[WrittenParagraph] = []
    title = front.get("title", "")
    heading = False
    for token in parser.parse("\n".join(lines)):
        if token.type == "heading_open":
            heading = not title
        if token.type != "inline":
            continue
        paragraph = _read_inline(token.children or [], notes)
        if paragraph.text or paragraph.links:
            found.append(paragraph)
            if heading and paragraph.text:
                title, heading = paragraph.text, False
    return WrittenText(
        paragraphs=tuple(found),
        title=title,
        url=front.get("url", front.get("link", "")),
        published=front.get("date", front.get("published_at", ""))[:40],
    )


def _read_inline(tokens: list[Token], notes: Mapping[str, list[str]]) -> WrittenParagraph:
    builder = _Builder()
    target = ""
    words: list[str] = []

    def add(text: str) -> None:
        if target:
            words.append(text)
            return
        at = 0
        for mark in _MARK.finditer(text):
            _add_with_addresses(builder, text[at : mark.start()])
            for url in notes.get(mark[1], ()):
                builder.link(url, "")
            at = mark.end()
        _add_with_addresses(builder, text[at:])

    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            shown = "".join(words)
            builder.link(target, "" if _ADDRESS.fullmatch(shown.strip()) else shown)
            target, words = "", []
        elif token.type in ("softbreak", "hardbreak"):
            add("\n")
        elif token.type in ("text", "code_inline"):
            add(token.content)
    paragraph = builder.end()
    # A line break between two Chinese characters is no blank; links move along with their words.
    return _close_han_gaps(paragraph)


def _add_with_addresses(builder: _Builder, text: str) -> None:
    at = 0
    for found in _ADDRESS.finditer(text):
        builder.add(text[at : found.start()])
        builder.link(found[1].rstrip(".,;:!?"), "")
        at = found.end()
    builder.add(text[at:])


_HAN_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")


def _close_han_gaps(paragraph: WrittenParagraph) -> WrittenParagraph:
    gaps = [m.start() for m in _HAN_GAP.finditer(paragraph.text)]
    if not gaps:
        return paragraph
    links = tuple(
        TextLink(
            link.start - sum(g < link.start for g in gaps),
            link.end - sum(g < link.end for g in gaps),
            link.url,
        )
        for link in paragraph.links
    )
    return WrittenParagraph(_HAN_GAP.sub("", paragraph.text), links)


def _split_front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    if not lines or lines[0].strip() != "---":
        return {}, lines
    for end, line in enumerate(lines[1:60], 1):
        if line.strip() in ("---", "..."):
            pairs = (entry.partition(":") for entry in lines[1:end] if ":" in entry)
            return {k.strip(): v.strip().strip("\"'") for k, _, v in pairs}, lines[end + 1 :]
    return {}, lines


def _split_footnotes(lines: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The addresses that each footnote names, and the lines without the footnotes."""
    notes: dict[str, list[str]] = {}
    kept: list[str] = []
    open_note = ""
    for line in lines:
        start = _FOOTNOTE.match(line)
        if start:
            open_note = start[1]
            notes[open_note] = _find_addresses(start[2])
        elif open_note and (line.startswith(("    ", "\t")) or not line.strip()):
            notes[open_note] += _find_addresses(line)
        else:
            open_note = ""
            kept.append(line)
    return notes, kept


def _find_addresses(text: str) -> list[str]:
    return [m[1].rstrip(".,;:!?") for m in _ADDRESS.finditer(text)]


# HTML


def read_html(text: str) -> WrittenText:
    """Every visible line of a page, in order; title, canonical address and day from its head."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    plain = text.replace("\x00", "")[:_MOST_CHARACTERS]
    try:
        root = lxml_html.document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (lxml_html.etree.LxmlError, ValueError, AssertionError):
        return WrittenText(paragraphs=())

    def first(path: str) -> str:
        return " ".join(str(root.xpath(f"string({path})")).split())[:2000]

    return WrittenText(
        paragraphs=tuple(_list_lines(root)),
        title=first("//title") or first("//h1"),
        url=first("//link[@rel='canonical']/@href"),
        published=first("//meta[@property='article:published_time']/@content")[:40],
    )


def _list_lines(root: lxml_html.HtmlElement) -> Iterator[WrittenParagraph]:
    """A walk without recursion: a page may be nested as deep as its author likes."""
    builder = _Builder()
    stack: list[tuple[lxml_html.HtmlElement, bool]] = [(root, False)]
    target: tuple[str, list[str]] | None = None
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag == "a" and target is not None:
                builder.link(target[0], "".join(target[1]))
                target = None
            if tag in _BLOCKS and (line := builder.end()).text:
                yield line
            _say(builder, target, element.tail)
            continue
        if not tag or tag in _SILENT or _is_hidden(element):
            _say(builder, target, element.tail)
            continue
        if (tag in _BLOCKS or tag == "br") and (line := builder.end()).text:
            yield line
        if tag == "a" and target is None and element.get("href"):
            target = (str(element.get("href")), [])
        _say(builder, target, element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    if (line := builder.end()).text:
        yield line


def _say(builder: _Builder, target: tuple[str, list[str]] | None, words: str | None) -> None:
    if not words:
        return
    if target is not None:
        target[1].append(words)
    else:
        _add_with_addresses(builder, words)


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    style = str(element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


# Word


def read_word(data: bytes, name: str) -> WrittenText:
    """Paragraphs and the cells of tables of a .docx file, in order, with its links."""
    from docx import Document
    from docx.table import Table
    from docx.text.hyperlink import Hyperlink
    from docx.text.paragraph import Paragraph

    broken = InputError(
        "this is no Word file that can be read", where=name, remedy="Save it again as .docx."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 4 * LARGEST_TEXT:
                raise InputError("the file unpacks to more than 64 MB", where=name)
            if _WORD_TYPE not in archive.read("[Content_Types].xml").decode("utf-8", "replace"):
                raise broken
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, lxml_html.etree.LxmlError) as error:
        raise broken from error

    def read(paragraph: Paragraph) -> WrittenParagraph:
        builder = _Builder()
        for item in paragraph.iter_inner_content():
            if isinstance(item, Hyperlink):
                builder.link(item.address or "", item.text)
            else:
                _add_with_addresses(builder, item.text)
        return builder.end()

    found: list[WrittenParagraph] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            cells = {id(c._tc): c for row in item.rows for c in row.cells}
            found += [read(p) for cell in cells.values() for p in cell.paragraphs]
        else:
            found.append(read(item))
    paragraphs = tuple(p for p in found if p.text)
    title = (document.core_properties.title or "").strip()
    return WrittenText(paragraphs=paragraphs, title=title)
