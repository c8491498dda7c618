"""Before: a draft beside its sources. After: a ClaimCheck where one denies what the other says."""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.language.aligning import Alignment, Edit
from wenzhai.language.negation import find_negations, hints_at_negation
from wenzhai.model import ClaimCheck, Evidence, SourceText
from wenzhai.stages.highlight.check_denial import check_denial
from wenzhai.stages.highlight.check_nearest import NEARLY, Beside, span_of
from wenzhai.stages.highlight.check_words import say

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
        near = laid.alignment is not None and laid.alignment.share >= NEARLY
        if near:
            check = _check_near(text, language, laid)
        else:
            check = check_denial(text, language, sources, (laid.start, laid.end))
        if check is not None:
            checks.append(check)
    return tuple(checks)


def _check_near(text: str, language: str, laid: Beside) -> ClaimCheck | None:
    alignment, source = laid.alignment, laid.source
    if alignment is None or source is None or not alignment.edits:
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
