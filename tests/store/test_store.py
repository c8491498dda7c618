"""What is saved comes back, and saving it again changes nothing, on every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.made import (
    NOON,
    make_article,
    make_batch,
    make_edition,
    make_entry,
    make_health,
    make_page,
    make_ranked,
    make_sighting,
)
from wenzhai.errors import NotFound
from wenzhai.model import Batch, WithheldSentence
from wenzhai.store import PageProblem, Store
from wenzhai.store.collected import entry_digest

EVER = datetime(2000, 1, 1, tzinfo=UTC)


def _collect(store, *entries, source_id="ledger"):
    return store.save_batch(source_id, make_batch(*entries), make_health(source_id))


def test_a_batch_saved_twice_adds_nothing_the_second_time(store):
    """The same run repeated finds nothing new and leaves the same rows."""
    batch = make_batch(make_entry("a"), make_entry("b"), sightings=(make_sighting("热搜"),))
    assert store.save_batch("ledger", batch, make_health()) == 3
    before = store.count()
    assert store.save_batch("ledger", batch, make_health()) == 0
    assert store.count() == before
    assert before["entries"] == 2
    assert before["sightings"] == 1


def test_a_batch_comes_back_as_it_was(store):
    """Entries, sightings, validators and health are read back equal to what was saved."""
    entry, sighting = make_entry("a"), make_sighting("热搜")
    health = make_health(entries=2)
    store.save_batch("ledger", make_batch(entry, sightings=(sighting,)), health)
    assert store.load_entries([entry.id]) == [(entry, None)]
    assert store.load_sightings(NOON, NOON + timedelta(1)) == [sighting]
    assert store.load_validators() == {entry.url: {"etag": f'"{entry.title}"'}}
    assert store.load_health() == {"ledger": health}


def test_health_can_be_saved_alone(store):
    """A source that failed is noted without a batch, in place of what was noted before."""
    store.save_health(make_health())
    failed = msgspec.structs.replace(make_health(), failures=2, error="no answer")
    store.save_health(failed)
    assert store.load_health() == {"ledger": failed}


def test_an_entry_that_its_source_changed_is_replaced_and_its_first_sighting_kept(store):
    """An edited headline replaces the old one, and is still known since when it was first seen."""
    _collect(store, make_entry("a", title="old"))
    assert _collect(store, make_entry("a", title="new", hours=5)) == 0
    [(kept, _)] = store.load_entries([make_entry("a").id])
    assert kept.title == "new"
    assert kept.seen_at == NOON


def test_an_entry_seen_again_unchanged_is_left_alone(store):
    """Only being seen later is no change."""
    _collect(store, make_entry("a"))
    _collect(store, make_entry("a", hours=5))
    assert store.load_entries([make_entry("a").id]) == [(make_entry("a"), None)]


def test_a_url_that_two_sources_offer_stays_with_the_first(store):
    """An aggregator that lists another's article does not take it over."""
    first = make_entry("a", source_id="ledger")
    second = make_entry("a", source_id="aggregator", title="theirs")
    assert first.id == second.id
    assert _collect(store, first) == 1
    assert _collect(store, second, source_id="aggregator") == 0
    assert store.load_entries([first.id]) == [(first, None)]


def test_the_last_of_two_entries_with_one_id_in_a_batch_is_kept(store):
    """A feed that lists an item twice counts once."""
    assert _collect(store, make_entry("a", title="one"), make_entry("a", title="two")) == 1
    [(kept, _)] = store.load_entries([make_entry("a").id])
    assert kept.title == "two"


def test_more_rows_than_a_statement_takes_are_saved_and_found(store):
    """Thousands of entries pass the bound on variables of one statement."""
    entries = tuple(make_entry(str(number)) for number in range(4_500))
    assert store.save_batch("ledger", Batch(entries=entries), make_health()) == 4_500
    ids = [entry.id for entry in entries]
    assert [entry.id for entry, _ in store.load_entries(ids)] == ids


def test_unextracted_are_those_without_an_article(store):
    """An entry waits for extraction until its article is saved."""
    entry = make_entry("a")
    _collect(store, entry)
    [(entry_id, made_of)] = store.find_unextracted("1")
    assert entry_id == entry.id
    for _ in range(2):
        store.save_articles([(make_article(entry), made_of)])
        assert store.find_unextracted("1") == []
    assert store.find_articles(NOON, NOON + timedelta(1)) == [make_article(entry)]


@pytest.mark.parametrize("change", ["entry", "page arrives", "page changes", "version"])
def test_an_article_is_outdated_when_what_it_was_made_of_changed(store, change):
    """A changed entry, a new or changed page, or another extractor brings the entry back."""
    entry = make_entry("a")
    _collect(store, entry)
    if change == "page changes":
        store.save_page(make_page(entry))
    [(_, made_of)] = store.find_unextracted("1")
    store.save_articles([(make_article(entry), made_of)])
    assert store.find_unextracted("1") == []
    if change == "entry":
        _collect(store, make_entry("a", title="changed"))
    elif change != "version":
        store.save_page(make_page(entry, "<p>changed</p>"))
    version = "2" if change == "version" else "1"
    [(entry_id, now_made_of)] = store.find_unextracted(version)
    assert entry_id == entry.id
    assert now_made_of != made_of


