"""Before: an article. After: whether the company, the authority or the filing itself speaks in it.

Precision first: what a newspaper reports of a statement is not the statement. The hosts are data
(`rank_primary.toml`); a title's form (公告, statement) never suffices alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol
from urllib.parse import urlsplit

import msgspec

from wenzhai.model import Article, Name

PrimaryKind = Literal["", "authority", "filing", "company", "release"]

_OF_ROLE: Mapping[str, PrimaryKind] = {"official": "authority", "company": "company"}
_ANNOUNCES = re.compile(
    r"公告|通报|声明|公示|通知|通告|启事|致歉信|答记者问|说明$"
    r"|\b(?:statement|announcement|notice|press release|open letter|apology)\b",
    re.IGNORECASE,
)
# The mark that a wire sets before a release's first sentence, kept by whoever reprints it.
_DATELINE = re.compile(
    r"/\s?(?:PRNewswire|PRNewswire-[A-Z]{2,8}|美通社|CNW|ACN Newswire)\s?/"
    r"|\(BUSINESS WIRE\)|\(GLOBE NEWSWIRE\)|/ACCESSWIRE/|Media OutReach Newswire"
)
_DATELINE_WITHIN = 300  # characters of the text


class NameMatch(Protocol):
    """A glossary name found in a text."""

    @property
    def name(self) -> Name: ...


class FindsNames(Protocol):
    """What is needed of `language.names.NameFinder`."""

    def find(self, text: str) -> tuple[NameMatch, ...]: ...

    def look_up(self, form: str) -> Name | None: ...

    def parents(self, name: Name) -> tuple[Name, ...]: ...


class _Publishers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    release: frozenset[str]


class _Hosts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    authority: tuple[str, ...]
    filing: tuple[str, ...]
    company: tuple[str, ...]
    release: tuple[str, ...]
    never: tuple[str, ...]
    publishers: _Publishers


def is_primary(article: Article, names: FindsNames | None = None) -> bool:
    """Whether an article is the company's, the authority's or the filing's own word."""
    return bool(tell_primary(article, names))


def tell_primary(article: Article, names: FindsNames | None = None) -> PrimaryKind:
    """Who speaks: `authority`, `filing`, `company`, `release` (by a paid wire), or nobody himself.

    By the source's role, the host, a wire's name or dateline; with `names`, also where a regulator
    publishes under its own name, or a company that announces something of itself. Any text will do."""
    said = _look_up_host(article.url) or _OF_ROLE.get(article.role, "")
    if said:
        return said
    if article.publisher.strip() in _load().publishers.release:
        return "release"
    if _DATELINE.search(article.text[:_DATELINE_WITHIN]):
        return "release"
    return _look_up_publisher(article, names) if names else ""


def _look_up_publisher(article: Article, names: FindsNames) -> PrimaryKind:
    speaker = names.look_up(article.publisher[:100])
    if speaker is None:
        return ""
    if speaker.kind == "regulator":
        return "authority"
    # Portals are companies too: one speaks itself only where it announces something and is named.
    if speaker.kind == "company" and _ANNOUNCES.search(article.title[:300]):
        named = {match.name.id for match in names.find(article.title[:300])}
        return "company" if speaker.id in named else ""
    return ""


def _look_up_host(url: str) -> PrimaryKind:
    """Who speaks at this address; the entry of the most labels decides, then of the longest path."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    known = _by_host()
    labels = host.split(".")[-8:]
    for start in range(len(labels)):
        for prefix, kind in known.get(".".join(labels[start:]), ()):
            if parts.path.startswith(prefix):
                return kind
    return ""


@cache
def _by_host() -> dict[str, list[tuple[str, PrimaryKind]]]:
    """Host -> (path that it must begin with, kind), longer paths first."""
    hosts = _load()
    table: dict[str, list[tuple[str, PrimaryKind]]] = {}
    kinds: tuple[tuple[PrimaryKind, tuple[str, ...]], ...] = (
        ("", hosts.never),
        ("filing", hosts.filing),
        ("authority", hosts.authority),
        ("company", hosts.company),
        ("release", hosts.release),
    )
    for kind, entries in kinds:
        for entry in entries:
            host, slash, path = entry.partition("/")
            table.setdefault(host, []).append((slash + path, kind))
    for entries_of_host in table.values():
        entries_of_host.sort(key=lambda entry: -len(entry[0]))
    return table


@cache
def _load() -> _Hosts:
    text = (files("wenzhai.stages.highlight") / "rank_primary.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Hosts)
