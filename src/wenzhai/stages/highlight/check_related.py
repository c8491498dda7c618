"""Before: a draft sentence and sources in other words or another language. After: the sentences of the
sources that speak of the same, by the words that they share (across languages, by the dictionary).

In a report of many sentences nearly every word stands somewhere, and so does its opposite: only what is
said of the same thing bears a sentence out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import rjieba

from wenzhai.language.aligning import find_tokens, read_sentences
from wenzhai.language.glosses import gloss_words
from wenzhai.language.opposites import Act, find_acts
from wenzhai.language.script import fold_chinese
from wenzhai.model import SourceText
from wenzhai.stages.highlight.check_nearest import is_same_language


class Related(NamedTuple):
    """A source, and where its sentences that speak of the same begin and end."""

    source: SourceText
    spans: tuple[tuple[int, int], ...]

    def find_acts(self) -> list[Act]:
        """The acts of these sentences."""
        acts = find_acts(self.source.text, self.source.lang)
        return [a for a in acts if any(start <= a.start < end for start, end in self.spans)]

    def list_stems(self) -> frozenset[str]:
        """The English stems of these sentences; of Chinese ones, by the dictionary."""
        return frozenset().union(
            *(list_stems(self.source.text[a:b], self.source.lang) for a, b in self.spans)
        )


def pick_related(
    text: str, language: str, where: tuple[int, int], sources: Sequence[SourceText]
) -> tuple[Related, ...]:
    """The sentences of each source that share most with the draft sentence at `where` of `text`, and those
    nearly as many; of a source that shares next to nothing, all."""
    related = []
    for source in sources:
        across = not is_same_language(source.lang, language)
        own = list_stems(text[slice(*where)], language, across=across)
        spans = [(cut.start, cut.end) for cut in read_sentences(source.text, source.lang)]
        shared = [
            len(own & list_stems(source.text[a:b], source.lang, across=across)) for a, b in spans
        ]
        most = max(shared, default=0)
        kept = [
            span
            for span, count in zip(spans, shared, strict=True)
            if most < _ENOUGH or count >= max(_ENOUGH, most - 1)
        ]
        related.append(Related(source, tuple(kept)))
    return tuple(related)


_ENOUGH = 3
"""Words that two sentences share when they speak of the same."""


@lru_cache(maxsize=2048)
def list_stems(text: str, language: str, *, across: bool = True) -> frozenset[str]:
    """English stems of a text's words; of Chinese ones, by the dictionary, or if not `across` languages
    the words themselves."""
    if not language.startswith("zh"):
        return frozenset(t.key for t in find_tokens(text, "en"))
    words = frozenset(w for w in rjieba.cut(fold_chinese(text)) if len(w) > 1)
    return frozenset().union(*(gloss_words(w) for w in words)) if across else words
