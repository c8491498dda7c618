"""Before: a draft's name with a number in it (iPhone 15). After: the place of a source that has it too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import Evidence, Figure, SourceText
from wenzhai.stages.highlight.check_exchange import Sighting
from wenzhai.stages.highlight.check_numbers import Numbers, find_all_parts

# names with digits that the other language writes without them
_ALIASES = {
    "covid19": ("新冠",),
    "911": ("9·11", "9/11", "sept11", "september11"),
    "双11": ("singlesday", "doubleeleven", "double11", "1111", "双十一", "光棍节"),
    "7eleven": ("7-11",),
    "711": ("7-eleven",),
    "worldwari": ("一战", "第一次世界大战", "ww1", "firstworldwar"),
    "worldwarii": ("二战", "第二次世界大战", "ww2", "secondworldwar"),
    "ww1": ("一战", "第一次世界大战", "world war one", "first world war"),
    "ww2": ("二战", "第二次世界大战", "world war two", "second world war"),
    "g7": ("七国集团",),
    "g8": ("八国集团",),
    "g20": ("二十国集团",),
}


def _alnum(text: str) -> str:
    return "".join(c for c in lower(fold(text)) if c.isalnum())


def _letters(text: str) -> str:
    return "".join(c for c in lower(text) if c.isalpha() and c.isascii())


_REIGN = re.compile(r"\b([IVX]{1,5})$")
_ROMAN = {
    "II": "二", "III": "三", "IV": "四", "V": "五", "VI": "六", "VII": "七", "VIII": "八", "IX": "九",
    "X": "十", "XI": "十一", "XII": "十二", "XIII": "十三", "XIV": "十四", "XV": "十五", "XVI": "十六",
}  # fmt: skip


def _read_forms(figure: Figure) -> list[str]:
    """Other forms of a name with a number: 二世 for "Elizabeth II", the 13th Five-Year Plan for 十三五."""
    reign = _REIGN.search(figure.text)
    if reign and reign[1] in _ROMAN:
        return [f"{_ROMAN[reign[1]]}世"]
    if figure.text.startswith("十") and figure.text.endswith("五") and figure.parts:
        return [f"{figure.parts[0]:.0f}thfiveyear"]
    return []


class Identifiers:
    """The names with numbers that the sources have, and their texts without marks and spaces."""

    def __init__(
        self, seen: Sequence[Sighting], sources: Sequence[SourceText], numbers: Numbers
    ) -> None:
        self._numbers = numbers
        self._named: dict[str, Sighting] = {}
        for sighting in seen:
            if sighting.figure.kind == "identifier":
                self._named.setdefault(_alnum(sighting.figure.text), sighting)
        self._plain = {s.id: (_alnum(s.text), lower(fold(s.text))) for s in sources}
        self._letters = [_letters(text) for text, _ in self._plain.values()]
        self._found: dict[str, Evidence | None] = {}

    def find(self, figure: Figure) -> Evidence | None:
        """Where a source has the name, in one of its forms; None where none does."""
        if figure.text not in self._found:  # a text is searched once for each name
            self._found[figure.text] = self._find(figure)
        return self._found[figure.text]

    def _find(self, figure: Figure) -> Evidence | None:
        key = _alnum(figure.text)
        named = self._named.get(key)
        if named is not None:
            return Evidence(source=named.source, span=named.figure.span)
        forms = [key, *(_alnum(a) for a in _ALIASES.get(key, ()))]
        latin = key.rstrip("店版股场团")  # 4S店 is a "4S dealership"
        if latin != key and any(c.isalpha() for c in latin):
            forms.append(latin)
        forms += _read_forms(figure)
        for source, (text, folded) in self._plain.items():
            for form in forms:
                if not _stands_alone(form, text):
                    continue
                words = lower(fold(figure.text))
                begin = folded.find(words)
                span = (begin, begin + len(words)) if begin >= 0 else (0, len(folded))
                return Evidence(source=source, span=span)
        letters = _letters(figure.text)
        if letters and any(letters in text for text in self._letters):
            return None  # the source has the name with another number
        found = find_all_parts(figure, self._numbers, dates=False)
        return Evidence(source=found.source, span=found.figure.span) if found else None


def _stands_alone(form: str, text: str) -> bool:
    """Whether the text has the form, and not inside a longer number."""
    at = text.find(form) if form else -1
    while at >= 0:
        around = text[at - 1 : at] if at else ""
        after = text[at + len(form) : at + len(form) + 1]
        if not (around.isdigit() and form[0].isdigit()) and not (
            after.isdigit() and form[-1].isdigit()
        ):
            return True
        at = text.find(form, at + 1)
    return False
