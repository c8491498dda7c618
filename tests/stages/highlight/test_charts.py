"""When figures carry a chart, and when they do not: the rules, one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight import build_ledger, find_comparison, find_series

NAMES = NameFinder(
    [
        Name(en="Temu", zh="特木", kind="app"),
        Name(en="Shein", zh="希音", kind="app"),
        Name(en="Kapok", zh="木棉", kind="app"),
        Name(en="Kapok Lite", zh="木棉极速版", kind="app", parent="Kapok"),
    ]
)
AT = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)
QUARTERS = ("second quarter of 2022", "third quarter of 2022", "fourth quarter of 2022")
HEADLINE = "Temu grows"


def entries_of(*texts, story="s", at=AT, key="a"):
    return build_ledger(story, [make_article(key, list(texts), published_at=at)], NAMES)


def series(values, measure="downloads", who="Temu", periods=QUARTERS):
    return [
        f"{who} had {value} {measure} in the {period}."
        for value, period in zip(values, periods, strict=False)
    ]


THREE = entries_of(*series(("8 million", "10 million", "12 million")))


def draw(entries, headline=HEADLINE, story="s", language="en"):
    return find_series(entries, story, headline, NAMES, language)


def test_three_periods_are_a_series():
    """In order of time, each value with its passage, what it says there, and its words in both languages."""
    chart = draw(THREE)
    assert (chart.title, chart.subject, chart.measure) == ("Temu: downloads", "temu", "downloads")
    assert [(p.at, p.label, p.value, p.words) for p in chart.points] == [
        ("2022-Q2", "Q2 2022", 8e6, "8 million"),
        ("2022-Q3", "Q3 2022", 10e6, "10 million"),
        ("2022-Q4", "Q4 2022", 12e6, "12 million"),
    ]
    for point in chart.points:
        (citation,) = point.citations
        start, end = point.span
        assert citation.text[start:end] == point.words
    chinese = draw(THREE, "特木增长", language="zh")
    assert chinese.title == "特木：下载量"
    assert next((p.label, p.words) for p in chinese.points) == ("2022年二季度", "800万")


def test_two_periods_are_a_sentence():
    """Before and after are told in words."""
    assert draw(THREE[:2]) is None


@pytest.mark.parametrize(
    "texts",
    [
        series(("8 million", "10 million"), periods=QUARTERS) + series(("12 million",), "users", periods=QUARTERS[2:]),
        series(("8 million", "10 million")) + series(("12 million",), who="Shein", periods=QUARTERS[2:]),
        [*series(("8 million", "10 million")), "Temu had 12 million downloads in 2022."],
        [*series(("8 million", "10 million")), "Temu had 12 million downloads in the second quarter of 2023."],
        [*series(("8 million", "10 million")), "Temu had 12 million downloads."],
        [*series(("8 million", "10 million")), "Temu downloads rose by 12 million in the fourth quarter of 2022."],
        series(("8 million", "10 million", "10 billion")),
        series(("10 million", "10,100,000", "10,200,000")),
        ["Temu had revenue of $8 million in the second quarter of 2022.", "Temu had revenue of $10 million in the third quarter of 2022.", "Temu had revenue of 12 million yuan in the fourth quarter of 2022."],
    ],
    ids=["measure", "subject", "length", "ahead", "undated", "change", "slip", "flat", "currency"],
)  # fmt: skip
def test_only_like_values_of_times_gone_by_are_joined(texts):
    """Another measure, subject, length of time, a forecast, no time, a change, another order of size, hardly
    any movement, another currency: no chart."""
    assert draw(entries_of(*texts)) is None


def test_a_chart_is_of_the_story():
    """The headline names the subject, and the story gives at least one of the values."""
    assert draw(THREE, "Shein grows") is None
    assert draw(THREE, story="other") is None
    early = [e for e in THREE if e.date < "2022-Q4"]
    mixed = (*early, *entries_of(series(("12 million",) * 3)[2], story="other", key="b"))
    assert draw(mixed, story="other") is not None


def test_what_is_disputed_is_not_drawn_as_if_it_were_certain():
    """A disputed value, or two that cannot both be true, leave a gap, and the chart says so; too few are
    left: no chart."""
    four = entries_of(
        *series(("6 million", "8 million", "10 million", "12 million"), periods=("first quarter of 2022", *QUARTERS))
    )  # fmt: skip
    disputed = [msgspec.structs.replace(e, disputed=e.date == "2022-Q3") for e in four]
    chart = draw(disputed)
    assert [p.at for p in chart.points] == ["2022-Q1", "2022-Q2", "2022-Q4"]
    assert chart.notes == ("Not drawn: Q3 2022, on which the sources disagree.",)
    other = entries_of(series(("9 million",))[0], story="t", key="b")
    assert [p.at for p in draw((*four, *other)).points] == ["2022-Q1", "2022-Q3", "2022-Q4"]
    assert draw((*THREE, *other)) is None


def test_of_values_that_agree_the_most_exact_is_drawn():
    """“About 12 million” and 12,100,000 are one; what is approximate says so."""
    more = entries_of(
        "Temu had 12,100,000 downloads in the fourth quarter of 2022.", story="t", key="b"
    )
    about = entries_of(*series(("8 million", "more than 10 million", "about 12 million")), key="c")
    points = draw((*about, *more)).points
    assert [p.words for p in points] == ["8 million", "more than 10 million", "12.1 million"]
    assert points[1].approximation == "over"
    assert points[1].high > points[1].value


def test_the_last_eight_are_drawn():
    """A long history shows its end."""
    texts = [f"Temu had {n} million downloads in {2000 + n}." for n in range(8, 20)]
    assert [p.at for p in draw(entries_of(*texts)).points] == [str(2000 + n) for n in range(12, 20)]


BARS = entries_of(
    "Temu had 12 million downloads in 2022.",
    "Shein had 20 million downloads in 2022.",
    "Kapok had about 5 million downloads in 2022.",
)


def compare(entries, headline=HEADLINE, story="s", language="en"):
    return find_comparison(entries, story, headline, NAMES, language)


def test_three_subjects_at_one_time_are_compared():
    """From the largest; the story's own is marked."""
    chart = compare(BARS)
    assert chart.title == "Downloads, 2022"
    assert [(p.label, p.words, p.own) for p in chart.points] == [
        ("Shein", "20 million", False),
        ("Temu", "12 million", True),
        ("Kapok", "about 5 million", False),
    ]
    assert compare(BARS, "特木增长", language="zh").title == "2022年下载量"


