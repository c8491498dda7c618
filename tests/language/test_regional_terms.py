"""Chinese of Taiwan and Hong Kong as the mainland writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.regional_terms import to_mainland


@pytest.mark.parametrize(
    ("text", "mainland"),
    [
        ("營運長說新介面將於首季推出", "首席运营官说新界面将于第一季度推出"),
        ("收入按年增長28%，按季跌3%", "收入同比增长28%，环比跌3%"),
        ("服務按年付費", "服务按年付费"),
        ("方程式與程式", "方程式与程序"),
        ("這部影片的票房", "这部影片的票房"),
        ("他說「使用者的網路」", "他说“使用者的网路”"),
    ],
)
def test_words_of_one_meaning_change_and_no_others(text, mainland):
    """A word that means one thing is the mainland's; one of two meanings, and what is quoted, keeps its own."""
    assert to_mainland(text) == mainland


@given(st.text(alphabet="按年增付方程式營運長「」a1", max_size=60))
def test_what_is_converted_stays(text):
    """Converting twice is converting once."""
    once = to_mainland(text)
    assert to_mainland(once) == once
