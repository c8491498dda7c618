"""Before: a sentence and what it cites. After: how much of whose words it is, and where they must end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from wenzhai.model import ArticleTerms, Sentence
from wenzhai.stages.publish.rights_words import ELLIPSIS

# A share of a short text would be no words: one sentence may always be quoted.
ONE_SENTENCE = {"en": 30, "zh": 60}
_FEWEST = {"en": 6, "zh": 10}  # a passage cut shorter says nothing
_SAME = 0.8  # the share of a sentence's words that make it its source's
WORD = re.compile(r"[a-z0-9]+|[^\W\d_a-z]", re.IGNORECASE)

Quoted = Literal["quoted", "translated", "reworded", "facts"]


def count_words(text: str, language: str) -> int:
    """Words of English, characters without spaces of Chinese."""
    if language.startswith("zh"):
        return sum(map(len, text.split()))
    return len(text.split())


def find_limit(terms: ArticleTerms, language: str) -> int:
    """The most words (characters in Chinese) that may be taken of an article in `language`."""
    kind = "zh" if language.startswith("zh") else "en"
    limit = terms.rights.quote_words * (2 if kind == "zh" else 1)
    if terms.length:
        limit = min(limit, max(int(terms.rights.quote_share * terms.length), ONE_SENTENCE[kind]))
    return limit


def judge_sentence(sentence: Sentence, language: str, *, facts: bool) -> Quoted:
    """What a printed sentence is to what it cites. `facts` marks a brief that was put together of
    names and figures, which nobody owns."""
    words = WORD.findall(sentence.text.lower())
    for citation in sentence.citations:
        if is_within(words, citation.text):
            return "quoted"
    if facts or not sentence.citations:
        return "facts"
    same = [c for c in sentence.citations if c.language[:2] == language[:2]]
    return "reworded" if same else "translated"


def is_within(words: Sequence[str], text: str) -> bool:
    """Whether a text says these words in this order: drafts trim sentences, they do not mix them, and a
    house style that spells a few of them otherwise (`per cent`, `percent`) makes no words of its own. Of
    a text that was cut before it is taken for granted."""
    if text.endswith(ELLIPSIS):
        return True
    said = WORD.findall(text.lower())
    rest = iter(said)
    if not words or all(word in rest for word in words):
        return bool(words)
    if len(set(words) & set(said)) < _SAME * len(set(words)):
        return False
    found = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in found) >= _SAME * len(words)


def cut_at(text: str, room: int, chinese: bool) -> int:
    """Where `room` words (characters) of a text end; 0 where that is too little to say anything."""
    if room < _FEWEST["zh" if chinese else "en"]:
        return 0
    pieces = [m.end() for m in re.finditer(r"\S" if chinese else r"\S+", text)]
    return pieces[room - 1] if room <= len(pieces) else len(text)
