"""Where a text denies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.negation import find_denials, find_negations, hints_at_negation


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("It did not launch the app.", "en", ["not"]),
        ("It doesn't, and never will.", "en", ["n't", "never"]),
        ("Not only that: no doubt it works.", "en", []),
        ("公司并未推出应用", "zh", ["并未"]),
        ("公司不断推出不少新品，不仅如此", "zh", []),
        ("未來不會上市", "zh-Hant", ["不會"]),
    ],
)
def test_words_that_deny(text, language, words):
    """Denials are found in either script; words that only hold such a character are not."""
    assert [text[a:b] for a, b in find_negations(text, language)] == words


def test_plain_denials_deny_a_whole_statement():
    """“without” and a bare 不 are negations, but no plain denial."""
    assert find_denials("It left without a word.", "en") == ()
    assert find_denials("It has not left.", "en") != ()
    assert find_denials("他不高兴", "zh") == ()
    assert find_denials("他没有离开", "zh") != ()


def test_the_other_language_may_deny_by_a_word():
    """拒绝 and “fail” may stand for a “not”."""
    assert hints_at_negation("公司拒绝评论", "zh")
    assert hints_at_negation("It failed to answer", "en")
    assert not hints_at_negation("公司推出应用", "zh")


@given(st.text(max_size=60), st.sampled_from(["en", "zh"]))
def test_any_text_is_read(text, language):
    """No text raises, and every span lies in it, in order."""
    spans = find_negations(text, language)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert list(spans) == sorted(spans)
    find_denials(text, language)
    hints_at_negation(text, language)
