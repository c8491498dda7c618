"""Before: a sentence that its citations do not bear out. After: one that they do, or the reason for dropping it.

Two repairs, in this order: another passage of the same story that says what the cited ones leave out
becomes a further citation; a figure that is somewhat sharper than its source is written as the source has it (“57 percent”
against 近六成: “nearly 60 percent”). Nothing else is changed: what a cited passage contradicts is wrong, whoever else says it; a wrong
figure is not corrected into one that the writer did not write; words in quotation marks are verbatim or
the sentence is dropped. How safe that is, benchmarks/repair.py measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.language.render_figures import render_figure
from wenzhai.model import Check, ClaimCheck, Figure, FigureCheck, Name, SourceText
from wenzhai.stages.highlight.candidates import find_words
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_claims import NameFinder
from wenzhai.stages.highlight.check_words import say

_MOST_ADDED = 2
_MOST_OTHERS = 120
"""Passages of the story that are tried; a story of more has said it in these."""
_SAME_WORDS = 0.3
_WEAKER = frozenset({"number", "percent", "points", "multiple", "money", "duration"})
_SOFT = frozenset({"nearly", "about", "over", "at least", "at most"})
_NEAR = 0.1
"""How far a figure may be from what the source says about, as a share, to be the same one said too sharply."""
_TELLING = 20
"""A number below this, counting nothing known, stands in most passages by chance."""
_QUOTED = re.compile(r"[“「『\"][^“”「」『』\"]*[”」』\"]")
_PRECISELY = re.compile(r"(?:\b(?:exactly|precisely|just)\s|恰好|正好|刚好|整整)$", re.IGNORECASE)


class Repaired(NamedTuple):
    """A sentence that may print: its words, the passages it now cites (the first ones as before), and
    the check that it passes."""

    text: str
    cited: tuple[SourceText, ...]
    check: Check


class Repair(NamedTuple):
    """The repaired sentence, or None where there is nothing to be done; `reason` says in the sentence's
    language what was done, or why not."""

    repaired: Repaired | None
    reason: str


def repair_sentence(
    text: str,
    language: str,
    cited: Sequence[SourceText],
    others: Sequence[SourceText],
    names: NameFinder | None = None,
    *,
    glossary: Sequence[Name] = (),
) -> Repair:
    """Repair `text` (`language` is `en` or `zh...`) so that its citations bear it out.

    `others` are further passages of the same story, best first; those that come to be cited are taken
    from them. A sentence that passes as it is comes back unchanged. Pure; never raises."""

    def hold(words: str, sources: Sequence[SourceText]) -> Check:
        return check_text(words, language, sources, glossary, names)

    sources = list(cited)
    check = hold(text, sources)
    added = 0
    done: list[str] = []
    pool = [o for o in others[:_MOST_OTHERS] if o.id not in {s.id for s in sources}]
    while (not sources or count_failures(check)) and added < _MOST_ADDED:
        found = _find_passage(text, language, check, sources, pool, hold, names)
        if found is None:
            break
        sources.append(found)
        pool.remove(found)
        check = hold(text, sources)
        added += 1
    if added:
        done.append(say("another passage", language))
    if count_failures(check):
        weaker, changes = _weaken(text, language, check, sources)
        after = hold(weaker, sources)
        if changes and not count_failures(after):
            done += [say("weaker", language, was, now) for was, now in changes]
            text, check = weaker, after
    gap = "" if language.startswith("zh") else " "
    if count_failures(check) or not sources:
        reasons = list_failures(check) or (say("uncited", language),)
        return Repair(None, gap.join(reasons))
    return Repair(Repaired(text, tuple(sources), check), gap.join(done))


def count_failures(check: Check) -> int:
    """How many parts of a sentence keep it from printing."""
    return len(_find_failing(check))


def list_failures(check: Check) -> tuple[str, ...]:
    """Why a sentence may not print, one ground for each part that fails."""
    return tuple(part.why for part in _find_failing(check))


def _find_failing(check: Check) -> list[FigureCheck | ClaimCheck]:
    parts: list[FigureCheck | ClaimCheck] = [*check.figures, *check.claims]
    return [part for part in parts if part.verdict in ("contradicted", "unsupported")]


def _find_passage(
    text: str,
    language: str,
    check: Check,
    sources: Sequence[SourceText],
    pool: Sequence[SourceText],
    hold: Callable[[str, Sequence[SourceText]], Check],
    names: NameFinder | None,
) -> SourceText | None:
    """The passage with which fewest parts fail, the first of equals; None where none helps. It must speak
    of the same: a figure that stands in it by chance proves nothing."""
    failing = count_failures(check)
    if any(figure.verdict == "contradicted" for figure in check.figures):
        return None
    best: tuple[int, SourceText] | None = None
    for other in pool:
        if not _speaks_of_it(text, language, other, names):
            continue
        after = hold(text, [*sources, other])
        if not _all_tell(check, after, other):
            continue
        left = count_failures(after)
        helps = left < failing or (not sources and left == 0)
        if helps and (best is None or left < best[0]):
            best = (left, other)
            if left == 0:
                break
    return best[1] if best else None


def _all_tell(before: Check, after: Check, other: SourceText) -> bool:
    """Whether every figure that a passage newly bears out is one that proves something: of the same kind
    and unit there, and no small number."""
    said = parse_figures(other.text, other.lang)
    for old, new in zip(before.figures, after.figures, strict=True):
        if old.verdict == new.verdict or new.verdict != "supported" or new.evidence is None:
            continue
        figure = new.figure
        match = next((f for f in said if f.span == new.evidence.span), None)
        if match is None or match.kind != figure.kind or match.weak:
            return False
        if figure.kind in ("number", "ordinal", "rank") and abs(figure.value or 0.0) < _TELLING:
            return False
    return True


def _speaks_of_it(text: str, language: str, other: SourceText, names: NameFinder | None) -> bool:
    """A known name in common, or in one language a third of the words."""
    if names is not None:
        mine = {match.name.id for match in names.find(text)}
        if mine & {match.name.id for match in names.find(other.text)}:
            return True
    if other.lang[:2] != language[:2]:
        return False
    own, theirs = (_find_other_words(t, language[:2]) for t in (text, other.text))
    return bool(own) and len(own & theirs) >= _SAME_WORDS * min(len(own), len(theirs))


def _find_other_words(text: str, language: str) -> set[str]:
    """Its words without its figures: what the figures are of."""
    parts = []
    at = 0
    for figure in parse_figures(text, language):
        parts.append(text[at : figure.span[0]])
        at = figure.span[1]
    return set(find_words(" ".join([*parts, text[at:]]), language))


def _weaken(
    text: str, language: str, check: Check, sources: Sequence[SourceText]
) -> tuple[str, list[tuple[str, str]]]:
    """The sentence with every figure that is sharper than its source as the source has it, and what was
    written for what, in order."""
    by_id = {source.id: source for source in sources}
    changed = text
    changes: list[tuple[str, str]] = []
    for part in sorted(check.figures, key=lambda p: -p.figure.span[0]):
        if part.verdict != "unsupported" or part.evidence is None:
            continue
        if part.figure.kind not in _WEAKER or part.evidence.source not in by_id:
            continue
        said = _read_again(by_id[part.evidence.source], part.evidence.span)
        if said is None or not _is_said_too_sharply(part.figure, said):
            continue
        if any(m.start() <= part.figure.span[0] < m.end() for m in _QUOTED.finditer(text)):
            continue
        changed, words = _put_in(changed, part.figure, said, language)
        changes.insert(0, (part.figure.text, words))
    return changed, changes


def _is_said_too_sharply(figure: Figure, said: Figure) -> bool:
    """Whether a plain figure is what the source says with “nearly” or “over”: same unit, not far off."""
    if figure.approximation not in ("exact", "about") or said.approximation not in _SOFT:
        return False
    # Currencies are compared with the values: $ and 美元 are one.
    other_unit = figure.unit != said.unit and "" not in (figure.unit, said.unit)
    if figure.kind != said.kind or (other_unit and figure.kind != "money"):
        return False
    mine, value = figure.value or 0.0, said.value or 0.0
    near = abs(mine - value) <= _NEAR * abs(value)
    return near and compare_figures(figure, said).sharper


def _read_again(source: SourceText, span: tuple[int, int]) -> Figure | None:
    found = parse_figures(source.text, source.lang)
    return next((figure for figure in found if figure.span == span), None)


def _put_in(text: str, figure: Figure, said: Figure, language: str) -> tuple[str, str]:
    """The sentence with `said` in place of `figure`, without saying a word twice where they meet; and
    the words that were put in."""
    a, b = figure.span
    plain = msgspec.structs.replace(said, direction="")
    if figure.kind == "number" and not figure.unit:
        plain = msgspec.structs.replace(plain, unit="", counted="")
    words = render_figure(plain, language)
    before = _PRECISELY.sub("", text[:a])
    after = text[b:]
    for size in range(min(len(words), len(after.lstrip())), 0, -1):
        if after.lstrip().startswith(words[-size:]) and _is_whole(words[-size:], words):
            words = words[:-size].rstrip()
            break
    if language.startswith("en") and not before.strip() and words:
        words = words[0].upper() + words[1:]
    gap = " " if words and after[:1].isascii() and after[:1].isalnum() else ""
    return before + words + gap + after, words


def _is_whole(tail: str, words: str) -> bool:
    """Whether a tail is a whole word of English, or any piece of Chinese."""
    start = len(words) - len(tail)
    return not tail[0].isascii() or start == 0 or not words[start - 1].isalnum()
