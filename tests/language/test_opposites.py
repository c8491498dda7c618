"""Acts that have an opposite."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.opposites import are_alike, are_opposite, find_acts


def acts_of(text, language):
    return [(a.word, a.denied) for a in find_acts(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "acts"),
    [
        ("Shares rose on Monday.", "en", [("rise", False)]),
        ("It has laid off 200 people.", "en", [("lay-off", False)]),
        ("It did not approve the deal.", "en", [("approve", True)]),
        ("股东增持，价格上涨", "zh", [("增持", False), ("上涨", False)]),
        ("監管機構並未批准", "zh-Hant", [("批准", True)]),
        ("双方持不同意见", "zh", []),
    ],
)
def test_acts_are_found_in_any_form(text, language, acts):
    """Inflected English, either Chinese script, denied or not."""
    assert acts_of(text, language) == acts


def test_opposites_hold_across_languages():
    """“rise” is opposite to 下降 and like 上升; “reject” and “decline” share a side and are not."""
    assert are_opposite("rise", "下降")
    assert are_alike("rise", "上升")
    assert not are_opposite("reject", "decline")
    assert not are_opposite("first", "最后", across=True)  # too many meanings


@given(st.text(max_size=80), st.sampled_from(["en", "zh"]))
def test_any_text_is_read(text, language):
    """No text raises; acts lie in the text, in order, and have a side."""
    acts = find_acts(text, language)
    assert [a.start for a in acts] == sorted(a.start for a in acts)
    assert all(0 <= a.start < a.end <= len(text) for a in acts)
    assert all(are_alike(a.word, a.word) for a in acts)
