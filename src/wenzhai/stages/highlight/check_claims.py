"""Before: a draft and its sources. After: a ClaimCheck for every known name and every quotation in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import ClaimCheck, Evidence, Name, SourceText
from wenzhai.stages.highlight.check_words import say


class NameMatch(Protocol):
    """A name found in a text, at `[start, end)`."""

    @property
    def name(self) -> Name: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class NameFinder(Protocol):
    """Finds the names of a glossary, in all their forms, in a text."""

    def find(self, text: str) -> Iterable[NameMatch]:
        """List the matches in order, without overlaps."""
        ...


# A term of the trade (“livestreamer”) and a country (“American”, “Washington”) have too many forms for
# their absence to tell.
_SAID_OTHERWISE = frozenset({"term", "place"})


def check_names(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    glossary: Sequence[Name],
    names: NameFinder | None,
) -> tuple[ClaimCheck, ...]:
    """Hold names against the sources: one that none has, in any form of it, is unsupported."""
    drafted = [f for f in _find_names(text, glossary, names) if f[0].kind not in _SAID_OTHERWISE]
    if not drafted:
        return ()
    seen: dict[str, Evidence] = {}
    for source in sources:
        for name, start, end in _find_names(source.text, glossary, names):
            seen.setdefault(name.id, Evidence(source=source.id, span=(start, end)))
    checks = []
    for name, start, end in drafted:
        evidence = seen.get(name.id)
        form = name.zh if language.startswith("zh") else name.en
        checks.append(
            ClaimCheck(
                kind="name",
                text=text[start:end],
                span=(start, end),
                verdict="supported" if evidence else "unsupported",
                why=say("name" if evidence else "no name", language, b=form or name.en),
                evidence=evidence,
            )
        )
    return tuple(checks)


def _find_names(
    text: str, glossary: Sequence[Name], names: NameFinder | None
) -> list[tuple[Name, int, int]]:
    if names is not None:
        return [(m.name, m.start, m.end) for m in names.find(text)]
    folded = lower(fold(text))
    found: list[tuple[int, int, int, Name]] = []
    for order, name in enumerate(glossary):
        for form in {name.en, name.zh, *name.aliases} - {""}:
            key = lower(fold(form))
            at = folded.find(key)
            while at >= 0:
                end = at + len(key)
                if not (_joins(folded, at) or _joins(folded, end)):
                    found.append((at, -end, order, name))
                at = folded.find(key, end)
    kept: list[tuple[Name, int, int]] = []
    for at, minus_end, _, name in sorted(found, key=lambda f: f[:3]):
        if not kept or at >= kept[-1][2]:
            kept.append((name, at, -minus_end))
    return kept


def _joins(text: str, at: int) -> bool:
    """Whether a Latin word runs on across position `at`."""
    if not 0 < at < len(text):
        return False
    return all(c.isascii() and c.isalnum() for c in text[at - 1 : at + 1])


_QUOTED = re.compile(
    r"“([^“”]{1,600})”|「([^「」]{1,600})」|『([^『』]{1,600})』|\"([^\"\n]{1,600})\""
)
_MARKS = re.compile(r"[“”\"「」『』‘’《》'〝〞]")
_IGNORED = re.compile(r"[\s,.;:!?，。；：！？、'\"“”‘’「」『』\-]+")
_SAID = re.compile(
    r"(?:[说称道示调出言认复诉][：:，,\s]{0,2}|\b(?:said|says|added|told \w+|wrote|announced|stated|replied|asked)[,:]?\s?)$",
    re.IGNORECASE,
)


def check_quotations(
    text: str, language: str, sources: Sequence[SourceText]
) -> tuple[ClaimCheck, ...]:
    """Words in quotation marks: verbatim in a source of their language, or a translation of a quotation.

    A short phrase in marks that no source of the language has is a title or an irony, which cannot be
    told from a quotation: `not checkable` when translated.
    """
    checks = []
    chinese = language.startswith("zh")
    same = [(s, _squeeze(s.text)) for s in sources if s.lang.startswith("zh") == chinese]
    quoting = next((s for s in sources if _MARKS.search(s.text)), None)
    for found in _QUOTED.finditer(text):
        inner = next(g for g in found.groups() if g is not None)
        words = _squeeze(inner)
        if not words:
            continue
        evidence = next((_locate(inner, s) for s, squeezed in same if words in squeezed), None)
        speech = _is_speech(text[: found.start()], inner, chinese)
        if evidence is not None:
            verdict, why = "supported", "quotation"
        elif len(same) == len(sources):
            verdict, why = "unsupported", "altered"
        elif quoting is not None:
            verdict, why = "not checkable", "translated"
        elif speech:
            verdict, why = "unsupported", "no quotation"
        else:
            verdict, why = "not checkable", "translated"
        checks.append(
            ClaimCheck(
                kind="quotation",
                text=inner,
                span=(found.start(), found.end()),
                verdict=verdict,  # type: ignore[arg-type]  # one of the four literals above
                why=say(why, language),
                evidence=evidence,
            )
        )
    return tuple(checks)


def _is_speech(before: str, inner: str, chinese: bool) -> bool:
    """Whether the words in marks are somebody's words, not a title, a name or an irony."""
    if _SAID.search(before[-24:]) and len(inner) >= 4:
        return True
    if chinese:
        return any(mark in inner for mark in "，。！？")
    return len(inner.split()) >= 8 or inner.rstrip().endswith((",", ".", "!", "?"))


def _squeeze(text: str) -> str:
    return _IGNORED.sub("", lower(fold(text)))


def _locate(inner: str, source: SourceText) -> Evidence:
    at = source.text.find(inner)
    return Evidence(
        source=source.id, span=(at, at + len(inner)) if at >= 0 else (0, len(source.text))
    )
