"""Before: a glossary and normalised headlines. After: which of its names each headline holds.

Plain dictionary look-ups, so that a glossary of thousands costs no more than one of ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from wenzhai.language.tokens import HAN, WORD, english_words, normalise
from wenzhai.model import Name, content_key

LONGEST_PHRASE = 5  # words of a Latin name


class GlossaryIndex:
    """Finds names in normalised text; the longest form at a place wins.

    A Latin form must stand as whole words; a Chinese form may stand anywhere. One-character forms
    are left out: they are parts of other words."""

    def __init__(self, glossary: Sequence[Name]) -> None:
        self._glossary = tuple(glossary)
        self._latin: dict[str, str] = {}
        self._han: dict[str, list[tuple[str, str]]] = {}
        self._stems = {name.id: frozenset(english_words(normalise(name.en))) for name in glossary}
        for name in sorted(glossary, key=lambda n: n.id):
            for form in (name.en, name.zh, *name.aliases):
                plain = normalise(form)
                if len(plain) < 2:
                    continue
                if HAN.search(plain):
                    self._han.setdefault(plain[:2], []).append((plain, name.id))
                else:
                    self._latin.setdefault(" ".join(WORD.findall(plain)), name.id)
        for forms in self._han.values():
            forms.sort(key=lambda form: (-len(form[0]), form))

    def __bool__(self) -> bool:
        return bool(self._latin or self._han)

    @cached_property
    def digest(self) -> str:
        """The same for the same glossary, and for no other."""
        names = msgspec.json.encode(self._glossary, order="deterministic")
        return content_key("glossary", names.decode())

    def english_stems(self, text: str) -> frozenset[str]:
        """Stems of the English forms of the names in a text that `normalise` has been through."""
        found = [self._stems[name] for name in self.find(text)] if self else []
        return frozenset().union(*found)

    def find(self, text: str) -> frozenset[str]:
        """Ids of the names in a text that `normalise` has been through."""
        found: set[str] = set()
        words = WORD.findall(text)
        for i in range(len(words)):
            for size in range(min(LONGEST_PHRASE, len(words) - i), 0, -1):
                known = self._latin.get(" ".join(words[i : i + size]))
                if known is not None:
                    found.add(known)
                    break
        at = 0
        while at < len(text) - 1:
            step = 1
            for form, known in self._han.get(text[at : at + 2], ()):
                if text.startswith(form, at):
                    found.add(known)
                    step = len(form)
                    break
            at += step
        return frozenset(found)
