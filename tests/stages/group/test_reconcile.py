"""A story's identity from run to run: who continues whom, and what is written down of it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.model import Story, StoryChange, content_key
from wenzhai.stages.group import reconcile_stories

AT = datetime(2023, 4, 17, tzinfo=UTC)
LETTERS = "abcdefghij"


def story(articles, *, key="", thread=""):
    """A story of articles named by letters, each reported an hour after the letter before it."""
    ids = tuple(sorted(articles))
    times = [datetime(2023, 4, 11, LETTERS.index(letter), tzinfo=UTC) for letter in ids]
    return Story(
        id=key or content_key("story", ids[0]),
        thread_id=thread or content_key("thread", ids[0]),
        title=f"What {ids[0]} says",
        article_ids=ids,
        languages=("en",),
        publishers=("Ledger",),
        first_at=times[0],
        last_at=times[-1],
    )


def partition(labels, letters=LETTERS):
    """The letters in groups of one label; those labelled 0 are not there."""
    groups: dict[int, list[str]] = {}
    for letter, label in zip(letters, labels, strict=False):
        if label:
            groups.setdefault(label, []).append(letter)
    return list(groups.values())


@st.composite
def told(draw):
    """Any stories of some of ten articles, in any threads, as grouping would key them."""
    groups = partition(draw(st.lists(st.integers(0, 5), min_size=10, max_size=10)))
    threads = draw(st.lists(st.integers(0, 2), min_size=len(groups), max_size=len(groups)))
    firsts: dict[int, str] = {}
    for label, group in zip(threads, groups, strict=True):
        firsts[label] = min(firsts.get(label, "z"), *group)
    return [
        story(group, thread=content_key("thread", firsts[label]))
        for label, group in zip(threads, groups, strict=True)
    ]


@st.composite
def history(draw):
    """What three runs found one after the other, reconciled: known stories whose ids no longer are
    those that grouping would give them, and what a fourth run finds."""
    known: tuple[Story, ...] = ()
    for fresh in draw(st.lists(told(), min_size=0, max_size=3)):
        known = reconcile_stories(known, fresh, AT).stories
    return list(known), draw(told())


@settings(max_examples=50)
@given(history())
def test_reconciling_what_came_out_changes_nothing(given_both):
    """The same stories again, keyed as before or as grouping keys them: no change, nothing gone."""
    known, fresh = given_both
    first = reconcile_stories(known, fresh, AT)
    for again in (first.stories, fresh):
        second = reconcile_stories(first.stories, again, AT + timedelta(1))
        assert second.stories == first.stories
        assert second.gone == ()
        assert second.changes == ()


@settings(max_examples=50)
@given(history())
def test_every_article_is_in_one_story_and_every_id_is_of_one_story(given_both):
    """Ids are distinct; the articles are those of the fresh stories, grouped as they are there."""
    known, fresh = given_both
    now = reconcile_stories(known, fresh, AT)
    assert len({s.id for s in now.stories}) == len(fresh)
    assert sorted(s.article_ids for s in now.stories) == sorted(s.article_ids for s in fresh)
    assert [(s.first_at, s.id) for s in now.stories] == sorted(
        (s.first_at, s.id) for s in now.stories
    )
    assert set(now.gone) == {s.id for s in known} - {s.id for s in now.stories}


@settings(max_examples=50)
@given(history())
def test_an_id_goes_on_only_where_its_articles_do(given_both):
    """A story with a known id holds an article of that story; one that holds none gets a new id."""
    known, fresh = given_both
    before = {s.id: set(s.article_ids) for s in known}
    for now in reconcile_stories(known, fresh, AT).stories:
        if now.id in before:
            assert before[now.id] & set(now.article_ids)


@settings(max_examples=50)
@given(history())
def test_stories_in_one_thread_stay_in_one(given_both):
    """Threads get the ids of known ones without being joined or taken apart."""
    known, fresh = given_both
    ids = {s.article_ids: s.thread_id for s in reconcile_stories(known, fresh, AT).stories}
    pairs = {(s.thread_id, ids[s.article_ids]) for s in fresh}
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


@settings(max_examples=50)
@given(history(), st.randoms(use_true_random=False))
def test_the_order_of_stories_does_not_matter(given_both, chance):
    """Shuffled, both sides give the same."""
    known, fresh = given_both
    now = reconcile_stories(known, fresh, AT)
    chance.shuffle(known)
    chance.shuffle(fresh)
    assert reconcile_stories(known, fresh, AT) == now


@settings(max_examples=50)
@given(history())
def test_the_changes_account_for_every_article(given_both):
    """Whoever replays the changes knows where each article is: who came, who left, and for where."""
    known, fresh = given_both
    now = reconcile_stories(known, fresh, AT)
    before = {s.id: set(s.article_ids) for s in known}
    after = {s.id: set(s.article_ids) for s in now.stories}
    noted: dict[str, dict[str, StoryChange]] = {}
    for change in now.changes:
        assert change.at == AT
        assert change.kind not in noted.get(change.story_id, {})
        noted.setdefault(change.story_id, {})[change.kind] = change
    for key, articles in after.items():
        mine = noted.get(key, {})
        came = {a for k in ("new", "merged", "grown") if k in mine for a in mine[k].articles}
        if key not in before:
            assert set(mine) == {"new"}
            assert came == articles
        else:
            assert "new" not in mine
            assert "gone" not in mine
            assert came == articles - before[key]
        for other in mine["merged"].others if "merged" in mine else ():
            assert before[other] & articles
            assert other not in after
    for key, articles in before.items():
        mine = noted.get(key, {})
        left = articles - after.get(key, set())
        change = mine.get("split") or mine.get("gone")
        went = {k for k, held in after.items() if k != key and held & left}
        if change:
            assert set(change.articles) == left
            assert set(change.others) == went
        else:
            assert not went
        assert ("gone" in mine) == (key not in after)


def test_a_story_that_only_grew_keeps_its_id_and_thread():
    """Whatever its first report is now."""
    known = [story("cd"), story("gh")]
    now = reconcile_stories(known, [story("acdf"), story("gh")], AT)
    assert now.stories[0].id == known[0].id != content_key("story", "a")
    assert now.stories[0].thread_id == known[0].thread_id
    assert now.changes == (
        StoryChange(at=AT, kind="grown", story_id=known[0].id, articles=("a", "f")),
    )


@settings(max_examples=50)
@given(st.lists(st.integers(1, 4), min_size=10, max_size=10), st.integers(0, 1000))
def test_growth_in_any_order_never_costs_an_id(labels, seed):
    """Articles that come one by one, in any order, are new or growth: an id once given stays."""
    order = random.Random(seed).sample(LETTERS, len(LETTERS))
    known: tuple[Story, ...] = ()
    for count in range(1, len(order) + 1):
        here = set(order[:count])
        groups = [[a for a in group if a in here] for group in partition(labels)]
        now = reconcile_stories(known, [story(group) for group in groups if group], AT)
        assert {c.kind for c in now.changes} <= {"new", "grown"}
        assert now.gone == ()
        holder = {a: s.id for s in now.stories for a in s.article_ids}
        assert all(holder[s.article_ids[0]] == s.id for s in known)
        known = now.stories


def test_of_two_that_become_one_the_greater_survives():
    """It is noted with the other's name and articles; the other says where its articles went."""
    small, great = story("ab"), story("cde")
    now = reconcile_stories([small, great], [story("abcdef")], AT)
    assert [s.id for s in now.stories] == [great.id]
    assert now.gone == (small.id,)
    assert {(c.kind, c.story_id, c.articles, c.others) for c in now.changes} == {
        ("merged", great.id, ("a", "b"), (small.id,)),
        ("grown", great.id, ("f",), ()),
        ("gone", small.id, ("a", "b"), (great.id,)),
    }


