"""Before: a title or a summary as a feed gives it. After: plain text on one line."""

from __future__ import annotations

import html
import re

import nh3

MAX_TITLE = 500
MAX_SUMMARY = 5_000
MAX_CONTENT = 600_000
_MAX_READ = 200_000

_MOST_TAGS = 600
"""Deeply nested tags take the HTML parser more than linear time, so of many only the marks go."""

_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(
    r"<(?=/?(?:p|br|div|li|ul|ol|td|tr|h[1-6]|blockquote|section|figure|hr)[\s/>])", re.IGNORECASE
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[。！？!?]|\.(?=\s)")


def read_plain(text: str, limit: int) -> str:
    """Strip tags, resolve entities, collapse white space and bound the length to `limit`."""
    text = text[:_MAX_READ]
    if text.count("<") > _MOST_TAGS:
        text = _TAG.sub(" ", text)
    elif "<" in text:
        # An element that starts a line ends a word.
        text = nh3.clean(
            _BLOCK.sub(" <", _UNSEEN.sub("", text)),
            tags=set(),
            clean_content_tags={"script", "style"},
        )
    if "&" in text:
        text = html.unescape(text)
    return " ".join(_UNSEEN.sub("", text).split())[:limit].rstrip()


def clean_content(text: str) -> str:
    """Bound the HTML that a feed carries and drop characters that no document may hold."""
    return _UNSEEN.sub("", text[:MAX_CONTENT])


def make_title(summary: str) -> str:
    """Make a title for an item without one: its first sentence, or its first words."""
    found = _SENTENCE_END.search(summary, 0, 90)
    if found:
        return summary[: found.end()].strip()
    if len(summary) <= 60:
        return summary
    cut = summary[:60]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > 30 else cut).rstrip() + "…"
