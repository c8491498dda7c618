"""What an editor says of stories is done at once, and no later run undoes it."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import msgspec
import pytest

from wenzhai.errors import InputError, NotFound
from wenzhai.newsroom.judging import accept_story, merge_stories, reject_story, split_story
from wenzhai.newsroom.making import make
from wenzhai.newsroom.ranking import choose_candidates, rank_period
from wenzhai.newsroom.telling import tell_stories
from wenzhai.ports import SilentSteps
from wenzhai.store import Store


def tell(room):
    return {
        s.id: s for s in tell_stories(room, room.read_period("2023-W15"), SilentSteps()).stories
    }


def kept(room):
    week = room.read_period("2023-W15")
    return room.store.load_stories(week.start.replace(year=2022), week.end)


def holders(stories, *articles):
    """The stories that hold these articles."""
    return {s.id for s in stories for a in articles if a in s.article_ids}


def ranked(room):
    return [r.story for r in room.store.load_ranking("2023-W15")]


def candidates(room, most=99):
    done = rank_period(room, room.read_period("2023-W15"))
    return [r.story.id for r in choose_candidates(room, done, most)]


def grow(room, small_room):
    room.store.save_articles((a, "1") for a in small_room.late)


def two_apart(room):
    """Two ranked stories of different threads, both of several reports."""
    first, *others = [s for s in ranked(room) if len(s.article_ids) >= 3]
    return first, next(s for s in others if s.thread_id != first.thread_id)


# Merging and splitting


def test_merged_stories_are_one_and_stay_one_while_they_grow(small_room):
    """One id survives with all reports; the record says what it took in, and where the other went;
    what comes later to either joins the one."""
    with small_room.open() as room:
        one, other = two_apart(room)
        merged = merge_stories(room, one.id[:12], other.id, "the same deal")
        assert set(merged.article_ids) == {*one.article_ids, *other.article_ids}
        assert merged.id in (one.id, other.id)
        lost = ({one.id, other.id} - {merged.id}).pop()
        with pytest.raises(NotFound):
            room.store.find_story(lost)
        assert room.store.load_changes(merged.id)[-1].others == (lost,)
        assert room.store.load_changes(lost)[-1].kind == "gone"
        assert len({s.thread_id for s in kept(room) if s.id == merged.id}) == 1

        # Told again, nothing more has happened to it; grown, it is still one.
        noted = room.store.load_changes(merged.id)
        assert set(tell(room)[merged.id].article_ids) == set(merged.article_ids)
        assert room.store.load_changes(merged.id) == noted
        grow(room, small_room)
        grown = tell(room)
        wanted = {small_room.stories[i] for i in merged.article_ids}
        assert set(grown[merged.id].article_ids) == frozenset().union(*wanted)


def test_a_merge_joins_two_threads(small_room):
    """Other stories of the lesser thread come along."""
    with small_room.open() as room:
        threads = {}
        for story in kept(room):
            threads.setdefault(story.thread_id, []).append(story)
        long = next(group for group in threads.values() if len(group) > 1)
        other = next(s for s in ranked(room) if s.thread_id != long[0].thread_id)
        merged = merge_stories(room, other.id, long[0].id)
        held = {s.id for s in room.store.load_thread(merged.thread_id)}
        assert held >= {merged.id, *(s.id for s in long[1:])}


def test_split_stories_stay_two_while_they_grow(small_room):
    """The greater part keeps the id, the other has a new one and both keep theirs; no report of one
    ever comes back to the other."""
    with small_room.open() as room:
        story = max(ranked(room), key=lambda s: len(s.article_ids))
        left, taken = split_story(room, story.id, [2, 4, 2], "another fine")
        assert taken.article_ids == (story.article_ids[1], story.article_ids[3])
        assert set(left.article_ids) == set(story.article_ids) - set(taken.article_ids)
        assert left.id == story.id
        [noted] = [c for c in room.store.load_changes(story.id) if c.kind == "split"]
        assert (noted.articles, noted.others) == (tuple(sorted(taken.article_ids)), (taken.id,))
        tell(room)
        grow(room, small_room)
        after = tell(room)
        assert set(taken.article_ids) <= set(after[taken.id].article_ids)
        assert not set(left.article_ids) & set(after[taken.id].article_ids)
        assert not set(taken.article_ids) & set(after[left.id].article_ids)


def test_copies_can_be_taken_out(small_room):
    """Copies that stand without their original are a story that can be ranked as any other."""
    with small_room.open() as room:
        done = rank_period(room, room.read_period("2023-W15"))
        story, numbers = next(
            (r.story, numbers)
            for r in done.ranked
            if len(
                numbers := [
                    n for n, i in enumerate(r.story.article_ids, 1) if done.articles[i].copy_of
                ]
            )
            >= 2
        )
        left, taken = split_story(room, story.id, numbers)
        again = rank_period(room, room.read_period("2023-W15"))
        assert {left.id, taken.id} <= {r.story.id for r in again.ranked}
        assert set(tell(room)[taken.id].article_ids) == set(taken.article_ids)


def test_the_last_word_holds_though_the_clock_stands(small_room):
    """Merged and parted again within one tick of the clock, and the other way round."""
    with small_room.open() as room:
        one, other = two_apart(room)
        for _ in range(2):
            merged = merge_stories(room, one.id, other.id)
            numbers = [
                n for n, i in enumerate(merged.article_ids, 1) if i in set(other.article_ids)
            ]
            left, taken = split_story(room, merged.id, numbers)
            one, other = left, taken
        assert len(holders(tell(room).values(), *one.article_ids, *other.article_ids)) >= 2
        merge_stories(room, one.id, other.id)
        assert len(holders(tell(room).values(), *one.article_ids, *other.article_ids)) == 1


def test_a_report_that_is_moved_twice_takes_no_other_story_away(small_room):
    """A story's first report leaves it, joins another story, and leaves that too: no story is lost or
    overwritten, and the report is in a thread of its own."""
    with small_room.open() as room:
        # The first story bears the key of its first report, which now goes.
        first = next(s for s in ranked(room) if len(s.article_ids) >= 3)
        left, taken = split_story(room, first.id, [1])
        assert taken.thread_id != left.thread_id
        assert left.id == first.id
        single = next(s for s in kept(room) if len(s.article_ids) == 1 and s.id != taken.id)
        joined = merge_stories(room, single.id, taken.id)
        number = joined.article_ids.index(taken.article_ids[0]) + 1
        rest, alone = split_story(room, joined.id, [number])
        assert rest.article_ids == single.article_ids
        assert alone.article_ids == taken.article_ids
        assert set(room.store.find_story(first.id).article_ids) == set(left.article_ids)
        told = [i for s in kept(room) for i in s.article_ids]
        assert len(told) == len(set(told)) == len(small_room.articles) - len(small_room.late)
        after = tell(room)
        assert set(after[first.id].article_ids) == set(left.article_ids)
        assert after[alone.id].article_ids == taken.article_ids


def test_a_report_that_moves_within_its_thread_takes_no_other_story_away(small_room):
    """An earlier event's first report is made one with a later event: the earlier one stays itself."""
    with small_room.open() as room:
        threads = {}
        for story in kept(room):
            threads.setdefault(story.thread_id, []).append(story)
        early, late = next(
            (one, group[at])
            for group in threads.values()
            for at in range(1, len(group))
            for one in group[:at]
            if len(one.article_ids) >= 3
        )
        left, taken = split_story(room, early.id, [1])
        assert left.id == early.id
        merged = merge_stories(room, late.id, taken.id)
        assert set(merged.article_ids) == {*late.article_ids, *taken.article_ids}
        assert merged.id == late.id
        assert room.store.find_story(early.id).article_ids == left.article_ids
        told = [i for s in kept(room) for i in s.article_ids]
        assert len(told) == len(set(told)) == len(small_room.articles) - len(small_room.late)