def test_a_page_fetched_again_unchanged_brings_nothing_back(store):
    """The time of fetching is not part of what an article is made of."""
    entry = make_entry("a")
    _collect(store, entry)
    store.save_page(make_page(entry))
    [(_, made_of)] = store.find_unextracted("1")
    store.save_articles([(make_article(entry), made_of)])
    later = msgspec.structs.replace(make_page(entry), fetched_at=NOON + timedelta(1))
    store.save_page(later)
    assert store.find_unextracted("1") == []
    assert store.load_entries([entry.id]) == [(entry, later)]


def test_entries_wait_for_their_page_newest_first(store):
    """Each source's entries without a page come newest first, at most as many as asked."""
    old, new, other = make_entry("old"), make_entry("new"), make_entry("o", source_id="other")
    old = msgspec.structs.replace(old, published_at=NOON - timedelta(hours=1))
    _collect(store, old, new)
    _collect(store, other, source_id="other")
    find = store.find_entries_without_page
    assert find(["ledger", "other", "none"], EVER, 9) == [[new, old], [other], []]
    assert find(["ledger"], EVER, 1) == [[new]]
    assert find(["ledger"], NOON, 9) == [[new]]
    store.save_page(make_page(new))
    assert find(["ledger"], EVER, 9) == [[old]]


def test_the_third_failure_of_a_page_is_final(store):
    """Two failures leave a page to be tried again, the third gives it up."""
    entry = make_entry("a")
    _collect(store, entry)
    for attempt in (1, 2, 3):
        store.save_page_problem(entry.id, "time-out", final=False)
        [problem] = store.load_page_problems()
        assert (problem.attempts, problem.final) == (attempt, attempt == 3)
        waiting = store.find_entries_without_page(["ledger"], EVER, 9)
        assert waiting == ([[]] if attempt == 3 else [[entry]])


def test_a_page_that_is_gone_is_final_at_once(store):
    """A host that says that there is no such page is not asked again."""
    store.save_page_problem("x", "404", final=True)
    assert store.load_page_problems() == [
        PageProblem(entry_id="x", attempts=1, final=True, error="404")
    ]


def test_a_page_that_came_in_the_end_has_no_problem(store):
    """Success wipes out what failed before."""
    entry = make_entry("a")
    _collect(store, entry)
    store.save_page_problem(entry.id, "time-out", final=False)
    store.save_page(make_page(entry))
    assert store.load_page_problems() == []


def test_articles_and_sightings_are_found_from_the_start_to_before_the_end(store):
    """A span holds its first moment and not its last, by whatever zone it is asked."""
    early, late = make_entry("early"), make_entry("late")
    articles = [make_article(late, hours=3), make_article(early)]
    store.save_articles([(article, "x") for article in articles])
    sightings = (make_sighting("晚", hours=3), make_sighting("早"))
    store.save_batch("hot", Batch(sightings=sightings), make_health("hot"))
    beijing = NOON.astimezone(timezone(timedelta(hours=8)))
    end = beijing + timedelta(hours=3)
    assert store.find_articles(beijing, end) == [articles[1]]
    assert store.load_sightings(beijing, end) == [sightings[1]]
    assert store.find_articles(beijing, end + timedelta(seconds=1)) == articles[::-1]
    assert store.find_articles(end, beijing) == []


def test_vectors_come_back_bit_by_bit(store):
    """Every float comes back the same, down to signed zero, the smallest and not-a-number."""
    odd = np.array([0.0, -0.0, 1e-45, -np.inf, 3.4e38, 0.1], dtype=np.float32)
    nan = np.array([0x7FC00123], dtype=np.uint32).view(np.float32)
    vectors = {"odd": odd, "nan": nan, "通义": np.arange(384, dtype=np.float32)}
    for _ in range(2):
        store.put_many(vectors)
    found = store.get_many([*vectors, "not kept"])
    assert found.keys() == vectors.keys()
    for key, vector in vectors.items():
        assert found[key].dtype == np.float32
        assert found[key].tobytes() == vector.tobytes()


def test_measures_are_kept_until_another_version_measures(store):
    """They come back byte for byte; what an earlier version made is taken away, as no one can ask for it."""
    store.save_measures("1", {"a": b"one", "b": bytes(range(256))})
    store.save_measures("1", {"a": b"one", "c": b""})
    assert store.load_measures(["a", "b", "c", "d"]) == {
        "a": b"one",
        "b": bytes(range(256)),
        "c": b"",
    }
    store.save_measures("2", {"d": b"four"})
    assert store.load_measures(["a", "b", "c", "d"]) == {"d": b"four"}


