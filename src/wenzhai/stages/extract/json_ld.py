"""Before: a page's JSON-LD scripts. After: what they say of the article (schema.org)."""

from __future__ import annotations

import json
from typing import cast

import msgspec
from lxml import html  # type: ignore[import-untyped]  # ships no type hints

MAX_SCRIPT = 400_000
MAX_NODES = 3000
_ARTICLE = ("Article", "BlogPosting", "Report", "SocialMediaPosting", "ReportageNewsArticle")


class StructuredData(msgspec.Struct, frozen=True, kw_only=True):
    """Empty where a page does not say. `free` is False only where the page says it is not."""

    headline: str = ""
    published: str = ""
    author: str = ""
    picture: str = ""
    caption: str = ""
    types: tuple[str, ...] = ()
    free: bool = True
    has_video: bool = False


def read_json_ld(root: html.HtmlElement) -> StructuredData:
    """The first article node decides; broken scripts are passed over, as browsers do."""
    types: list[str] = []
    article: dict[str, object] | None = None
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        for node in _nodes((script.text or "")[:MAX_SCRIPT]):
            names = [str(n) for n in _as_list(node.get("@type"))]
            types.extend(names)
            if article is None and any(name.endswith(_ARTICLE) for name in names):
                article = node
    if article is None:
        return StructuredData(types=tuple(types[:50]), has_video="VideoObject" in types)
    picture, caption = _picture(article.get("image"))
    return StructuredData(
        headline=_text(article.get("headline") or article.get("name")),
        published=_text(article.get("datePublished") or article.get("dateCreated")),
        author=", ".join(filter(None, map(_name, _as_list(article.get("author")))))[:200],
        picture=picture,
        caption=caption,
        types=tuple(types[:50]),
        free=str(article.get("isAccessibleForFree", True)).lower() not in ("false", "0", "no"),
        has_video="VideoObject" in types,
    )


def _nodes(script: str) -> list[dict[str, object]]:
    try:
        stack: list[object] = [json.loads(script.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, object]] = []
    seen = 0
    while stack and seen < MAX_NODES:
        seen += 1
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node[:200]))
        elif isinstance(node, dict):
            if "@type" in node:
                found.append(cast("dict[str, object]", node))
            below = [node[k] for k in ("@graph", "mainEntity", "mainEntityOfPage") if k in node]
            stack.extend(reversed(below))
    return found


def _as_list(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    return " ".join(str(value).split())[:500] if isinstance(value, str | int | float) else ""


def _name(value: object) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _picture(value: object) -> tuple[str, str]:
    for item in _as_list(value):
        if isinstance(item, str):
            return item, ""
        if isinstance(item, dict):
            url = item.get("url") or item.get("contentUrl")
            if isinstance(url, str):
                return url, _text(item.get("caption"))
    return "", ""
