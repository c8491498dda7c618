"""Story and Thread: one event with all its articles, and what it belongs to."""

from __future__ import annotations

from datetime import datetime

import msgspec


class GroupItem(msgspec.Struct, frozen=True, kw_only=True):
    """What grouping needs to know of an article; only `id` and `title` are certain to be there.

    `lang` is `en` or `zh...` (empty: found from the title); `published` is aware UTC or None.
    """

    id: str
    title: str
    lang: str = ""
    text: str = ""
    published: datetime | None = None
    source: str = ""
    url: str = ""


class Grouped(msgspec.Struct, frozen=True, kw_only=True):
    """Where an item belongs: the same `story` for the same event, the same `thread` for an event
    and its follow-ups."""

    id: str
    story: str
    thread: str


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One real-world event. `article_ids` are in order of publication, copies included.

    `languages` are `en` and `zh`; `publishers` are independent ones (one for each family, copies
    not counted). `title` is that of the most central article.
    """

    id: str
    thread_id: str
    title: str
    article_ids: tuple[str, ...]
    languages: tuple[str, ...]
    publishers: tuple[str, ...]
    first_at: datetime
    last_at: datetime


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One ground for a rank: its name, its measured value, what it adds to the score, and in words."""

    name: str
    value: float
    points: float
    words: str


class RankedStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its score and the reasons that add up to it; `rank` 1 is the best."""

    rank: int
    score: float
    story: Story
    kind: str = ""
    reasons: tuple[Reason, ...] = ()
