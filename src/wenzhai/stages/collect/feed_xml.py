"""Before: the text of a feed from anywhere. After: XML that no parser can be hurt with.

The prolog (and with it every DOCTYPE and entity definition) is dropped, named entities of HTML
become character references, characters that XML forbids go, and times are written with a zone.
All of it in linear time.
"""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from html.entities import html5

from wenzhai.stages.collect.times import parse_time

# Any zone that nobody writes: a time that reads the same in it brings its own zone.
_ELSEWHERE = timezone(timedelta(hours=-11, minutes=-7))
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LATE_DOCTYPE = re.compile(r"<!(?=DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_DOCTYPE_TOKEN = re.compile(r"[\"'\[\]>]|<!--|<\?")
_PROLOG_PART = re.compile(r"<(?:!--|\?|!DOCTYPE|[^\W\d])", re.IGNORECASE)
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TIME = re.compile(
    r"(<(?:pubDate|published|updated|issued|modified|created|dc:date|dcterms:\w{4,10}|date)>\s{0,20}"
    r"(?:<!\[CDATA\[)?)([^<>\[\]&]{6,60})"
)


def harden_xml(text: str) -> str:
    """Return the same document from its root element on, safe for any XML parser."""
    root = _find_root(text)
    body = _LATE_DOCTYPE.sub("&lt;!", text[root:])
    if "&" in body:
        body = _NAMED.sub(_replace_named, body)
        body = _NUMBERED.sub(_check_number, body)
    return _DECLARATION + _FORBIDDEN.sub("", body).replace("\u2028", "\n").replace("\u2029", "\n")


def write_zones(text: str, zone: tzinfo) -> tuple[str, int]:
    """Rewrite times that lack a zone as UTC, taking them to be meant in `zone`; and count them.

    Done before parsing, because parsers take such times for UTC and do not say so.
    """
    changed = 0

    def rewrite(found: re.Match[str]) -> str:
        nonlocal changed
        value = found.group(2)
        here, there = parse_time(value, zone), parse_time(value, _ELSEWHERE)
        if here is None or here == there:
            return found.group(0)
        changed += 1
        return f"{found.group(1)}{here.strftime('%Y-%m-%dT%H:%M:%S+00:00')}"

    return _TIME.sub(rewrite, text), changed


def _replace_named(found: re.Match[str]) -> str:
    name = found.group(1)
    if name in _XML_OWN:
        return found.group(0)
    characters = html5.get(f"{name};")
    if characters is None:
        return f"&amp;{name};"
    return "".join(f"&#{ord(character)};" for character in characters)


def _check_number(found: re.Match[str]) -> str:
    number = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE:
        return found.group(0)
    return found.group(0) if 0x10000 <= number <= 0x10FFFF else ""


def _find_root(text: str) -> int:
    """Find where the root element starts: after declaration, comments, instructions and DOCTYPE."""
    position = 0
    seen_doctype = False
    while True:
        found = _PROLOG_PART.search(text, position)
        if found is None:
            return len(text)
        position = found.start()
        if text.startswith("<!--", position):
            position = _after(text, "-->", position + 4)
        elif text.startswith("<?", position):
            position = _after(text, "?>", position + 2)
        elif text[position : position + 9].upper() == "<!DOCTYPE":
            # A document has one; to look for the end of many would take more than linear time.
            skip = _skip_to_bracket if seen_doctype else _skip_doctype
            position = skip(text, position + 9)
            seen_doctype = True
        else:
            return position


def _after(text: str, end: str, position: int) -> int:
    found = text.find(end, position)
    return len(text) if found < 0 else found + len(end)


def _skip_to_bracket(text: str, position: int) -> int:
    return _after(text, ">", position)


def _skip_doctype(text: str, position: int) -> int:
    """Skip to the `>` that closes the DOCTYPE, over quoted strings, comments and the subset."""
    inside = False
    start = position
    while True:
        found = _DOCTYPE_TOKEN.search(text, position)
        if found is None:
            return _skip_to_bracket(text, start)
        mark, position = found.group(), found.end()
        if mark == "[":
            inside = True
        elif mark == "]":
            inside = False
        elif mark == ">" and not inside:
            return position
        elif mark in ("'", '"'):
            position = _after(text, mark, position)
        elif mark == "<!--":
            position = _after(text, "-->", position)
        elif mark == "<?":
            position = _after(text, "?>", position)
