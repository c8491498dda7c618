"""Correction: what an edition said wrongly, what is right, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Ground = Literal["checked", "editor"]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One correction of an edition, in its language.

    `place` is the sentence's (`h2-1`: highlight 2, sentence 1; `h2-0` its headline; `n1-1` a number,
    `b3-1` a brief, `f1-1` a follow-up, `c1-1` an event ahead), or a chart's value's (`h3c1-2`: the second of
    the first chart of highlight 3). `before` and `after` are the whole sentence, or value in words. `ground` is `checked` where the right words bear out in the passages cited, `editor`
    where they print on the editor's word, whose reason is `why`. `revision` is the first that has it.
    """

    place: str
    story_id: str
    wrong: str
    right: str
    before: str
    after: str
    at: datetime
    by: str
    ground: Ground
    revision: int
    why: str = ""
