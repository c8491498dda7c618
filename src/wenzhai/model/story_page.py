"""StoryPage: all that is known of one story, as its page and `wenzhai story` show it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from wenzhai.model.highlight import Disagreement


class StoryMember(msgspec.Struct, frozen=True, kw_only=True):
    """One report of a story. `first` reported first; `primary` is the company, authority or filing
    itself; `copy_of` names the publisher that it repeats. `link` is the probability (0 to 1) that it
    is of one event with the report of `linked_to` (a publisher), `evidence` says in words why."""

    article_id: str
    publisher: str
    title: str
    url: str
    language: str
    published_at: datetime
    copy_of: str = ""
    first: bool = False
    primary: bool = False
    linked_to: str = ""
    link: float = 0.0
    linked_by: Literal["machine", "editor"] = "machine"
    evidence: tuple[str, ...] = ()


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the story's thread, the story itself among them (`current`). `title` and `url` are
    of its first report in the page's language, else of its first; `edition` names the edition that
    printed it (`2023-W15-en`), if any did."""

    story_id: str
    at: datetime
    title: str
    language: str
    publisher: str
    url: str
    publishers: int
    current: bool = False
    edition: str = ""


class StoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """A story in `language` (`en`, `zh`): its reports in order of publication, the events of its
    thread in order of time, where its sources disagree, and why it ranks where it does.

    `publishers` counts independent ones; `rank` is 0 where it was not ranked."""

    story_id: str
    thread_id: str
    language: str
    title: str
    kind: str
    first_at: datetime
    last_at: datetime
    publishers: int
    languages: tuple[str, ...]
    members: tuple[StoryMember, ...]
    timeline: tuple[TimelineEntry, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    reasons: tuple[str, ...] = ()
    rank: int = 0
    score: float = 0.0
