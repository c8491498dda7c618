"""The calendar: what is certain and what is not, ids that stay, and a reader that gets it all back."""

from __future__ import annotations

from datetime import date

import icalendar
import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wenzhai.language.event_kinds import name_event_kind
from wenzhai.model import ComingUp
from wenzhai.stages.publish import PublishContext
from wenzhai.stages.publish.calendar import CalendarFormat, plain_text, read_span, write_calendar


def read(data: bytes):
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def with_events(edition, *events):
    """The edition with these (when, words) ahead, each of a passage of its own."""
    citation = edition.highlights[0].headline.citations[0]
    return msgspec.structs.replace(
        edition,
        coming_up=tuple(
            ComingUp(
                when=when,
                words=words,
                citation=msgspec.structs.replace(citation, passage_id=f"p{number}"),
            )
            for number, (when, words) in enumerate(events)
        ),
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_day_is_a_day_and_a_month_is_a_month(made, language):
    """A known day is confirmed; “in May” covers May, is tentative, and says so in its title."""
    words = {
        "en": ("Sale opens", "May 2023: App launches"),
        "zh": ("大促开始", "2023年5月：应用上线"),
    }
    edition = with_events(
        made.make_edition(language, hostile=False),
        ("2023-04-21", words[language][0]),
        ("2023-05", words[language][1].split(": ")[-1].split("：")[-1]),
    )
    day, month = read(write_calendar(edition, PublishContext()))
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2023, 4, 21), date(2023, 4, 22))
    assert (str(day["summary"]), str(day["status"])) == (words[language][0], "CONFIRMED")
    assert (month.decoded("dtstart"), month.decoded("dtend")) == (
        date(2023, 5, 1),
        date(2023, 6, 1),
    )
    assert (str(month["summary"]), str(month["status"])) == (words[language][1], "TENTATIVE")


def test_an_event_keeps_its_id_when_its_date_is_corrected(made):
    """The next revision moves the event in a subscriber's calendar instead of adding a second one."""
    edition = with_events(made.make_edition("en", hostile=False), ("2023-04-21", "Hearing"))
    moved = msgspec.structs.replace(with_events(edition, ("2023-04-28", "Hearing")), revision=2)
    [before], [after] = (read(write_calendar(e, PublishContext())) for e in (edition, moved))
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 2)
    assert after.decoded("dtstart") == date(2023, 4, 28)


def test_the_same_edition_gives_the_same_bytes_and_an_empty_one_is_valid(made):
    """Nothing depends on when it is made; without events there is a time zone, as the standard asks."""
    edition = made.make_edition("en")
    one, other = (CalendarFormat().render(edition, PublishContext()) for _ in range(2))
    assert one == other
    empty = write_calendar(msgspec.structs.replace(edition, coming_up=()), PublishContext())
    assert icalendar.Calendar.from_ical(empty).subcomponents


@settings(max_examples=100, deadline=None)
@example(words="\\N, \\n; 第一行\n第二行", when=date(2023, 4, 21))
@given(words=st.text(max_size=200), when=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_words_come_back(made, words, when):
    """Line breaks, commas, Chinese of any length and iCalendar's own signs pass through both ways,
    and no line of it is longer than 75 octets."""
    edition = with_events(made.make_edition("zh", hostile=False), (when.isoformat(), words))
    data = write_calendar(edition, PublishContext())
    [event] = read(data)
    assert str(event["summary"]) == plain_text(words)
    assert event.decoded("dtstart") == when
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", fullmatch=True))
def test_any_date_is_read_or_left_out(when):
    """A date that the calendar has not makes no event, and no error."""
    span = read_span(when)
    assert span is None or span.first < span.end


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The House committee holds a hearing on the app", "hearing"),
        ("法院将于5月开庭审理", "hearing"),
        ("Tencent publishes its first-quarter results", "earnings"),
        ("阿里巴巴将公布季度财报", "earnings"),
        ("Lemon8 is to launch in the US", "launch"),
        ("新机将于周五开售", "launch"),
        ("Comments are due", "rule"),
        ("办法自6月1日起施行", "rule"),
        ("五五焕新季启动", "campaign"),
        ("It will cost 5 yuan", ""),
    ],
)
def test_kinds_of_events_in_both_languages(words, kind):
    """What is said of an event tells its kind; what says nothing has none."""
    assert name_event_kind(words) == kind
