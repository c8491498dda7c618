"""An editor's word on pairs: how it is read, and that grouping obeys it, whatever the evidence says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.model import Article, GroupItem, Judgement
from wenzhai.stages.group import Constraints, group_articles, group_items, read_constraints
from wenzhai.stages.group.cluster import link_average
from wenzhai.stages.group.constraints import FAR, join_together, keep_apart

AT = datetime(2023, 4, 11, 8, tzinfo=UTC)
UNITS = st.integers(0, 8)
PAIRS = st.lists(
    st.tuples(UNITS, UNITS).filter(lambda p: p[0] != p[1]).map(lambda p: (min(p), max(p))),
    max_size=8,
)


class WordEmbedder:
    """Each word its own direction: headlines without a common word are at right angles."""

    name = "words"

    def embed(self, texts, progress=None):
        rows = np.full((len(texts), 512), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[crc32(word.encode()) % 512] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def judge(kind, articles, others, hours=0):
    return Judgement(
        at=AT + timedelta(hours=hours),
        kind=kind,
        story_id="s",
        articles=tuple(articles),
        others=tuple(others),
    )


def article(key, title, hours=0, **more):
    return Article(
        id=key, source_id=key, url="", title=title, text=more.pop("text", ""), language="en",
        published_at=AT + timedelta(hours=hours), published_from="feed", publisher=f"Paper {key}",
        family=f"Paper {key}", **more,
    )  # fmt: skip


def group(articles, *judgements):
    """The stories as sets of ids, in words."""
    told = group_articles(articles, WordEmbedder(), constraints=read_constraints(judgements))
    return {frozenset(s.article_ids) for s in told}


def sets(*words):
    return {frozenset(word) for word in words}


# Reading


def test_each_of_the_one_is_paired_with_each_of_the_other():
    """Two by two are four pairs, the lesser id first; what an editor accepts says nothing of pairs."""
    read = read_constraints([judge("together", "ad", "bc"), judge("accepted", "xy", "z")])
    assert read.together == {("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")}
    assert read.apart == frozenset()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["together", "apart"]),
            st.text("abcd", min_size=1, max_size=3),
            st.text("abcd", min_size=1, max_size=3),
        ),
        max_size=6,
    )
)
def test_the_last_word_on_a_pair_holds(said):
    """No pair is in both; each is where the last judgement on it put it; nothing is paired with itself."""
    read = read_constraints(judge(*each) for each in said)
    assert not read.together & read.apart
    last = {}
    for kind, one, other in said:
        for a in one:
            for b in other:
                last[min(a, b), max(a, b)] = kind
    for pair, kind in last.items():
        held = read.together if kind == "together" else read.apart
        assert (pair in held) == (pair[0] != pair[1])
    assert read.parts() == {key for pair in read.apart for key in pair}


def test_pairs_that_fall_into_one_say_nothing():
    """Of a copy and its original, grouped as one, no pair is left."""
    read = Constraints(together=frozenset({("a", "b"), ("a", "c")})).map_ids({"b": "a", "c": "d"})
    assert read.together == {("a", "d")}


# Clusters


@settings(max_examples=60)
@given(st.lists(st.integers(0, 3), min_size=9, max_size=9), PAIRS, PAIRS)
def test_joining_loses_no_unit_and_never_joins_what_is_apart(labels, together, apart):
    """Whatever is asked, each unit stays in one cluster, and no two are joined that are to be apart."""
    together = [pair for pair in together if pair not in apart]
    clusters = [[u for u in range(9) if labels[u] == label] for label in range(4)]
    clusters = [
        members
        for members in clusters
        if members and not any(a in members and b in members for a, b in apart)
    ]
    found = join_together(clusters, together, apart)
    assert sorted(u for members in found for u in members) == sorted(
        u for members in clusters for u in members
    )
    for members in found:
        assert not any(a in members and b in members for a, b in apart)
    if not apart:
        home = {u: n for n, members in enumerate(found) for u in members}
        assert all(home[a] == home[b] for a, b in together if a in home and b in home)


def test_where_clusters_may_not_join_only_the_pair_moves():
    """0 and 5 are one though 1 and 4 are not: 5 leaves 4 behind."""
    assert join_together([[0, 1], [4, 5]], [(0, 5)], [(1, 4)]) == [[0, 1, 5], [4]]


def test_nothing_asked_changes_nothing():
    """Without a word of an editor the clusters stay."""
    assert join_together([[0, 2], [1]], [], []) == [[0, 2], [1]]


@settings(max_examples=60)
@given(
    st.integers(2, 9).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.lists(st.floats(0, 1), min_size=n * n, max_size=n * n),
            PAIRS,
            st.floats(0.1, 1),
        )
    )
)
def test_what_is_kept_apart_never_clusters(case):
    """However near the rest is, and though both are nearest to a third."""
    count, values, apart, bar = case
    distance = np.array(values).reshape(count, count)
    distance = (distance + distance.T) / 2
    np.fill_diagonal(distance, 0)
    part = np.arange(count) + 10  # units of a part have any numbers
    apart = [(a + 10, b + 10) for a, b in apart]
    keep_apart(distance, part, apart)
    assert (distance == distance.T).all()
    for members in link_average(distance, lambda _: bar, lambda _: True):
        units = {int(part[m]) for m in members}
        assert not any({a, b} <= units for a, b in apart)


def test_far_is_far_in_the_largest_part():
    """A mean over the most pairs that a cluster can have stays above any bar."""
    assert FAR / 250**2 > 1


# Grouping


TEMU = "Temu downloads rise 57% in the quarter"
FOOTBALL = "A football match ended without goals"


def test_two_same_headlines_that_are_kept_apart_are_apart():
    """A daily column's headline says nothing; a third report joins one of the two, never both."""
    pair = [article("a", TEMU), article("b", TEMU, 1)]
    assert group(pair) == sets("ab")
    apart = judge("apart", "a", "b")
    assert group(pair, apart) == sets("a", "b")
    assert len(group([*pair, article("c", TEMU, 2)], apart)) == 2


