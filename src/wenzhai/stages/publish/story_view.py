"""Before: a StoryPage of an Edition. After: a StoryView: every count, date, link and anchor of its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

import msgspec

from wenzhai.language.script import find_script
from wenzhai.model import Edition, StoryPage
from wenzhai.model.story_page import StoryMember, TimelineEntry
from wenzhai.stages.publish.charts import view_charts
from wenzhai.stages.publish.dates import local_day, write_date, write_span
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import StoryLink
from wenzhai.stages.publish.safe import one_line, safe_url
from wenzhai.stages.publish.story_links import (
    beside_stories,
    find_story_pages,
    from_stories,
    has_timeline,
    name_story_file,
)
from wenzhai.stages.publish.story_page import (
    EvidenceView,
    Fact,
    LinkedTitle,
    MomentView,
    ReportDay,
    ReportView,
    StoryView,
)
from wenzhai.stages.publish.story_words import (
    name_edition,
    name_zone,
    write_clock,
    write_gap,
    write_probability,
)
from wenzhai.stages.publish.view import ViewMaker
from wenzhai.stages.publish.words import badge_language, name_kind, tag_language, words_for

# A title is for finding the report again; one of a million letters is an accident or an attack.
MAX_TITLE = 300
# The name of a neighbouring page; and from where on a headline, in Latin letters' widths, is set small.
MAX_NAME = 120
LONG_TITLE = 130
SCRIPT_LANGUAGES = {"Hans": "zh-Hans", "Hant": "zh-Hant", "Latn": "en", "Jpan": "ja", "Kore": "ko"}


def view_stories(edition: Edition, context: PublishContext) -> tuple[StoryView, ...]:
    """The views of all story pages of an edition, in its order, each with the way to its neighbours.

    Raises `SettingsError` for an unknown time zone.
    """
    made = _StoryMaker(edition, context)
    views = [made.story(page) for page in made.pages.values()]
    links = [
        StoryLink(
            href=view.file.rpartition("/")[2],
            words=shorten(view.title, MAX_NAME),
            lang=view.title_lang,
        )
        for view in views
    ]
    return tuple(
        msgspec.structs.replace(
            view,
            previous=links[i - 1] if i else None,
            next=links[i + 1] if i + 1 < len(links) else None,
        )
        for i, view in enumerate(views)
    )


def shorten(title: str, most: int = MAX_TITLE) -> str:
    """`title` on one line, of at most `most` characters."""
    # Cut twice: a title may be of a million characters, and only its beginning is worth reading.
    line = one_line(title[: MAX_TITLE * 4])
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def is_long(title: str) -> bool:
    """Whether a headline would fill the screen; a character of Chinese is as wide as two letters."""
    return sum(2 if character >= "\u2e80" else 1 for character in title) > LONG_TITLE


def sort_copies(
    in_order: Sequence[StoryMember],
) -> tuple[dict[str, int], list[int], dict[int, list[StoryMember]]]:
    """Where each publisher's first original stands; which reports stand for themselves; and the copies
    of each. A copy of a copy goes under the original; one whose original is not there, or that goes
    round in a circle, stands for itself."""
    leaders: dict[str, int] = {}
    repeats: dict[str, str] = {}
    for i, member in enumerate(in_order):
        if member.copy_of:
            repeats.setdefault(member.publisher, member.copy_of)
        else:
            leaders.setdefault(member.publisher, i)
    led: list[int] = []
    copies: dict[int, list[StoryMember]] = {}
    for i, member in enumerate(in_order):
        name, seen = member.copy_of, set[str]()
        while name and name not in leaders and name not in seen:
            seen.add(name)
            name = repeats.get(name, "")
        if name in leaders:
            copies.setdefault(leaders[name], []).append(member)
        else:
            led.append(i)
    return leaders, led, copies


class _StoryMaker:
    """The views of one edition's story pages: they share its language, its context and its pages."""

    def __init__(self, edition: Edition, context: PublishContext) -> None:
        self.edition = edition
        self.context = context
        self.language = "zh" if edition.language.startswith("zh") else "en"
        self.words = words_for(self.language)
        self.pages = find_story_pages(edition)
        self.places = {h.story_id: i for i, h in enumerate(edition.highlights, 1)}
        self.maker = ViewMaker(self.language, context)

    def story(self, page: StoryPage) -> StoryView:
        place = self.places.get(page.story_id, 0)
        highlight = self.edition.highlights[place - 1] if place else None
        label, seal = name_kind(highlight.kind if highlight else page.kind, self.language)
        first, last = self.day(page.first_at), self.day(page.last_at)
        title = shorten(highlight.headline.text if highlight else page.title)
        in_order = sorted(
            page.members, key=lambda m: (m.published_at, not m.first, bool(m.copy_of), m.article_id)
        )
        return StoryView(
            file=name_story_file(page.story_id),
            title=title,
            title_lang="" if highlight else self.find_title_language(page),
            long_title=is_long(title),
            language=self.language,
            lang=tag_language(self.edition.language) or self.language,
            place=place,
            back=f"../index.html#h{place}" if place else "../index.html",
            kind=label,
            seal=seal,
            dates=write_span(first, last, self.language),
            starts_iso=min(first, last).isoformat(),
            counts=self.counts(page),
            facts=self.facts(in_order),
            remark=self.remark(page),
            heading=self.words["story_only" if len(page.members) == 1 else "reports"],
            hint=self.words["reports_hint" if len(page.members) > 1 else "reports_hint_one"].format(
                zone=name_zone(self.context.timezone, self.language)
            ),
            days=self.days(in_order),
            timeline=self.timeline(page) if has_timeline(page) else (),
            disagreements=tuple(
                self.maker.disagreement(f"d{i}", item, page.disagreements)
                for i, item in enumerate(page.disagreements, 1)
            ),
            reasons=page.reasons,
            rank=self.words["rank"].format(rank=page.rank) if page.rank > 0 else "",
            home=from_stories(self.context.home),
            siblings=tuple(
                msgspec.structs.replace(
                    sibling,
                    path=beside_stories(sibling.path, page.story_id)
                    if page.story_id in sibling.stories
                    else from_stories(sibling.path),
                )
                for sibling in self.context.siblings
            ),
            previous=None,
            next=None,
            charts=view_charts(self.maker, "", highlight.charts) if highlight else (),
        )

    def day(self, at: datetime) -> date:
        return local_day(at, self.context.timezone)

    def find_title_language(self, page: StoryPage) -> str:
        """The language of a title that is not ours; empty where it is the page's."""
        same = (m.language for m in page.members if m.title == page.title)
        script = SCRIPT_LANGUAGES.get(find_script(page.title[: MAX_TITLE * 4]), "")
        found = next(same, script)
        return "" if found[:2] == self.language else tag_language(found)

    def counts(self, page: StoryPage) -> tuple[Fact, ...]:
        """Independent publishers against reports."""
        reports = len(page.members)
        copies = sum(bool(member.copy_of) for member in page.members)
        more = self.words["copies_one" if copies == 1 else "copies"].format(copies=copies)
        return (
            Fact(
                value=f"{page.publishers:,}",
                label=self.words["publishers_one" if page.publishers == 1 else "publishers_many"],
                more="",
            ),
            Fact(
                value=f"{reports:,}",
                label=self.words["reports_one" if reports == 1 else "reports_many"],
                more=more if copies else "",
            ),
        )

    def facts(self, in_order: Sequence[StoryMember]) -> tuple[Fact, ...]:
        """Who reported first, and which reports are primary sources; each publisher once."""
        first = [member for member in in_order if self.came_first(member, in_order)][:1]
        primary = {m.publisher: m for m in in_order if m.primary and not m.copy_of}
        named = [("first", member) for member in first]
        named += [("primary", member) for member in primary.values()]
        return tuple(
            Fact(
                label=self.words[key],
                value=shorten(member.publisher),
                more=self.when(member.published_at),
                lang=tag_language(member.language),
                iso=self.iso(member.published_at),
            )
            for key, member in named
        )

    def came_first(self, member: StoryMember, in_order: Sequence[StoryMember]) -> bool:
        """Whether the report is known to be the first of several: where its hour is not known, only if
        no other is of its day."""
        if not member.first or len(in_order) < 2:
            return False
        day = self.day(member.published_at)
        alone = all(self.day(m.published_at) != day for m in in_order if m is not member)
        return alone or write_clock(member.published_at, self.context.timezone) != ""

    def remark(self, page: StoryPage) -> str:
        """That all reports are in the other language, where they are."""
        languages = {member.language[:2] for member in page.members}
        other = {"en": "zh", "zh": "en"}[self.language]
        return self.words[f"only_{other}"] if languages == {other} else ""

    def days(self, in_order: Sequence[StoryMember]) -> tuple[ReportDay, ...]:
        """Originals by day, in order of time, each with its copies."""
        leaders, led, copies = sort_copies(in_order)
        reports = [
            (self.day(in_order[i].published_at), i, in_order[i], copies.get(i, [])) for i in led
        ]
        anchors = {publisher: f"r{i + 1}" for publisher, i in leaders.items()}
        tags = {m.publisher: tag_language(m.language) for m in reversed(in_order)}
        return tuple(
            ReportDay(
                day=write_date(day, self.language),
                iso=day.isoformat(),
                reports=tuple(
                    ReportView(
                        id=f"r{i + 1}",
                        report=self.linked(member),
                        first=self.came_first(member, in_order),
                        primary=member.primary,
                        copy_of=self.words["copy"].format(publisher=shorten(member.copy_of))
                        if member.copy_of
                        else "",
                        evidence=self.evidence(f"r{i + 1}", member, anchors, tags),
                        copies=tuple(self.linked(copy) for copy in repeated),
                    )
                    for _, i, member, repeated in same_day
                ),
            )
            for day, same_day in groupby(reports, key=lambda item: item[0])
        )

    def evidence(
        self, place: str, member: StoryMember, anchors: dict[str, str], tags: dict[str, str]
    ) -> EvidenceView | None:
        """Why the report is here; None where it was compared with none."""
        by_editor = member.linked_by == "editor"
        if not (by_editor or member.link > 0 or member.evidence or member.linked_to):
            return None
        grounds = [shorten(text) for text in member.evidence]
        # A ground that is a list itself needs a stronger mark between it and the next.
        has_comma = any(mark in ground for ground in grounds for mark in ",，、")
        mark = self.words["list_semicolon" if has_comma else "list_comma"]
        sure = write_probability(member.link, self.language) if member.link > 0 else ""
        anchor = anchors.get(member.linked_to, "")
        return EvidenceView(
            sure=self.words["editor"] if by_editor else sure,
            words=mark.join(grounds),
            closest=shorten(member.linked_to),
            closest_lang=tags.get(member.linked_to, ""),
            anchor="" if anchor == place else anchor,
        )

    def timeline(self, page: StoryPage) -> tuple[MomentView, ...]:
        entries = sorted(page.timeline, key=lambda entry: (entry.at, entry.story_id))
        moments = []
        before: date | None = None
        for entry in entries:
            day = self.day(entry.at)
            gap = write_gap((day - before).days, self.language) if before else ""
            moments.append(self.moment(entry, gap, current=self.is_current(entry, page)))
            before = day
        return tuple(moments)

    def is_current(self, entry: TimelineEntry, page: StoryPage) -> bool:
        return entry.current or entry.story_id == page.story_id

    def moment(self, entry: TimelineEntry, gap: str, *, current: bool) -> MomentView:
        printed, printed_at = self.printed(entry)
        has_page = entry.story_id in self.pages and not current
        count = "by_publisher" if entry.publishers == 1 else "by_publishers"
        return MomentView(
            report=self.linked(entry),
            gap=gap,
            publishers=self.words[count].format(publishers=entry.publishers)
            if entry.publishers > 0
            else "",
            current=current,
            page=name_story_file(entry.story_id).rpartition("/")[2] if has_page else "",
            printed=printed,
            printed_at=printed_at,
        )

    def printed(self, entry: TimelineEntry) -> tuple[str, str]:
        """In which edition the event stands, in words, and the way there (empty: not known)."""
        if not entry.edition:
            return "", ""
        if entry.edition == self.edition.id:
            place = self.places.get(entry.story_id, 0)
            return self.words["printed_here"], f"../index.html#h{place}" if place else ""
        link = self.context.editions.get(entry.edition)
        number = words_for(self.language)["number"]
        name = (
            number.format(number=link.number)
            if link and link.number
            else name_edition(entry.edition, self.language)
        )
        return (
            self.words["printed"].format(edition=name),
            from_stories(link.path) if link else "",
        )

    def linked(self, item: StoryMember | TimelineEntry) -> LinkedTitle:
        at = item.published_at if isinstance(item, StoryMember) else item.at
        url = safe_url(item.url)
        return LinkedTitle(
            publisher=shorten(item.publisher),
            title=shorten(item.title) or shorten(item.publisher) or "–",
            lang=tag_language(item.language),
            badge=badge_language(item.language),
            url=url,
            address="" if url else shorten(item.url),
            day=write_date(self.day(at), self.language),
            time=write_clock(at, self.context.timezone),
            iso=self.iso(at),
        )

    def when(self, at: datetime) -> str:
        """Day and time of day; the day alone where no more is known."""
        clock = write_clock(at, self.context.timezone)
        day = write_date(self.day(at), self.language)
        return self.words["comma"].join((day, clock)) if clock else day

    def iso(self, at: datetime) -> str:
        """A `datetime` attribute, as exact as the time is known."""
        clock = write_clock(at, self.context.timezone)
        return f"{self.day(at).isoformat()}T{clock}" if clock else self.day(at).isoformat()
