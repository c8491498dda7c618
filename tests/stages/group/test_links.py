"""For each report the one it hangs by, and stories as they stood at an earlier time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.model import Article, Link, Story
from wenzhai.stages.group import clip_stories
from wenzhai.stages.group.links import find_closest

AT = datetime(2023, 4, 11, tzinfo=UTC)


def closest(pairs, clusters):
    """`pairs` are (i, j, probability)."""
    i = np.array([p[0] for p in pairs], dtype=np.int64)
    j = np.array([p[1] for p in pairs], dtype=np.int64)
    return find_closest((i, j), np.array([p[2] for p in pairs], dtype=float), clusters)


def test_each_hangs_by_its_likeliest_of_the_same_cluster():
    """A likelier one of another cluster does not count; of equals the least is taken."""
    pairs = [(0, 1, 0.5), (0, 2, 0.9), (1, 2, 0.4), (1, 3, 0.99), (0, 4, 0.9)]
    assert closest(pairs, [[0, 1, 2, 4], [3]]) == {
        0: (2, 0.9),
        1: (0, 0.5),
        2: (0, 0.9),
        4: (0, 0.9),
    }


def test_what_was_compared_with_nothing_of_its_own_is_left_out():
    """No candidate, or none in the cluster: nothing to say."""
    assert closest([], []) == {}
    assert closest([(0, 1, 0.9)], [[0], [1, 2]]) == {}


@settings(max_examples=60)
@given(
    st.integers(2, 9).flatmap(
        lambda n: st.tuples(
            st.lists(st.integers(0, 2), min_size=n, max_size=n),
            st.dictionaries(
                st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(
                    lambda p: p[0] < p[1]
                ),
                st.sampled_from([0.1, 0.5, 0.9]),
                max_size=20,
            ),
        )
    )
)
def test_no_pair_of_the_cluster_is_likelier(case):
    """Against a search through all pairs."""
    labels, pairs = case
    clusters = [[u for u, mark in enumerate(labels) if mark == label] for label in range(3)]
    found = closest([(i, j, p) for (i, j), p in pairs.items()], clusters)
    for unit, label in enumerate(labels):
        mine = [
            (-p, other)
            for pair, p in pairs.items()
            if unit in pair and labels[other := sum(pair) - unit] == label
        ]
        assert found.get(unit) == ((min(mine)[1], -min(mine)[0]) if mine else None)


# Clipping


def article(key, hours, **more):
    return Article(
        id=key, source_id=key, url="", title=f"Title {key}", text="",
        language=more.pop("language", "en"), published_at=AT + timedelta(hours=hours),
        published_from="feed", publisher=f"Paper {key}", family=more.pop("family", key), **more,
    )  # fmt: skip


ARTICLES = {
    a.id: a
    for a in (
        article("a", 0, language="zh-Hans"),
        article("b", 1, copy_of="a"),
        article("c", 2),
        article("d", 30),
        article("e", 31, family="c"),
    )
}


def story(ids, title, links=()):
    told = [ARTICLES[key] for key in ids]
    return Story(
        id=ids,
        thread_id="t",
        title=title,
        article_ids=tuple(ids),
        languages=("en", "zh"),
        publishers=("Paper a", "Paper c", "Paper d"),
        first_at=told[0].published_at,
        last_at=told[-1].published_at,
        links=links,
    )


def test_a_story_is_what_was_known_of_it_then():
    """Without later reports: their publishers, languages and links go with them."""
    links = (
        Link(article_id="a", to="c", probability=0.5),
        Link(article_id="c", to="d", probability=0.9),
        Link(article_id="d", to="c", probability=0.9),
    )
    [clipped] = clip_stories([story("abcd", "Title d", links)], ARTICLES, AT + timedelta(1))
    assert clipped.article_ids == ("a", "b", "c")
    assert clipped.publishers == ("Paper a", "Paper c")
    assert clipped.languages == ("en", "zh")
    assert clipped.last_at == AT + timedelta(hours=2)
    assert clipped.links == links[:1]
    assert clipped.title in {"Title a", "Title b", "Title c"}
    assert (clipped.id, clipped.thread_id) == ("abcd", "t")


def test_a_title_that_was_there_then_is_kept():
    """The central report's, where it was published in time."""
    [clipped] = clip_stories([story("acd", "Title c")], ARTICLES, AT + timedelta(1))
    assert clipped.title == "Title c"


def test_what_began_later_is_left_out_and_what_ended_before_stays():
    """The end itself is later; the stories that remain are in order of time."""
    whole = story("c", "Title c")
    early = story("ab", "Title a")
    late = story("de", "Title d")
    assert clip_stories([late, whole, early], ARTICLES, AT + timedelta(hours=30)) == (early, whole)
    assert clip_stories([late, whole, early], ARTICLES, AT + timedelta(2)) == (early, whole, late)
    assert clip_stories([early], ARTICLES, AT) == ()


def test_reports_that_are_not_there_count_as_later():
    """Of an article that nobody loaded nothing is known."""
    some = {key: ARTICLES[key] for key in "cd"}
    [clipped] = clip_stories([story("acd", "Title a")], some, AT + timedelta(9))
    assert clipped.article_ids == ("c", "d")
    assert clipped.first_at == ARTICLES["c"].published_at


@given(st.integers(-2, 40), st.integers(-2, 40))
def test_clipping_twice_is_clipping_once_at_the_earlier_end(one, other):
    """Editions of the past do not depend on which later ones were made before them."""
    stories = [story("abcd", "Title d"), story("e", "Title e")]
    first, second = AT + timedelta(hours=one), AT + timedelta(hours=other)
    twice = clip_stories(clip_stories(stories, ARTICLES, first), ARTICLES, second)
    once = clip_stories(stories, ARTICLES, min(first, second))
    assert [s.article_ids for s in twice] == [s.article_ids for s in once]
    assert [(s.publishers, s.last_at) for s in twice] == [(s.publishers, s.last_at) for s in once]
