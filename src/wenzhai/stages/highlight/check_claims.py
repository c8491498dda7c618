"""Before: a draft and its sources. After: a ClaimCheck for every claim in it that is no figure.

The list of claim checkers: names, quotations, negation, direction, roles. Rules: docs/claims.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.model import ClaimCheck, Name, SourceText
from wenzhai.stages.highlight.check_direction import check_direction
from wenzhai.stages.highlight.check_names import NameFinder, check_names
from wenzhai.stages.highlight.check_nearest import lay_beside
from wenzhai.stages.highlight.check_negation import check_negation
from wenzhai.stages.highlight.check_quotations import check_quotations
from wenzhai.stages.highlight.check_roles import check_roles

__all__ = ["NameFinder", "check_claims"]


def check_claims(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    glossary: Sequence[Name] = (),
    names: NameFinder | None = None,
) -> tuple[ClaimCheck, ...]:
    """Hold every claim of `text` (`language` is `en` or `zh...`) against `sources`, in either language.

    `glossary` and `names` are two ways to say which names are known. Never raises.
    """
    beside = lay_beside(text, language, sources)
    return (
        *check_names(text, language, sources, glossary, names, beside),
        *check_quotations(text, language, sources),
        *check_negation(text, language, sources, beside),
        *check_direction(text, language, sources, beside),
        *check_roles(text, language, beside),
    )
