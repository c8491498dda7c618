"""Before: a draft and its sources. After: each of its sentences beside the source sentence nearest to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from wenzhai.language.aligning import Alignment, Edit, align, measure_overlap, read_sentences
from wenzhai.language.aligning import Sentence as Cut
from wenzhai.language.sentences import split_sentences
from wenzhai.model import Evidence, SourceText

NEAR = 0.6
"""The share of a sentence's tokens that a source sentence of its language must have to be what it was
made from: below this, a difference in wording says nothing."""
NEARLY = 0.7
"""The share from which on a difference is held against the draft."""


class Beside(NamedTuple):
    """A draft sentence at `[start, end)`, and where a source of its language has nearly the same: that
    source and how the two differ."""

    start: int
    end: int
    source: SourceText | None
    alignment: Alignment | None
    verbatim: bool = False

    def changes_words(self) -> bool:
        """Whether more differs than figures: what those say is checked elsewhere."""
        if self.verbatim or self.alignment is None:
            return not self.verbatim
        tokens = (t for e in self.alignment.edits for t in (*e.draft, *e.source))
        return any(not t.key[0].isdigit() for t in tokens)

    def evidence(self) -> Evidence | None:
        """The source sentence."""
        if self.source is None or self.alignment is None:
            return None
        where = self.alignment.source
        return Evidence(source=self.source.id, span=(where.start, where.end))


def is_same_language(one: str, other: str) -> bool:
    """Whether both are Chinese or neither is."""
    return one.startswith("zh") == other.startswith("zh")


def lay_beside(text: str, language: str, sources: Sequence[SourceText]) -> tuple[Beside, ...]:
    """Lay each sentence of `text` beside the nearest one of the sources in its language."""
    own = [s for s in sources if is_same_language(s.lang, language)]
    if not own:
        return tuple(Beside(a, b, None, None) for a, b in split_sentences(text, language))
    found = []
    for start, end in split_sentences(text, language):
        said = text[start:end]
        bare = _without_digits(said)
        source = next((s for s in own if said in s.text or bare in _without_digits(s.text)), None)
        if source is not None:
            found.append(Beside(start, end, source, None, verbatim=True))
        else:
            found.append(_lay(text, language, own, start, end))
    return tuple(found)


_DIGITS = re.compile(r"[\d.,，]+")


@lru_cache(maxsize=512)
def _without_digits(text: str) -> str:
    """A text without what only figures differ by, which are checked elsewhere."""
    return _DIGITS.sub("", text)


def _lay(text: str, language: str, own: Sequence[SourceText], start: int, end: int) -> Beside:
    for sentence in read_sentences(text, language):
        if not start <= sentence.start < end:
            continue
        best: tuple[float, SourceText, Cut] | None = None
        for source in own:
            for cut in read_sentences(source.text, source.lang):
                share = measure_overlap(sentence, cut)
                if share >= NEAR and (best is None or share > best[0]):
                    best = (share, source, cut)
        near = (None, None) if best is None else (best[1], align(sentence, best[2]))
        return Beside(start, end, *near)
    return Beside(start, end, None, None)


def span_of(edit: Edit, alignment: Alignment) -> tuple[tuple[int, int], tuple[int, int]]:
    """The characters of the draft and of the source that an edit covers; an empty side gives the place."""
    return (
        _span(edit.draft, edit.draft_at, alignment.draft),
        _span(edit.source, edit.source_at, alignment.source),
    )


def _span(tokens: Sequence[object], at: int, cut: Cut) -> tuple[int, int]:
    if tokens:
        return cut.tokens[at].start, cut.tokens[at + len(tokens) - 1].end
    place = cut.tokens[at - 1].end if at else cut.start
    return place, place
