"""One canonical form for each address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.stages.collect.urls import canonicalise_url


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTP://News.Example:80", "http://news.example/"),
        ("https://a.example:443/x#top", "https://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://u:p@a.example/x", "https://a.example/x"),
        ("https://a.example/x?utm_source=a&id=3&UTM_medium=b&spm=1.2", "https://a.example/x?id=3"),
        ("https://a.example/x?from=timeline", "https://a.example/x"),
        ("https://a.example/x?from=20230401", "https://a.example/x?from=20230401"),
        ("https://a.example/文摘?q=新", "https://a.example/%E6%96%87%E6%91%98?q=%E6%96%B0"),
        ("https://a.example/%E6%96%87", "https://a.example/%E6%96%87"),
        (" https://a.example/x\n", "https://a.example/x"),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_known_forms(url, wanted):
    """Tracking, fragments, credentials and default ports go; what names the page stays."""
    assert canonicalise_url(url) == wanted


def test_relative_links_are_resolved():
    """A link of a page is taken from where the page is."""
    assert canonicalise_url("../b", "https://a.example/x/y/") == "https://a.example/x/b"
    assert canonicalise_url("//c.example", "https://a.example/") == "https://c.example/"


@given(
    st.one_of(
        st.text(max_size=80),
        st.text(max_size=60).map("http://".__add__),
        st.text(max_size=60).map("https://a.example/".__add__),
        st.text("?&=#%/:@[].;aAfromutm_spi1 文\t", max_size=40).map("http://a.example".__add__),
    )
)
def test_idempotent_and_http_only(url):
    """Any text has one canonical form, which is its own."""
    once = canonicalise_url(url)
    assert canonicalise_url(once) == once
    assert once == "" or once.startswith(("http://", "https://"))
    assert once.isprintable()
    assert " " not in once
