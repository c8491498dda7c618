"""Words for measures, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.measures import MEASURES, find_measures, look_up_measure, name_measure


@pytest.mark.parametrize(
    ("english", "chinese", "measure"),
    [
        ("downloads in the first quarter", "一季度下载量", "downloads"),
        ("Revenue rose", "營業收入增長", "revenue"),
        ("monthly active users", "月活跃用户", "monthly users"),
        ("was fined", "被罚款", "fine"),
        ("its net loss", "净亏损", "net loss"),
        ("people were killed", "人死亡", "deaths"),
    ],
)
def test_both_languages_name_one_measure(english, chinese, measure):
    """In either script."""
    assert next(w.measure.id for w in find_measures(english)) == measure
    assert next(w.measure.id for w in find_measures(chinese)) == measure


def test_every_measure_is_found_by_its_printed_names():
    """What the table prints can be asked for, in English and in Chinese."""
    for measure in MEASURES.values():
        for language in ("en", "zh"):
            assert look_up_measure(name_measure(measure.id, language)) == measure.id


def test_what_is_no_measure_has_none():
    """A word that merely holds one is not it."""
    assert look_up_measure("Shenzhen") == ""
    assert list(find_measures("The findings refine it.")) == []


@given(st.text())
def test_words_lie_in_the_text_in_order(text):
    """For any text, without overlaps."""
    at = 0
    for word in find_measures(text):
        assert at <= word.start < word.end <= len(text)
        at = word.end
