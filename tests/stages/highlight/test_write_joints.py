"""What a written sentence may join: what one sentence of its passages joins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stages.highlight.attacked import NAMES
from wenzhai.stages.highlight.write_joints import find_joint_fault

PASSAGES = {
    "en": [
        "Temu opened a map for cyclists in Wuhan on 3 June, with 48 million people registered before.",
        "Temu said that the map will reach 320 towns, starting in Chengdu. It is owned by PDD.",
    ],
    "zh": [
        "Temu于6月3日在武汉开通骑行地图，开通前已有4800万人登记。",
        "Temu称，地图将覆盖320个城镇，从上海开始。商家费率从5%降至2%。",
    ],
}


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("The map will reach 320 towns by 3 June.", "en", "3 June of this"),
        (
            "The map will reach 320 towns, starting in Chengdu, on 3 June.",
            "en",
            "320 and 3 June in one sentence",
        ),
        ("The map will reach 320 towns in Chengdu.", "en", "“starting in Chengdu”"),
        ("The map in Chengdu has 48 million people registered.", "en", "this of chengdu"),
        ("地图将于6月3日覆盖320个城镇。", "zh", "6月3日 of this"),
        ("Temu于6月3日覆盖武汉320个城镇。", "zh", "6月3日 and 320个 in one sentence"),
        ("Temu的商家费率5%。", "zh", "“从5%”"),
    ],
)
def test_what_passages_keep_apart_is_refused(text, language, fault):
    """The day of one event with the reach of the next, and a start told as the whole, are inventions of
    the sources' own words."""
    assert fault in find_joint_fault(text, language, PASSAGES[language], NAMES)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The map will reach 320 towns, starting in Chengdu.", "en"),
        ("Temu opened a map for cyclists in Wuhan on 3 June.", "en"),
        ("Temu opened a map for cyclists on 3 June, and it will reach 320 towns.", "en"),
        (
            "Temu opened a map for cyclists in Wuhan, with 48 million people registered before.",
            "en",
        ),
        ("地图将覆盖320个城镇，从上海开始。", "zh"),
        ("Temu于6月3日在武汉开通骑行地图，已有4800万人登记。", "zh"),
        ("Temu于6月3日在武汉开通骑行地图；地图将覆盖320个城镇。", "zh"),
    ],
)
def test_what_a_passage_joins_passes(text, language):
    """Clauses that each keep to one sentence of a passage may stand in one sentence."""
    assert find_joint_fault(text, language, PASSAGES[language], NAMES) == ""


@given(
    text=st.text(max_size=200),
    passage=st.text(max_size=200),
    language=st.sampled_from(["en", "zh"]),
)
def test_no_text_breaks_it(text, passage, language):
    """Any text gets an answer."""
    find_joint_fault(text, language, [passage], NAMES)
