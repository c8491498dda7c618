"""Texts for a client from the sample edition, in both languages."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime

import msgspec
import pytest

from wenzhai.errors import InputError, NotFound
from wenzhai.model import CLIENT_TEXT_KINDS, ClientText
from wenzhai.newsroom import FixedClock, Newsroom
from wenzhai.newsroom.client_texts import draft_text, render_text
from wenzhai.newsroom.rights import clear_edition
from wenzhai.stages.highlight.client_texts import write_client_text
from wenzhai.stages.highlight.gate import may_print

NOW = FixedClock(datetime(2023, 4, 17, tzinfo=UTC))


@pytest.fixture
def room(sample_run):
    with Newsroom.open(sample_run.folder, clock=NOW) as opened:
        yield opened


@pytest.mark.parametrize("kind", CLIENT_TEXT_KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_statement_is_the_editions_and_cited(room, kind, language):
    """Each sentence stands in the edition with those citations, and passes the gate; none is lost."""
    edition = room.store.load_edition(f"2023-W15-{language}")
    printed = {h.headline.text for h in edition.highlights}
    printed |= {s.text for h in edition.highlights for p in h.paragraphs for s in p}
    printed |= {event.words for event in edition.coming_up}
    text = draft_text(room, kind, edition.id, "Harbour Coffee")
    assert len(text.sentences) >= 6
    assert text.withheld == 0
    for sentence in text.sentences:
        assert sentence.text in printed
        assert sentence.citations
        assert may_print(sentence.check)


@pytest.mark.parametrize("kind", CLIENT_TEXT_KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_markdown_cites_each_sentence(room, kind, language):
    """Every footnote that is used is there, and every one that is there is used."""
    text = draft_text(room, kind, f"2023-W15-{language}", "海港咖啡")
    written = render_text(text).decode()
    body, notes = re.split(r"\n\n(?=\[\^1\]: )", written, maxsplit=1)
    used = set(re.findall(r"\[\^(\d+)\]", body))
    assert used == set(re.findall(r"^\[\^(\d+)\]: ", notes, re.MULTILINE))
    assert "海港咖啡" in body
    assert render_text(text) == render_text(text)


def test_a_plan_has_the_days_that_come(room):
    """Each coming day that may be quoted is an occasion; the days of work are counted from it, none before the edition's end."""
    edition, _ = clear_edition(room, room.store.load_edition("2023-W15-en"))
    text = draft_text(room, "plan", edition.id, "Harbour Coffee")
    calendar = next(s for s in text.sections if s.heading == "Calendar")
    assert [item.sentences[0].text for item in calendar.items] == [
        event.words for event in edition.coming_up
    ]
    first = next(i for i in calendar.items if i.lead == "10 May 2023")
    assert "approved by 3 May 2023" in first.open_words


def test_a_mail_opens_as_a_draft(room):
    """A mail program reads subject and text, in Chinese too; nothing of the machine is in it."""
    data = render_text(draft_text(room, "email", "2023-W15-en", "海港咖啡", "zh"), mail=True)
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert message["Subject"] == "致海港咖啡：4月10日—16日要闻"
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None
    body = message.get_content()
    assert body.startswith("海港咖啡，您好：")
    assert "[1] " in body


def test_stories_that_name_the_client_come_first(room):
    """A client of the glossary is found under its other name, too."""
    text = draft_text(room, "email", "2023-W15-en", "拼多多")
    first = text.sections[0].items[0]
    assert "Temu" in " ".join(s.text for s in first.cited) or "Pinduoduo" in " ".join(
        s.text for s in first.cited
    )


def test_what_the_gate_refuses_is_left_out(room):
    """A sentence of an edition that its passage does not say (tampered with) does not reach a client."""
    edition = room.store.load_edition("2023-W15-en")
    first = edition.highlights[0]
    wrong = msgspec.structs.replace(first.headline, text="Alibaba Pays $9 Billion for Weave")
    changed = msgspec.structs.replace(
        edition,
        highlights=(msgspec.structs.replace(first, headline=wrong), *edition.highlights[1:]),
    )
    text = write_client_text(changed, "brief", "Harbour Coffee", "April", room.names)
    assert isinstance(text, ClientText)
    assert text.withheld == 1
    assert all("$9 Billion" not in s.text for s in text.sentences)


def test_a_hostile_client_is_only_a_name(room):
    """Marks, line breaks and length in a name change no structure."""
    text = draft_text(room, "email", "2023-W15-en", "**A**\r\nBcc: x@y.example\n# <b>" + "z" * 500)
    written = render_text(text).decode()
    assert "\n# <b>" not in written
    assert "<b>" not in written.replace("\\<b\\>", "")
    mail = email.message_from_bytes(render_text(text, mail=True), policy=email.policy.default)
    assert mail["Bcc"] is None


def test_an_unknown_edition_or_kind_is_told(room):
    """Both are errors in words."""
    with pytest.raises(NotFound):
        draft_text(room, "email", "2030-W01-en", "A")
    with pytest.raises(InputError):
        draft_text(room, "poem", "2023-W15-en", "A")
