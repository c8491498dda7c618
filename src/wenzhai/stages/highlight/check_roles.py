"""Before: a draft beside its sources. After: a ClaimCheck where who did it and to whom are exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.language.aligning import find_exchange
from wenzhai.language.proper_names import find_proper_names
from wenzhai.model import ClaimCheck
from wenzhai.stages.highlight.check_nearest import Beside
from wenzhai.stages.highlight.check_words import say

# “A and B” is “B and A”; so are lists.
_EVEN = re.compile(
    r"^[\s,、，及和与跟同或/&·-]*(?:and|or|with|as well as|vs\.?|versus)?[\s,、，及和与跟同或/&·-]*$"
)
_COUNTS = re.compile(r"[0-9]")


def check_roles(text: str, language: str, beside: Sequence[Beside]) -> tuple[ClaimCheck, ...]:
    """Find sentences in which two names stand in each other's place."""
    checks = []
    for laid in beside:
        alignment = laid.alignment
        if alignment is None or not alignment.edits:
            continue
        found = find_exchange(alignment)
        if found is None:
            continue
        tokens = alignment.draft.tokens
        first = (tokens[found[0]].start, tokens[found[1] - 1].end)
        second = (tokens[found[2]].start, tokens[found[3] - 1].end)
        if _EVEN.match(text[first[1] : second[0]]):
            continue
        if _COUNTS.search(text[slice(*first)]) or _COUNTS.search(text[slice(*second)]):
            continue  # whole clauses in another order, each with its own figure
        named = find_proper_names(text, language)
        if not (_is_name(text, first, named, language) or _is_name(text, second, named, language)):
            continue
        checks.append(
            ClaimCheck(
                kind="roles",
                text=text[first[0] : second[1]],
                span=(first[0], second[1]),
                verdict="contradicted",
                why=say("exchanged", language, a=text[slice(*first)], b=text[slice(*second)]),
                evidence=laid.evidence(),
            )
        )
    return tuple(checks)


def _is_name(text: str, span: tuple[int, int], named: Sequence[object], language: str) -> bool:
    if not language.startswith("zh"):
        return any(c.isupper() for c in text[slice(*span)])
    return span[1] - span[0] > 1 or bool(named)
