"""Before: a draft beside its sources. After: a ClaimCheck where one denies what the other says."""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.language.aligning import Alignment, Edit
from wenzhai.language.negation import find_negations, hints_at_negation
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
        check = _check_near(text, language, laid) or _check_across(text, language, sources, laid)
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
    span = mine[0] if mine else (laid.sentence.start, laid.sentence.end)
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


def _check_across(
    text: str, language: str, sources: Sequence[SourceText], laid: Beside
) -> ClaimCheck | None:
    """A plain “did not” where no source, all being in the other language, has anything like it."""
    if not sources or any(is_same_language(s.lang, language) for s in sources):
        return None
    where = (laid.sentence.start, laid.sentence.end)
    said = _within(find_negations(text, language), where)
    if not said or any(hints_at_negation(s.text, s.lang) for s in sources):
        return None
    return ClaimCheck(
        kind="negation",
        text=text[slice(*said[0])],
        span=said[0],
        verdict="unsupported",
        why=say("denied", language, a=text[slice(*said[0])]),
    )
