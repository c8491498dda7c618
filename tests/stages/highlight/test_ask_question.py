"""Questions: what they want and what they are about, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight.ask_question import find_wants, list_index_words, read_question

NAMES = NameFinder([Name(en="Tongyi Qianwen", zh="通义千问", kind="product")])


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How many people does the company lay off?", "number"),
        ("公司裁员多少人？", "number"),
        ("How much was the fine?", "amount"),
        ("罚款多少元？", "amount"),
        ("What does the phone cost?", "amount"),
        ("这款手机售价多少？", "amount"),
        ("By how much did downloads rise?", "percent"),
        ("下载量增长多少？", "percent"),
        ("When do the rules take effect?", "date"),
        ("办法什么时候施行？", "date"),
        ("How long was it down?", "duration"),
        ("宕机多久？", "duration"),
        ("Who leads the company?", "person"),
        ("谁担任首席执行官？", "person"),
        ("Which country banned it?", "name"),
        ("哪个国家封禁了它？", "name"),
        ("Why did it fail?", "any"),
        ("为什么失败？", "any"),
    ],
)
def test_a_question_says_what_it_wants(question, wants):
    """The same question wants the same in both languages."""
    assert find_wants(question, "zh" if "\u4e00" <= question[0] <= "\u9fff" else "en") == wants


def test_words_reach_the_other_language():
    """A name is its own word in both languages; others go through the dictionary, and count for less."""
    asked = read_question("When will Tongyi Qianwen stop its subsidies?", NAMES)
    words = {word: sure for concept in asked.concepts for word, sure in concept.words.items()}
    assert words["name:tongyi qianwen"] == 1.0
    assert 0 < words["补贴"] < 1
    asked = read_question("通义千问何时停止补贴？", NAMES)
    assert any("subsidy" in c.words or "subsid" in c.words for c in asked.concepts)
    assert {"name:tongyi qianwen", "补贴"} <= list_index_words("通义千问停止补贴", "", NAMES)


def test_asking_words_say_nothing():
    """What only asks is no concept."""
    assert read_question("How many? When, and who?", NAMES).concepts == ()
    assert read_question("什么时候？谁？", NAMES).concepts == ()


@given(st.text(max_size=600))
def test_any_question_is_read(text):
    """Never an error, and bounded."""
    asked = read_question(text, NAMES)
    assert len(asked.text) <= 400
    assert all(0 <= sure <= 1 for c in asked.concepts for sure in c.words.values())
