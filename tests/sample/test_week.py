"""The authored week: complete, consistent, and varied enough to stand for a real one."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from wenzhai.sample import sample_sources
from wenzhai.sample.outlets import load_hot_lists, load_outlets, load_pieces
from wenzhai.sample.pictures import draw_picture

_BY_SLUG = {f"{piece.outlet}/{piece.slug}": piece for piece in load_pieces()}
_DAYS = [f"2023-04-{day}" for day in range(10, 17)]


def test_the_week_is_as_large_as_a_real_one():
    """At least 150 articles, 14 outlets and 30 events, in both languages and both scripts."""
    pieces = load_pieces()
    language = {outlet.id: outlet.language for outlet in load_outlets()}
    assert len(pieces) >= 150
    assert len({piece.outlet for piece in pieces}) >= 14
    assert len({piece.event for piece in pieces if piece.event}) >= 30
    counts = dict.fromkeys(("en", "zh-Hans", "zh-Hant"), 0)
    for piece in pieces:
        counts[language[piece.outlet]] += 1
    assert min(counts.values()) >= 10


def test_every_article_has_what_a_reader_needs():
    """A title, a body, and a time with a zone that agrees with its file's name."""
    for name, piece in _BY_SLUG.items():
        assert piece.title.strip(), name
        assert piece.body or piece.raw_html, name
        assert piece.published.tzinfo is not None, name
        assert piece.slug.startswith(f"{piece.published:%Y-%m-%d}-"), name


def test_no_two_articles_of_an_outlet_share_an_address():
    """Each article has a page of its own."""
    addresses = [(piece.outlet, piece.path) for piece in load_pieces()]
    assert len(set(addresses)) == len(addresses)


def test_a_copy_is_of_an_earlier_article_on_the_same_event():
    """What is marked as a reprint names an article that is there and came no later."""
    copies = {name: piece for name, piece in _BY_SLUG.items() if piece.copy_of}
    assert copies
    for name, piece in copies.items():
        original = _BY_SLUG[piece.copy_of]
        assert original.published <= piece.published, name
        assert original.outlet != piece.outlet, name
        assert original.event == piece.event, name


def test_an_event_belongs_to_one_thread():
    """The labels that grouping is measured by do not contradict each other."""
    threads: dict[str, set[str]] = {}
    for piece in load_pieces():
        if piece.event:
            threads.setdefault(piece.event, set()).add(piece.thread)
    assert {event: found for event, found in threads.items() if len(found) > 1} == {}


def test_the_week_holds_what_real_weeks_hold():
    """Stubs, advertorials, off-beat noise, seeded errors, reprints and follow-ups."""
    pieces = load_pieces()
    assert {"article", "stub", "advertorial"} <= {piece.kind for piece in pieces}
    assert any(not piece.on_beat for piece in pieces)
    assert any(piece.seeded_error for piece in pieces)
    assert any(piece.raw_html for piece in pieces)
    assert any(f"{piece.published:%Y-%m-%d}" < _DAYS[0] for piece in pieces)


@pytest.mark.parametrize(
    "name", sorted({piece.picture for piece in load_pieces() if piece.picture})
)
def test_every_picture_is_drawn_and_decodes(name):
    """A picture is a whole PNG of the stated size."""
    image = Image.open(io.BytesIO(draw_picture(name)))
    image.load()
    assert (image.format, image.size) == ("PNG", (1200, 800))


def test_the_hot_lists_have_a_snapshot_of_each_day():
    """Each list has each day of the week, ranks from 1 without a gap."""
    lists = load_hot_lists()
    assert lists
    for name, days in lists.items():
        assert set(_DAYS) <= set(days), name
        for day in days.values():
            assert sorted(item.rank for item in day.items) == list(range(1, len(day.items) + 1))
            assert day.seen.tzinfo is not None


def test_the_sources_of_the_sample_are_those_of_a_newsroom():
    """Every outlet and list is a source, each with an id of its own."""
    ids = [source.id for source in sample_sources()]
    assert len(set(ids)) == len(ids)
    assert {outlet.id for outlet in load_outlets()} <= set(ids)
    assert set(load_hot_lists()) <= set(ids)
