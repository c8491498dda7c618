"""Items into stories and threads: what must hold for any input, good or bad."""

from __future__ import annotations

import dataclasses
import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import ends
from wenzhai.model import GroupItem, Name
from wenzhai.services.embeddings import LocalEmbedder
from wenzhai.stages.group import group_items, group_lines
from wenzhai.stages.group.events import cluster_units, gather_evidence
from wenzhai.stages.group.features import FEATURES
from wenzhai.stages.group.items import make_units

AT = datetime(2023, 4, 11, 8, tzinfo=UTC)


class LetterEmbedder:
    """Vectors from letter counts: quick, deterministic, and the same for the same letters."""

    name = "letters"

    def embed(self, texts, progress=None):
        rows = np.zeros((len(texts), 64), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in text:
                row[ord(character) % 64] += 1
            row[0] += 0.1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def item(key, title, hours=0.0, **more):
    return GroupItem(id=key, title=title, published=AT + timedelta(hours=hours), **more)


NEWS = [
    item("a1", "Alibaba Cloud unveils Tongyi Qianwen, its answer to ChatGPT", source="x"),
    item("a2", "Alibaba unveils ChatGPT rival Tongyi Qianwen", 2, source="y"),
    item("a3", "阿里云发布大模型通义千问", 1, source="z"),
    item("b1", "腾讯处罚高管：微信、QQ 故障定为一级事故", 3, source="z"),
    item("b2", "Tencent punishes executives over WeChat and QQ outage", 5, source="x"),
    item("c1", "Banana prices fall as harvest beats forecasts in Ecuador", 4, source="y"),
]
GLOSSARY = [
    Name(en="Tongyi Qianwen", zh="通义千问", kind="product"),
    Name(en="Alibaba Cloud", zh="阿里云", kind="company"),
    Name(en="WeChat", zh="微信", kind="app"),
    Name(en="Tencent", zh="腾讯", kind="company"),
]


def stories_of(answers):
    groups = {}
    for answer in answers:
        groups.setdefault(answer.story, set()).add(answer.id)
    return sorted(map(sorted, groups.values()))


def test_one_event_in_two_languages_is_one_story():
    """Reports of two events in Chinese and English make two stories, the unrelated one its own."""
    answers = group_items(NEWS, LocalEmbedder(), glossary=GLOSSARY)
    assert stories_of(answers) == [["a1", "a2", "a3"], ["b1", "b2"], ["c1"]]


def test_openings_join_what_headlines_do_not():
    """A Chinese and an English report whose headlines share no name are one story by the names and
    figures that their texts open with; with the opening of another report they are two."""
    chinese = (
        "阿里云4月11日在北京的峰会上发布大模型通义千问，钉钉和天猫精灵将率先接入。"
        "公司表示，首批有20万家企业申请测试。"
    )
    english = (
        "Alibaba Cloud presented the Tongyi Qianwen model at its summit in Beijing on 11 April. "
        "DingTalk and Tmall Genie will use it first. The company said that 200,000 firms had asked "
        "to test it."
    )
    glossary = [
        *GLOSSARY,
        Name(en="DingTalk", zh="钉钉", kind="app"),
        Name(en="Tmall Genie", zh="天猫精灵", kind="product"),
    ]
    titles = ("通义千问来了", "An answer for the office")
    other = (
        "Harbour Desk, a start-up in Rotterdam, said on Tuesday that its note-taking service had "
        "raised 12 million euros from two funds. It plans to hire forty engineers."
    )
    for text, count in ((english, 1), (other, 2)):
        pair = [
            item("a", titles[0], text=chinese),
            item("b", titles[1], text=text),
        ]
        answers = group_items([*pair, *NEWS[3:]], LocalEmbedder(), glossary=glossary)
        assert len({a.story for a in answers if a.id in "ab"}) == count


def evidence_of(titles):
    """Evidence of units with these headlines, all compared with each other; a pair's first column is
    its number and 2, which no pair that is compared again has there."""
    units = make_units([item(str(n), title) for n, title in enumerate(titles)])
    evidence = gather_evidence(units, LetterEmbedder())
    pairs = np.triu_indices(len(units), 1)
    rows = np.zeros((len(pairs[0]), len(FEATURES)), np.float32)
    rows[:, 0] = 2 + np.arange(len(rows))
    return dataclasses.replace(evidence, pairs=pairs, rows=rows)


def say(likely, otherwise=0.0):
    """A scorer that gives the candidate pairs these probabilities, and all others another one."""
    return lambda rows: np.array([likely[int(n) - 2] if n >= 2 else otherwise for n in rows[:, 0]])


def test_what_may_well_be_one_event_is_one_thread():
    """Two events that no mean joins are one thread where their best pairs are likely to be one event."""
    evidence = evidence_of(["A hearing", "Key moments", "A merger"])
    for likely, threads in ((0.6, [[0, 1], [2]]), (0.4, [[0], [1], [2]])):
        found = cluster_units(evidence, say([likely, 0.0, 0.0]), say([0.0, 0.0, 0.0]))
        assert found == ([[0], [1], [2]], threads)


def test_a_digest_threads_nothing():
    """A morning's digest is likely to be of one thread with two events, and makes them no thread."""
    titles = ["A test begins", "早报：测试开始；股东减持；新机发布", "A sale of shares"]
    evidence = evidence_of(titles)
    likely = say([0.9, 0.0, 0.9], otherwise=0.9)
    _, threads = cluster_units(evidence, say([0.0, 0.0, 0.0]), likely)
    assert threads == [[0], [1], [2]]
    plain = evidence_of([titles[0], "A test and a sale", titles[2]])
    assert cluster_units(plain, say([0.0, 0.0, 0.0]), likely)[1] == [[0, 1, 2]]


def test_order_of_the_input_does_not_matter():
    """Five random orders give the same answer, keys included."""
    expected = group_items(NEWS, LetterEmbedder())
    for seed in range(5):
        shuffled = random.Random(seed).sample(NEWS, len(NEWS))
        assert group_items(shuffled, LetterEmbedder()) == expected


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.builds(
            GroupItem,
            id=st.sampled_from("abcdefgh"),
            title=st.text(max_size=40),
            text=st.text(max_size=60),
            lang=st.sampled_from(["", "zh", "en", "xx"]),
            published=st.none() | st.datetimes(timezones=st.just(UTC)),
            source=st.sampled_from(["", "s"]),
        ),
        max_size=12,
    )
)
def test_every_id_comes_out_once(items):
    """Whatever the items are, each distinct id is answered exactly once."""
    answers = group_items(items, LetterEmbedder())
    assert [a.id for a in answers] == sorted({i.id for i in items})


