"""How a claimed figure stands to one of a source: the answer of every comparison."""

from __future__ import annotations

from typing import Literal, NamedTuple

Relation = Literal["equal", "compatible", "converted", "incomparable", "contradicted"]


class Comparison(NamedTuple):
    """`sharper` says that the claim is more exact than the source: it fits, but is not borne out."""

    relation: Relation
    why: str
    sharper: bool = False
