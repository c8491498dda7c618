"""Before: a model's sentences that passed the gate, and those of the extractive draft. After: paragraphs.

Each stands where the model put it; a gap is closed by one of the sources' own sentences. Nothing is told
twice, house lengths hold, and what is copied stays within the rights of its sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from wenzhai.model import HouseStyle, Sentence
from wenzhai.stages.highlight.candidates import Candidate, measure
from wenzhai.stages.highlight.selecting import Allowance
from wenzhai.stages.highlight.write_support import measure_copied
from wenzhai.stages.highlight.write_words import list_words

_SAME = 0.5  # of the words: two sentences that say the same

Paragraphs = tuple[tuple[Sentence, ...], ...]


class Assembly:
    """One highlight in the making: `candidates` are the sentences of its sources, `allowance` what may
    still be quoted of them."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        allowance: Allowance,
        style: HouseStyle,
        language: str,
    ) -> None:
        self._candidates = candidates
        self._allowance = allowance
        self._language = language
        self._least, self._most = (
            style.paragraph_words if language == "en" else style.paragraph_chars
        )

    def fill(
        self,
        passed: Mapping[str, Sentence],
        places: Sequence[Sequence[str]],
        spare: list[Sentence],
    ) -> tuple[Paragraphs, int]:
        """The paragraphs, and how many of their sentences are the model's. `places` are the keys of
        `passed` by paragraph; of `spare`, the extractive sentences, what is taken is used up."""
        kept: list[Sentence] = []
        own = 0
        paragraphs: list[tuple[Sentence, ...]] = []
        for keys in places:
            paragraph: list[Sentence] = []
            size = 0
            for key in keys:
                sentence = passed.get(key)
                if sentence is not None and not self._admits(sentence, kept, self._most - size):
                    sentence = None
                from_model = sentence is not None
                sentence = sentence or self._take_spare(spare, kept, passed, self._most - size)
                if sentence is None:
                    continue
                own += from_model
                paragraph.append(sentence)
                kept.append(sentence)
                size += measure(sentence.text, self._language)
            while size < self._least:
                extra = self._take_spare(spare, kept, passed, self._most - size)
                if extra is None:
                    break
                paragraph.append(extra)
                kept.append(extra)
                size += measure(extra.text, self._language)
            if paragraph:
                paragraphs.append(tuple(paragraph))
        return tuple(paragraphs), own

    def _admits(self, sentence: Sentence, kept: Sequence[Sentence], room: int) -> bool:
        """Whether a sentence fits, says something new, and quotes no more than its sources allow."""
        if measure(sentence.text, self._language) > room or self._is_said(sentence, kept):
            return False
        cited = {c.passage_id for c in sentence.citations}
        takes = [
            msgspec.structs.replace(candidate, size=copied)
            for candidate in self._candidates
            if any(p.id in cited for p in candidate.passages)
            and (copied := measure_copied(sentence.text, self._language, candidate.text))
        ]
        if not all(self._allowance.admits(take, self._language) for take in takes):
            return False
        for take in takes:
            self._allowance.take(take)
        return True

    def _take_spare(
        self,
        spare: list[Sentence],
        kept: Sequence[Sentence],
        passed: Mapping[str, Sentence],
        room: int,
    ) -> Sentence | None:
        """The next extractive sentence that says what nothing else says; it is used up."""
        others = [*kept, *passed.values()]
        for sentence in list(spare):
            if self._is_said(sentence, others):
                spare.remove(sentence)
            elif self._admits(sentence, kept, room):
                spare.remove(sentence)
                return sentence
        return None

    def _is_said(self, sentence: Sentence, others: Sequence[Sentence]) -> bool:
        mine = set(list_words(sentence.text, self._language))
        for other in others:
            theirs = set(list_words(other.text, self._language))
            if len(mine & theirs) > _SAME * max(1, min(len(mine), len(theirs))):
                return True
        return False
