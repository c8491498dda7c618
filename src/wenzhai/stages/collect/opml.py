"""OPML in and out: a list of feeds as other readers keep it, and ours with nothing lost."""

from __future__ import annotations

import re
import unicodedata
from typing import cast, get_args
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.errors import ParseError
from wenzhai.model import Source
from wenzhai.model.source import Role
from wenzhai.stages.collect.plain import read_plain
from wenzhai.stages.collect.urls import canonicalise_url
from wenzhai.stages.collect.xml_tree import parse_xml_tree, read_local_name

NAMESPACE = "https://wenzhai.example/opml"
_OWN = f"{{{NAMESPACE}}}"
_MOST_SOURCES = 2_000
# Characters that only one of the two scripts uses, common enough to be in many names.
_TRADITIONAL = frozenset(
    "們個時來國說學會這報經開過為無電資訊業東車書長門問間關風飛馬華萬與專體網樂總"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def read_opml(body: bytes, content_type: str = "") -> tuple[Source, ...]:
    """Read the feeds of an OPML file, at any depth, each address once, in order.

    What our own export wrote comes back as it was; elsewhere the kind is `feed`, the language is
    guessed from the name and its folders, the id is made from the host. Raises `ParseError`.
    """
    root = parse_xml_tree(body, content_type, "OPML")
    if read_local_name(root) != "opml":
        raise ParseError(
            f"this is no OPML (its root is `{read_local_name(root)[:40]}`)",
            where="OPML",
            remedy="Export the list of feeds from your reader as OPML.",
        )
    sources: dict[str, Source] = {}
    taken: set[str] = set()
    for outline in root.iter():
        if read_local_name(outline) != "outline" or len(sources) >= _MOST_SOURCES:
            continue
        source = _read_outline(outline, taken)
        if source is not None and source.url not in sources:
            sources[source.url] = source
            taken.add(source.id)
    return tuple(sources.values())


def write_opml(sources: tuple[Source, ...], title: str) -> bytes:
    """Write sources as OPML 2.0; what OPML has no word for stands in attributes of our own."""
    root = etree.Element("opml", version="2.0", nsmap={"wenzhai": NAMESPACE})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _clean(title)
    body = etree.SubElement(root, "body")
    for source in sources:
        attributes = {
            "type": "rss",
            "text": source.name,
            "title": source.name,
            "xmlUrl": source.url,
            "language": source.language,
            f"{_OWN}id": source.id,
            f"{_OWN}kind": source.kind,
            f"{_OWN}language": source.language,
            f"{_OWN}family": source.family,
            f"{_OWN}role": source.role,
            f"{_OWN}quality": repr(source.quality),
            **{
                f"{_OWN}option.{key}": value
                for key, value in sorted(source.options.items())
                if re.fullmatch(r"[A-Za-z_][\w-]{0,60}", key, re.ASCII)
            },
        }
        clean = {key: _clean(value) for key, value in attributes.items()}
        etree.SubElement(body, "outline", {key: value for key, value in clean.items() if value})
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def make_slug(name: str, url: str, taken: set[str]) -> str:
    """Make an id that is not `taken`: the name in Latin letters, or the host where it has none."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
    if len(slug) < 3:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        slug = re.sub(r"[^a-z0-9]+", "-", host).strip("-")[:40].strip("-") or "source"
    unique, number = slug, 2
    while unique in taken:
        unique, number = f"{slug}-{number}", number + 1
    return unique


def guess_language(text: str) -> str:
    """Guess `zh-Hant`, `zh-Hans` or `en` from a name."""
    if not _HAN.search(text):
        return "en"
    return "zh-Hant" if any(character in _TRADITIONAL for character in text) else "zh-Hans"


def _clean(text: str) -> str:
    return re.sub("[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def _read_outline(outline: etree._Element, taken: set[str]) -> Source | None:
    values = {
        key.lower(): str(value)[:4096]
        for key, value in outline.attrib.items()
        if not key.startswith("{")
    }
    own = {
        key.removeprefix(_OWN): str(value)[:4096]
        for key, value in outline.attrib.items()
        if key.startswith(_OWN)
    }
    kind = own.get("kind", "feed")
    written = values.get("xmlurl", "").strip()
    # Our own kinds have paths and patterns as addresses; from elsewhere only the web's count.
    url = written if "id" in own else canonicalise_url(written)
    if not url:
        return None
    name = " ".join((values.get("title") or values.get("text") or url).split())[:200]
    named = own.get("id", "")
    role = own.get("role", "media")
    return Source(
        id=named if named and named not in taken else make_slug(name, url, taken),
        name=name if "id" not in own else values.get("title", name),
        kind=kind,
        url=url,
        language=own.get("language") or _guess_outline_language(outline, values, name),
        family=own.get("family", ""),
        role=cast(Role, role) if role in get_args(Role) else "media",
        quality=_read_quality(own.get("quality", "")),
        options={
            key.removeprefix("option."): value
            for key, value in own.items()
            if key.startswith("option.")
        },
    )


def _read_quality(text: str) -> float:
    try:
        quality = float(text)
    except ValueError:
        return 0.5
    return quality if 0.0 <= quality <= 1.0 else 0.5


def _guess_outline_language(outline: etree._Element, values: dict[str, str], name: str) -> str:
    said = values.get("language", "").replace("_", "-").lower()
    if said.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant")):
        return "zh-Hant"
    if said.startswith("zh"):
        return "zh-Hans"
    if said.startswith("en"):
        return "en"
    folders = [str(above.get("text") or "")[:200] for above in outline.iterancestors()]
    return guess_language(read_plain(" ".join([name, *folders]), 2000))
