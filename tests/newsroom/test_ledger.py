"""The ledger of the sample week: kept when an edition is made, and what it adds to the edition."""

from __future__ import annotations

import pytest

from newsroom.conftest import NOW
from wenzhai.newsroom import Newsroom
from wenzhai.newsroom.ledger import keep_ledger, search_ledger
from wenzhai.newsroom.ranking import rank_period
from wenzhai.newsroom.story_pages import open_story
from wenzhai.newsroom.writing import neutralise_period


@pytest.fixture(scope="module")
def room(sample_run):
    """The sample's newsroom, open for reading."""
    with Newsroom.open(sample_run.folder, clock=NOW) as opened:
        yield opened


def test_making_an_edition_fills_the_ledger(room):
    """With figures of the week's stories, most of them of a known subject."""
    found = search_ledger(room)
    assert len(found) > 200
    assert sum(bool(e.subject) for e in found) > 0.7 * len(found)


def test_kept_again_nothing_changes(sample_copy):
    """The same rows under the same keys."""
    with Newsroom.open(sample_copy, clock=NOW) as again:
        before = again.store.find_figures()
        done = rank_period(again, again.read_period("2023-W15"))
        told = neutralise_period(done)
        keep_ledger(again, told.stories, told.articles)
        assert again.store.find_figures() == before


def test_highlights_show_what_their_stories_dispute(room):
    """In both languages: 57 and 75 percent of Temu; its page has all of them."""
    for language in ("en", "zh"):
        edition = room.store.load_edition(f"2023-W15-{language}")
        shown = {h.story_id: h.disagreements for h in edition.highlights}
        values = {value for found in shown.values() for d in found for value, _ in d.sides}
        assert {"57%", "75%"} <= values
        pages = {page.story_id: page.disagreements for page in edition.story_pages}
        for story_id, found in shown.items():
            assert {d.about for d in found} <= {d.about for d in pages[story_id]}


def test_the_time_of_the_repair_is_disputed_on_its_page(room):
    """WeChat was repaired that morning, or only that night: a value without a number."""
    ranked = room.store.load_ranking("2023-W15")
    story = next(r.story for r in ranked if "WeChat" in r.story.title)
    page = open_story(room, story.id, "zh").page
    [found] = [d for d in page.disagreements if d.about == "restored"]
    said = {value for value, _ in found.sides}
    assert "当天上午" in said
    assert any("晚" in value or "night" in value for value in said)
