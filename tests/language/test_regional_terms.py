"""Chinese of Taiwan and Hong Kong in an edition of the mainland: script, words and quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.regional_terms import to_mainland


@pytest.mark.parametrize(
    ("published", "printed"),
    [
        ("織語換執行長，營運長江沛霖接手", "织语换首席执行官，首席运营官江沛霖接手"),
        ("介面類似Instagram，創辦人在貼文中說明", "界面类似Instagram，创始人在帖子中说明"),
        ("首季下載1,900萬次，按季升57%", "第一季度下载1,900万次，环比升57%"),
        ("執行董事審閱文件與程序", "执行董事审阅文件与程序"),
        ("Lemon8", "Lemon8"),
    ],
)
def test_words_of_the_region_print_as_the_mainland_has_them(published: str, printed: str) -> None:
    """Terms of business are put right; words that both sides have in one sense stay."""
    assert to_mainland(published) == printed


def test_what_is_quoted_keeps_its_words() -> None:
    """A quotation or a title changes its script and its marks only: it is what somebody said."""
    assert to_mainland("他說：「網路會改變介面。」") == "他说：“网路会改变介面。”"
    assert to_mainland("《數位時代》報導網路安全") == "《数位时代》报导网络安全"


@given(st.text(alphabet="營運長執行「」『』《》“”網路，。a1 ", max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Open marks, nested marks and nothing at all break nothing; what is Latin stays."""
    assert to_mainland(text).count("a") == text.count("a")


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
