"""Where the reports of one story give different figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight import find_disagreements

NOON = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)
NAMES = NameFinder([Name(en="Temu", zh="Temu", kind="app", aliases=("特姆",))])


def report(key, text, hours=0, **more):
    return make_article(key, [text], published_at=NOON + timedelta(hours=hours), **more)


def english(key, value, hours=0, **more):
    return report(key, f"Downloads of Temu rose by {value} in the first quarter.", hours, **more)


def chinese(key, value, hours=0, **more):
    return report(key, f"第一季度Temu的下载量增长{value}。", hours, **more)


def find(*articles):
    """Each disagreement as (value, publisher) in order."""
    return [
        [(value, citation.publisher) for value, citation in found.sides]
        for found in find_disagreements(articles, NAMES)
    ]


def test_a_slip_of_the_pen_is_found():
    """57 percent against 75: one disagreement, what most say first, each side with its publisher."""
    found = find(english("a", "75%"), english("b", "57%", 1), english("c", "57 percent", 2))
    assert len(found) == 1
    assert sorted(publisher for _, publisher in found[0]) == [
        "Publisher a",
        "Publisher b",
        "Publisher c",
    ]
    assert [value for value, _ in found[0]] == ["57%", "57 percent", "75%"]


def test_a_slip_is_found_across_languages():
    """The Chinese report's 75% against the English report's 57%, each cited in its own language."""
    [found] = find_disagreements([english("a", "57%"), chinese("b", "75%", 1)], NAMES)
    assert {(value, c.language, c.article_id) for value, c in found.sides} == {
        ("57%", "en", "a"),
        ("75%", "zh-Hans", "b"),
    }
    for value, citation in found.sides:
        assert value in citation.text
    assert found.date == "2023-Q1"


def test_the_quarter_that_is_compared_with_is_not_the_time_told_of():
    """“1至3月……比去年四季度增长” and “January to March, more than in the last quarter of last year” tell of
    this year's first quarter."""
    texts = (
        "1至3月，Temu的下载量比去年四季度增长75%。",
        "From Jan to Mar downloads of Temu rose 57%, after a slow final quarter of last year.",
    )
    [found] = find_disagreements([report(f"r{n}", t, n) for n, t in enumerate(texts)], NAMES)
    assert (found.about, found.date) == ("downloads", "2023-Q1")
    assert found.measure == found.sides[0][0]


def test_reports_that_agree_do_not_disagree():
    """However they write it."""
    assert find(english("a", "57%"), english("b", "57 percent"), chinese("c", "57%")) == []


def test_what_may_both_be_so_is_no_disagreement():
    """“Nearly 60 percent” and “more than half” have values in common with 57 percent."""
    assert find(english("a", "57%"), english("b", "nearly 60 percent", 1)) == []
    assert find(english("a", "more than half", 1), english("b", "nearly 60 percent", 2)) == []
    assert find(english("a", "about 60 percent", 1), chinese("b", "近六成", 2)) == []


def test_copies_count_for_nothing():
    """Neither one that repeats a wrong figure nor one that has it wrong itself."""
    right, wrong = english("a", "57%"), english("b", "75%", 1)
    echo = english("c", "75%", 2, copy_of="b")
    assert [publisher for _, publisher in find(right, wrong, echo)[0]] == [
        "Publisher a",
        "Publisher b",
    ]
    assert find(right, english("b", "75%", 1, copy_of="a")) == []


def test_one_publisher_does_not_disagree_with_itself():
    """Nor two of one family; and a publisher that reported twice is named once."""
    assert find(english("a", "57%", publisher="A"), english("b", "75%", 1, publisher="A")) == []
    kin = msgspec.structs.replace(english("b", "75%", 1), family="Publisher a")
    assert find(english("a", "57%"), kin) == []
    found = find(
        english("a", "57%", publisher="A"),
        english("b", "57%", 1, publisher="A"),
        english("c", "75%", 2),
    )
    assert found == [[("57%", "A"), ("75%", "Publisher c")]]


def test_two_measures_are_two_disagreements():
    """Users and money do not run into each other."""
    first = report(
        "a", "Temu downloads rose by 57% in the quarter. Temu paid $138 million for the ships."
    )
    second = report(
        "b", "Temu downloads rose by 75% in the quarter. Temu paid $183 million for the ships.", 1
    )
    found = find(first, second)
    assert [{value for value, _ in sides} for sides in found] == [
        {"57%", "75%"},
        {"$138 million", "$183 million"},
    ]


def test_nothing_to_compare_is_no_disagreement():
    """No report, one, or some without any text."""
    assert find() == []
    assert find(english("a", "57%")) == []
    empty = msgspec.structs.replace(english("b", "75%"), passages=(), text="")
    assert find(english("a", "57%"), empty) == []


def test_publishers_that_began_alike_are_not_shown_against_each_other():
    """Where each corrects itself, one to 60 and one to 57, no “75% against 75%” is printed."""
    for sides in find(
        english("a", "75%", publisher="A"),
        english("b", "75%", 1, publisher="B"),
        english("c", "60%", 2, publisher="A"),
        english("d", "57%", 3, publisher="B"),
    ):
        assert len({value for value, _ in sides}) > 1


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([57, 75, 60]), st.booleans(), st.sampled_from("ABCD")),
        min_size=1,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_every_side_says_its_value_and_each_publisher_is_named_once(said, chance):
    """For any reports, in any order: at least two sides, each in the cited words, and each side's
    publisher once."""
    articles = [
        (chinese if han else english)(f"a{n}", f"{value}%", n, publisher=publisher)
        for n, (value, han, publisher) in enumerate(said)
    ]
    found = find_disagreements(articles, NAMES)
    for disagreement in found:
        publishers = [citation.publisher for _, citation in disagreement.sides]
        assert len(publishers) == len(set(publishers)) >= 2
        assert all(value in citation.text for value, citation in disagreement.sides)
        assert len({value for value, _ in disagreement.sides}) >= 2
    chance.shuffle(articles)
    assert find_disagreements(articles, NAMES) == found


def test_a_toll_that_rises_is_a_later_report():
    """Not a contradiction: in order of time, and marked."""
    first = report("a", "At least 12 people were killed when the bridge fell.")
    later = report("b", "The bridge fell; 21 people were killed when the bridge fell.", 9)
    [found] = find_disagreements([first, later], NAMES)
    assert found.later
    assert [c.publisher for _, c in found.sides] == ["Publisher a", "Publisher b"]


def test_two_currencies_do_not_disagree():
    """A sum in yuan beside one in dollars."""
    one = report("a", "Temu was fined 138 million yuan for the ships.")
    assert find(one, report("b", "Temu was fined $183 million for the ships.", 1)) == []


def test_parts_of_a_whole_do_not_disagree():
    """A publisher that gives several values of a measure gives those of parts."""
    one = report("a", "Temu raised $120 million.")
    other = report(
        "b", "Temu raised $90 million from one fund. Temu raised $70 million from another.", 1
    )
    assert find(one, other) == []


def test_another_period_is_no_disagreement():
    """The first quarter's beside the year's."""
    one = report("a", "Temu had 19 million downloads in the first quarter of 2023.")
    other = report("b", "Temu had 33 million downloads in 2022.", 1)
    assert find(one, other) == []
