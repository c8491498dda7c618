"""Gathering what a text is held against: files, folders, addresses and JSON lines become sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from wenzhai.errors import InputError, WenzhaiError
from wenzhai.language.encoding import decode_html
from wenzhai.language.script import detect_language
from wenzhai.model import CheckedSource, Entry, Source, SourceText
from wenzhai.newsroom.reading_texts import LARGEST_TEXT, read_text
from wenzhai.ports import Fetcher
from wenzhai.stages.collect.urls import canonicalise_url
from wenzhai.stages.extract import extract_article
from wenzhai.stages.highlight import guess_language

MOST_SOURCES = 400
_SUFFIXES = frozenset([".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".jsonl"])
_ANY_TIME = datetime(2100, 1, 1, tzinfo=UTC)
_LEAST_BODY = 40
"""Characters of a page's article below which all of its visible text is taken instead."""


class HeldSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source and its text; `keys` are the addresses and paths that a link to it may have."""

    source: CheckedSource
    text: SourceText
    keys: frozenset[str]


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What could be read, in the order given, and what could not, with the reason."""

    sources: tuple[HeldSource, ...]
    unread: dict[str, str]


def is_address(place: str) -> bool:
    """Whether a place is fetched and not opened."""
    return place.lower().startswith(("http://", "https://"))


def gather_sources(places: Sequence[str], fetcher: Callable[[], Fetcher]) -> Gathered:
    """Read every place: an address (fetched politely; `fetcher` is called when first needed), a file, a
    folder of files, or JSON lines as `wenzhai pipe check` takes them.

    Never raises for one place: what cannot be read is named. At most `MOST_SOURCES` are taken."""
    found: dict[str, HeldSource] = {}
    unread: dict[str, str] = {}
    for place in places:
        try:
            for held in _read_place(place, fetcher, unread):
                found.setdefault(held.source.id, held)
        except WenzhaiError as error:
            unread[place] = f"{error.what}. {error.remedy}".strip()
        except OSError as error:
            unread[place] = str(error.strerror or error)
    if len(found) > MOST_SOURCES:
        unread["…"] = f"only the first {MOST_SOURCES} of {len(found)} sources are used"
    return Gathered(sources=tuple(found.values())[:MOST_SOURCES], unread=unread)


def _read_place(
    place: str, fetcher: Callable[[], Fetcher], unread: dict[str, str]
) -> list[HeldSource]:
    if is_address(place):
        answer = fetcher().fetch(place)
        kind = answer.headers.get("content-type", "")
        if "html" in kind or not kind or answer.body.lstrip()[:15].lower().startswith(b"<!doctype"):
            page = decode_html(answer.body, kind).text
            return [_from_page(page, place, answer.url, canonicalise_url(place))]
        name = urlsplit(place).path.rpartition("/")[2] or place
        return [_from_file(answer.body, place, name)]
    path = Path(place)
    if path.is_dir():
        held: list[HeldSource] = []
        real = path.resolve()
        for file in sorted(path.rglob("*")):
            # A link may not lead out of the folder.
            if file.suffix.lower() not in _SUFFIXES or not file.resolve().is_relative_to(real):
                continue
            try:
                held += _read_file(file, unread)
            except (InputError, OSError) as error:
                unread[str(file)] = error.what if isinstance(error, InputError) else str(error)
            if len(held) > MOST_SOURCES:
                break
        if not held:
            unread[place] = "the folder holds no text that can be read"
        return held
    return _read_file(path, unread)


def _read_file(path: Path, unread: dict[str, str]) -> list[HeldSource]:
    with path.open("rb") as file:
        data = file.read(LARGEST_TEXT + 1)
    if path.suffix.lower() == ".jsonl":
        return _from_lines(data, str(path), unread)
    if path.suffix.lower() in (".html", ".htm"):
        return [_from_page(decode_html(data).text, str(path), "", _path_key(path))]
    return [_from_file(data, str(path), path.name, _path_key(path))]


def _path_key(path: Path) -> str:
    return str(path.resolve())


def _from_file(data: bytes, place: str, name: str, key: str = "") -> HeldSource:
    written = read_text(data, name)
    if not written.text.strip():
        raise InputError("it holds no text", where=place)
    return _hold(
        place,
        written.title or name,
        written.text,
        written.published,
        frozenset({key, place, canonicalise_url(written.url), canonicalise_url(place)}),
        written.url,
    )


def _from_page(page: str, place: str, final: str, key: str) -> HeldSource:
    """The article of a page; where a page is not built like one, all that a reader sees of it."""
    address = final or place
    entry = Entry(
        id=place,
        source_id="check",
        url=canonicalise_url(address) or place,
        title="",
        seen_at=_ANY_TIME,
    )
    source = Source(id="check", name="", kind="page", url=entry.url, language="")
    article = extract_article(entry, page, source)
    text, title = article.text, article.title
    if len(text) < _LEAST_BODY:
        written = read_text(page.encode("utf-8", "replace"), "page.html")
        text, title = written.text, title or written.title
    if not text.strip():
        raise InputError(
            "the page holds no text", where=place, remedy="Save what you see as .txt and give that."
        )
    known = article.published_from != "seen"
    published = article.published_at.isoformat() if known else ""
    keys = frozenset(
        {
            key,
            place,
            canonicalise_url(place),
            canonicalise_url(final),
            canonicalise_url(article.url),
        }
    )
    body = text if title in text[:400] else f"{title}\n\n{text}"
    return _hold(
        place, title or place, body, published, keys, canonicalise_url(final or article.url)
    )


def _from_lines(data: bytes, place: str, unread: dict[str, str]) -> list[HeldSource]:
    """Sources as JSON lines: `{"id","lang","text","published","url","title"}`, or lines of `pipe check`
    with `sources`."""
    found: list[HeldSource] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            row = None
        if not isinstance(row, dict):
            unread[f"{place}:{number}"] = "this is not a JSON object"
            continue
        listed = row.get("sources")
        for place_in, each in enumerate(listed if isinstance(listed, list) else [row]):
            text = each.get("text") if isinstance(each, dict) else None
            if not isinstance(text, str) or not text.strip():
                unread[f"{place}:{number}"] = "the line has no text"
                continue
            url = str(each.get("url") or "")
            name = str(each.get("id", f"{number}.{place_in + 1}"))
            keys = frozenset({name, canonicalise_url(url)})
            title = str(each.get("title") or name)
            held = _hold(
                f"{place}#{name}", title, text, str(each.get("published") or ""), keys, url
            )
            found.append(held)
    return found


def _hold(
    place: str, title: str, text: str, published: str, keys: frozenset[str], url: str
) -> HeldSource:
    language = detect_language(text[:4000])
    if language != "en" and not language.startswith("zh"):
        language = guess_language(text)
    return HeldSource(
        source=CheckedSource(
            id=place,
            title=" ".join(title.split())[:300],
            language=language,
            url=canonicalise_url(url) or (place if is_address(place) else ""),
        ),
        text=SourceText(id=place, lang=language, text=text, published=published),
        keys=keys - {""},
    )
