"""Before: a draft beside its sources. After: a ClaimCheck where it says the opposite: rose for fell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wenzhai.language.opposites import Act, are_alike, are_opposite, find_acts
from wenzhai.model import ClaimCheck, Evidence, SourceText
from wenzhai.stages.highlight.check_nearest import NEARLY, Beside, span_of
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
        found = _find_near(acts, laid) if near else _find_far(acts, sources)
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


def _find_far(acts: Sequence[Act], sources: Sequence[SourceText]) -> list[tuple[Act, _Said]]:
    """Acts of which the sources have nothing but the opposite."""
    said = [_Said(s, a) for s in sources for a in find_acts(s.text, s.lang)]
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
