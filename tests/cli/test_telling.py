"""`wenzhai stories` and `wenzhai story` on the sample's newsroom."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from wenzhai.model import StoryChange
from wenzhai.store import Store


def squeeze(text):
    """Without the line breaks and borders that a table's width makes."""
    return "".join(character for character in text if character.isalnum())


@pytest.fixture(scope="module")
def ranked(sample_run):
    """The sample week's stories, best first."""
    store = Store.open(f"sqlite:///{sample_run.folder / 'newsroom.db'}")
    found = store.load_ranking("2023-W15")
    store.close()
    return found


@pytest.fixture(scope="module")
def threaded(ranked):
    """The best story that follows or is followed by another of the week."""
    threads = Counter(r.story.thread_id for r in ranked)
    return next(r.story for r in ranked if threads[r.story.thread_id] > 1)


# One story


def test_story_shows_all_there_is(wenzhai, sample_run, ranked):
    """Its title, each report with its publisher and headline, whom copies repeat, the reasons, and what
    happened to it."""
    best = ranked[0].story
    ran = wenzhai("story", best.id[:10], "--room", sample_run.folder)
    assert ran.code == 0, ran.err
    page = wenzhai("story", best.id, "--json", "--room", sample_run.folder).json["page"]
    shown = squeeze(ran.out)
    assert best.title in ran.out
    assert best.id in ran.out
    assert f"{len(best.publishers)} independent publishers" in ran.out
    assert "rank 1" in ran.out
    assert any(m["copy_of"] for m in page["members"])
    for member in page["members"]:
        assert squeeze(member["publisher"][:8]) in shown
        if member["copy_of"]:
            assert squeeze(f"repeats {member['copy_of']}"[:11]) in shown
    assert f"first told, with {len(page['members'])} reports" in ran.out
    assert "Charts" not in ran.out
    for reason in page["reasons"]:
        assert reason in ran.out


def test_story_and_show_mention_charts(wenzhai, sample_run):
    """The story whose highlight has a chart says in which editions and where; the edition lists its values
    under the highlight."""
    room = ("--room", sample_run.folder)
    edition = wenzhai("show", "2023-W15-en", "--json", *room).json
    number, told = next((n, h) for n, h in enumerate(edition["highlights"], 1) if h["charts"])
    title = told["charts"][0]["title"]
    story = wenzhai("story", told["story_id"], *room).out
    assert f"2023-W15-en h{number}c1: {title}" in story
    assert f"2023-W15-zh h{number}c1: " in story
    shown = wenzhai("show", "2023-W15-en", *room).out
    assert f"Chart h{number}c1: {title}" in shown
    point = next(p for p in told["charts"][0]["points"] if p["citations"])
    assert f"{point['label']}: {point['words']}" in shown


def test_story_json_is_the_whole_of_it(wenzhai, sample_run, ranked, threaded):
    """The page with the whole thread and the changes, with evidence in the asked language."""
    room = ("--room", sample_run.folder)
    english = wenzhai("story", threaded.id, "--json", *room).json
    chinese = wenzhai("story", threaded.id[:10], "--json", "--lang", "zh", *room).json
    assert [m["article_id"] for m in english["page"]["members"]] == list(threaded.article_ids)
    assert english["page"]["language"] == "en"
    assert chinese["page"]["language"] == "zh"
    assert [c["kind"] for c in english["changes"]] == ["new"]
    assert any("相隔" in words for m in chinese["page"]["members"] for words in m["evidence"])
    thread = [r.story.id for r in ranked if r.story.thread_id == threaded.thread_id]
    assert set(thread) <= {moment["story_id"] for moment in english["page"]["timeline"]}


def test_story_shows_the_thread_and_what_disagrees(wenzhai, sample_run, ranked, threaded):
    """A story's thread with an arrow at itself; the figures of Temu's downloads with who gives them."""
    out = wenzhai("story", threaded.id, "--room", sample_run.folder).out
    assert "Thread" in out
    assert [line[1] for line in out.splitlines() if "→" in line] == ["→"]
    assert "printed in 2023-W15-en" in out
    temu = next(r.story for r in ranked if "Temu" in r.story.title)
    out = wenzhai("story", temu.id, "--room", sample_run.folder).out
    assert "Sources disagree" in out
    assert "75%: East App Review" in out


def test_markup_in_a_headline_is_text(wenzhai, sample_copy, ranked):
    """A headline with square brackets is shown as it stands, and breaks nothing."""
    story = msgspec.structs.replace(ranked[0].story, title="[bold]Deal[/] of [the] year[/dim]")
    store = Store.open(f"sqlite:///{sample_copy / 'newsroom.db'}")
    store.save_stories([story], [], [])
    store.close()
    ran = wenzhai("story", story.id, "--room", sample_copy)
    assert ran.code == 0
    assert "[bold]Deal[/] of [the] year[/dim]" in ran.out