def test_items_without_words_stand_alone():
    """Empty and emoji-only headlines say nothing, so no two of them are one event."""
    items = [item(str(n), title) for n, title in enumerate(["", "", "🔥🔥", "🔥🔥", "…"])]
    answers = group_items(items, LetterEmbedder())
    assert len({a.story for a in answers}) == 5


def test_empty_headline_is_read_from_the_text():
    """An item whose title is lost joins its event by the opening of its text."""
    lost = item("a9", "", 1, text="Alibaba unveils ChatGPT rival Tongyi Qianwen")
    answers = {a.id: a.story for a in group_items([*NEWS, lost], LetterEmbedder())}
    assert answers["a9"] == answers["a2"]


def test_ten_thousand_identical_entries_are_one_story_at_once():
    """Identical entries are compared once, not fifty million times."""
    items = [item(f"{n:05d}", "Breaking: the same headline everywhere") for n in range(10_000)]
    with ends():
        answers = group_items(items, LetterEmbedder())
    assert len({a.story for a in answers}) == 1


def test_megabyte_headlines_are_cut():
    """A page in the title field costs no more than a headline."""
    with ends():
        answers = group_items(
            [item("1", "word " * 200_000), item("2", "长" * 1_000_000)], LetterEmbedder()
        )
    assert len(answers) == 2


@pytest.mark.parametrize("year", [1970, 2100])
def test_impossible_dates_count_as_none(year):
    """A clock at its epoch or far ahead does not keep a report from its event."""
    wrong = GroupItem(id="a4", title=NEWS[1].title, published=datetime(year, 1, 1, tzinfo=UTC))
    answers = {a.id: a.story for a in group_items([*NEWS, wrong], LetterEmbedder())}
    assert answers["a4"] == answers["a2"]


def test_same_headline_weeks_later_is_another_story():
    """A column's recurring headline is no event that lasts for weeks."""
    items = [
        item("1", "App Store: the most downloaded apps"),
        item("2", "App Store: the most downloaded apps", 24 * 21),
    ]
    assert len({a.story for a in group_items(items, LetterEmbedder())}) == 2


def test_story_key_stays_when_later_reports_join():
    """The key comes from the earliest report, so that a growing story keeps it."""
    before = {a.id: a.story for a in group_items(NEWS[:1], LetterEmbedder())}
    after = {a.id: a.story for a in group_items(NEWS[:2], LetterEmbedder())}
    assert after["a1"] == before["a1"]


def test_pipe_reads_what_it_can():
    """Rows of the wrong types are read as far as they go; a row without an id is left out."""
    rows = [
        {"id": 7, "title": "A headline", "published": "yesterday", "lang": None},
        {"id": "x", "title": 12, "published": "2023-04-11T08:00:00+08:00"},
        {"title": "no id"},
        {"id": True, "title": "no id either"},
    ]
    answers = group_lines(rows, LetterEmbedder())
    assert [row["id"] for row in answers] == ["7", "x"]
    assert all(row["story"] and row["thread"] for row in answers)