def test_of_two_equals_that_become_one_the_older_survives():
    """Not the one whose id comes first by chance."""
    for keys in (("1", "2"), ("2", "1")):
        older, newer = story("ad", key=keys[0]), story("bc", key=keys[1])
        now = reconcile_stories([newer, older], [story("abcd")], AT)
        assert [s.id for s in now.stories] == [older.id]


def test_a_split_names_the_new_story():
    """The greater part goes on; what left has an id that no story ever had."""
    # The part that leaves begins with the story's first report, whose key the story itself bears.
    known = [story("abcde")]
    now = reconcile_stories(known, [story("ab"), story("cde")], AT)
    left, went_on = now.stories
    assert went_on.id == known[0].id
    assert went_on.thread_id == known[0].thread_id
    assert left.id != known[0].id
    assert left.thread_id != known[0].thread_id
    assert Counter(c.kind for c in now.changes) == {"new": 1, "split": 1}
    [split] = [c for c in now.changes if c.kind == "split"]
    assert (split.story_id, split.articles, split.others) == (known[0].id, ("a", "b"), (left.id,))


def test_a_report_that_changes_sides_is_noted_on_both():
    """One story lost it to the other, which has grown."""
    known = [story("abc"), story("efg")]
    now = reconcile_stories(known, [story("ab"), story("cefg")], AT)
    assert {(c.kind, c.story_id, c.articles, c.others) for c in now.changes} == {
        ("split", known[0].id, ("c",), (known[1].id,)),
        ("grown", known[1].id, ("c",), ()),
    }


def test_what_is_off_the_beat_now_is_gone_without_a_heir():
    """A story of which nothing is left says so; one that lost a report to nobody goes on in silence."""
    known = [story("ab"), story("cd")]
    now = reconcile_stories(known, [story("c")], AT)
    assert now.gone == (known[0].id,)
    assert now.changes == (
        StoryChange(at=AT, kind="gone", story_id=known[0].id, articles=("a", "b")),
    )
    assert now.stories[0].id == known[1].id


def test_nothing_known_and_nothing_fresh():
    """The ends of the range: a first run keeps the keys of grouping, an empty one ends all stories."""
    fresh = [story("ab"), story("c")]
    assert list(reconcile_stories([], fresh, AT).stories) == fresh
    ended = reconcile_stories(fresh, [], AT)
    assert ended.stories == ()
    assert {c.kind for c in ended.changes} == {"gone"}