def test_what_is_taken_out_together_stays_together():
    """Four reports of one headline, two and two."""
    four = [article(key, TEMU, hours) for hours, key in enumerate("abcd")]
    said = (judge("apart", "cd", "ab"), judge("together", "c", "d", 1))
    assert group(four, *said) == sets("ab", "cd")


def test_two_unlike_headlines_that_are_joined_are_together():
    """Though no word is common, and with their likes; the link says that an editor made it."""
    two = [article("a", TEMU), article("b", FOOTBALL, 1)]
    assert group(two) == sets("a", "b")
    told = group_articles(
        two, WordEmbedder(), constraints=read_constraints([judge("together", "a", "b")])
    )
    assert [s.article_ids for s in told] == [("a", "b")]
    assert {(link.article_id, link.to, link.by) for link in told[0].links} == {
        ("a", "b", "editor"),
        ("b", "a", "editor"),
    }


def test_joined_stories_still_grow_from_both_ends():
    """Later reports like either of the two join the one story."""
    said = judge("together", "a", "b")
    later = [article("c", TEMU, 3), article("d", FOOTBALL, 4)]
    assert group([article("a", TEMU), article("b", FOOTBALL, 1), *later], said) == sets("abcd")


def test_the_later_word_undoes_the_earlier():
    """Joined, then parted: apart. Parted, then joined: together."""
    two = [article("a", TEMU), article("b", FOOTBALL, 1)]
    join, part = judge("together", "a", "b"), judge("apart", "a", "b")
    assert group(two, join, part) == sets("a", "b")
    assert group(two, part, join) == sets("ab")


def test_a_copy_that_is_kept_apart_stands_alone():
    """It goes with its original unless an editor says otherwise, and other copies are not moved."""
    three = [
        article("a", TEMU),
        article("b", FOOTBALL, 1, copy_of="a"),
        article("c", "Quite another headline here", 2, copy_of="a"),
    ]
    assert group(three) == sets("abc")
    assert group(three, judge("apart", "b", "ac")) == sets("ac", "b")
    assert group(three, judge("apart", "a", "bc"), judge("together", "b", "c", 1)) == sets(
        "a", "bc"
    )


def test_copies_that_are_kept_apart_from_each_other_do_not_all_leave_their_original():
    """Of two copies and their original, parted one by one, the answer does not hang on the order in
    which the pairs are met."""
    names = [f"copy{n}" for n in range(6)]
    articles = [
        article("original", TEMU),
        *(article(key, f"Words of {key} only", 1, copy_of="original") for key in names),
    ]
    said = judge("apart", ["copy3"], ["original", *(n for n in names if n != "copy3")])
    whole = frozenset({"original", *names})
    assert group(articles, said) == {whole - {"copy3"}, frozenset({"copy3"})}


def test_words_on_articles_that_are_not_here_say_nothing():
    """A judgement outlives the window that its articles were in."""
    two = [article("a", TEMU), article("b", TEMU, 1)]
    gone = (judge("apart", "a", "x"), judge("together", "y", "b"), judge("apart", "x", "y"))
    assert group(two, *gone) == sets("ab")


@pytest.mark.parametrize("kind", ["together", "apart"])
def test_a_word_on_an_item_without_words_does_no_harm(kind):
    """A headline of nothing but emoji is never compared."""
    items = [GroupItem(id="a", title="🎉🎉"), GroupItem(id="b", title=TEMU)]
    answers = group_items(
        items, WordEmbedder(), constraints=read_constraints([judge(kind, "a", "b")])
    )
    assert [answer.id for answer in answers] == ["a", "b"]


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["together", "apart"]),
            st.text("abcde", min_size=1, max_size=2),
            st.text("abcde", min_size=1, max_size=2),
        ),
        max_size=4,
    ),
    st.permutations("abcde"),
)
def test_any_words_of_an_editor_hold_in_any_order_of_articles(said, order):
    """Pairs that are to be apart are; each article is told once; the order of articles is no matter."""
    titles = dict(zip("abcde", (TEMU, TEMU, FOOTBALL, FOOTBALL, "Temu football rise"), strict=True))
    judgements = [judge(*each) for each in said]
    found = group([article(key, titles[key]) for key in order], *judgements)
    assert sorted(key for members in found for key in members) == list("abcde")
    assert found == group([article(key, titles[key]) for key in "abcde"], *judgements)
    read = read_constraints(judgements)
    assert not any(set(pair) <= members for pair in read.apart for members in found)
    if not read.apart:
        assert all(any(set(pair) <= members for members in found) for pair in read.together)
