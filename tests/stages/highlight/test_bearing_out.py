"""Whether a sentence tells the event that a headline names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.stages.highlight.bearing_out import share_told, tells


@pytest.mark.parametrize(
    ("language", "headline", "told", "other"),
    [
        (
            "en",
            "Parcel Firm FleetPanda Files for Hong Kong IPO",
            "FleetPanda, which delivers parcels, filed on Thursday for a listing in Hong Kong.",
            "Revenue rose 17.9 percent to 13.8 billion yuan in 2022.",
        ),
        (
            "zh",
            "字节拟5月在美推Lemon8",
            "字节跳动计划于5月在美国正式推出图文社交平台Lemon8。",
            "深圳一家服装跨境卖家安排了两名员工研究笔记格式。",
        ),
    ],
)
def test_a_sentence_of_the_event_shares_its_words(language, headline, told, other):
    """Short forms of names count in Chinese; what is only near the matter does not tell it."""
    assert tells(headline, told, language)
    assert not tells(headline, other, language)


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "zh"]))
def test_a_share_is_a_share(headline, text, language):
    """Whatever the texts, the share lies between none and all, and a headline tells itself."""
    assert 0 <= share_told(headline, text, language) <= 1
    assert share_told(headline, headline, language) in (0, 1)
