"""Before: a draft beside its sources. After: a ClaimCheck where one denies what the other says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from wenzhai.language.aligning import Alignment, Edit, find_tokens, read_sentences
from wenzhai.language.glosses import gloss_words
from wenzhai.language.negation import find_denials, find_negations, hints_at_negation
from wenzhai.language.script import fold_chinese
from wenzhai.language.tokens import CHINESE_STOP, ENGLISH_STOP
from wenzhai.model import ClaimCheck, Evidence, SourceText
from wenzhai.stages.highlight.check_nearest import Beside, is_same_language, span_of
from wenzhai.stages.highlight.check_words import say

_NEAR = 0.7
_LONG = {
    "en": 5,
    "zh": 8,
}  # tokens: a longer stretch that the draft leaves out is a thought of its own


def check_negation(
    text: str, language: str, sources: Sequence[SourceText], beside: Sequence[Beside]
) -> tuple[ClaimCheck, ...]:
    """Find sentences with a negation too many or too few, against sources of either language."""
    checks = []
    for laid in beside:
        if not laid.changes_words():
            continue
        check = _check_near(text, language, laid) or _check_far(text, language, sources, laid)
        if check is not None:
            checks.append(check)
    return tuple(checks)


def _check_near(text: str, language: str, laid: Beside) -> ClaimCheck | None:
    alignment, source = laid.alignment, laid.source
    if alignment is None or source is None or not alignment.edits or alignment.share < _NEAR:
        return None
    denials = find_negations(text, language), find_negations(source.text, source.lang)
    mine: list[tuple[int, int]] = []
    theirs: list[tuple[int, int]] = []
    for edit in alignment.edits:
        if _is_cut(edit, alignment, language):
            continue
        here, there = span_of(edit, alignment)
        said = _within(denials[0], here) if edit.draft else []
        denied = _within(denials[1], there) if edit.source else []
        if said and not denied and hints_at_negation(source.text[slice(*there)], source.lang):
            continue
        if denied and not said and hints_at_negation(text[slice(*here)], language):
            continue
        mine += said
        theirs += denied
    if len(mine) % 2 == len(theirs) % 2:
        return None
    span = mine[0] if mine else (laid.start, laid.end)
    evidence = Evidence(source=source.id, span=theirs[0]) if theirs else laid.evidence()
    why = "denied" if len(mine) > len(theirs) else "not denied"
    return ClaimCheck(
        kind="negation",
        text=text[slice(*span)],
        span=span,
        verdict="contradicted",
        why=say(why, language, a=text[slice(*span)]),
        evidence=evidence,
    )


def _is_cut(edit: Edit, alignment: Alignment, language: str) -> bool:
    """Whether the draft only leaves something out: at an end of the sentence, or a whole thought."""
    if edit.draft or not edit.source:
        return False
    at_end = edit.draft_at in (0, len(alignment.draft.tokens))
    return at_end or len(edit.source) > _LONG[language[:2] if language.startswith("zh") else "en"]


def _within(spans: Sequence[tuple[int, int]], where: tuple[int, int]) -> list[tuple[int, int]]:
    return [s for s in spans if s[0] < where[1] and where[0] < s[1]]


def _check_far(
    text: str, language: str, sources: Sequence[SourceText], laid: Beside
) -> ClaimCheck | None:
    """A plain “did not” where the sources, told in other words or another language, say it without any.

    Asked are the sentences that have the denied verb, by the dictionary; where none has it and all
    sources are in the other language, all.
    """
    if not sources or (laid.alignment is not None and laid.alignment.share >= _NEAR):
        return None
    where = (laid.start, laid.end)
    said = _within(find_denials(text[: where[1]], language), where)
    if not said:
        return None
    after = text[said[0][1] : where[1]]
    across = not any(is_same_language(s.lang, language) for s in sources)
    stems = _denied_stems(after, language, across=across)
    asked = [
        (source, cut)
        for source in sources
        for cut in read_sentences(source.text, source.lang)
        if stems & sentence_stems(source.text[cut.start : cut.end], source.lang, across=across)
    ]
    spoken = bool(asked)
    if not asked and not across:
        return None
    if not asked and language.startswith("zh") and fold_chinese(text[slice(*said[0])]) not in _FLAT:
        return None
    if not asked:
        asked = [(s, cut) for s in sources for cut in read_sentences(s.text, s.lang)]
    if not asked or any(
        hints_at_negation(source.text[cut.start : cut.end], source.lang) for source, cut in asked
    ):
        return None
    source, cut = asked[0]
    return ClaimCheck(
        kind="negation",
        text=text[slice(*said[0])],
        span=said[0],
        verdict="contradicted" if spoken else "unsupported",
        why=say("denied", language, a=text[slice(*said[0])]),
        evidence=Evidence(source=source.id, span=(cut.start, cut.end)) if spoken else None,
    )


# Chinese says 无法, 不能, 未 where English needs no “not” (“struggled to”, “soon disappears”).
_FLAT = frozenset({"并未", "尚未", "并没有"})
_EN_WORDS = re.compile(r"[A-Za-z]+")


def _denied_stems(after: str, language: str, *, across: bool) -> frozenset[str]:
    """English stems of what follows a “not”: in Chinese, what the dictionary gives for it if `across`
    languages, else the word."""
    if language.startswith("zh"):
        words = [w for w in rjieba.cut(fold_chinese(after[:12])) if w not in CHINESE_STOP]
        if not across:
            return frozenset(w for w in words[:1] if len(w) > 1)
        return frozenset().union(*(gloss_words(w) for w in words[:1]))
    words = [w for w in _EN_WORDS.findall(after[:60].lower()) if w not in ENGLISH_STOP]
    return frozenset(t.key for w in words[:1] for t in find_tokens(w, "en"))


@lru_cache(maxsize=1024)
def sentence_stems(text: str, language: str, *, across: bool) -> frozenset[str]:
    """English stems of a sentence; of a Chinese one, those that the dictionary gives for its words, or
    the words themselves if not `across` languages."""
    if language.startswith("zh"):
        words = frozenset(w for w in rjieba.cut(fold_chinese(text)) if len(w) > 1)
        if not across:
            return words
        return frozenset().union(*(gloss_words(w) for w in words))
    return frozenset(t.key for t in find_tokens(text, "en"))