# Accepting and rejecting


@pytest.mark.slow
def test_accepted_stories_are_in_the_edition_and_rejected_ones_are_not(small_room):
    """The best story is rejected and a late one accepted; the edition has it so, in both languages."""
    with small_room.open() as room:
        before = candidates(room)
        style = msgspec.structs.replace(room.beat.style, highlights=(2, 3))
        room.beat = msgspec.structs.replace(room.beat, style=style)
        best, late = before[0], ranked(room)[-1].id
        assert late not in before[:4]
        reject_story(room, best, "seen enough of it")
        accept_story(room, late[:12])
        assert best not in candidates(room)
        make(room, room.read_period("2023-W15"), ("en", "zh"))
        for edition in room.store.load_editions():
            printed = [h.story_id for h in edition.highlights]
            assert late in printed
            assert best not in printed
            assert len(printed) == 3


def test_of_accepting_and_rejecting_the_last_holds(small_room):
    """Though the clock stands still, for six stories."""
    with small_room.open() as room:
        stories = [s.id for s in ranked(room)[:6]]
        for story in stories:
            accept_story(room, story)
            reject_story(room, story)
        assert not set(candidates(room)) & set(stories)
        for story in stories:
            accept_story(room, story)
        assert set(candidates(room)[:6]) == set(stories)


