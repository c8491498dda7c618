"""Before: a draft and its sources. After: a ClaimCheck for every quotation in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import ClaimCheck, Evidence, SourceText
from wenzhai.stages.highlight.check_words import say

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
