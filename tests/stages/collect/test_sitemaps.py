"""Sitemaps, indexes of them, and what may be wrong with both."""

import contextlib
import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servers import reply
from wenzhai.errors import ParseError
from wenzhai.stages.collect import collect_source
from wenzhai.stages.collect.sitemaps import parse_sitemap

NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>http://news.example/a/some-story-here.html?utm_source=x</loc><lastmod>2023-04-09</lastmod>
 <image:image><image:loc>http://news.example/p.jpg</image:loc></image:image></url>
<url><loc>http://news.example/b</loc><news:news><news:publication_date>2023-04-10T08:00:00Z
 </news:publication_date><news:title>A &amp;amp; B</news:title></news:news></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""


def index(*urls):
    files = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{files}</sitemapindex>"


def test_news_sitemap_gives_titles_times_and_pictures(server, make_context, make_source):
    """The extension's title and date are used; without them the address gives the words."""
    server.routes["/map.xml"] = reply(NEWS)
    source = make_source(kind="sitemap", url="http://news.example/map.xml")
    first, second = collect_source(source, make_context()).entries
    assert (first.title, first.url) == (
        "some story here",
        "http://news.example/a/some-story-here.html",
    )
    assert first.picture_url == "http://news.example/p.jpg"
    assert first.published_at is None
    assert second.title == "A & B"
    assert second.published_at == datetime(2023, 4, 10, 8, tzinfo=UTC)


def test_index_packed_files_include_and_since(server, make_context, make_source):
    """Files of an index are read, packed ones too; a broken one is noted and costs no other."""
    base = "http://news.example"
    server.routes = {
        "/index": reply(index(f"{base}/1.gz", f"{base}/broken", f"{base}/gone")),
        "/1.gz": reply(gzip.compress(NEWS.encode()), content_type="application/gzip"),
        "/broken": reply("<html>"),
    }
    source = make_source(kind="sitemap", url=f"{base}/index", options={"include": "*/b"})
    batch = collect_source(source, make_context(since=datetime(2023, 4, 10, tzinfo=UTC)))
    assert [entry.url for entry in batch.entries] == [f"{base}/b"]
    assert len(batch.notes) == 2


def test_index_that_names_itself_ends(server, make_context, make_source):
    """Loops and depth are bounded."""
    base = "http://news.example"
    server.routes = {f"/{n}": reply(index(f"{base}/{n}", f"{base}/{n + 1}")) for n in range(9)}
    source = make_source(kind="sitemap", url=f"{base}/0")
    batch = collect_source(source, make_context())
    assert batch.entries == ()
    assert any("nests deeper" in note for note in batch.notes)
    assert len(server.requests) <= 4


def test_bomb_and_no_sitemap_are_parse_errors():
    """What unpacks for ever, or is something else, is said in words."""
    with pytest.raises(ParseError, match="unpacks to more"):
        parse_sitemap(gzip.compress(b" " * 60_000_000, 9), "", "u", zone=UTC)
    with pytest.raises(ParseError, match="no sitemap"):
        parse_sitemap(b"<rss/>", "", "u", zone=UTC)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(NEWS)))
def test_any_bytes_give_a_sitemap_or_a_parse_error(noise, place):
    """Noise anywhere ends in pages or in a ParseError."""
    body = NEWS.encode()
    for attempt in (noise, body[:place] + noise + body[place:], b"\x1f\x8b" + noise):
        with contextlib.suppress(ParseError):
            parse_sitemap(attempt, "", "http://a.example/", zone=UTC)
