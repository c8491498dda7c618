"""Before: a tree of visible elements. After: the article's paragraphs.

English pages are read by trafilatura, Chinese ones by our own segmentation, and each falls back to the
other. Measured by benchmarks/extraction.py; docs/stages/2-extract.md has the numbers.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from lxml import etree, html  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.stages.extract.blocks import Block, find_article_run, measure_text
from wenzhai.stages.extract.lines import clean_lines

SHORT = 200
"""A body smaller than this (Han characters count twice) is held against the other extractor's."""


def extract_body(
    root: html.HtmlElement, blocks: Sequence[Block], *, title: str, is_chinese: bool
) -> tuple[str, ...]:
    """The paragraphs of the page's article, in order; none where it has none. `blocks` are `root`'s."""
    own = clean_lines((block.text for block in find_article_run(blocks)), title)
    own_size = _size(own)
    if is_chinese and own_size >= SHORT:
        return own
    theirs = _read_by_trafilatura(root, title)
    their_size = _size(theirs)
    if is_chinese:
        return theirs if their_size > 2 * own_size and own_size < SHORT / 2 else own
    if their_size < SHORT and own_size > 2 * their_size:
        return own
    return theirs


def _size(paragraphs: tuple[str, ...]) -> int:
    return sum(measure_text(paragraph) for paragraph in paragraphs)


def _read_by_trafilatura(root: html.HtmlElement, title: str) -> tuple[str, ...]:
    # A tenth of a second to load: paid where there is a page to read.
    import trafilatura
    from trafilatura.settings import Extractor

    # It logs every page without an article as an error; we report those as a kind.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # favor_precision with comments off measured best on the English gold (see the module's docs);
    # its own deduplication is left off: it remembers pages across calls, so order would matter.
    options = Extractor(output_format="python", comments=False, precision=True)
    try:
        document = trafilatura.bare_extraction(root, options=options)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        # A page that breaks a library is a page without text by that library, never a crash.
        return ()
    if document is None or isinstance(document, dict):
        return ()
    return clean_lines((document.text or "").split("\n"), title)
