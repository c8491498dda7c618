"""Story and Thread: one event with all its articles, and what it belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

StoryKind = Literal[
    "incident",
    "app ranking",
    "regulation",
    "people",
    "finance",
    "deal",
    "campaign",
    "product",
    "other",
]
"""What sort of news a story is; in order of precedence where two have equal support."""


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
    and its follow-ups. `closest` is the item of the same story that it is likeliest to be one event
    with, at that `probability`; empty where it stands alone."""

    id: str
    story: str
    thread: str
    closest: str = ""
    probability: float = 0.0


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article is in its story: the article of the same story that it is closest to, with the
    calibrated probability (0 to 1) that both report one event. An `editor` may have said so."""

    article_id: str
    to: str
    probability: float
    by: Literal["machine", "editor"] = "machine"


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One real-world event. `article_ids` are in order of publication, copies included.

    `languages` are `en` and `zh`; `publishers` are independent ones (one for each family, copies
    not counted). `title` is that of the most central article. `links` has one for each original
    article that was compared with another of the story.
    """

    id: str
    thread_id: str
    title: str
    article_ids: tuple[str, ...]
    languages: tuple[str, ...]
    publishers: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    links: tuple[Link, ...] = ()


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One ground for a rank: its name, its measured value, what it adds to the score, and in words:
    English, and `zh` Chinese where it is for readers."""

    name: str
    value: float
    points: float
    words: str
    zh: str = ""

    def say(self, language: str) -> str:
        """In words of the language (`en`, `zh`)."""
        return self.zh if language.startswith("zh") and self.zh else self.words


class RankedStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its score and the reasons that add up to it; `rank` 1 is the best."""

    rank: int
    score: float
    story: Story
    kind: str = ""
    reasons: tuple[Reason, ...] = ()


ChangeKind = Literal["new", "grown", "merged", "split", "gone"]


class StoryChange(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to a story at `at` (aware UTC), and to which articles.

    `new`: it appeared. `grown`: `articles` joined it. `merged`: it took in the stories `others`.
    `split`: `articles` left it for the stories `others`. `gone`: it is no more, its articles are in
    `others` (or off the beat, where there are none)."""

    at: datetime
    kind: ChangeKind
    story_id: str
    articles: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


JudgementKind = Literal["together", "apart", "accepted", "rejected", "overruled", "upheld"]


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor said of a story; the machine never undoes it.

    `together`: each of `articles` is of one story with each of `others`. `apart`: none of `articles`
    is of one story with any of `others`. `accepted`, `rejected`: the story belongs in an edition, or
    does not; `measures` are what ranking measured of it then, by name. `overruled`: `sentence`, as drafted
    in `language`, prints on the editor's word, for the reason `why`; `upheld`: its verdict stands again."""

    at: datetime
    kind: JudgementKind
    story_id: str
    articles: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    measures: dict[str, float] = {}
    why: str = ""
    sentence: str = ""
    language: str = ""
