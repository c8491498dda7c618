"""Edition: the highlights of a week in order, and Publication: an edition in one format."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from wenzhai.model.citation import Citation
from wenzhai.model.correction import Correction
from wenzhai.model.highlight import Highlight, Sentence
from wenzhai.model.story_page import StoryPage


class ComingUp(msgspec.Struct, frozen=True, kw_only=True):
    """A dated event ahead: `when` is ISO 8601, as exact as the source is (`2023-05` is a month). `kind` is
    `hearing`, `earnings`, `festival`, `campaign`, `conference`, `rule`, `launch`, or empty where the words
    do not say."""

    when: str
    words: str
    citation: Citation
    kind: str = ""


class EarlierWords(msgspec.Struct, frozen=True, kw_only=True):
    """“up from 13 million (Pearl Wire, 12 January)”, and the passage that it cites."""

    words: str
    citation: Citation


class NumberOfTheWeek(msgspec.Struct, frozen=True, kw_only=True):
    """A checked figure worth a box of its own; `earlier` is what it was before, where that is certain."""

    value: str
    sentence: Sentence
    story_id: str
    earlier: EarlierWords | None = None


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """What moved in an earlier story: `earlier` is the older article, `now` the new one."""

    thread_id: str
    words: str
    now: Citation
    earlier: Citation


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A story that did not make a highlight, in one cited line."""

    story_id: str
    sentence: Sentence


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered edition in one language (`en` or `zh`). `week` is the id of its period: an ISO week
    (`2023-W15`, `starts_on` a Monday and `ends_on` the Sunday) or a day (`2023-04-11`, both the same). `made_from` counts what went in: entries, articles, stories,
    publishers. `story_pages` has one for each highlight.
    `signed_by` and `signed_at` are empty until an editor signs it; `revision` is 0 until then, and each
    correction makes the next. `left_out` says in words what rights kept from printing.
    Nothing in it depends on when or where it was made."""

    id: str
    number: int
    title: str
    subtitle: str
    language: str
    week: str
    beat: str
    starts_on: date
    ends_on: date
    greeting: str
    highlights: tuple[Highlight, ...]
    briefs: tuple[Brief, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    numbers: tuple[NumberOfTheWeek, ...] = ()
    coming_up: tuple[ComingUp, ...] = ()
    wrap_up: str = ""
    made_from: dict[str, int] = {}
    languages: tuple[str, ...] = ()
    updated_at: datetime | None = None
    story_pages: tuple[StoryPage, ...] = ()
    revision: int = 0
    signed_by: str = ""
    signed_at: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    left_out: tuple[str, ...] = ()


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """An edition in one format: relative POSIX path -> bytes. `entry_point` is the file to open."""

    format: str
    entry_point: str
    files: dict[str, bytes]
