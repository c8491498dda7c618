"""Stories, what happened to them, what editors said, what was relevant: kept and found, on every database."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from store.made import NOON, make_article, make_entry, make_ranked
from wenzhai.errors import InputError, NotFound
from wenzhai.model import Judgement, Link, Reason, Story, StoryChange
from wenzhai.store import Store
from wenzhai.store.database import _MIGRATIONS
from wenzhai.store.rows import encode

HOUR = timedelta(hours=1)
ALL = (NOON - 99 * HOUR, NOON + 99 * HOUR)


def make_story(key, first=0, last=0, thread="t"):
    """A story told from `first` to `last` hours after noon."""
    return Story(
        id=key,
        thread_id=thread,
        title=f"标题 {key}",
        article_ids=("a", "b"),
        languages=("en", "zh"),
        publishers=("Ledger", "启明社"),
        first_at=NOON + first * HOUR,
        last_at=NOON + last * HOUR,
        links=(Link(article_id="b", to="a", probability=0.75, by="editor"),),
    )


def tell(store, *stories, gone=(), changes=()):
    store.save_stories(stories, gone, changes)


def change(kind, key="s", hours=0, **more):
    return StoryChange(at=NOON + hours * HOUR, kind=kind, story_id=key, **more)


def judge(kind, hours=0, **more):
    return Judgement(at=NOON + hours * HOUR, kind=kind, story_id="s", **more)


# Stories


def test_a_story_comes_back_as_it_was(store):
    """With its links, languages and times; saved again it is replaced."""
    told = make_story("s", 0, 2)
    tell(store, told)
    assert store.load_stories(*ALL) == [told]
    grown = msgspec.structs.replace(told, article_ids=("a", "b", "c"))
    tell(store, grown)
    assert store.load_stories(*ALL) == [grown]


def test_stories_are_found_by_the_time_of_their_reports(store):
    """Each that has a report in the window, which holds its start and not its end; by first report."""
    long, early, late = make_story("a", -9, 9), make_story("b", -9, -5), make_story("c", 5, 9)
    tell(store, late, long, early)
    assert store.load_stories(*ALL) == [long, early, late]
    assert store.load_stories(NOON, NOON + HOUR) == [long]
    assert store.load_stories(NOON - 5 * HOUR, NOON + 5 * HOUR) == [long, early]
    assert store.load_stories(NOON - 4 * HOUR, NOON + 6 * HOUR) == [long, late]


def test_stories_that_are_gone_are_taken_away(store):
    """Those alone; their record stays."""
    tell(store, make_story("a"), make_story("b"), changes=[change("new", "b")])
    tell(store, gone=["b", "never"], changes=[change("gone", "b", 1)])
    assert [s.id for s in store.load_stories(*ALL)] == ["a"]
    assert [c.kind for c in store.load_changes("b")] == ["new", "gone"]


def test_a_thread_is_its_stories_in_order(store):
    """Whenever they were, and none of another thread."""
    tell(store, make_story("b", 900, 901), make_story("a"), make_story("c", thread="other"))
    assert [s.id for s in store.load_thread("t")] == ["a", "b"]
    assert store.load_thread("none") == []


def test_more_stories_than_a_statement_takes(store):
    """Thousands are saved, and taken away, in one call."""
    keys = [f"{n:05}" for n in range(2_100)]
    tell(store, *(make_story(key) for key in keys))
    assert len(store.load_stories(*ALL)) == 2_100
    tell(store, gone=keys)
    assert store.load_stories(*ALL) == []


def test_a_story_is_found_by_the_beginning_of_its_id(store):
    """In any capitals, with space around it, or by the whole id."""
    tell(store, make_story("3f2a91c0"), make_story("3f2b00aa"))
    for prefix in ("3f2a", " 3F2A91C0 ", "3f2a91c0"):
        assert store.find_story(prefix).id == "3f2a91c0"


@pytest.mark.parametrize("prefix", ["", "  ", "ffff", "%", "_f2a", "3f2%", "3f2a91c0ff", "\0", "'"])
def test_no_such_story(store, prefix):
    """Said so, with where to look; signs that mean something to a database mean nothing here."""
    tell(store, make_story("3f2a91c0"))
    with pytest.raises(NotFound, match="no story") as caught:
        store.find_story(prefix)
    assert "wenzhai stories" in caught.value.remedy


def test_a_beginning_that_fits_several(store):
    """It says how many, and names some of them."""
    tell(store, *(make_story(f"3f2{n}") for n in range(7)))
    with pytest.raises(InputError, match="any of 7 stories") as caught:
        store.find_story("3f2")
    assert "3f20, 3f21" in caught.value.remedy
    assert "3f26" not in caught.value.remedy


# Changes and judgements


def test_changes_come_back_by_story_in_order_of_time(store):
    """Noted twice, a change is one."""
    new = change("new", articles=("a", "b"))
    merged = change("merged", hours=5, articles=("c",), others=("x",))
    tell(store, changes=[merged, change("new", "other")])
    tell(store, changes=[new, merged])
    assert store.load_changes("s") == [new, merged]
    assert store.load_changes("none") == []


def test_of_changes_of_one_time_the_birth_is_first(store):
    """A late report of an earlier time joins under the same time that the story was first told at."""
    for key in "abcdefgh":
        tell(store, changes=[change(kind, key) for kind in ("grown", "new", "gone", "split")])
        kinds = [c.kind for c in store.load_changes(key)]
        assert kinds == ["new", "grown", "split", "gone"]


def test_judgements_come_back_in_order_of_time(store):
    """With the articles, the measures and the reason, as they were said."""
    late = judge("apart", 3, articles=("a",), others=("b", "c"), why="另一场罚款 🙂")
    early = judge("accepted", 1, measures={"publishers": 3.5, "both languages": 1.0})
    for each in (late, early, late):
        store.save_judgement(each)
    assert store.load_judgements() == [early, late]


# Relevance


def _extract(store, *articles, made_of="1"):
    store.save_articles([(article, made_of) for article in articles])


def unscored(store, model="m"):
    return store.find_unscored(model, *ALL)


def test_what_is_scored_is_not_scored_again(store):
    """Until the model changes, or what the article is made of."""
    one, two = make_article(make_entry("a")), make_article(make_entry("b"), hours=1)
    _extract(store, two, one)
    assert unscored(store) == [(one.id, "1"), (two.id, "1")]
    store.save_relevance("m", [(one.id, "1", 0.9), (two.id, "1", 0.2)])
    assert unscored(store) == []
    assert unscored(store, "m2") == [(one.id, "1"), (two.id, "1")]
    _extract(store, one, made_of="2")
    assert unscored(store) == [(one.id, "2")]
    store.save_relevance("m", [(one.id, "2", 0.4)])
    assert unscored(store) == []
    assert store.load_relevance([one.id, two.id, "none"]) == {one.id: 0.4, two.id: 0.2}


def test_only_what_is_published_in_the_window_is_looked_at(store):
    """Its start is in it, its end is not."""
    made = [make_article(make_entry(str(hours)), hours=hours) for hours in (-1, 0, 1)]
    _extract(store, *made)
    assert store.find_unscored("m", NOON, NOON + HOUR) == [(made[1].id, "1")]
    store.save_relevance("m", [(a.id, "1", 0.9) for a in made])
    assert store.load_relevant(NOON, NOON + HOUR, 0.5, "m") == [(made[1], 0.9, False)]


def test_the_relevant_are_those_from_the_bar_upwards(store):
    """At the bar is enough; what was never scored is not relevant."""
    made = [make_article(make_entry(str(n)), hours=n) for n in range(4)]
    _extract(store, *made)
    store.save_relevance("m", [(a.id, "1", n / 4) for n, a in enumerate(made[:3])])
    assert store.load_relevant(*ALL, 0.25, "m") == [(made[1], 0.25, False), (made[2], 0.5, False)]


# Rankings


def test_a_ranking_is_replaced_as_a_whole(store):
    """Of its own period alone, best first."""
    store.save_ranking("2023-W15", [make_ranked("b", 2), make_ranked("a", 1)])
    store.save_ranking("2023-W16", [make_ranked("a", 3)])
    assert [r.story.id for r in store.load_ranking("2023-W15")] == ["a", "b"]
    store.save_ranking("2023-W15", [make_ranked("c", 1)])
    assert [r.story.id for r in store.load_ranking("2023-W15")] == ["c"]
    assert store.load_ranking("2023-W01") == []
    assert {k: r.rank for k, r in store.find_rankings("a").items()} == {"2023-W16": 3}


# From the database of the first edition


def test_a_database_of_the_first_revision_keeps_its_ranked_stories(url):
    """Opened by this program, what lay in the table of stories is in that of rankings, whole; stories
    can be told in it as in a new one, and opening it again changes nothing."""
    ranked = msgspec.structs.replace(
        make_ranked("s", 1), kind="deal", reasons=(Reason(name="n", value=1, points=2, words="词"),)
    )
    engine = sa.create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with engine.begin() as connection:
        table = sa.Table("stories", sa.MetaData(), autoload_with=connection)
        assert set(table.c.keys()) == {"week", "id", "rank", "body"}
        rows = [
            {"week": week, "id": r.story.id, "rank": r.rank, "body": encode(r)}
            for week in ("2023-W14", "2023-W15")
            for r in (ranked, make_ranked("z", 2))
        ]
        connection.execute(sa.insert(table), rows)
    engine.dispose()
    for _ in range(2):
        store = Store.open(url)
        assert store.load_ranking("2023-W15") == [ranked, make_ranked("z", 2)]
        assert list(store.find_rankings("s")) == ["2023-W14", "2023-W15"]
        tell(store, make_story("s"))
        assert store.load_stories(*ALL) == [make_story("s")]
        assert store.check() == "ok"
        store.close()
