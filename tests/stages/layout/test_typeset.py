"""Setting text: only spaces, quotation marks and unseen characters change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.stages.layout import typeset, typeset_spans


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ('The "model"  is\tout', "en", "The “model” is out"),
        ("China's app, the '90s' \"best\"", "en", "China’s app, the ‘90s’ “best”"),
        ("「通义」 model", "en", "“通义” model"),
        ("下载量达 1900 万次 ，增长 57% 。", "zh", "下载量达1900万次，增长57%。"),
        ("在 Temu 上 , ok", "zh", "在Temu上, ok"),
        ('他说"很好"，又说"再来"', "zh", "他说“很好”，又说“再来”"),
        ("「標題」『書』", "zh", "“標題”‘書’"),
        ("“標題”‘書’", "zh-Hant", "「標題」『書』"),
        ("Lands' End 与 McDonald's", "zh", "Lands’ End与McDonald’s"),
        ("a\u202eb\u200bc\x00d\u2066", "en", "abcd"),
        ("\u3000 a \u00a0 b \n", "en", "a b"),
        ("", "zh", ""),
    ],
)
def test_typeset(text, language, expected):
    """Each language gets its own quotation marks and its own spacing."""
    assert typeset(text, language) == expected


def test_spans_move_with_their_words():
    """The place of a figure in the drafted text is its place in the printed text."""
    old = '下载量  达 1900 万次 "上线"'
    start = old.index("1900")
    text, ((a, b),) = typeset_spans(old, "zh", ((start, start + len("1900 万次")),))
    assert text[a:b] == "1900万次"


@given(st.text(), st.sampled_from(["en", "zh", "zh-Hant"]))
def test_typeset_is_stable(text, language):
    """Any text sets without a crash, on one line, without double spaces; setting it again changes
    nothing but marks that were ambiguous, and never its letters."""
    once = typeset(text, language)
    assert "  " not in once
    assert "\n" not in once
    assert once == once.strip()
    twice = typeset(once, language)
    assert [c for c in twice if c.isalnum()] == [c for c in once if c.isalnum()]


@given(st.text(min_size=1), st.data(), st.sampled_from(["en", "zh"]))
def test_spans_stay_inside(text, data, language):
    """Spans stay ordered and inside the text, whatever is taken out of it."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new, ((a, b),) = typeset_spans(text, language, ((start, end),))
    assert 0 <= a <= b <= len(new)
