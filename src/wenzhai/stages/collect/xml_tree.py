"""Before: the text of a sitemap or an OPML file. After: an lxml tree, read without entities."""

from __future__ import annotations

import zlib
from typing import Final

from lxml import etree  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.errors import ParseError
from wenzhai.language.encoding import decode_xml
from wenzhai.stages.collect.feed_xml import harden_xml

MAX_UNPACKED: Final = 50_000_000  # what sitemaps.org allows


def parse_xml_tree(body: bytes, content_type: str, where: str) -> etree._Element:
    """Parse XML from outside; a broken end is left off. Raises `ParseError`."""
    text = harden_xml(decode_xml(body, content_type).text)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_xml(str(error), where) from None
    if root is None:
        raise _no_xml("there is no element in it", where)
    return root


def _no_xml(why: str, where: str) -> ParseError:
    return ParseError(
        f"this is no XML that can be read ({why[:120]})",
        where=where,
        remedy="Open it in a browser and see whether it still is what it was.",
    )


def read_local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, in lower case; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def unpack_gzip(body: bytes, where: str, limit: int = MAX_UNPACKED) -> bytes:
    """Unpack a `.gz` file that came as such; others are returned as they are. Raises `ParseError`."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, limit + 1)
    except zlib.error:
        raise ParseError("the packed file is damaged", where=where) from None
    if len(unpacked) > limit:
        raise ParseError(f"it unpacks to more than {limit:,} bytes", where=where)
    return unpacked
