"""Dotted paths into JSON: `extra.info`, `data.list.0.title`, `newsArray[].siteName`."""

from __future__ import annotations

_LONGEST_LIST = 1000


def find_value(document: object, path: str) -> object:
    """Return what stands at `path`, or None; `name[]` walks a list and gives a list."""
    name, _, rest = path.partition(".")
    if name.endswith("[]"):
        inner = _step(document, name[:-2])
        if not isinstance(inner, list):
            return None
        return [find_value(part, rest) if rest else part for part in inner[:_LONGEST_LIST]]
    found = _step(document, name)
    return find_value(found, rest) if rest and found is not None else found


def _step(document: object, name: str) -> object:
    if not name:
        return document
    if isinstance(document, dict):
        return document.get(name)
    if isinstance(document, list) and name.isascii() and name.isdigit() and len(name) < 7:
        return document[int(name)] if int(name) < len(document) else None
    return None


def read_text(value: object) -> str:
    """Return a string or a number as text; anything else is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""
