"""The index of words: the same articles by the same words, on every database."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.made import make_article, make_batch, make_entry, make_health
from wenzhai.store import Store

DAY = date(2023, 4, 12)


def test_words_lead_to_their_articles(store):
    """Each word gives the articles that hold it, in either language; one that none holds is left out."""
    store.save_words(
        [("a", DAY, "1", {"temu", "下载量"}), ("b", DAY, "1", {"temu", "name:tencent holdings"})]
    )
    assert store.find_words(["temu", "下载量", "name:tencent holdings", "没有"]) == {
        "temu": {"a", "b"},
        "下载量": {"a"},
        "name:tencent holdings": {"b"},
    }


def test_days_bound_what_is_found(store):
    """Only articles of the days asked for, both included."""
    store.save_words([("a", date(2023, 4, 3), "1", {"w"}), ("b", date(2023, 4, 9), "1", {"w"})])
    store.save_words([("c", date(2023, 12, 1), "1", {"w"})])
    assert store.find_words(["w"], date(2023, 4, 3), date(2023, 4, 9))["w"] == {"a", "b"}
    assert store.find_words(["w"], date(2023, 4, 4))["w"] == {"b", "c"}
    assert store.find_words(["w"], None, date(2023, 4, 3))["w"] == {"a"}


def test_only_what_is_new_or_changed_is_indexed(store):
    """An article is pending until its words are kept, and again with other content or other words."""
    entry = make_entry("a")
    store.save_batch("ledger", make_batch(entry), make_health())
    store.save_articles([(make_article(entry), "content 1")])
    ((key, made_of),) = store.find_unindexed("v1")
    assert key == entry.id
    store.save_words([(key, DAY, made_of, {"w"})])
    assert store.find_unindexed("v1") == []
    assert store.count_indexed() == 1
    assert store.find_unindexed("v2")
    store.save_articles([(make_article(entry), "content 2")])
    assert store.find_unindexed("v1")


def test_a_batch_kept_twice_adds_nothing(store):
    """The same words again are the same rows."""
    for _ in range(2):
        store.save_words([("a", DAY, "1", {"w", "x"})])
    assert store.count()["index_words"] == 2


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sets(st.text(min_size=1, max_size=100), max_size=20))
def test_any_words_can_be_kept(tmp_path_factory, words):
    """Hostile words (NUL, half surrogate pairs, very long ones) break nothing."""
    opened = Store.open(f"sqlite:///{tmp_path_factory.mktemp('any')}/any.db")
    opened.save_words([("a", DAY, "1", words)])
    assert set(opened.find_words(sorted(words)).values()) <= {frozenset({"a"})}
    opened.close()
