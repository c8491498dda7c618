"""Stories from run to run: the same however the articles come, with ids that stay."""

from __future__ import annotations

import random
import shutil

import msgspec
import pytest

from newsroom.conftest import NOW
from wenzhai.newsroom import Newsroom
from wenzhai.newsroom.telling import tell_stories
from wenzhai.ports import SilentSteps
from wenzhai.stages.group import measures

_STEPS = SilentSteps()


def tell(room):
    return tell_stories(room, room.read_period("2023-W15"), _STEPS).stories


def parts(stories):
    return {frozenset(s.article_ids) for s in stories}


def kept(room):
    week = room.read_period("2023-W15")
    return room.store.load_stories(week.start.replace(year=2022), week.end)


def changes(room):
    return [c for story in kept(room) for c in room.store.load_changes(story.id)]


def test_telling_twice_changes_nothing(small_room):
    """Neither the stories nor the record, nor what was found relevant: the store stays as it is."""
    with small_room.open() as room:
        before = kept(room)
        counted, noted = room.store.count(), changes(room)
        assert {c.kind for c in noted} == {"new"}
        assert kept(room) == before == list(tell(room))
        assert (room.store.count(), changes(room)) == (counted, noted)


def test_late_reports_join_their_stories(small_room):
    """The record names them; ids stay; so do threads, unless two become one or one is parted; and the
    stories are those of all at once."""
    with small_room.open() as room:
        before = {s.id: s for s in tell(room)}
        room.store.save_articles((a, "1") for a in small_room.late)
        after = {s.id: s for s in tell(room)}
        late = {a.id for a in small_room.late}
        threads_before = {s.thread_id for s in before.values()}
        threads_now = {s.thread_id for s in after.values()}
        assert set(before) <= set(after)
        for key, story in before.items():
            now = after[key].thread_id
            assert now == story.thread_id or now in threads_before or story.thread_id in threads_now
            joined = set(after[key].article_ids) - set(story.article_ids)
            grown = {
                a for c in room.store.load_changes(key) if c.kind == "grown" for a in c.articles
            }
            assert joined == grown
            assert joined <= late
        assert parts(after.values()) == set(small_room.stories.values())


def test_stories_told_from_kept_measures_are_those_measured_anew(small_room, tmp_path, monkeypatch):
    """To the byte, in the store as well; and only what came late is measured where the rest is kept."""
    told, measured = [], []
    measure = measures.measure_unit
    monkeypatch.setattr(
        measures, "measure_unit", lambda unit, index: measured.append(unit) or measure(unit, index)
    )
    late = {article.title for article in small_room.late}
    for keep in (True, False):
        folder = shutil.copytree(small_room.folder, tmp_path / f"kept {keep}")
        with Newsroom.open(folder, clock=NOW) as room:
            if not keep:
                room.store.save_measures("of before", {"": b""})
            room.store.save_articles((a, "1") for a in small_room.late)
            measured.clear()
            stories = tell(room)
            assert measured
            assert ({unit.shown for unit in measured} <= late) == keep
            told.append([msgspec.json.encode(stories), kept(room), changes(room)])
    assert told[0] == told[1]


@pytest.mark.slow
@pytest.mark.parametrize("by_time", [True, False])
def test_news_that_comes_in_three_parts_gives_the_same_stories(
    by_time, some_stories, make_empty_room
):
    """In order of time or in any order: at last the stories are those of all at once, and each that
    went on whole has kept its id all along."""
    articles, told = some_stories
    ordered = list(articles) if by_time else random.Random(7).sample(articles, len(articles))
    third = len(ordered) // 3 + 1
    with Newsroom.open(make_empty_room("parts"), clock=NOW) as room:
        known = {}
        for start in range(0, len(ordered), third):
            room.store.save_articles((a, "1") for a in ordered[start : start + third])
            now = {s.id: frozenset(s.article_ids) for s in tell(room)}
            for key, ids in known.items():
                heirs = [new for new, held in now.items() if ids <= held]
                claims = [old for old, held in known.items() if heirs and held & now[heirs[0]]]
                if heirs and claims == [key]:
                    assert heirs == [key]
            known = now
        assert set(known.values()) == set(told.values())
        assert len(known) == len(set(told.values()))
        for change in changes(room):
            assert set(change.articles) <= {a.id for a in articles}


def test_what_goes_off_the_beat_leaves_its_story(small_room):
    """An article that is extracted anew, and then is about nothing on the beat, is told no more."""
    with small_room.open() as room:
        story = next(s for s in tell(room) if len(s.article_ids) >= 4)
        key = story.article_ids[-1]
        article = room.store.load_articles([key])[key]
        room.store.save_articles(
            [
                (
                    msgspec.structs.replace(
                        article, title="Banana harvest", text="Rain fell.", passages=()
                    ),
                    "2",
                )
            ]
        )
        after = {s.id: s for s in tell(room)}
        assert key not in {i for s in after.values() for i in s.article_ids}
        assert set(after[story.id].article_ids) <= set(story.article_ids) - {key}


def test_a_story_is_shown_as_it_stood_at_the_periods_end(small_room):
    """What was reported after it is kept, and told to the next period only."""
    with small_room.open() as room:
        week = room.read_period("2023-W15")
        room.store.save_articles((a, "1") for a in small_room.late)
        article = small_room.late[-1]
        after_end = msgspec.structs.replace(article, id="after", published_at=week.end)
        room.store.save_articles([(after_end, "1")])
        tell_stories(room, room.read_period("2023-W16"), _STEPS)
        [whole] = [s for s in kept(room) if "after" in s.article_ids]
        shown = {s.id: s for s in tell(room)}
        assert "after" not in shown[whole.id].article_ids
        assert shown[whole.id].last_at < week.end
        # Nor does looking at the past take anything from the story.
        assert room.store.find_story(whole.id) == whole
