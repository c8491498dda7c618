"""Name: an entry of the bilingual glossary."""

from __future__ import annotations

from typing import Literal

import msgspec

NameKind = Literal["company", "app", "product", "person", "regulator", "term", "place", "event"]


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """One thing with its names: `en` and `zh` (simplified) are the forms to print.

    `aliases` are other forms in either language and script. `parent` is the `en` of the owner,
    `ticker` a stock code. `weight` says how strongly the name speaks for the beat (0 to 1).
    """

    en: str
    zh: str
    kind: NameKind
    aliases: tuple[str, ...] = ()
    parent: str = ""
    ticker: str = ""
    weight: float = 0.5

    @property
    def id(self) -> str:
        """The English form in lower case: unique within a glossary."""
        return self.en.lower()