def test_every_change_is_said_in_words(wenzhai, sample_copy, ranked):
    """New, grown, merged, split: who joined whom, by the beginnings of ids; one report is singular."""
    story = ranked[0].story
    at = story.last_at
    store = Store.open(f"sqlite:///{sample_copy / 'newsroom.db'}")
    said = [
        ("grown", ("a",), ()),
        ("merged", ("a", "b"), ("0123456789ab",)),
        ("split", ("a",), ("ba9876543210",)),
    ]
    changes = [
        StoryChange(at=at, kind=kind, story_id=story.id, articles=articles, others=others)
        for kind, articles, others in said
    ]
    store.save_stories([], [], changes)
    store.close()
    out = wenzhai("story", story.id, "--room", sample_copy).out
    assert "1 report joined" in out
    assert "took in 01234567, 2 reports" in out
    assert "1 report left for ba987654" in out


# What an editor says


def test_an_editor_splits_merges_accepts_and_rejects(wenzhai, sample_copy, ranked):
    """Each is done at once, shown, and kept with its reason."""
    story = ranked[0].story
    room = ("--room", sample_copy)
    ran = wenzhai("story", story.id, "--split", "2，4", "--why", "另一份文件", *room)
    assert ran.code == 0, ran.err
    assert "2 reports are now story" in ran.out
    other = ran.out.split("are now story ")[1].split(".")[0]
    taken = wenzhai("story", other, "--json", *room).json["page"]
    assert [m["article_id"] for m in taken["members"]] == [
        story.article_ids[1],
        story.article_ids[3],
    ]

    merged = wenzhai("story", other, "--merge", story.id, "--json", *room).json
    assert merged["page"]["story_id"] == story.id
    assert len(merged["page"]["members"]) == len(story.article_ids)
    assert {"split", "merged"} <= {c["kind"] for c in merged["changes"]}

    assert wenzhai("story", story.id, "--accept", *room).code == 0
    assert wenzhai("story", story.id, "--reject", "--why", "old", *room).code == 0
    store = Store.open(f"sqlite:///{sample_copy / 'newsroom.db'}")
    said = store.load_judgements()
    store.close()
    assert [j.kind for j in said] == ["apart", "together", "together", "accepted", "rejected"]
    assert (said[0].why, said[-1].why) == ("另一份文件", "old")


def test_json_of_a_split_is_one_document(wenzhai, sample_copy, ranked):
    """Nothing but JSON on standard output; what was taken out is named by the change."""
    story = ranked[0].story
    found = wenzhai("story", story.id, "--split", "1", "--json", "--room", sample_copy).json
    assert len(found["page"]["members"]) == len(story.article_ids) - 1
    [split] = [c for c in found["changes"] if c["kind"] == "split"]
    assert split["articles"] == [story.article_ids[0]]
    assert len(split["others"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--split", "two and five"], 2, "2,5,6"),
        (["--split", "1.5"], 2, "2,5,6"),
        (["--split", "1", "--merge", "x"], 2, "at a time"),
        (["--accept", "--reject"], 2, "at a time"),
        (["--lang", "fr"], 2, "en or zh"),
        (["--split", "0"], 1, "no report number 0"),
        (["--split", "99"], 1, "no report number 99"),
        (["--split", ","], 1, "no report is named"),
        (["--merge", "nonesuch"], 1, "nonesuch"),
        (["--why", "because"], 2, "--why"),
    ],
)
def test_what_cannot_be_done_is_refused(wenzhai, sample_run, ranked, arguments, code, said):
    """In words, on standard error, before anything is changed."""
    before = (sample_run.folder / "newsroom.db").read_bytes()
    ran = wenzhai("story", ranked[0].story.id, *arguments, "--room", sample_run.folder)
    assert (ran.code, ran.out) == (code, "")
    assert squeeze(said) in squeeze(ran.err)
    assert (sample_run.folder / "newsroom.db").read_bytes() == before


def test_a_story_that_is_not_there(wenzhai, sample_run):
    """The error names what was asked, and where stories are listed."""
    ran = wenzhai("story", "nonesuch", "--room", sample_run.folder)
    assert (ran.code, ran.out) == (1, "")
    assert "nonesuch" in ran.err
    assert "wenzhai stories" in ran.err


# The list


def test_stories_lists_a_line_for_a_hurried_reader(wenzhai, sample_copy, ranked):
    """Rank, title, the beginning of the id that `story` takes, languages, publishers and reasons."""
    ran = wenzhai("stories", "--period", "2023-W15", "-n", "3", "--room", sample_copy)
    assert ran.code == 0
    for found in ranked[:3]:
        story = found.story
        assert story.title in ran.out
        assert story.id[:8] in ran.out
        assert f"{len(story.publishers)} publishers, {len(story.article_ids)} reports" in ran.out
        assert found.reasons[0].words in ran.out or found.reasons[1].words in ran.out
    assert ranked[3].story.title not in ran.out
    assert wenzhai("story", ranked[2].story.id[:8], "--room", sample_copy).code == 0
