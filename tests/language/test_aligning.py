"""Two sentences word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.aligning import align, find_exchange, find_tokens, read_sentences


def lay(draft, source, language="en"):
    return align(read_sentences(draft, language)[0], read_sentences(source, language)[0])


def changes(draft, source, language="en"):
    found = lay(draft, source, language)
    return [([t.key for t in e.draft], [t.key for t in e.source]) for e in found.edits]


def test_forms_of_one_word_are_one():
    """Endings and irregular pasts do not count as a difference, a “not” does."""
    assert changes("It buys shares.", "It bought shares.") == []
    assert changes("It did not buy shares.", "It bought shares.") == [(["did", "not"], [])]
    assert changes("It can't buy.", "It cannot buy.") == []


def test_chinese_is_compared_by_characters_in_either_script():
    """One exchanged word is one edit, whatever the script."""
    assert changes("股價下跌", "股价上涨", "zh") == [(["下", "跌"], ["上", "涨"])]


@pytest.mark.parametrize(
    ("draft", "source", "language", "pair"),
    [
        ("Acme sues Borealis.", "Borealis sues Acme.", "en", ("Acme", "Borealis")),
        ("甲公司收购乙集团", "乙集团收购甲公司", "zh", ("甲公司", "乙集团")),
        ("Acme sues Borealis.", "Acme sued Borealis.", "en", None),
    ],
)
def test_what_changed_places_is_found(draft, source, language, pair):
    """X m Y for Y m X, also where the two are of unequal length."""
    laid = lay(draft, source, language)
    found = find_exchange(laid)
    if pair is None:
        assert found is None
        return
    tokens = laid.draft.tokens
    words = (
        draft[tokens[found[0]].start : tokens[found[1] - 1].end],
        draft[tokens[found[2]].start : tokens[found[3] - 1].end],
    )
    assert words == pair


@given(st.text(alphabet="ab 不未n't苹果.。", min_size=1, max_size=40), st.text(max_size=40))
def test_any_two_texts_are_laid_beside_each_other(one, other):
    """No text raises; a share lies between nothing and all; a text and itself have no edits."""
    for mine in read_sentences(one, "zh"):
        assert align(mine, mine).edits == ()
        for theirs in read_sentences(other, "zh"):
            found = align(mine, theirs)
            assert 0 <= found.share <= 1
            find_exchange(found)
    assert all(one[t.start : t.end] for t in find_tokens(one, "en"))