def test_a_word_outlives_the_id_that_it_was_said_of(small_room):
    """An accepted story that a greater one takes in is in the edition as that; a rejected one does not
    keep the greater out."""
    with small_room.open() as room:
        before = candidates(room)
        stories = {s.id: s for s in ranked(room)}
        less, more = sorted(before[-2:], key=lambda key: len(stories[key].article_ids))
        accept_story(room, less)
        merged = merge_stories(room, less, more)
        assert candidates(room, 1) == [merged.id]
        best = max(before[:-2], key=lambda key: len(stories[key].article_ids))
        small = min(before[:-2], key=lambda key: len(stories[key].article_ids))
        reject_story(room, small)
        assert merge_stories(room, best, small).id == best
        after = candidates(room)
        assert best in after
        assert small not in after


def test_of_a_thread_with_an_accepted_story_no_other_prints(small_room):
    """One event of a thread is a highlight; the editor has said which."""
    with small_room.open() as room:
        threads = {}
        for story in ranked(room):
            threads.setdefault(story.thread_id, []).append(story.id)
        first, second = next(ids for ids in threads.values() if len(ids) > 1)[:2]
        before = candidates(room)
        assert first in before
        assert second not in before
        accept_story(room, second)
        after = candidates(room)
        assert after[0] == second
        assert first not in after


def test_an_editor_may_accept_more_than_there_is_room_for(small_room):
    """All of them come first, and nothing else."""
    with small_room.open() as room:
        stories = [s.id for s in ranked(room)[-4:]]
        for story in stories:
            accept_story(room, story)
        assert set(candidates(room, 2)) == set(stories)


def test_what_was_printed_is_not_printed_as_new(small_room, sample_run):
    """A story of an earlier edition is no candidate of the next, accepted or not."""
    with sample_run_store(sample_run) as sample:
        edition = sample.load_edition("2023-W15-en")
    with small_room.open() as room:
        first, second = [i for i in candidates(room) if i in printed_in(edition)][:2]
        accept_story(room, second)
        earlier = msgspec.structs.replace(
            edition,
            id="2023-W14-en",
            week="2023-W14",
            starts_on=date(2023, 4, 3),
            ends_on=date(2023, 4, 9),
            highlights=tuple(h for h in edition.highlights if h.story_id in (first, second)),
        )
        room.store.save_editions([earlier])
        found = candidates(room)
        assert found
        assert not {first, second} & set(found)


def printed_in(edition):
    return {h.story_id for h in edition.highlights}


def sample_run_store(sample_run):
    return closing(Store.open(f"sqlite:///{sample_run.folder / 'newsroom.db'}"))


# What cannot be done


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], "no report is named"),
        ([0], "no report number 0"),
        ([1, 99], "no report number 99"),
        ([-1], "no report number -1"),
        (range(1, 100), "no report number"),
    ],
)
def test_wrong_numbers_are_named(small_room, numbers, said):
    """With the numbers that there are; nothing is changed or kept of it."""
    with small_room.open() as room:
        story = ranked(room)[0]
        with pytest.raises(InputError, match=said) as caught:
            split_story(room, story.id, numbers)
        assert f"1 to {len(story.article_ids)}" in caught.value.remedy
        assert room.store.load_judgements() == []


def test_a_split_must_leave_something(small_room):
    """All reports taken out would be the same story under another name."""
    with small_room.open() as room:
        story = ranked(room)[0]
        with pytest.raises(InputError, match="leave a report"):
            split_story(room, story.id, range(1, len(story.article_ids) + 1))
        assert room.store.load_judgements() == []


def test_a_story_is_not_merged_with_itself(small_room):
    """By whatever part of its id it is called."""
    with small_room.open() as room:
        story = ranked(room)[0]
        with pytest.raises(InputError, match="itself"):
            merge_stories(room, story.id, story.id[:14])
        assert room.store.load_judgements() == []


def test_a_story_that_is_not_there_or_not_one(small_room):
    """Every action says so before it changes anything."""
    with small_room.open() as room:
        story = ranked(room)[0].id
        for act in (accept_story, reject_story):
            with pytest.raises(NotFound, match="no story"):
                act(room, "nonesuch")
        with pytest.raises(NotFound, match="no story"):
            merge_stories(room, story, "")
        with pytest.raises(NotFound, match="no story"):
            split_story(room, "nonesuch", [1])
        twin = msgspec.structs.replace(ranked(room)[1], id=ranked(room)[1].id[:8] + "twin")
        room.store.save_stories([twin], [], [])
        with pytest.raises(InputError, match="could be any of 2 stories"):
            merge_stories(room, story, twin.id[:8])
        assert room.store.load_judgements() == []


def test_what_was_never_ranked_cannot_be_judged(small_room):
    """There is nothing to learn from it yet, and the remedy says how to rank it."""
    with small_room.open() as room:
        unranked = next(s for s in kept(room) if not room.store.find_rankings(s.id))
        with pytest.raises(NotFound, match="not ranked") as caught:
            accept_story(room, unranked.id)
        assert "wenzhai stories" in caught.value.remedy
