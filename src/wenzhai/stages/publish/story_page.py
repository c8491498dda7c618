"""The shapes of a story's page: what its template places, with nothing left to work out."""

from __future__ import annotations

import msgspec

from wenzhai.stages.publish.formats import EditionLink
from wenzhai.stages.publish.page import ChartView, DisagreementView, StoryLink


class LinkedTitle(msgspec.Struct, frozen=True, kw_only=True):
    """A report as published; `url` is safe or empty, `address` what to show where it is. `time` is
    empty where only the day is known."""

    publisher: str
    title: str
    lang: str
    badge: str
    url: str
    address: str
    day: str
    time: str
    iso: str


class EvidenceView(msgspec.Struct, frozen=True, kw_only=True):
    """Why a report is in its story: how sure, what for, and which report it is closest to (`anchor`
    leads to that, where it is on the page)."""

    sure: str
    words: str
    closest: str
    closest_lang: str
    anchor: str


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    """A report with those that repeat it; `copy_of` where it repeats one that is not on the page."""

    id: str
    report: LinkedTitle
    first: bool
    primary: bool
    copy_of: str
    evidence: EvidenceView | None
    copies: tuple[LinkedTitle, ...]


class ReportDay(msgspec.Struct, frozen=True, kw_only=True):
    """The reports of one day."""

    day: str
    iso: str
    reports: tuple[ReportView, ...]


class MomentView(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the thread. `page` leads to its page in this edition, `gap` says how long after the
    one before it came, `printed` in which edition it stands (`printed_at` leads there)."""

    report: LinkedTitle
    gap: str
    publishers: str
    current: bool
    page: str
    printed: str
    printed_at: str


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One of the facts at a glance: what it is, who or how many, and more on it."""

    label: str
    value: str
    more: str
    lang: str = ""
    iso: str = ""


class StoryView(msgspec.Struct, frozen=True, kw_only=True):
    """All of a story's page. `place` is the number of its highlight (0: none) and `back` leads there;
    paths are relative to the folder of the story pages. `heading` and `hint` stand over the reports."""

    file: str
    title: str
    title_lang: str
    long_title: bool
    language: str
    lang: str
    place: int
    back: str
    kind: str
    seal: str
    dates: str
    starts_iso: str
    counts: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    remark: str
    heading: str
    hint: str
    days: tuple[ReportDay, ...]
    timeline: tuple[MomentView, ...]
    disagreements: tuple[DisagreementView, ...]
    reasons: tuple[str, ...]
    rank: str
    home: str
    siblings: tuple[EditionLink, ...]
    previous: StoryLink | None
    next: StoryLink | None
    charts: tuple[ChartView, ...] = ()