@pytest.mark.parametrize(
    "third",
    [
        "Kapok had 5 million downloads in 2021.",
        "Kapok had 5 million users in 2022.",
        "Kapok had 5 million downloads in the fourth quarter of 2022.",
        "Kapok Lite had 5 million users in 2022.",
    ],
)
def test_only_the_same_measure_of_the_same_time_is_compared(third):
    """Two of one sort and a third of another are no comparison."""
    texts = ("Temu had 12 million downloads in 2022.", "Shein had 20 million downloads in 2022.")
    assert compare(entries_of(*texts, third)) is None


def test_a_part_is_not_compared_with_its_whole():
    """An app stands under its owner, not beside it."""
    texts = (
        "Temu had 12 million downloads in 2022.",
        "Kapok had 20 million downloads in 2022.",
        "Kapok Lite had 5 million downloads in 2022.",
    )
    assert compare(entries_of(*texts)) is None


def test_fines_and_deals_are_each_of_their_own_sort():
    """Three companies' fines are not set side by side."""
    texts = [f"{who} was fined $12 million in 2022." for who in ("Temu", "Shein", "Kapok")]
    assert compare(entries_of(*texts)) is None


def test_a_disputed_subject_is_left_out():
    """Then too few are left."""
    disputed = [msgspec.structs.replace(e, disputed=e.subject == "shein") for e in BARS]
    assert compare(disputed) is None


def test_the_order_of_entries_does_not_matter():
    """A chart is a function of what is in the ledger."""
    assert compare(BARS[::-1]) == compare(BARS)
    assert draw(THREE[::-1]) == draw(THREE)
