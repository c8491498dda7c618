"""Comparable words, character pairs and rough numbers."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.tokens import (
    chinese_words,
    english_words,
    han_pairs,
    is_chinese,
    letter_grams,
    normalise,
    rough_numbers,
    stem,
)


def test_traditional_and_full_width_meet_simplified_and_plain():
    """The same headline in two scripts and widths normalises to one."""
    assert normalise("騰訊　發佈　ＡＢＣ") == normalise("腾讯 发布 abc")


def test_forms_of_one_word_share_a_stem():
    """Plural, past and -ing forms meet."""
    assert len({stem(w) for w in ("launch", "launches", "launched", "launching")}) == 1
    assert stem("ban") == stem("banned") == stem("banning")


def test_words_of_both_languages():
    """Chinese is cut into words, Latin words within it are kept, stop words are not."""
    words = chinese_words(normalise("腾讯视频与抖音达成合作，TikTok 被罚"))
    assert {"腾讯", "抖音", "合作", "tiktok"} <= set(words)
    assert "the" not in english_words("the model")


def test_language_of_a_headline():
    """A Chinese headline with English product names is Chinese; Japanese and English are not."""
    assert is_chinese("OpenAI 发布 GPT-4")
    assert not is_chinese("Tencent (腾讯) rises on strong games quarter")
    assert not is_chinese("これはニュースです")
    assert not is_chinese("")


def test_numbers_meet_across_scales_and_languages():
    """1270万 and 12.7 million are one key; years and small counts are none."""
    assert rough_numbers(normalise("罚款1270万英镑")) == rough_numbers("fined £12.7 million")
    assert rough_numbers("57% in 2023, 3 apps") == {"57%"}


@given(st.text())
def test_no_text_breaks_them(text):
    """Any text at all gives lists of words and sets of numbers."""
    plain = normalise(text)
    assert isinstance(chinese_words(plain) + english_words(plain), list)
    assert all(len(pair) == 2 for pair in han_pairs(plain))
    assert isinstance(letter_grams(plain), list)
    assert isinstance(rough_numbers(plain), frozenset)
    assert is_chinese(text) in (True, False)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    """Normalised text has no upper case and no runs of spaces."""
    plain = normalise(text)
    assert "  " not in plain


@given(
    st.text()
    | st.lists(st.sampled_from([" ", "\t", "\x1c", "\u2028", "\0", "a", "é"])).map("".join)
)
def test_white_space_becomes_single_spaces(text):
    """Whatever counts as white space in Unicode, and NUL, ends as one plain space or at an edge."""
    plain = normalise(text)
    assert plain == re.sub(r"\s+", " ", plain).strip()


@given(st.from_regex(r"[a-z0-9]+([.'’&-][a-z0-9]+)*", fullmatch=True))
def test_words_with_digits_are_their_own_stems(word):
    """A number or a model's name keeps its endings; only a possessive goes."""
    own = re.sub(r"['’]s?$", "", word)
    if any(character.isdigit() for character in own):
        assert stem(word) == own
