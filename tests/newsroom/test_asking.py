"""Asking the archive of the sample week, in both languages, and of what it cannot know."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

from wenzhai.errors import InputError, NotFound
from wenzhai.model import Rights
from wenzhai.newsroom import FixedClock, Newsroom
from wenzhai.newsroom.asking import ask, index_archive
from wenzhai.newsroom.creating import create_newsroom
from wenzhai.stages.highlight.gate import may_print

NOW = FixedClock(datetime(2023, 4, 17, tzinfo=UTC))


@pytest.fixture
def room(sample_copy):
    with Newsroom.open(sample_copy, clock=NOW) as opened:
        yield opened


def said(answer):
    return " ".join(part.sentence.text for part in answer.parts)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("By how much did Temu's US downloads rise in the first quarter?", "57"),
        ("Temu一季度美国下载量增长多少？", "57%"),
        ("When do comments on the draft rules for generative AI close?", "10 May"),
        ("生成式人工智能服务管理办法征求意见什么时候截止？", "5月10日"),
        ("烛龙折叠2售价多少元？", "5999元"),
    ],
)
def test_the_archive_answers(room, question, key):
    """Each answer holds the fact, is cited, has passed the gate, and is at most three sentences."""
    answer = ask(room, question)
    assert key in said(answer)
    assert 1 <= len(answer.parts) <= 3
    for part in answer.parts:
        assert part.sentence.citations
        assert may_print(part.sentence.check)


@pytest.mark.parametrize(
    "question",
    [
        "How many people live on Mars?",
        "When will Apple open a factory in Iceland?",
        "腾讯收购了哪家巴西银行？",
        "抖音在冰岛有多少用户？",
    ],
)
def test_what_it_does_not_hold_it_does_not_say(room, question):
    """A question near the beat without an answer gets none."""
    answer = ask(room, question)
    assert not answer.is_known
    assert answer.searched > 200


def test_the_other_language_is_rendered(room):
    """Asked in English of what only Chinese sources say: the sentence as published, its names and figures
    in English, through the same gate."""
    answer = ask(room, "What does the Zhulong foldable phone cost?")
    part = next(p for p in answer.parts if "5999元" in p.sentence.text)
    assert (answer.language, part.language) == ("en", "zh")
    assert part.rendered is not None
    assert "CNY 5,999" in part.rendered.text
    assert may_print(part.rendered.check)


def test_the_days_bound_the_archive(room):
    """What was published outside of the days asked for is not there."""
    question = "By how much did Temu's US downloads rise in the first quarter?"
    assert ask(room, question, since=date(2023, 4, 11), until=date(2023, 4, 12)).is_known
    assert not ask(room, question, until=date(2023, 4, 1)).is_known


def test_the_rights_of_the_sources_bound_the_answer(room):
    """Where no source lets itself be quoted, nothing is."""
    closed = Rights(derivatives=False)
    sources = tuple(msgspec.structs.replace(s, rights=closed) for s in room.settings.sources)
    room.settings = msgspec.structs.replace(room.settings, sources=sources, rights=closed)
    assert not ask(room, "Temu一季度美国下载量增长多少？").is_known


def test_an_answer_is_repeated_byte_by_byte(room):
    """Asked twice, the same; indexed twice, nothing is left to do."""
    first = ask(room, "Temu一季度美国下载量增长多少？")
    assert index_archive(room) == 0
    assert msgspec.json.encode(ask(room, "Temu一季度美国下载量增长多少？")) == msgspec.json.encode(
        first
    )


def test_a_wrong_figure_is_outvoted(room):
    """The outlet that gives 190 million for 19 million is not what answers."""
    answer = ask(room, "Temu一季度美国下载量是多少次？")
    assert "1.9亿" not in said(answer)


def test_a_question_without_words_and_an_empty_archive_are_told(room, tmp_path):
    """Both say what to do."""
    with pytest.raises(InputError, match="no word"):
        ask(room, "How much?")
    create_newsroom(tmp_path / "empty", "china-digital", "2023-W15", clock=NOW)
    with Newsroom.open(tmp_path / "empty", clock=NOW) as empty, pytest.raises(NotFound):
        ask(empty, "How much was Temu fined?")
