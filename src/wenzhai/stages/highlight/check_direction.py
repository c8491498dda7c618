"""Before: a draft beside its sources. After: a ClaimCheck where it says the opposite: rose for fell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import rjieba

from wenzhai.language.aligning import find_tokens
from wenzhai.language.glosses import gloss_words
from wenzhai.language.opposites import Act, are_alike, are_opposite, find_acts, is_plain, list_sides
from wenzhai.language.script import fold_chinese
from wenzhai.model import ClaimCheck, Evidence, SourceText
from wenzhai.stages.highlight.check_nearest import NEARLY, Beside, is_same_language, span_of
from wenzhai.stages.highlight.check_related import Related, pick_related
from wenzhai.stages.highlight.check_words import say


class _Said(NamedTuple):
    source: SourceText
    act: Act


def check_direction(
    text: str, language: str, sources: Sequence[SourceText], beside: Sequence[Beside]
) -> tuple[ClaimCheck, ...]:
    """Find acts whose opposite the sources have, in either language."""
    checks = []
    for laid in beside:
        if not laid.changes_words():
            continue
        acts = [a for a in find_acts(text, language) if laid.start <= a.start < laid.end]
        if not acts:
            continue
        near = laid.alignment is not None and laid.alignment.share >= NEARLY
        if near:
            found = _find_near(acts, laid)
        else:
            related = pick_related(text, language, (laid.start, laid.end), sources)
            found = _find_far(acts, related)
            told = {act for act, _ in found}
            rest = [a for a in acts if a not in told]
            found += _find_across(rest, acts, language, related)
        checks += [_report(text, language, act, said) for act, said in found]
    return tuple(checks)


def _find_near(acts: Sequence[Act], laid: Beside) -> list[tuple[Act, _Said]]:
    """Acts that stand where the source sentence has their opposite."""
    source, alignment = laid.source, laid.alignment
    if source is None or alignment is None:
        return []
    there = find_acts(source.text, source.lang)
    found = []
    for edit in alignment.edits:
        if not edit.draft or not edit.source:
            continue
        here, where = span_of(edit, alignment)
        mine = [a for a in acts if a.start < here[1] and here[0] < a.end]
        theirs = [a for a in there if a.start < where[1] and where[0] < a.end]
        for act in mine:
            if any(are_alike(act.word, other.word) for other in theirs):
                continue
            against = next((o for o in theirs if _clash(act, o)), None)
            if against is not None:
                found.append((act, _Said(source, against)))
    return found


def _clash(one: Act, other: Act, *, across: bool = False) -> bool:
    """Whether two acts cannot both be: opposite and both affirmed, or both denied."""
    return are_opposite(one.word, other.word, across=across) and one.denied == other.denied


def _find_far(acts: Sequence[Act], related: Sequence[Related]) -> list[tuple[Act, _Said]]:
    """Acts of which the sources have nothing but the opposite."""
    said = [_Said(r.source, a) for r in related for a in r.find_acts()]
    found = []
    for act in acts:
        if any(are_alike(act.word, other.act.word) for other in said):
            continue
        # What another act of the draft says (“hired”, “the firing”) speaks against none.
        free = [o for o in said if not any(are_alike(a.word, o.act.word) for a in acts)]
        against = next((o for o in free if _clash(act, o.act, across=True)), None)
        if against is not None:
            found.append((act, against))
    return found


def _find_across(
    wanted: Sequence[Act], acts: Sequence[Act], language: str, related: Sequence[Related]
) -> list[tuple[Act, _Said]]:
    """Acts of which sources in the other language have, by the dictionary, nothing but the opposite.

    Words of many meanings count here too, since nothing in all the sources may be on the draft's side.
    """
    if not related or any(is_same_language(r.source.lang, language) for r in related):
        return []
    said = frozenset().union(*(r.list_stems() for r in related))
    found = []
    for act in wanted:
        own, other = _stem_sides(act.word)
        if act.denied or not is_plain(act.word) or not other or own & said:
            continue
        against = next(
            (
                _Said(r.source, a)
                for r in related
                for a in r.find_acts()
                if are_opposite(act.word, a.word)
                and is_plain(a.word)
                and not a.denied
                and not any(are_alike(mine.word, a.word) for mine in acts)
            ),
            None,
        ) or _find_glossed(own, other, related)
        if against is not None:
            found.append((act, against))
    return found


def _find_glossed(
    own: frozenset[str], other: frozenset[str], related: Sequence[Related]
) -> _Said | None:
    """A Chinese word that the dictionary gives for the opposite alone."""
    for source, spans in related:
        if not source.lang.startswith("zh"):
            continue
        for start, end in spans:
            at = start
            for word in rjieba.cut(fold_chinese(source.text[start:end])):
                stems = gloss_words(word) if len(word) > 1 and is_plain(word) else frozenset()
                if 0 < len(stems) <= _CLEAR and stems & other and not stems & own:
                    return _Said(source, Act(word, at, at + len(word), denied=False))
                at += len(word)
    return None


_CLEAR = 5
"""English words by which the dictionary explains a word that means one thing."""


@lru_cache(maxsize=4096)
def _stem_sides(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """English stems on the word's own side, and on the other."""
    own, other = (
        frozenset(t.key for w in side for t in find_tokens(w, "en")) for side in list_sides(word)
    )
    mine = gloss_words(word) if not word.isascii() else frozenset()
    return own | mine, other - own - mine


def _report(text: str, language: str, act: Act, said: _Said) -> ClaimCheck:
    words = said.source.text[said.act.start : said.act.end]
    return ClaimCheck(
        kind="direction",
        text=text[act.start : act.end],
        span=(act.start, act.end),
        verdict="contradicted",
        why=say("opposite", language, a=text[act.start : act.end], b=words),
        evidence=Evidence(source=said.source.id, span=(said.act.start, said.act.end)),
    )
