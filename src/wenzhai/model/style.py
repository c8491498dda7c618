"""HouseStyle: how an edition is written, as data: lengths, numbers, dates, and words."""

from __future__ import annotations

from typing import Literal

import msgspec


class Avoided(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word or phrase that the house does not print, why, and what to write for it (`use` empty:
    nothing does in its place)."""

    phrase: str
    why: str = ""
    use: str = ""


class HouseStyle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lengths are words in English and characters in Chinese: (least, most).

    `percent` is how a share is written in English, `dates` which comes first in English, day or month;
    empty leaves both as the source has them. `spelling` maps words to the house's own spelling
    (`per cent` to `percent`): it replaces them wherever nobody is quoted. `avoid` is what may not print
    in the house's voice: such sentences give way to others, and the linter names them. `both_names`
    asks that a name stands in both languages where it is first mentioned.
    """

    headline_words: tuple[int, int] = (6, 14)
    headline_chars: tuple[int, int] = (10, 30)
    paragraph_words: tuple[int, int] = (30, 60)
    paragraph_chars: tuple[int, int] = (50, 120)
    paragraphs: int = 2
    highlights: tuple[int, int] = (6, 10)
    percent: Literal["", "percent", "%"] = ""
    dates: Literal["", "day first", "month first"] = ""
    both_names: bool = False
    spelling: dict[str, str] = {}
    avoid: tuple[Avoided, ...] = ()

    def headline_length(self, language: str) -> tuple[int, int]:
        """Least and most of a headline in that language (`en`, `zh`)."""
        return self.headline_words if language == "en" else self.headline_chars

    def paragraph_length(self, language: str) -> tuple[int, int]:
        """Least and most of a paragraph in that language."""
        return self.paragraph_words if language == "en" else self.paragraph_chars
