"""A story's page: its reports and why each is in it, its thread, and what happened to it."""

from __future__ import annotations

import re

import pytest

from newsroom.conftest import NOW
from wenzhai.errors import InputError, NotFound
from wenzhai.newsroom import Newsroom
from wenzhai.newsroom.judging import merge_stories, split_story
from wenzhai.newsroom.story_pages import open_story
from wenzhai.sample.outlets import load_outlets, load_pieces
from wenzhai.sample.site import piece_url

_HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def room(sample_run):
    """The sample's newsroom, open for reading."""
    with Newsroom.open(sample_run.folder, clock=NOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def best(room):
    """The best five stories, each with its page in both languages."""
    ranked = room.store.load_ranking("2023-W15")[:5]
    return [
        (r, {language: open_story(room, r.story.id, language).page for language in ("en", "zh")})
        for r in ranked
    ]


def test_a_page_says_what_the_store_knows(best):
    """The reports in order of publication, the rank and its reasons, the count of publishers."""
    for ranked, pages in best:
        story = ranked.story
        for language, page in pages.items():
            assert (page.story_id, page.thread_id) == (story.id, story.thread_id)
            assert page.language == language
            assert tuple(m.article_id for m in page.members) == story.article_ids
            times = [m.published_at for m in page.members]
            assert times == sorted(times)
            assert page.publishers == len(story.publishers)
            assert (page.rank, page.score) == (ranked.rank, ranked.score)
            assert page.reasons == tuple(reason.say(language) for reason in ranked.reasons)


def test_one_report_is_the_first_and_it_is_no_copy(best):
    """Of the reports that are not copies, the earliest."""
    for _, pages in best:
        members = pages["en"].members
        assert [m.article_id for m in members if m.first] == [
            next(m.article_id for m in members if not m.copy_of)
        ]


def test_evidence_is_in_the_asked_language(best):
    """Each report that was compared has the other's publisher, a probability and words for it."""
    for _, pages in best:
        for english, chinese in zip(pages["en"].members, pages["zh"].members, strict=True):
            assert english.link == chinese.link
            if english.copy_of:
                continue
            assert 0 < english.link <= 1
            assert english.linked_to in {m.publisher for m in pages["en"].members}
            assert english.evidence
            assert re.search(r"(minutes?|hours|days) apart$", english.evidence[-1])
            assert re.match("相隔", chinese.evidence[-1])
            named = [words for words in english.evidence if words.startswith("both name")]
            assert not any(_HAN.search(words) for words in named)
            assert all(_HAN.search(words) for words in chinese.evidence)


def test_copies_name_whom_they_repeat(best):
    """The publisher of another report of the same page; and they are no evidence."""
    copies = [(m, page) for _, pages in best for page in pages.values() for m in page.members]
    copies = [(m, page) for m, page in copies if m.copy_of]
    assert copies
    for member, page in copies:
        assert member.copy_of != member.publisher
        assert member.copy_of in {m.publisher for m in page.members if not m.copy_of}
        assert (member.evidence, member.link, member.first) == ((), 0.0, False)


def test_a_thread_is_a_timeline(best):
    """Outage, penalty and summons: three events in order of time, the page's own marked, each told by a
    report in the page's language where there is one, and by the edition that printed it."""
    pages = next(
        pages
        for _, pages in best
        if len(pages["en"].timeline) == 3 and "工信部" in pages["zh"].title
    )
    for language, page in pages.items():
        times = [entry.at for entry in page.timeline]
        assert times == sorted(times)
        assert [e.story_id for e in page.timeline if e.current] == [page.story_id]
        [current] = [e for e in page.timeline if e.current]
        assert current.edition == f"2023-W15-{language}"
        assert current.publishers == page.publishers
        assert current.language.startswith(language)
        assert current.title in {m.title for m in page.members}
    assert [e.story_id for e in pages["en"].timeline] == [e.story_id for e in pages["zh"].timeline]


def test_what_disagrees_is_on_the_page(best):
    """57 percent against 75 and 19 million against 1.9亿, with who says so, as in the other language."""
    pages = next(pages for _, pages in best if "Temu" in pages["en"].title)
    assert pages["en"].disagreements == pages["zh"].disagreements
    values = [{value for value, _ in d.sides} for d in pages["en"].disagreements]
    assert any({"57%", "75%"} <= found for found in values)
    assert any({"19 million", "1.9亿次"} <= found for found in values)
    members = {m.article_id for m in pages["en"].members}
    for disagreement in pages["en"].disagreements:
        assert all(citation.article_id in members for _, citation in disagreement.sides)


@pytest.mark.parametrize(
    ("event", "one", "other"),
    [
        ("mulan-fresh-funding", "$120 million", "$180 million"),
        ("lantern-pohjola-deal", "up to 105 million euros", "85 million euros"),
        ("bailing-five-five", "3 billion yuan", "2 billion yuan"),
        ("kapok-latin-america", "43%", "34 per cent"),
        ("fleetpanda-ipo", "13.8 billion yuan", "183億"),
    ],
)
def test_disagreements_of_the_authored_week_are_found(room, events, event, one, other):
    """Each sum or share that the week's authors made its outlets differ on, in one disagreement."""
    ranked = room.store.load_ranking("2023-W15")
    of_event = [r.story for r in ranked if events[r.story.article_ids[0]] == event]
    story = max(of_event, key=lambda s: len(s.article_ids))
    found = open_story(room, story.id, "en").page.disagreements
    values = [" ".join(value for value, _ in d.sides) for d in found]
    assert any(one in sides and other in sides for sides in values), values


@pytest.fixture(scope="module")
def events(room):
    """The authored event of every article."""
    outlets = {outlet.id: outlet for outlet in load_outlets()}
    of_url = {piece_url(outlets[p.outlet], p): p.event for p in load_pieces()}
    week = room.read_period("2023-W15")
    articles = room.store.find_articles(week.start.replace(year=2022), week.end)
    return {a.id: of_url[a.url] for a in articles}


def test_a_page_shows_what_editors_did(small_room):
    """A link that only an editor holds says so, and the record tells of the merge and the split."""
    with small_room.open() as room:
        first, *others = [r.story for r in room.store.load_ranking("2023-W15")]
        other = next(s for s in others if s.thread_id != first.thread_id)
        merged = merge_stories(room, first.id, other.id)
        opened = open_story(room, merged.id[:12], "en")
        assert any(m.linked_by == "editor" and m.link == 1 for m in opened.page.members)
        assert [c.kind for c in opened.changes] == ["new", "merged"]
        left, taken = split_story(room, merged.id, [1])
        assert "split" in [c.kind for c in open_story(room, left.id, "en").changes]
        alone = open_story(room, taken.id, "zh").page
        [member] = alone.members
        assert (member.link, member.evidence, member.linked_to) == (0.0, (), "")
        assert alone.rank == 0
        assert alone.reasons == ()


def test_an_unranked_story_has_a_page(room):
    """One of the days looked back on: no rank, no reasons, all else."""
    week = room.read_period("2023-W15")
    old = next(
        s
        for s in room.store.load_stories(week.start.replace(month=1), week.start)
        if not room.store.find_rankings(s.id)
    )
    page = open_story(room, old.id, "zh").page
    assert (page.rank, page.reasons) == (0, ())
    assert page.members


@pytest.mark.parametrize(("prefix", "error"), [("nonesuch", NotFound), ("", NotFound)])
def test_no_page_of_what_is_not_there(room, prefix, error):
    """Said, with where to look."""
    with pytest.raises(error, match="no story"):
        open_story(room, prefix, "en")


def test_no_page_of_what_may_be_several(room):
    """An id of which too little is given names those that it may be."""
    ids = [r.story.id for r in room.store.load_ranking("2023-W15")]
    firsts = [key[0] for key in ids]
    twice = next(letter for letter in firsts if firsts.count(letter) > 1)
    with pytest.raises(InputError, match="could be any of") as caught:
        open_story(room, twice, "en")
    assert "Write more of it" in caught.value.remedy
