"""Beat: what an edition is about: its names, its terms, its sources and its style."""

from __future__ import annotations

from typing import Literal

import msgspec

from wenzhai.model.name import Name
from wenzhai.model.source import Source
from wenzhai.model.style import HouseStyle

PeriodKind = Literal["week", "day"]
"""What one edition covers."""


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that speak for the beat (`strong`, `weak`) or against it (`against`), in both languages."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """A beat as its file states it. `titles` and `scopes` are by language (`en`, `zh`).

    `places` are the regions that an item must touch to count fully (empty: anywhere), `elsewhere` the
    names of the glossary (English forms) that are at home in other places; `balance`
    bounds how many highlights of one edition may be about one company, `kind_balance` how many may
    be of a kind (a kind that it does not name is not bounded). A day closes at `closes_at`
    (`HH:MM`, `24:00` for midnight): one that closes at 08:00 began at 08:00 the day before.
    """

    id: str
    titles: dict[str, str]
    scopes: dict[str, str]
    period: PeriodKind = "week"
    closes_at: str = "24:00"
    languages: tuple[str, ...] = ("en", "zh")
    terms: Terms = Terms()
    places: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    relevance_threshold: float = 0.5
    balance: int = 2
    kind_balance: dict[str, int] = {}
    style: HouseStyle = HouseStyle()
    glossary: tuple[Name, ...] = ()
    sources: tuple[Source, ...] = ()
