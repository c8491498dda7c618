"""The shapes of a page: what a template or a format places, with nothing left to work out."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from wenzhai.model import Chart, Edition
from wenzhai.stages.publish.formats import EditionLink


class Run(msgspec.Struct, frozen=True):
    """A piece of a text; `figure` marks a checked figure, or the evidence for one."""

    text: str
    figure: bool = False


class PassageView(msgspec.Struct, frozen=True, kw_only=True):
    """A cited passage, as published; `url` is safe or empty, `address` what to show where it is.
    `foreign` is its language where that is not the page's. `withheld`: the limit of its source was reached,
    and the runs say so."""

    runs: tuple[Run, ...]
    lang: str
    foreign: str = ""
    withheld: bool = False
    badge: str
    publisher: str
    title: str
    url: str
    address: str
    site: str
    day: str
    iso: str


class CheckView(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one figure or claim; `mark` is the verdict as a CSS class."""

    text: str
    verdict: str
    mark: str
    why: str


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Words that open their passages: `id` is the words' anchor, `note_id` the passages'. `on_word` says
    in words that an editor has them printed against the verdict, and why."""

    id: str
    note_id: str
    number: int
    runs: tuple[Run, ...]
    passages: tuple[PassageView, ...]
    checks: tuple[CheckView, ...]
    on_word: str = ""

    @property
    def reports(self) -> tuple[tuple[PassageView, ...], ...]:
        """The passages, those of one report together, in the order in which reports are first cited."""
        found: dict[tuple[str, ...], list[PassageView]] = {}
        for p in self.passages:
            found.setdefault((p.url, p.address, p.publisher, p.title, p.iso), []).append(p)
        return tuple(tuple(passages) for passages in found.values())

    @property
    def plain_checks(self) -> tuple[CheckView, ...]:
        """What the passages say in the same words: there is nothing to explain."""
        return tuple(c for c in self.checks if c.mark == "supported" and not c.why)

    @property
    def told_checks(self) -> tuple[CheckView, ...]:
        """The verdicts that need a word, or are none to be glad of."""
        plain = self.plain_checks
        return tuple(c for c in self.checks if c not in plain)


class SourceView(msgspec.Struct, frozen=True, kw_only=True):
    """A chip under a highlight; `role` is empty for ordinary media, `copy_of` for originals, `foreign`
    where its language is the page's."""

    publisher: str
    title: str
    lang: str
    foreign: str = ""
    badge: str
    url: str
    address: str
    day: str
    iso: str
    role: str
    copy_of: str
    attribution: str = ""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """Who gives which value, and when."""

    cited: Cited
    publisher: str
    day: str


class DisagreementView(msgspec.Struct, frozen=True, kw_only=True):
    """A measure for which the sources give different values; `measure` says that they do, `topic`
    only what it is."""

    measure: str
    topic: str
    sides: tuple[Side, ...]


class StoryLink(msgspec.Struct, frozen=True, kw_only=True):
    """The way to a story's page, and what to call it; `lang` where that is in another language."""

    href: str
    words: str
    lang: str = ""


class PictureView(msgspec.Struct, frozen=True, kw_only=True):
    """A picture to show (`file` is set) or one that is only pointed at (`url` is)."""

    file: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    url: str


class ChartValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value under its chart: `cited` opens its passage; the `first` of those that share a note carries
    it."""

    label: str
    cited: Cited
    first: bool


class ChartView(msgspec.Struct, frozen=True, kw_only=True):
    """A chart: `svg` for the page, `words` say in one sentence what it shows, `unit` in what; `heading`
    is title and unit in one line; `chart` is what a format draws it from by itself."""

    id: str
    title: str
    unit: str
    heading: str
    words: str
    svg: Markup
    values: tuple[ChartValue, ...]
    notes: tuple[str, ...]
    publishers: tuple[str, ...]
    chart: Chart


class HighlightView(msgspec.Struct, frozen=True, kw_only=True):
    """A highlight; `title` is its headline as plain text, `notes` are remarks in words, `reasons` the
    first of those that ranked it, `topics` the ways to the pages of its kind and names."""

    id: str
    number: int
    kind: str
    seal: str
    headline: Cited
    title: str
    paragraphs: tuple[tuple[Cited, ...], ...]
    sources: tuple[SourceView, ...]
    picture: PictureView | None
    awaiting: bool
    disagreements: tuple[DisagreementView, ...]
    notes: tuple[str, ...]
    story: StoryLink | None = None
    reasons: tuple[str, ...] = ()
    topics: tuple[EditionLink, ...] = ()
    charts: tuple[ChartView, ...] = ()


class NumberView(msgspec.Struct, frozen=True, kw_only=True):
    """A number of the week; `highlight` is the anchor of its story, or empty."""

    value: str
    cited: Cited
    highlight: str
    earlier: Cited | None = None


class FollowUpView(msgspec.Struct, frozen=True, kw_only=True):
    """What moved, with the two moments of its timeline."""

    cited: Cited
    now: PassageView
    earlier: PassageView
    story: StoryLink | None = None


class ComingUpView(msgspec.Struct, frozen=True, kw_only=True):
    """An event ahead: `when` in words, `iso` as exact as it is known, `kind` of event in words."""

    when: str
    iso: str
    kind: str
    cited: Cited

    @property
    def told(self) -> str:
        """`21 April 2023 · launch`."""
        return f"{self.when} · {self.kind}" if self.kind else self.when


class CorrectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A correction: `anchor` leads to the sentence or the value, `highlight` is the id of the one that it is
    in (empty elsewhere), `where` names the chart and the value in it, `said` is the whole of it in one line
    of text."""

    anchor: str
    highlight: str
    where: str
    day: str
    iso: str
    wrong: str
    right: str
    ground: str
    said: str


class PageView(msgspec.Struct, frozen=True, kw_only=True):
    """All of a page. `greeting` is paragraphs; `made` the colophon's counts in words."""

    edition: Edition
    lang: str
    language: str
    number: str
    dates: str
    starts_iso: str
    ends_iso: str
    greeting: tuple[str, ...]
    highlights: tuple[HighlightView, ...]
    numbers_title: str
    numbers: tuple[NumberView, ...]
    follow_ups: tuple[FollowUpView, ...]
    coming_up: tuple[ComingUpView, ...]
    briefs: tuple[Cited, ...]
    made: tuple[str, ...]
    siblings: tuple[EditionLink, ...]
    signature: str = ""
    corrections: tuple[CorrectionView, ...] = ()
    left_out: tuple[str, ...] = ()
