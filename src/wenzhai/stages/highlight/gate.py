"""Before: draft sentences with the sources that they cite. After: those that may print, and the others with reasons.

Nothing contradicted or unsupported prints; a sentence that cites nothing does not print either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wenzhai.model import Check, ClaimCheck, FigureCheck, Name, SourceText
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_claims import NameFinder
from wenzhai.stages.highlight.check_words import say


class DraftSentence(NamedTuple):
    """A sentence before the gate: its language (`en`, `zh...`) and the texts of its citations."""

    text: str
    language: str
    cited: tuple[SourceText, ...]


class Passed(NamedTuple):
    """A sentence after the gate; `reasons` say why it was dropped, in its own language."""

    sentence: DraftSentence
    check: Check
    reasons: tuple[str, ...] = ()


class GateResult(NamedTuple):
    """What prints and what does not, each in the order given."""

    kept: tuple[Passed, ...]
    dropped: tuple[Passed, ...]


def check_sentence(
    sentence: DraftSentence, glossary: Sequence[Name] = (), names: NameFinder | None = None
) -> Check:
    """Check one sentence against its own citations, not the whole story."""
    return check_text(sentence.text, sentence.language, sentence.cited, glossary, names)


def may_print(check: Check) -> bool:
    """Whether a verdict lets a sentence through."""
    return check.verdict in ("supported", "not checkable")


def pass_gate(
    sentences: Iterable[DraftSentence],
    glossary: Sequence[Name] = (),
    names: NameFinder | None = None,
) -> GateResult:
    """Parts a draft into what prints and what does not, with the ground of every refusal."""
    kept: list[Passed] = []
    dropped: list[Passed] = []
    for sentence in sentences:
        check = check_sentence(sentence, glossary, names)
        if not sentence.cited:
            dropped.append(Passed(sentence, check, (say("uncited", sentence.language),)))
        elif may_print(check):
            kept.append(Passed(sentence, check))
        else:
            parts: list[FigureCheck | ClaimCheck] = [*check.figures, *check.claims]
            reasons = tuple(p.why for p in parts if p.verdict in ("contradicted", "unsupported"))
            dropped.append(Passed(sentence, check, reasons))
    return GateResult(tuple(kept), tuple(dropped))