def test_pictures_come_back_as_they_were(store):
    """Bytes are kept as bytes, and a picture that is not kept is none."""
    data = bytes(range(256))
    assert store.load_picture("https://p.example/1.png") is None
    for _ in range(2):
        store.save_picture("https://p.example/1.png", data)
    assert store.load_picture("https://p.example/1.png") == data


def test_the_stories_of_a_week_are_replaced_as_a_whole(store):
    """Ranking again leaves none of the old stories, and does not touch another week."""
    store.save_ranking("2023-W14", [make_ranked("before", 1)])
    store.save_ranking("2023-W15", [make_ranked("gone", 1), make_ranked("kept", 2)])
    now = [make_ranked("kept", 1), make_ranked("new", 2)]
    for _ in range(2):
        store.save_ranking("2023-W15", now[::-1])
        assert store.load_ranking("2023-W15") == now
    assert store.load_ranking("2023-W14") == [make_ranked("before", 1)]
    assert store.load_ranking("2023-W16") == []


def test_editions_are_kept_by_id(store):
    """Making an edition again replaces it; they are listed by week and language."""
    en, zh = make_edition("en"), make_edition("zh")
    earlier = make_edition("zh", "2023-W14")
    for _ in range(2):
        store.save_editions([zh, en])
    store.save_editions([earlier])
    assert store.load_editions() == [earlier, en, zh]
    better = msgspec.structs.replace(en, greeting="Good morning")
    store.save_editions([better])
    assert store.load_edition(en.id) == better


def test_an_edition_that_was_not_made_is_not_found(store):
    """Asking for it says so, and how to see what there is."""
    with pytest.raises(NotFound, match="2023-W99-en") as caught:
        store.load_edition("2023-W99-en")
    assert "wenzhai show" in caught.value.remedy


@pytest.mark.parametrize(
    "hostile", ["a\0b", "half a pair \ud83d", "\u2028\x1b[2J' OR 1=1 --", "𠀀"]
)
def test_hostile_text_is_kept_or_mended_and_never_stops_a_run(store, hostile):
    """NUL, half a surrogate pair and control characters pass through every column that texts of the
    web end up in."""
    entry = make_entry(hostile, title=hostile)
    page = make_page(entry, hostile)
    for _ in range(2):
        _collect(store, entry)
        store.save_page(page)
        store.save_page_problem("x", hostile, final=False)
        store.save_picture(hostile, b"data")
    [(kept, kept_page)] = store.load_entries([entry.id])
    assert kept.title == hostile.encode("utf-8", "replace").decode()
    assert kept_page.html == kept.title
    assert store.load_picture(hostile) == b"data"
    assert len(store.find_unextracted("1")) == 1


def test_nothing_to_save_is_saved(store):
    """Empty steps are steps too."""
    store.save_articles([])
    store.put_many({})
    store.save_ranking("2023-W15", [])
    store.save_editions([])
    assert store.save_batch("ledger", Batch(), make_health()) == 0
    assert store.load_entries([]) == []
    assert store.get_many([]) == {}


def test_a_sound_database_says_so(store):
    """The check that doctor shows finds nothing wrong with a new database."""
    assert store.check() == "ok"


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text(), st.datetimes(timezones=st.just(UTC)))
def test_the_digest_of_an_entry_depends_on_all_but_when_it_was_seen(title, summary, seen_at):
    """The same content has one digest whenever it is seen, another content another."""
    entry = msgspec.structs.replace(make_entry("a", title="标题"), title=title, summary=summary)
    again = msgspec.structs.replace(entry, seen_at=seen_at)
    assert entry_digest(entry) == entry_digest(again)
    changed = msgspec.structs.replace(entry, title=title + "x")
    assert entry_digest(entry) != entry_digest(changed)


@settings(max_examples=30, deadline=None)
@given(title=st.text(alphabet=st.characters(codec=None)), author=st.text())
def test_any_entry_comes_back(tmp_path_factory, title, author):
    """Whatever a feed may hold as text is kept; what is not Unicode is mended."""
    database = tmp_path_factory.getbasetemp() / "any.db"
    entry = msgspec.structs.replace(make_entry("a"), title=title, author=author)
    store = Store.open(f"sqlite:///{database}")
    _collect(store, entry)
    [(kept, _)] = store.load_entries([entry.id])
    store.close()
    assert kept.title == title.encode("utf-8", "replace").decode()
    assert kept.author == author


def test_what_was_withheld_is_kept_by_edition_and_replaced_with_it(store):
    """In the order it was met; an edition made again has only what was withheld then."""
    first, second = (
        WithheldSentence(language="en", story_id="s", text=text, reasons=("The source says 2.",))
        for text in ("It sold 3.", "It sold 4.")
    )
    store.save_editions([], {"2023-W15-en": [second, first], "2023-W15-zh": [first]})
    assert store.load_withheld("2023-W15-en") == [second, first]
    store.save_editions([], {"2023-W15-en": [first]})
    assert store.load_withheld("2023-W15-en") == [first]
    assert store.load_withheld("2023-W15-zh") == [first]
    assert store.load_withheld("2023-W16-en") == []
