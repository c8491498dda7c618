"""Before: a tree of visible elements. After: its text blocks, and the run of them that is the article.

The run is the maximum-sum subsequence of the blocks' values (Pasternack and Roth, Extracting article
text from the web with maximum subsequence segmentation, WWW 2009), with values from length,
punctuation and link density instead of a trained classifier; so it needs no word list and reads
Chinese as it reads English. Linear in the size of the page, without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from lxml import etree, html  # type: ignore[import-untyped]  # ships no type hints

_BLOCK_TAGS_WORDS = (
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
_BLOCK_TAGS = frozenset(_BLOCK_TAGS_WORDS.split())
_SKIPPED_TAGS_WORDS = (
    "head script style noscript template iframe nav aside footer form button select textarea "
    "input label svg canvas video audio object embed figcaption"
)
_SKIPPED_TAGS = frozenset(_SKIPPED_TAGS_WORDS.split())
_WRAPPERS = frozenset({"form", "aside", "label"})
"""Skipped, unless they wrap most of the page, as the one form of an ASP.NET page does."""
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comment|comments|cmt|disqus|recommend|recommended|related|relate|relation|"
    r"share|sharing|social|footer|foot|sidebar|side|breadcrumb|crumbs?|nav|navbar|menu|toolbar|"
    r"copyright|advert|advertisement|ads?|sponsor|promo|newsletter|subscribe|hotnews|hot|rank|tags?|"
    r"login|register|popup|modal|qrcode|ewm|pagination|pager|statement|declare|prev|next|"
    r"editor|keyword|keywords|tuijian|xiangguan|pinglun)(?:$|[\s_-])"
)
_PUNCTUATION = re.compile(r"[，。！？；：、“”《》（）…,.!?;:]")
_SENTENCE_END = re.compile(r"[。！？!?…”」]|[.](?:\s|$)")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


class Block(msgspec.Struct, frozen=True):
    """A line of the page: `size` counts Han characters double, since each says as much as a word's
    half; `linked` is the part of `size` inside links; `element` the block element that holds it."""

    text: str
    size: int
    linked: int
    element: html.HtmlElement
    furniture: bool
    heading: bool


def list_blocks(root: html.HtmlElement) -> list[Block]:
    """The page's lines in order. Furniture (menus, comments, related items) is marked by its names."""
    blocks: list[Block] = []
    parts: list[str] = []
    linked = 0
    in_link = 0
    half = len("".join(root.itertext())) * 0.4
    # The outermost skipped element and piece of furniture that we are inside of.
    skipping: html.HtmlElement | None = None
    furniture: html.HtmlElement | None = None
    holders: list[html.HtmlElement] = [root]

    def holds_most(element: html.HtmlElement) -> bool:
        return len("".join(element.itertext())) > half

    def flush() -> None:
        nonlocal linked
        text = " ".join("".join(parts).split())
        if text:
            size = measure_text(text)
            holder = holders[-1]
            blocks.append(
                Block(
                    text,
                    size,
                    min(linked, size),
                    holder,
                    furniture is not None,
                    isinstance(holder.tag, str)
                    and holder.tag in ("h1", "h2", "h3", "h4", "h5", "h6"),
                )
            )
        parts.clear()
        linked = 0

    def take(text: str | None) -> None:
        nonlocal linked
        if text and skipping is None:
            parts.append(text)
            if in_link:
                linked += measure_text(text.strip())

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        block = tag in _BLOCK_TAGS
        if event == "start":
            if block:
                flush()
                holders.append(element)
            is_skipped = skipping is None and tag in _SKIPPED_TAGS
            if is_skipped and (tag not in _WRAPPERS or not holds_most(element)):
                skipping = element
            if tag == "a":
                in_link += 1
            if furniture is None and _is_furniture(element) and not holds_most(element):
                furniture = element
            take(element.text)
        else:
            if block:
                flush()
                holders.pop()
            if element is skipping:
                skipping = None
            if tag == "a":
                in_link -= 1
            if element is furniture:
                furniture = None
            take(element.tail)
    flush()
    return blocks


def measure_text(text: str) -> int:
    """Length with each Han character counted twice."""
    return len(text) if text.isascii() else len(text) + len(_HAN.findall(text))


def find_article_run(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the article, in order; empty where no run of them reads like prose."""
    values = [_value(block) for block in blocks]
    best = total = 0.0
    start = first = last = 0
    for index, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, first, last = total, start, index + 1
    if best <= 0:
        return []
    run = [block for block in blocks[first:last] if _is_kept(block)]
    return _within_container(run)


def _is_furniture(element: html.HtmlElement) -> bool:
    if element.tag in ("body", "html", "article", "main"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return len(names) > 1 and _FURNITURE.search(names[:300]) is not None


def _value(block: Block) -> float:
    free = block.size - block.linked
    if block.furniture:
        return -10.0 - block.linked / 4
    if block.linked > 0.5 * block.size:
        return -12.0 - block.linked / 8
    if free < 20:
        return -4.0
    marks = len(_PUNCTUATION.findall(block.text))
    if marks == 0:
        return -2.0 if free < 60 else 1.0
    return min(free, 600) * (1.0 if _SENTENCE_END.search(block.text) else 0.4)


def _is_kept(block: Block) -> bool:
    if block.furniture:
        return False
    return block.linked <= 0.5 * block.size or (
        block.size - block.linked > 30 and _SENTENCE_END.search(block.text) is not None
    )


def _within_container(run: list[Block]) -> list[Block]:
    """Drops what stands outside the lowest element that holds nine tenths of the run's prose."""
    prose = [b for b in run if b.size >= 40 and _SENTENCE_END.search(b.text)]
    total = sum(b.size for b in prose)
    if not total:
        return run
    held: dict[html.HtmlElement, int] = {}
    for block in prose:
        node = block.element
        if node.tag in ("p", "br"):
            node = node.getparent()
        while node is not None:
            held[node] = held.get(node, 0) + block.size
            node = node.getparent()
    # Those that hold more than half lie on one line of descent; the lowest of them is the container.
    enough = [node for node, size in held.items() if size >= 0.9 * total]
    container = max(enough, key=lambda node: sum(1 for _ in node.iterancestors()), default=None)
    if container is None:
        return run
    inside = set(container.iter())
    return [b for b in run if b.element in inside]
