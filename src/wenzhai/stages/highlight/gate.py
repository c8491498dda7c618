"""Before: draft sentences with the sources that they cite. After: those that may print, and the others with reasons.

The one door: every draft writer, rule or model, goes through `hold_sentence`. Nothing contradicted or
unsupported prints, and nothing that cites nothing; what fails is repaired where it can be (`repair.py`),
or printed on an editor's word, with the reason beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from wenzhai.model import Check, Name, SourceText
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_claims import NameFinder
from wenzhai.stages.highlight.check_words import say
from wenzhai.stages.highlight.repair import list_failures, repair_sentence

_NOBODY: Mapping[str, str] = MappingProxyType({})


class DraftSentence(NamedTuple):
    """A sentence before the gate: its language (`en`, `zh...`), the texts of its citations, and other
    passages of its story that it may be repaired with."""

    text: str
    language: str
    cited: tuple[SourceText, ...]
    others: tuple[SourceText, ...] = ()


class Held(NamedTuple):
    """A sentence after the gate. `sentence` is as it prints (repaired: other words or more citations, as
    `repaired` says); `reasons` say why it does not, in its own language. `on_word` is an editor's reason
    to print it against them."""

    sentence: DraftSentence
    check: Check
    prints: bool
    reasons: tuple[str, ...] = ()
    repaired: str = ""
    on_word: str = ""


class GateResult(NamedTuple):
    """What prints and what does not, each in the order given."""

    kept: tuple[Held, ...]
    dropped: tuple[Held, ...]


def may_print(check: Check) -> bool:
    """Whether a verdict lets a sentence through."""
    return check.verdict in ("supported", "not checkable")


def hold_sentence(
    sentence: DraftSentence,
    names: NameFinder | None = None,
    *,
    glossary: Sequence[Name] = (),
    overruled: Mapping[str, str] = _NOBODY,
) -> Held:
    """Hold one sentence against its own citations, not the whole story; repair it where that fails.

    `overruled` are the sentences, as drafted, that an editor has printed on their word, with the reason.
    """
    check = check_text(sentence.text, sentence.language, sentence.cited, glossary, names)
    if sentence.cited and may_print(check):
        return Held(sentence, check, prints=True)
    reasons = list_failures(check) if sentence.cited else (say("uncited", sentence.language),)
    if sentence.text in overruled:
        word = overruled[sentence.text]
        return Held(sentence, check, prints=True, reasons=reasons, on_word=word)
    repair = repair_sentence(
        sentence.text, sentence.language, sentence.cited, sentence.others, names, glossary=glossary
    )
    if repair.repaired is None:
        return Held(sentence, check, prints=False, reasons=reasons)
    fixed = repair.repaired
    used = {source.id for source in fixed.cited}
    others = tuple(source for source in sentence.others if source.id not in used)
    return Held(
        DraftSentence(fixed.text, sentence.language, fixed.cited, others),
        fixed.check,
        prints=True,
        repaired=repair.reason,
    )


def pass_gate(
    sentences: Iterable[DraftSentence],
    names: NameFinder | None = None,
    *,
    glossary: Sequence[Name] = (),
    overruled: Mapping[str, str] = _NOBODY,
) -> GateResult:
    """Parts a draft into what prints and what does not, with the ground of every refusal."""
    held = [hold_sentence(s, names, glossary=glossary, overruled=overruled) for s in sentences]
    return GateResult(
        kept=tuple(h for h in held if h.prints), dropped=tuple(h for h in held if not h.prints)
    )
