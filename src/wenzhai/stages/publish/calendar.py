"""Before: an Edition. After: `calendar.ics`: iCalendar (RFC 5545) with each event ahead.

A day that is known is an all-day event; of an event of which only the month is known (“in May”) the whole
month is marked, tentative, and its title says so: a calendar would otherwise turn it into the first.
The same event keeps its UID in every revision, so that a subscriber's calendar is brought up to date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import msgspec

from wenzhai.model import ComingUp, Edition, Publication, content_key
from wenzhai.stages.publish.dates import write_when
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.rights_words import ELLIPSIS
from wenzhai.stages.publish.safe import one_line, safe_url
from wenzhai.stages.publish.words import words_for

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DOMAIN = "wenzhai.invalid"


class EventSpan(msgspec.Struct, frozen=True):
    """Days of an event, the last one excluded; `certain` where the day itself is known."""

    first: date
    end: date
    certain: bool


class CalendarFormat:
    """The events ahead as a calendar to subscribe to."""

    name = "calendar"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        return Publication(
            format=self.name,
            entry_point="calendar.ics",
            files={"calendar.ics": write_calendar(edition, context)},
        )


def write_calendar(edition: Edition, context: PublishContext) -> bytes:
    """The calendar, UTF-8 with CRLF. An edition without events has one with only its time zone, since
    RFC 5545 asks for a component."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Wenzhai//Wenzhai//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain_text(edition.title))
    stamp = edition.updated_at or datetime.combine(edition.ends_on, time(), UTC)
    spans = [(event, read_span(event.when)) for event in edition.coming_up]
    events: list[icalendar.Component] = [
        _write_event(edition, event, span, stamp) for event, span in spans if span is not None
    ]
    for event in events or [icalendar.Timezone.from_tzid(context.timezone)]:
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def plain_text(text: str) -> str:
    """`text` on one line. A backslash before a capital N is set apart from it: the library takes the
    two for a line break, and so would some calendars."""
    return one_line(text).replace("\\N", "\\ N")


def read_span(when: str) -> EventSpan | None:
    """The days of an ISO 8601 date or month; None for anything else."""
    try:
        if found := _DAY.fullmatch(when):
            first = date(int(found[1]), int(found[2]), int(found[3]))
            return EventSpan(first, first + timedelta(1), True)
        if found := _MONTH.fullmatch(when):
            first = date(int(found[1]), int(found[2]), 1)
            return EventSpan(first, (first + timedelta(31)).replace(day=1), False)
    except (ValueError, OverflowError):  # a day or month that the calendar has not
        return None
    return None


def find_attribution(edition: Edition, article_id: str) -> str:
    """The words that an article's source asks for, where a highlight lists it; else empty."""
    listed = (source for h in edition.highlights for source in h.sources)
    return next((s.attribution for s in listed if s.article_id == article_id), "")


def _write_event(
    edition: Edition, event: ComingUp, span: EventSpan, stamp: datetime
) -> icalendar.Event:
    language = "zh" if edition.language.startswith("zh") else "en"
    citation = event.citation
    made = icalendar.Event()
    # Of the passage, not of the date: when a correction moves the date, the event moves.
    key = content_key("event", edition.beat, language, citation.passage_id or citation.url)
    made.add("uid", f"{key}@{_DOMAIN}")
    made.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", edition.revision)
    made.add("dtstart", span.first)
    made.add("dtend", span.end)
    words = plain_text(event.words)
    if not span.certain:
        colon = "：" if language == "zh" else ": "
        words = f"{write_when(event.when[:7], language)}{colon}{words}"
    made.add("summary", words)
    made.add("status", "CONFIRMED" if span.certain else "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    if event.kind:
        made.add("categories", [event.kind])
    quoted = f"“{citation.text}”"
    if citation.text == ELLIPSIS:
        quoted = words_for(language)["passage_withheld"]
    said = f"{quoted} {citation.publisher}, {citation.title}"
    asked = find_attribution(edition, citation.article_id)
    made.add("description", plain_text(f"{said} ({asked})" if asked else said))
    url = safe_url(citation.url)
    if url:
        made.add("url", url)
    return made
