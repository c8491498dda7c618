"""What may stand in a page, and where a link may lead."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wenzhai.stages.publish.safe import one_line, printable, safe_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("HTTP://A.example/x", "http://A.example/x"),
        ("https://新闻.example/路?问=1", "https://xn--efvy88h.example/%E8%B7%AF?%E9%97%AE=1"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://[2001:db8::1]:8080/", "https://[2001:db8::1]:8080/"),
        ("https://a.example/%E8%B7%AF", "https://a.example/%E8%B7%AF"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example/x", ""),
        ("/local", ""),
        ("https://", ""),
        ("https://user:secret@a.example/", ""),
        ("https://a.example\\@b.example/", ""),
        ("https://a.exa\u202emple/", ""),
        ("https://a.example/ b", ""),
        ("https://[broken/", ""),
        ("https://a.example/" + "x" * 3000, ""),
        ("", ""),
    ],
)
def test_safe_url(url, expected):
    """Only plain http(s) addresses become links, in ASCII."""
    assert safe_url(url) == expected


@given(
    st.one_of(
        st.text(),
        st.text().map(lambda t: f"https://{t}"),
        st.text().map(lambda t: f"http://a.example/{t}"),
    )
)
def test_any_url(url):
    """No text gives a link that is not http(s), or that could end an attribute."""
    made = safe_url(url)
    if made:
        assert made.isascii()
        assert not set(made) & set('"<>` \t\r\n\\')
        assert urlsplit(made).scheme in {"http", "https"}
        assert safe_url(made) == made


@given(st.text(alphabet=st.characters()))
def test_printable(text):
    """Whatever is left can stand in XML 1.0, and cannot turn the text around it."""
    plain = printable(text)
    element = etree.Element("a")
    element.text = plain.replace("\r", "")
    assert etree.fromstring(etree.tostring(element)).text in (plain.replace("\r", ""), None)
    assert not set(plain) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
    )
    assert "\n" not in one_line(text)
