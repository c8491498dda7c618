"""Before: a sentence and sources in other words or another language. After: a ClaimCheck where it denies
what they say, or says what they deny.

Two ways: an act that has an opposite (launch and scrap) stands in both, denied in one and not in the
other; or what follows a plain “did not” stands, by the dictionary, in a source sentence without anything
that could be a denial.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from wenzhai.language.aligning import Sentence as Cut
from wenzhai.language.aligning import find_tokens, read_sentences
from wenzhai.language.glosses import gloss_words
from wenzhai.language.negation import find_denials, find_negations, hints_at_negation
from wenzhai.language.opposites import Act, are_alike, find_acts
from wenzhai.language.script import fold_chinese
from wenzhai.language.sentences import split_sentences
from wenzhai.language.tokens import CHINESE_STOP, ENGLISH_STOP
from wenzhai.model import ClaimCheck, Evidence, SourceText
from wenzhai.stages.highlight.check_nearest import is_same_language
from wenzhai.stages.highlight.check_words import say


def check_denial(
    text: str, language: str, sources: Sequence[SourceText], where: tuple[int, int]
) -> ClaimCheck | None:
    """Check the sentence at `where` of `text`; None where nothing speaks against it."""
    if not sources:
        return None
    denials = tuple(
        d for d in find_denials(text[: where[1]], language) if where[0] <= d[0] < where[1]
    )
    return _check_acts(text, language, sources, where, denials) or (
        _check_verb(text, language, sources, where, denials[0]) if denials else None
    )


def _check_acts(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    where: tuple[int, int],
    denials: Sequence[tuple[int, int]],
) -> ClaimCheck | None:
    """Acts that all sources that have them say the other way."""
    acts = [a for a in find_acts(text, language) if where[0] <= a.start < where[1]]
    for act in acts:
        if act.denied and not _is_plain(act, denials):
            continue
        alike = [
            (source, other)
            for source in sources
            for other in find_acts(source.text, source.lang)
            if are_alike(act.word, other.word, across=True)
        ]
        if not alike or any(other.denied == act.denied for _, other in alike):
            continue
        source, other = alike[0]
        if act.denied:
            cut = sentence_at(source, other.start)
            if find_negations(source.text[slice(*cut)], source.lang):
                continue  # “did not praise or judge”: it may stand further off
        elif not _is_plain(other, find_denials(source.text, source.lang)) or find_negations(
            text[slice(*where)], language
        ):
            continue
        return ClaimCheck(
            kind="negation",
            text=text[act.start : act.end],
            span=(act.start, act.end),
            verdict="contradicted",
            why=say("denied" if act.denied else "not denied", language, a=_words(text, act)),
            evidence=Evidence(source=source.id, span=(other.start, other.end)),
        )
    return None


def sentence_at(source: SourceText, at: int) -> tuple[int, int]:
    """Where the sentence of a source that holds the character `at` begins and ends."""
    cuts = split_sentences(source.text, source.lang)
    return next(((a, b) for a, b in cuts if a <= at < b), (0, len(source.text)))


def _is_plain(act: Act, denials: Sequence[tuple[int, int]]) -> bool:
    """Whether a plain “did not” denies the act, shortly before it."""
    return any(0 <= act.start - end <= _SHORTLY for _, end in denials)


_SHORTLY = 16


def _words(text: str, act: Act) -> str:
    return text[act.start : act.end]


def _check_verb(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    where: tuple[int, int],
    denial: tuple[int, int],
) -> ClaimCheck | None:
    """What is denied, by its word, in the source sentence that shares most with the draft; where no
    sentence has it and all sources are in the other language, in all of them."""
    across = not any(is_same_language(s.lang, language) for s in sources)
    stems = _denied_stems(text[denial[1] : where[1]], language, across=across)
    own = sentence_stems(text[slice(*where)], language, across=across)
    asked: list[tuple[int, SourceText, Cut]] = []
    for source in sources:
        for cut in read_sentences(source.text, source.lang):
            said = sentence_stems(source.text[cut.start : cut.end], source.lang, across=across)
            if stems & said:
                asked.append((len(own & said), source, cut))
    if asked:
        _, source, cut = max(asked, key=lambda a: a[0])
        sentence = source.text[cut.start : cut.end]
        if across:
            rest = _without(sentence, source.lang, stems)
            denied = hints_at_negation(rest, source.lang)
        else:
            denied = bool(find_negations(sentence, source.lang))
        if denied:
            return None
        return ClaimCheck(
            kind="negation",
            text=text[slice(*denial)],
            span=denial,
            verdict="contradicted",
            why=say("denied", language, a=text[slice(*denial)]),
            evidence=Evidence(source=source.id, span=(cut.start, cut.end)),
        )
    flat = not (language.startswith("zh") and across) or fold_chinese(text[slice(*denial)]) in _FLAT
    if not flat or _may_be_denied(text, language, sources, where, own):
        return None
    return ClaimCheck(
        kind="negation",
        text=text[slice(*denial)],
        span=denial,
        verdict="unsupported",
        why=say("denied", language, a=text[slice(*denial)]),
    )


def _may_be_denied(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    where: tuple[int, int],
    own: frozenset[str],
) -> bool:
    """Whether a source sentence that shares words with the draft has anything that could be a denial."""
    for source in sources:
        across = not is_same_language(source.lang, language)
        cuts = read_sentences(source.text, source.lang)
        for cut in cuts:
            sentence = source.text[cut.start : cut.end]
            if not hints_at_negation(sentence, source.lang):
                continue
            if len(cuts) == 1:
                return True
            said = sentence_stems(sentence, source.lang, across=across)
            mine = own if across else sentence_stems(text[slice(*where)], language, across=False)
            if len(mine & said) >= _SHARED:
                return True
    return False


_SHARED = 3
"""Words that a denial elsewhere must share with the draft to bear it out."""
# Chinese says 无法, 不能, 未 where English needs no “not” (“struggled to”, “soon disappears”).
_FLAT = frozenset({"并未", "尚未", "并没有", "没有", "不会", "从未"})
_NO = re.compile("^.$|[不没未无]")
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


def _without(sentence: str, language: str, stems: frozenset[str]) -> str:
    """A sentence less the denied word itself, which may look like a denial (“stop”, 暂停)."""
    if language.startswith("zh"):
        words = rjieba.cut(fold_chinese(sentence))
        return "".join(w for w in words if _NO.search(w) or not stems & gloss_words(w))
    kept = list(sentence)
    for token in find_tokens(sentence, "en"):
        if token.key in stems:
            kept[token.start : token.end] = " " * (token.end - token.start)
    return "".join(kept)
