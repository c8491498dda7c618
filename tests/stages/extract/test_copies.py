"""Copies and their originals."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from growth import count_calls
from wenzhai.model import Article
from wenzhai.stages.extract import find_copies
from wenzhai.stages.extract.copies import COMPARED, PERMUTATIONS, ROWS, _Buckets, _shingles

START = datetime(2023, 4, 10, tzinfo=UTC)
VOCABULARY = (
    "market growth cloud parcel depot locker tariff union export model users price rival chip"
)
WORDS = VOCABULARY.split()
CHARACTERS = (
    "灯塔快递柜覆盖城镇公司供应商通知计划年底仓库发布数据竞争对手拒绝评价格市场用户增长收入利润"
)


def make_article(key: str, text: str, hours: float = 0, **fields) -> Article:
    values = {
        "source_id": key,
        "url": "",
        "title": "Lockers",
        "language": "en",
        "published_from": "feed",
    }
    values |= {"publisher": key, "family": key, "published_at": START + timedelta(hours=hours)}
    return Article(id=key, text=text, **{**values, **fields})


def write_text(seed: int, words: int = 160) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) + str(rng.randrange(30)) for _ in range(words))


def write_han(seed: int, length: int = 300) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(CHARACTERS) for _ in range(length))


def test_an_edited_copy_points_to_the_earliest():
    """A text with a changed sentence and a new ending is a copy of the one that came first."""
    text = write_text(1)
    later = text.replace(text[:30], "the rival said") + " and more on this later"
    articles = [
        make_article("b", later, 3),
        make_article("a", text),
        make_article("c", write_text(2)),
    ]
    assert find_copies(articles) == {"b": "a"}


def test_the_wire_is_the_original_though_later():
    """An agency's text is the original even where a paper's clock is ahead of it."""
    text = write_text(3)
    articles = [make_article("paper", text), make_article("wire", text, 1, role="wire")]
    assert find_copies(articles) == {"paper": "wire"}


def test_the_credited_agency_is_the_original():
    """A credit line names the origin, in either language."""
    han = write_han(4)
    articles = [
        make_article("p1", f"（启明社）{han}", publisher="灯塔网", language="zh-Hans"),
        make_article("p2", f"{han}", 2, publisher="启明社", language="zh-Hans"),
        make_article("q1", f"{write_text(5)}\n\nSource: Pearl Wire", publisher="Lantern Post"),
        make_article("q2", write_text(5), 5, publisher="Pearl Wire"),
    ]
    assert find_copies(articles) == {"p1": "p2", "q1": "q2"}


def test_repeated_titles_do_not_merge():
    """Items called "Morning brief" on two days, and short items that differ, stay apart."""
    articles = [
        make_article("a", "", title="早报"),
        make_article("b", "", title="早报"),
        make_article("c", "Lockers are in 57 towns now.", title="Brief"),
        make_article("d", "Lockers are in 75 towns now.", title="Brief"),
        make_article("e", "", title="Lantern opens nineteen depots in the north", hours=0),
        make_article("f", "", title="Lantern opens nineteen depots in the north", hours=400),
    ]
    assert find_copies(articles) == {}


def test_long_equal_titles_of_one_day_are_copies():
    """A bare headline that two lists carry on one day is one item."""
    title = "Lantern opens nineteen depots in the north"
    articles = [make_article("a", "", title=title), make_article("b", "", 5, title=title)]
    assert find_copies(articles) == {"b": "a"}


def test_standing_summaries_do_not_merge():
    """A column's standing words under other headlines are no copies; under one headline they are."""
    words = "Our editors choose the best pictures of the day from all over the world, from ports to parades."
    titles = [
        "A kite and a tugboat: Monday's best",
        "Two lanterns in the snow: Tuesday",
        "Word puzzle, answers for 3 April",
        "Word puzzle, answers for 4 April",
        "Word puzzle, answers for 4 April today",
    ]
    articles = [
        make_article(f"{n}", words * 3, n, title=title, text_from="summary")
        for n, title in enumerate(titles)
    ]
    assert find_copies(articles) == {"4": "3"}


def test_templates_with_other_figures_stay_apart():
    """Daily texts of one mould differ in their figures, and that is their news."""
    mould = (
        "At the close the index stood at {} points, {} percent from the day before, with {} million shares traded. "
        * 3
    )
    first = mould.format(*[3301, 1.2, 415, 2200, 0.4, 300, 981, 2.2, 77])
    second = mould.format(*[3290, 0.7, 398, 2188, 0.6, 288, 975, 0.9, 81])
    assert find_copies([make_article("a", first), make_article("b", second, 24)]) == {}


def test_order_does_not_matter():
    """Shuffled input gives the same answer, and no original is a copy."""
    rng = random.Random(7)
    articles = [
        make_article(f"{seed}-{n}", write_han(seed) + write_han(100 + n, 20), n, language="zh-Hans")
        for seed in range(12)
        for n in range(4)
    ]
    expected = find_copies(articles)
    assert len(expected) == 36
    assert not set(expected) & set(expected.values())
    for _ in range(3):
        rng.shuffle(articles)
        assert find_copies(articles) == expected


def test_a_flood_of_repeats_is_linear():
    """Ten thousand identical entries, and two thousand nearly so, are no blow-up."""
    text = write_text(9, 60)

    def flood(many):
        same = [make_article(f"{n:05}", text, n / 3600) for n in range(10 * many)]
        near = [make_article(f"x{n:04}", f"{text} {WORDS[n % 14]} {n}", n) for n in range(many)]
        copies = {}
        return count_calls(lambda: copies.update(find_copies([*same, *near]))), copies

    little, _ = flood(250)
    much, copies = flood(1000)
    assert much < 6 * little
    assert len(copies) == 10_999
    assert set(copies.values()) == {"00000"}


PLAIN_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?|[\u3400-\u9fff]", re.IGNORECASE)


def shingle_plainly(text: str) -> list[str]:
    words = [word.lower() for word in PLAIN_WORD.findall(text)]
    length = 8 if len(re.findall("[\u3400-\u9fff]", text[:400])) > 60 else 5
    runs = (" ".join(words[i : i + length]) for i in range(max(1, len(words) - length + 1)))
    return list(dict.fromkeys(runs))


@given(
    st.lists(
        st.sampled_from(
            ["It’s", "Ως", "İstanbul", "ıſK", "灯塔快递柜", "A1", " ", "\n", "ẞ", "'ll"]
        )
        | st.text(max_size=8)
    ).map("".join)
)
def test_shingles_are_runs_of_words(text):
    """Cut from one line, the runs are those of words joined one by one, in any script and case."""
    assert _shingles(text) == shingle_plainly(text)
    long = f"{text}{write_han(1, 70)} {text}"
    assert _shingles(long) == shingle_plainly(long)


def test_buckets_count_bands_in_common():
    """Each sketch meets those before it, once for each band that they share, the latest ones only."""
    rng = random.Random(2)
    buckets, plain = _Buckets(), {}
    for index in range(120):
        digest = [rng.choice((1, 2**32 - 1)) for _ in range(PERMUTATIONS)]
        expected = Counter()
        for band in range(0, PERMUTATIONS, ROWS):
            bucket = plain.setdefault((band, tuple(digest[band : band + ROWS])), [])
            expected.update(bucket[-COMPARED:])
            bucket.append(index)
        assert buckets.meet(index, digest) == expected
