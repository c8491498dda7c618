"""Before: HTML text in any state. After: a bounded tree that is safe to walk."""

from __future__ import annotations

import re

from lxml import etree, html  # type: ignore[import-untyped]  # ships no type hints

MAX_HTML = 2_500_000
"""Characters read of a page. The longest of 243 real ones has 1,500,000."""
MAX_ELEMENTS = 12_000
"""Real pages have up to 3,200. Beyond this many a page is no article; what stands before the bound is still read."""
MAX_DEPTH = 200
"""Elements nested deeper lose their nesting, not their text; the extractors behind recurse."""

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Included headers bring an </html> of their own; libxml2 drops what follows it, browsers do not.
_PAGE_END = re.compile(r"</(?:html|body)\s{0,9}>", re.IGNORECASE)
_DATA_URI = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=]{200,}")


def parse_page(text: str) -> html.HtmlElement | None:
    """The page as a tree, or None where there is nothing to read.

    Comments and processing instructions are gone; size, count and depth of the elements are bounded
    (`MAX_HTML`, `MAX_ELEMENTS`, `MAX_DEPTH`), so that every later step is linear in a bounded size.
    """
    # Inlined pictures are most of some pages; without them more of the article fits the bound.
    text = _DATA_URI.sub("", text[: 4 * MAX_HTML])[:MAX_HTML]
    text = _PAGE_END.sub("", _UNREADABLE.sub(" ", text)).strip()
    if not text:
        return None
    # Bytes, because lxml refuses a str that declares its own encoding; huge_tree is off, so libxml2
    # itself bounds text nodes and attributes.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    bound_tree(root)
    return root


def bound_tree(root: html.HtmlElement) -> None:
    """Cuts what exceeds `MAX_ELEMENTS` and flattens what exceeds `MAX_DEPTH`, in place."""
    count = 0
    depth = 0
    deep: list[html.HtmlElement] = []
    surplus: list[html.HtmlElement] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            count += 1
            if count > MAX_ELEMENTS and depth > 2:
                surplus.append(element)
            elif depth > MAX_DEPTH:
                deep.append(element)
        else:
            depth -= 1
    if surplus:
        # The first surplus element and all that follow it; those inside another go with it.
        inside = set(surplus)
        for element in surplus:
            parent = element.getparent()
            if parent is not None and parent not in inside:
                parent.remove(element)
    for element in reversed(deep):
        parent = element.getparent()
        if parent is not None:
            element.drop_tag()


def text_of(element: html.HtmlElement) -> str:
    """All text below an element, white space collapsed."""
    return " ".join("".join(element.itertext()).split())
