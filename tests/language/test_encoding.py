"""Encodings: declared, undeclared, and declared wrongly."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.encoding import decode_html, decode_plain, decode_xml

SIMPLIFIED = "我们在这里说的是一个不大的市场，公司会在今年发布新的产品，用户可以看到它的变化。"
TRADITIONAL = "我們在這裡說的是一個不大的市場，公司會在今年發布新的產品，用戶可以看到它的變化。"


def xml(label: str, text: str, codec: str) -> bytes:
    return f'<?xml version="1.0" encoding="{label}"?><t>{text}</t>'.encode(codec)


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("utf-8", "utf-8", SIMPLIFIED),
        ("gb2312", "gb18030", SIMPLIFIED),
        ("GBK", "gbk", SIMPLIFIED),
        ("gb18030", "gb18030", SIMPLIFIED + "𠮷㐂"),
        ("big5", "big5hkscs", TRADITIONAL),
        ("Big5-HKSCS", "big5hkscs", TRADITIONAL + "嘅咗"),
        ("shift_jis", "cp932", "日本語のニュースです。新しい製品を発表しました。"),
        ("euc-kr", "cp949", "한국어 뉴스입니다. 새로운 제품을 발표했습니다."),
        ("iso-8859-1", "cp1252", "Café “Zoë”"),
        ("windows-1251", "cp1251", "Новости технологий"),
    ],
)
def test_right_declarations_are_believed(label, codec, text):
    """A document that says what it is comes out as it was written, without a note."""
    got = decode_xml(xml(label, text, codec))
    assert text in got.text
    assert got.note == ""


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("utf-8", "gb18030", SIMPLIFIED),
        ("utf-8", "big5hkscs", TRADITIONAL),
        ("gb2312", "utf-8", SIMPLIFIED),
        ("gb2312", "big5hkscs", TRADITIONAL),
        ("big5", "gb18030", SIMPLIFIED),
        ("big5", "utf-8", TRADITIONAL),
        ("iso-8859-1", "gb18030", SIMPLIFIED),
        ("iso-8859-1", "utf-8", SIMPLIFIED),
        ("utf-16", "utf-8", SIMPLIFIED),
        ("nonsense", "gb18030", SIMPLIFIED),
    ],
)
def test_wrong_declarations_are_seen_through(label, codec, text):
    """The text decides against the label, and a note says so."""
    got = decode_xml(xml(label, text, codec))
    assert text in got.text
    assert label in got.note


@pytest.mark.parametrize(
    ("codec", "text"), [("gb18030", SIMPLIFIED), ("big5hkscs", TRADITIONAL), ("utf-8", SIMPLIFIED)]
)
def test_no_declaration_at_all(codec, text):
    """Chinese is recognised with nothing said about it."""
    assert decode_plain(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_marks_win(codec):
    """A mark is certain, whatever the header says."""
    mark = "\ufeff".encode(codec)
    got = decode_xml(mark + "<t>文摘</t>".encode(codec), "text/xml; charset=big5")
    assert got.text == "<t>文摘</t>"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(codec):
    """The zeros around `<` give UTF-16 away."""
    assert decode_xml("<?xml version='1.0'?><t>文摘</t>".encode(codec)).text.endswith("文摘</t>")


def test_http_goes_before_the_page_and_meta_is_read():
    """The header is asked first, then the page's own meta element."""
    page = f"<html><head><meta charset='gbk'></head><p>{SIMPLIFIED}</p>".encode("gb18030")
    assert SIMPLIFIED in decode_html(page).text
    old = b'<meta http-equiv="Content-Type" content="text/html; charset=big5">'
    assert TRADITIONAL in decode_html(old + TRADITIONAL.encode("big5hkscs")).text
    assert decode_html("Zoë".encode("cp1252"), "text/html; charset=ISO-8859-1").text == "Zoë"


def test_text_cut_in_the_middle_of_a_character():
    """A truncated page loses its last character, not its encoding."""
    body = SIMPLIFIED.encode("gb18030")[:-1]
    got = decode_html(b"<meta charset=gb2312>" + body)
    assert got.encoding == "gb18030"
    assert SIMPLIFIED[:-1] in got.text
    assert decode_plain(SIMPLIFIED.encode()[:-1]).text.startswith(SIMPLIFIED[:-1])


def test_few_gbk_bytes_that_are_valid_utf8_too():
    """Two-byte look-alikes do not turn a declared GBK page into Latin letters."""
    body = b"<meta charset=gbk>" + "一模".encode("gbk")
    got = decode_html(body)
    assert "一模" in got.text


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_decode(body, content_type):
    """No bytes and no header make decoding fail."""
    for decode in (decode_xml, decode_html, decode_plain):
        assert isinstance(decode(body, content_type).text, str)


@given(st.text(max_size=200))
def test_utf8_comes_back_unchanged(text):
    """What was written as UTF-8 is read as such when it is declared so."""
    body = codecs.BOM_UTF8 + text.encode("utf-8", "replace")
    assert decode_plain(body).text == text.encode("utf-8", "replace").decode()
