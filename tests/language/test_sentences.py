"""Sentences of Chinese and English text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import count_calls, ends
from wenzhai.language.sentences import MAX_SENTENCE, split_sentences


def cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Shen of Lantern Inc. said U.S. sales rose 3.5 percent on Jan. 5.", "Rivals fell."],
        ["The firm, led by J. R. Okafor, paid $1.2 billion.", "“Is it true?” she asked."],
        [
            "Yahoo! said that No. 3 was out.",
            "It left… and came back.",
            "See https://a.example/c?d=1.",
        ],
        ["1. The first point stands.", "2. So does the second!", "“Great.”", "He smiled."],
        ["It opened at 10 a.m. Monday in Washington, D.C.", "The shares fell; others rose."],
        ["Is that so?!", "Yes.", "Prices rose to 5.", "Then they fell (a little)."],
    ],
)
def test_english(sentences):
    """English sentences end where they end, not at titles, initials, names, decimals or list numbers."""
    assert cut(" ".join(sentences), "en") == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["灯塔科技表示：“问题已经修复！”", "他说，损失约3.5亿元。", "真的吗？！"],
        ["是的……也许没有。", "他说“好”。", "“走吧。”", "她说。"],
        ["用户增加；收入下降；利润持平。", "Yahoo!日本宣布，访问https://a.example/?q=1查看。"],
        ["灯塔公司（Lantern Inc.）增长5.5%。", "没有句号的结尾"],
        ["“他说‘好！’”，随后离开。", "（完）"],
    ],
)
def test_chinese(sentences):
    """Chinese sentences keep their closing quotes, and go on after semicolons and inner marks."""
    assert cut("".join(sentences), "zh-Hans") == sentences


def test_lines_end_sentences():
    """A line break ends a sentence in either language."""
    assert cut("A headline\n\nA sentence.", "en") == ["A headline", "A sentence."]
    assert cut("标题\n\n第一句。", "zh-Hans") == ["标题", "第一句。"]


def test_long_stretches_are_bounded():
    """Text without an end mark is cut at a soft break before the bound, losing nothing."""
    text = "word " * 2000
    parts = cut(text, "en")
    assert max(map(len, parts)) <= MAX_SENTENCE
    assert " ".join(parts) == text.strip()


@pytest.mark.parametrize("unit", ["。", "?!", ". ", "A. ", "“", "…", "a.b", "U.S. ", "好！”", " "])
def test_linear_work(unit):
    """Eight times as many repeats of any mark cost about eight times as much, not sixty-four."""

    def cost(repeats):
        return sum(
            count_calls(split_sentences, unit * repeats, language) for language in ("en", "zh-Hans")
        )

    with ends():
        assert cost(80_000) < 12 * cost(10_000)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                "。",
                "！”",
                "？",
                "……",
                ". ",
                "! ",
                '?" ',
                "\n",
                "U.S. ",
                "Mr. ",
                "3.5",
                "他说",
                "Yahoo! ",
                "；",
                "  ",
            ]
        ),
    ),
    max_size=40,
)


@given(PIECES, st.sampled_from(["en", "zh-Hans", "zh-Hant", "ja", "other"]))
@settings(max_examples=200, deadline=None)
def test_offsets_cover_the_text(pieces, language):
    """Spans are in order, do not overlap, are trimmed, and leave out nothing but white space."""
    text = "".join(pieces)
    spans = split_sentences(text, language)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[last:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        last = end
    assert text[last:].strip() == ""
