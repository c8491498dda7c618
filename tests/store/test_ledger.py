"""The ledger in the store: replaced story by story, searched by its columns."""

from __future__ import annotations

from store.made import NOON, make_ranked
from wenzhai.model import LedgerEntry, LedgerReport
from wenzhai.store import Store


def make_figure(key, story_id, *, subject="temu", measure="downloads", unit="", date="2023-Q1"):
    report = LedgerReport(
        article_id="a", passage_id="a#0", publisher="Pearl Wire", title="标题", url="https://a.example/",
        language="en", published_at=NOON, figure="19 million", span=(0, 10), passage="19 million \0\ud800",
    )  # fmt: skip
    return LedgerEntry(
        id=key, subject=subject, measure=measure, aspect="level", kind="number", value=19e6, low=19e6,
        high=19e6, unit=unit, approximation="exact", direction="", scope=(), date=date, dated="told",
        story_ids=(story_id,), reports=(report,),
    )  # fmt: skip


def test_a_ledger_is_kept_searched_and_replaced(url):
    """Saved twice it is one; a story's entries are replaced, those of a story that is gone are dropped."""
    store = Store.open(url)
    one, two = make_ranked("one", 1).story, make_ranked("two", 2).story
    store.save_stories([one, two], (), ())
    first = make_figure("1", one.id)
    second = make_figure("2", two.id, subject="tiktok", measure="fine", unit="GBP", date="2023-04")
    for _ in range(2):
        store.save_ledger({one.id: [first], two.id: [second]})
    found = store.find_figures()
    assert [e.id for e in found] == ["1", "2"]
    assert [e.id for e in store.find_figures(subjects=["tiktok"], measure="fine", unit="GBP")] == [
        "2"
    ]
    assert [e.id for e in store.find_figures(since="2023-05")] == ["1"]
    assert [e.id for e in store.find_figures(story_id=two.id)] == ["2"]
    assert store.find_figures(subjects=[]) == []
    store.save_ledger({one.id: []})
    assert [e.id for e in store.find_figures()] == ["2"]
    store.save_stories([], [two.id], ())
    store.save_ledger({})
    assert store.find_figures() == []
    store.close()
