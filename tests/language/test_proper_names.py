"""Proper names without a glossary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.proper_names import find_proper_names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("On Monday Jane Whitlock said the Chinese firm would wait.", "en", ["Jane Whitlock"]),
        ("Shares rose after Vexomatic answered.", "en", ["Vexomatic"]),
        ("Company Plans New Office Near Quiet River", "en", []),
        ("昨天，王志强表示公司会等待", "zh", ["王志强"]),
        ("罗恩·哈特维尔离开了公司", "zh", ["罗恩·哈特维尔"]),
        ("公司发布Vexomatic手机", "zh", ["Vexomatic"]),
    ],
)
def test_names_are_found(text, language, names):
    """Capitals, surnames, dots and Latin words tell; weekdays, peoples and headlines' capitals do not."""
    assert [text[n.start : n.end] for n in find_proper_names(text, language)] == names


@given(st.text(max_size=80), st.sampled_from(["en", "zh"]))
def test_any_text_is_read(text, language):
    """No text raises; names lie in the text, in order, without overlaps."""
    end = 0
    for name in find_proper_names(text, language):
        assert end <= name.start < name.end <= len(text)
        end = name.end


def test_a_compound_in_a_headline_is_no_name():
    """Where every word has a capital, “Group-Buying” is as common as “group-buying”."""
    title = "Wuhan Group-Buying App Gets Funds from State-Backed Investor"
    found = [title[n.start : n.end] for n in find_proper_names(title, "en")]
    assert not any("Buying" in name or "Backed" in name for name in found)
