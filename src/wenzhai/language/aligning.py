"""Before: two sentences of one language. After: where one departs from the other, word by word.

For holding a draft against the sentence that it was made from. English is compared by words (endings
cut, irregular pasts joined to their verbs), Chinese by characters (simplified) and Latin words. What
both begin and end with is set aside first, so that a text with one word changed costs next to nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from wenzhai.language.script import fold_chinese
from wenzhai.language.sentences import split_sentences
from wenzhai.language.tokens import stem

MOST_TOKENS = 240
"""Sentences longer than this are compared by their first so many tokens."""


class Token(NamedTuple):
    """A word or Han character: `key` is what is compared, at `[start, end)` of the text."""

    key: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of a text with its tokens; offsets are those of the text."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    counts: Counter[str]


class Edit(NamedTuple):
    """What stands in the draft where the source has something else; either side may be empty."""

    draft: tuple[Token, ...]
    source: tuple[Token, ...]
    draft_at: int  # number of the first token
    source_at: int


class Alignment(NamedTuple):
    """A draft sentence laid beside a source sentence; `share` of its tokens stand there too."""

    draft: Sentence
    source: Sentence
    edits: tuple[Edit, ...]
    share: float


_TOKEN = re.compile(
    r"(?P<han>[\u3400-\u9fff\uf900-\ufaff])|(?P<short>n['’]t\b)|(?P<word>[A-Za-z\u00c0-\u024f]+?(?=n['’]t\b)"
    r"|[A-Za-z\u00c0-\u024f]+(?:['’](?!s\b|t\b)[A-Za-z]+|[&.](?=[A-Za-z])[A-Za-z]+)*)|(?P<number>\d[\d.,:]*\d|\d)"
)
_BASE = {
    "bought": "buy", "sold": "sell", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall",
    "won": "win", "lost": "lose", "said": "say", "told": "tell", "made": "make", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "went": "go", "gone": "go", "came": "come",
    "began": "begin", "begun": "begin", "brought": "bring", "sought": "seek", "paid": "pay",
    "grew": "grow", "grown": "grow", "drove": "drive", "driven": "drive", "led": "lead", "met": "meet",
    "found": "find", "built": "build", "sent": "send", "spent": "spend", "held": "hold", "kept": "keep",
    "left": "leave", "felt": "feel", "thought": "think", "knew": "know", "known": "know", "saw": "see",
    "seen": "see", "ran": "run", "wrote": "write", "written": "write", "spoke": "speak", "ca": "can",
    "wo": "will", "denied": "deny", "denies": "deny", "got": "get", "had": "have", "has": "have",
}  # fmt: skip


def find_tokens(text: str, language: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`."""
    part = text[start:end]
    folded = fold_chinese(part) if language.startswith("zh") else part
    tokens = []
    for found in _TOKEN.finditer(folded):
        word = found.group()
        a, b = found.span()
        a, b = a + start, b + start
        if found.lastgroup == "short":
            word = "not"
        elif found.lastgroup == "word":
            low = word.lower()
            if low == "cannot":
                tokens += [Token("can", a, a + 3), Token("not", a + 3, b)]
                continue
            word = _BASE.get(low) or stem(low)
        tokens.append(Token(word, a, b))
    return tokens


@lru_cache(maxsize=512)
def read_sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a text with their tokens."""
    return tuple(
        Sentence(a, b, tokens, Counter(t.key for t in tokens))
        for a, b in split_sentences(text, language)
        if (tokens := tuple(find_tokens(text, language, a, b)[:MOST_TOKENS]))
    )


def measure_overlap(draft: Sentence, source: Sentence) -> float:
    """The share of the draft's tokens that stand in the source sentence, in any order."""
    theirs = source.counts
    common = sum(min(n, theirs[key]) for key, n in draft.counts.items() if key in theirs)
    return common / len(draft.tokens)


def align(draft: Sentence, source: Sentence) -> Alignment:
    """Lay two sentences beside each other."""
    mine = [t.key for t in draft.tokens]
    theirs = [t.key for t in source.tokens]
    head = 0
    while head < min(len(mine), len(theirs)) and mine[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(mine), len(theirs)) - head and mine[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    middle, other = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
    edits = []
    same = head + tail
    if middle and other:
        matcher = SequenceMatcher(None, other, middle, autojunk=False)
        for tag, j1, j2, i1, i2 in matcher.get_opcodes():
            if tag == "equal":
                same += i2 - i1
            else:
                edits.append(_edit(draft, source, head + i1, head + i2, head + j1, head + j2))
    elif middle or other:
        edits.append(
            _edit(draft, source, head, head + len(middle), head, head + len(other)),
        )
    return Alignment(draft, source, tuple(edits), same / len(mine))


def _edit(draft: Sentence, source: Sentence, i1: int, i2: int, j1: int, j2: int) -> Edit:
    return Edit(draft.tokens[i1:i2], source.tokens[j1:j2], i1, j1)


def find_exchange(alignment: Alignment) -> tuple[int, int, int, int] | None:
    """Two stretches that changed places: X m Y in the draft, Y m X in the source.

    Gives the numbers of the draft's tokens where X begins and ends and where Y begins and ends; None
    where nothing of the kind is there. `m` has at least one token.
    """
    if not alignment.edits:
        return None
    first, last = alignment.edits[0], alignment.edits[-1]
    begin, end = first.draft_at, last.draft_at + len(last.draft)
    mine = [t.key for t in alignment.draft.tokens[begin:end]]
    theirs = [
        t.key for t in alignment.source.tokens[first.source_at : last.source_at + len(last.source)]
    ]
    if len(mine) != len(theirs) or not 3 <= len(mine) <= MOST_EXCHANGED:
        return None
    size = len(mine)
    for x in range(1, size - 1):
        if mine[:x] != theirs[size - x :]:
            continue
        for y in range(1, size - x):
            if mine[size - y :] == theirs[:y] and mine[x : size - y] == theirs[y : size - x]:
                return begin, begin + x, end - y, end
    return None


MOST_EXCHANGED = 60
"""Tokens from the beginning of the one to the end of the other, for `find_exchange`."""
