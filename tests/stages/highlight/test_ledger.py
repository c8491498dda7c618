"""The figures of a story: with whom, what and when, each once with all who report it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight import build_ledger, merge_entries
from wenzhai.stages.highlight.readings import give_year, read_figures

NOON = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)
NAMES = NameFinder(
    [
        Name(en="Temu", zh="Temu", kind="app", aliases=("特姆",)),
        Name(en="PDD", zh="拼多多", kind="company"),
        Name(en="Sensor Tower", zh="Sensor Tower", kind="company"),
        Name(en="ByteDance", zh="字节跳动", kind="company"),
        Name(en="TikTok", zh="TikTok", kind="app"),
    ]
)


def read(text, **more):
    """(figure, subject, measure, aspect, date) of each figure."""
    article = make_article("a", [text], published_at=NOON, **more)
    return [
        (r.figure.text, r.subject, r.measure, r.aspect, r.date)
        for r in read_figures(article, NAMES)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "US downloads of Temu rose 57 percent in the first quarter of 2023.",
            ("57 percent", "temu", "downloads", "change", "2023-Q1"),
        ),
        (
            "Sensor Tower的数据显示，今年一季度Temu在美国的下载量环比增长57%。",
            ("57%", "temu", "downloads", "change on quarter", "2023-Q1"),
        ),
        (
            "拼多多去年营收1306亿元。",
            ("1306亿元", "pdd", "revenue", "level", "2022"),
        ),
        (
            "ByteDance's TikTok was fined $16 million on Tuesday.",
            ("$16 million", "tiktok", "fine", "level", "2023-04-11"),
        ),
        (
            "Temu自2022年9月以来累计下载3300万次。",
            ("3300万次", "temu", "downloads", "level", "2022-09/.."),
        ),
    ],
)
def test_a_figure_has_its_subject_measure_and_time(text, expected):
    """As the sentence tells them, in both languages; who only counts is not the subject."""
    assert read(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Both downloads and revenue of Temu rose.",
        "More than half of the users of Temu are in the US.",
        "Temu过半用户来自美国，近半数营收来自海外。",
        "Temu一半的用户是女性。",
    ],
)
def test_a_way_of_speaking_is_no_number(text):
    """“Both”, “more than half” and 过半 are not kept; nobody counted them."""
    assert read(text) == []


def test_what_a_sentence_does_not_tell_is_told_before():
    """Growth is of the measure before it, and the company of the sentence before."""
    found = read("拼多多去年营收1306亿元，同比增长39%。")
    assert found[1][1:4] == ("pdd", "revenue", "change on year")
    found = read("PDD published its results. Revenue climbed 28 percent to 130 billion yuan.")
    assert [f[1:3] for f in found] == [("pdd", "revenue")] * 2


def test_one_figure_of_two_publishers_in_two_languages_is_one_entry():
    """19 million downloads and 下载1900万次 of one quarter: one entry, two reports, the passage cited."""
    one = make_article(
        "a", ["Temu had 19 million downloads in the first quarter of 2023."], published_at=NOON
    )
    two = make_article(
        "b", ["2023年第一季度，Temu下载量1900万次。"], published_at=NOON + timedelta(hours=1)
    )
    [entry] = build_ledger("s", [two, one], NAMES)
    assert (entry.subject, entry.measure, entry.value, entry.date) == (
        "temu",
        "downloads",
        19e6,
        "2023-Q1",
    )
    assert [r.publisher for r in entry.reports] == ["Publisher a", "Publisher b"]
    for report in entry.reports:
        start, end = report.span
        assert report.passage[start:end] == report.figure


def test_copies_and_opinions_count_for_nothing():
    """Nor does a value that is only compared with."""
    text = ["Temu had 19 million downloads, up from 12 million."]
    [entry] = build_ledger("s", [make_article("a", text)], NAMES)
    assert entry.value == 19e6
    assert build_ledger("s", [make_article("a", text, copy_of="b")], NAMES) == ()
    assert build_ledger("s", [make_article("a", text, labels=("opinion",))], NAMES) == ()


def test_what_is_disputed_is_marked():
    """Only that figure of that article's."""
    articles = [make_article("a", ["Temu had 19 million downloads. Temu has 5 million users."])]
    entries = build_ledger("s", articles, NAMES, {("a", "19 million")})
    assert {e.measure: e.disputed for e in entries} == {"downloads": True, "users": False}


def test_the_same_figure_of_two_stories_is_merged():
    """With the reports and the stories of both; the keys differ, so that each story keeps its own."""
    one = build_ledger("s", [make_article("a", ["Temu had 19 million downloads in 2022."])], NAMES)
    two = build_ledger("t", [make_article("b", ["Temu had 19 million downloads in 2022."])], NAMES)
    assert one[0].id != two[0].id
    [merged] = merge_entries([*two, *one])
    assert merged.story_ids == ("s", "t")
    assert len(merged.reports) == 2


@pytest.mark.parametrize(
    ("iso", "year"),
    [
        ("--04-11", "2023-04-11"),
        ("--Q1", "2023-Q1"),
        ("--12", "2022-12"),
        ("2021", "2021"),
        ("---11", ""),
    ],
)
def test_a_date_gets_its_year(iso, year):
    """The last that is not far ahead of publication."""
    assert give_year(iso, date(2023, 4, 12)) == year


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Temu", "拼多多", "19 million", "57%", "下载量", " rose ", "，", "3亿元", "2022年", ". ", "of ",
             "downloads", "$5bn", "by ", "同比增长", "first quarter", "至", "\u3000", "两块"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_words_are_read_and_read_alike(words):
    """No text stops the reader, spans hold the figure, and the order of reports changes nothing."""
    text = "".join(words)
    if not text.strip():
        return
    articles = [make_article("a", [text]), make_article("b", [text])]
    entries = build_ledger("s", articles, NAMES)
    for entry in entries:
        for report in entry.reports:
            assert report.passage[slice(*report.span)] == report.figure
    assert build_ledger("s", articles[::-1], NAMES) == entries
