"""Before: a text of one language. After: the same with marks for figures, names and quotations; and back again.

None of them passes through a translator: figures are written in the other language by our own code, names
by the glossary, and quotations are translated apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.render_figures import render_figure
from wenzhai.language.tokens import HAN
from wenzhai.model import Figure, Name
from wenzhai.stages.highlight.untrusted import make_plain

_QUOTED = re.compile(
    r"“([^“”]{1,400})”|「([^「」]{1,400})」|『([^『』]{1,400})』|\"([^\"\n]{1,400})\""
)
MARK = re.compile(r"⟦([FNQ]\d{1,3})⟧")
# What translators make of the marks.
_NEARLY_MARK = re.compile(r"[\[【〖〚⟦［(（]{1,2}\s?([FNQfnq])\s?(\d{1,3})\s?[\]】〗〛⟧］)）]{1,2}")


class Masked(msgspec.Struct, frozen=True, kw_only=True):
    """A text with marks, and what each stands for: `figures` are already written in the other language,
    `names` are entries of the glossary, `quotes` the words in quotation marks as published."""

    text: str
    figures: dict[str, str] = {}
    names: dict[str, Name] = {}
    quotes: dict[str, str] = {}

    @property
    def marks(self) -> frozenset[str]:
        return frozenset((*self.figures, *self.names, *self.quotes))


def mask_text(
    text: str, source: str, target: str, names: NameFinder, *, quotes: bool = True
) -> Masked | None:
    """Take figures, names and quotations out of `text`; None where a figure cannot be written in
    `target`."""
    figures: dict[str, str] = {}
    found_names: dict[str, Name] = {}
    quoted: dict[str, str] = {}
    parts: list[str] = []
    at = 0
    # A quotation hides what is in it; a figure what it shares with a name.
    for span in sorted(_find_spans(text, source, names, quotes), key=lambda f: (f.start, f.order)):
        if span.start < at:
            continue
        if isinstance(span.value, Figure):
            words = render_figure(span.value, target)
            if not words or (target == "en" and HAN.search(words)):
                return None
            mark = f"F{len(figures) + 1}"
            figures[mark] = words
        elif isinstance(span.value, Name):
            mark = f"N{len(found_names) + 1}"
            found_names[mark] = span.value
        else:
            mark = f"Q{len(quoted) + 1}"
            quoted[mark] = span.value
        parts += [text[at : span.start], f"⟦{mark}⟧"]
        at = span.end
    whole = "".join([*parts, text[at:]])
    return Masked(text=whole, figures=figures, names=found_names, quotes=quoted)


class _Span(NamedTuple):
    start: int
    end: int
    order: int
    value: Figure | Name | str


def _find_spans(text: str, source: str, names: NameFinder, quotes: bool) -> Iterator[_Span]:
    if quotes:
        for match in _QUOTED.finditer(text):
            inner = next(g for g in match.groups() if g is not None)
            yield _Span(match.start(), match.end(), 0, inner)
    for figure in parse_figures(text, source):
        if not figure.weak:
            yield _Span(*figure.span, 1, figure)
    for found in names.find(text):
        if found.name.kind != "term":
            yield _Span(found.start, found.end, 2, found.name)


def read_marks(text: str) -> str:
    """A translation with its marks as they were sent, where the translator only changed their brackets."""
    return _NEARLY_MARK.sub(lambda m: f"⟦{m.group(1).upper()}{m.group(2)}⟧", make_plain(text))


def has_all_marks(text: str, masked: Masked) -> bool:
    """Whether each mark stands in the translation exactly once, and no other."""
    found = MARK.findall(text)
    return len(found) == len(set(found)) and set(found) == masked.marks


def put_back(
    text: str,
    masked: Masked,
    quoted: dict[str, str],
    target: str,
    names: NameFinder,
    told: set[str],
) -> str:
    """The translation with figures, names and quotations in their places. `quoted` are translations of
    the quotations, by mark; `told` the names that were mentioned before, to which these are added."""

    def write(match: re.Match[str]) -> str:
        mark = match.group(1)
        if mark in masked.figures:
            return masked.figures[mark]
        if mark in masked.quotes:
            own, original = quoted.get(mark, ""), f"“{masked.quotes[mark]}”"
            if not own:
                return original
            return f"“{own}” ({original})" if target == "en" else f"“{own}”（{original}）"
        name = masked.names[mark]
        if name.id in told:
            return names.translate(name, target)
        told.add(name.id)
        return names.first_mention(name, target)

    if target == "en":
        text = re.sub(r"(?<=[A-Za-z,.;:])⟦", " ⟦", text)
        text = re.sub(r"⟧(?=[A-Za-z(])", "⟧ ", text)
        return " ".join(MARK.sub(write, text).split())
    text = re.sub(r"(?<=[\u3400-\u9fff，。：；⟧])\s+|\s+(?=[\u3400-\u9fff，。：；⟦])", "", text)
    return MARK.sub(write, text)
