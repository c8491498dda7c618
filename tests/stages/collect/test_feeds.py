"""Feeds: formats, encodings, times, texts, and everything that can be wrong with them."""

import contextlib
import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import ends
from servers import in_turn, reply
from wenzhai.errors import ParseError
from wenzhai.stages.collect import collect_source
from wenzhai.stages.collect.feeds import parse_feed

URL = "http://news.example/dir/feed.xml"
EIGHT = datetime(2023, 4, 10, 8, 0, tzinfo=UTC)

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>An Outlet</title><link>http://news.example/</link>
<item><title>AT&amp;amp;T buys &lt;b&gt;all&lt;/b&gt; &amp; more</title><link>/a?utm_source=rss#x</link>
<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>The <em>whole</em> text.</p>]]></content:encoded>
<dc:creator>Ann Author</dc:creator><pubDate>Mon, 10 Apr 2023 08:00:00 GMT</pubDate>
<media:content url="/p.jpg" medium="image"/></item>
<item><guid isPermaLink="true">http://news.example/b</guid>
<description>No title here. But a second sentence.</description>
<enclosure url="http://news.example/q.png" type="image/png" length="1"/></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://base.example/x/"><title>T</title>
<entry xml:base="y/"><title type="html">&lt;i&gt;Hello&lt;/i&gt;</title><link href="z.html"/><id>tag:1</id>
<updated>2023-04-10T08:00:00Z</updated><author><name>N</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Body</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel>
<item rdf:about="http://news.example/r"><title>An item</title><link>http://news.example/r</link>
<dc:date>2023-04-10T16:00:00+08:00</dc:date></item></rdf:RDF>"""

JSON = """{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
{"id":"1","url":"/j","title":"1 < 2","content_text":"Plain & <simple>","image":"/i.jpg",
"date_published":"2023-04-10T08:00:00Z","authors":[{"name":"A"},{"name":"B"}]}, 7]}"""


def read_one(text, **options):
    return parse_feed(text.encode(), "", URL, **options).entries[0]


def test_rss_item_in_full():
    """Texts are plain, the link is absolute and clean, content, author and picture are found."""
    feed = parse_feed(RSS.encode(), "application/rss+xml", URL)
    first, second = feed.entries
    assert feed.title == "An Outlet"
    assert first.title == "AT&T buys all & more"
    assert first.url == "http://news.example/a"
    assert first.summary == "One. Two & three."
    assert first.content_html == "<p>The <em>whole</em> text.</p>"
    assert first.author == "Ann Author"
    assert first.published_at == EIGHT
    assert first.picture_url == "http://news.example/p.jpg"
    assert second.url == "http://news.example/b"
    assert second.title == "No title here."
    assert second.picture_url == "http://news.example/q.png"


def test_atom_resolves_against_xml_base():
    """Nested xml:base is honoured, and markup in titles and content is understood."""
    entry = read_one(ATOM)
    assert entry.url == "http://base.example/x/y/z.html"
    assert (entry.title, entry.author, entry.published_at) == ("Hello", "N", EIGHT)
    assert entry.summary == "Body"


def test_rdf_and_json_feed():
    """The older and the newer format read like the others."""
    assert read_one(RDF).published_at == EIGHT
    feed = parse_feed(JSON.encode(), "application/feed+json", URL)
    entry = feed.entries[0]
    assert (entry.title, entry.url) == ("1 < 2", "http://news.example/j")
    assert (entry.summary, entry.author) == ("Plain & <simple>", "A, B")
    assert entry.content_html == "<p>Plain &amp; &lt;simple&gt;</p>"
    assert entry.picture_url == "http://news.example/i.jpg"
    assert "no objects" in feed.notes[0]


@pytest.mark.parametrize(("language", "hour"), [("zh-Hans", 0), ("zh-Hant", 0), ("en", 8)])
def test_times_without_a_zone_are_the_sources(language, hour):
    """08:00 in a Chinese feed is Beijing's eight o'clock, and a note says that it was assumed."""
    text = RSS.replace("Mon, 10 Apr 2023 08:00:00 GMT", "2023-04-10 08:00:00")
    feed = parse_feed(text.encode(), "", URL, language=language)
    assert feed.entries[0].published_at == EIGHT.replace(hour=hour)
    assert "no zone" in feed.notes[0]


@pytest.mark.parametrize(("label", "codec"), [("gb2312", "gb18030"), ("UTF-8", "gb18030")])
def test_chinese_feed_in_gbk_whatever_it_says(label, codec):
    """A GBK feed is read rightly when it says so, and when it claims to be UTF-8."""
    title = "公司在今年发布了一个新的产品，我们来看看它的不同"
    text = RSS.replace("UTF-8", label, 1).replace("No title here.", title)
    feed = parse_feed(text.encode(codec), "text/xml", URL, language="zh-Hans")
    assert title in feed.entries[1].summary


def test_entities_of_html_and_unknown_ones():
    """Named entities that XML does not know are read as HTML means them, or left as written."""
    text = RSS.replace("No title here.", "Caf&eacute;&nbsp;&mdash; &unknown; &#0; x.")
    assert parse_feed(text.encode(), "", URL).entries[1].title == "Café — &unknown; x."


def test_entity_expansion_and_external_entities_come_to_nothing():
    """A billion laughs and a file's contents stay where they are."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    subset = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = RSS.replace("<rss", subset + "<rss", 1).replace("No title here.", "&l9; &f; end.")
    with ends():
        entry = parse_feed(text.encode(), "", URL).entries[1]
    assert entry.title == "&l9; &f; end."
    assert "root:" not in entry.summary


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("</channel></rss>", ""),
        RSS.replace("&amp;amp;T buys", "& T buys"),
        RSS.replace("<dc:creator>", "<dc:creator><br>"),
        "junk before " + RSS,
        RSS[: RSS.index("<enclosure")],
        RSS.replace(' xmlns:media="http://search.yahoo.com/mrss/"', ""),
        RSS.replace("Ann Author", "Ann\x00\x0bAuthor"),
    ],
)
def test_malformed_feeds_are_read_as_far_as_possible(broken):
    """What editors' tools produce in the wild still gives its items."""
    feed = parse_feed(broken.encode(), "", URL)
    assert [entry.url for entry in feed.entries] == [
        "http://news.example/a",
        "http://news.example/b",
    ]


@pytest.mark.parametrize("body", [b"", b"   ", b"hello", b"<html><p>x", b"{", b"[]", b"\x00" * 50])
def test_no_feed_is_a_parse_error_in_words(body):
    """What is no feed says so, with address and remedy."""
    with pytest.raises(ParseError) as caught:
        parse_feed(body, "", URL)
    assert caught.value.where == URL
    assert caught.value.remedy


def test_web_page_names_its_feed():
    """A page in place of a feed tells where the feed is, when the page knows."""
    page = b"<!DOCTYPE html><link rel=alternate type='application/rss+xml' href='/rss.xml'><p>x"
    with pytest.raises(ParseError, match=r"/rss\.xml"):
        parse_feed(page, "text/html", URL)


def test_empty_feed_and_bounded_feed():
    """No items is a note and no error; more than the limit are cut, with a note."""
    empty = RSS[: RSS.index("<item>")] + "</channel></rss>"
    assert parse_feed(empty.encode(), "", URL).notes == ("the feed has no items",)
    item = "<item><title>t</title><link>http://a.example/x</link></item>"
    many = empty.replace("</channel>", item * 50 + "</channel>")
    feed = parse_feed(many.encode(), "", URL, limit=20)
    assert len(feed.entries) == 20
    assert "only the first 20 of 50" in feed.notes[0]


@pytest.mark.parametrize(
    "piece",
    [
        "<item>",
        "<",
        "&",
        "&#",
        "<![CDATA[",
        "<!--",
        "<!DOCTYPE [",
        "<!DOCTYPE [>",
        "<!DOCTYPE '<!--",
        "<?",
        "<a ",
        "]]>",
        '<a b="',
        "<p>" * 9,
        "<link ",
        "\n",
        "<pubDate>",
        "<?xml ",
        " =",
        "<entry><link>",
        "&lt;p",
        "</item>",
        "<title><b>",
    ],
)
def test_hostile_repetition_takes_linear_time(piece):
    """No construct, repeated, makes parsing hang."""
    inside = "<rss><channel><item><title>" + piece * (10_000 // len(piece))
    before = piece * (10_000 // len(piece)) + RSS
    for text in (inside, before):
        with ends(), contextlib.suppress(ParseError):
            parse_feed(text.encode(), "", URL)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(RSS)), st.sampled_from([RSS, ATOM, RDF, JSON]))
def test_any_bytes_give_a_feed_or_a_parse_error(noise, place, document):
    """Noise anywhere in any format ends in entries or in a ParseError."""
    body = document.encode()
    for attempt in (noise, body[:place] + noise + body[place:], body[:place] + noise):
        with contextlib.suppress(ParseError):
            for entry in parse_feed(attempt, "", URL).entries:
                assert "\x00" not in entry.title


def test_collect_is_conditional_and_bounded_by_since(server, make_context, make_source):
    """The second run sends what the first learned; old items are left out; one id for each URL."""
    server.routes["/feed"] = in_turn(
        reply(RSS, etag='"v1"', content_type="application/rss+xml"), reply(b"", 304)
    )
    source = make_source()
    batch = collect_source(source, make_context(since=datetime(2023, 4, 11, tzinfo=UTC)))
    assert [entry.title for entry in batch.entries] == ["No title here."]
    entry = batch.entries[0]
    assert (entry.publisher, entry.family, entry.language) == ("Outlet", "owner", "en")
    assert batch.validators == {source.url: {"etag": '"v1"'}}
    again = collect_source(source, make_context(validators=batch.validators))
    assert again.unchanged
    assert server.requests[1].headers["if-none-match"] == '"v1"'


@pytest.mark.shared
def test_public_fixtures_agree_with_feedparser(shared: Path):
    """Of four projects' fixtures every one is survived, and entry counts agree with feedparser's."""
    agreed = judged = 0
    for archive in sorted((shared / "data/feeds").glob("*.tar.gz")):
        with tarfile.open(archive) as tar:
            files = [m for m in tar if m.isfile() and m.name.endswith((".xml", ".json", ".rss"))]
            for member in files[::6]:
                stream = tar.extractfile(member)
                body = stream.read() if stream else b""
                count = 0
                with contextlib.suppress(ParseError):
                    count = len(parse_feed(body, "", "http://feed.example/").entries)
                by_feedparser = feedparser.parse(io.BytesIO(body))
                if not by_feedparser.get("bozo") and by_feedparser.get("version"):
                    judged += 1
                    agreed += count == len(by_feedparser.entries)
    assert judged > 500
    assert agreed >= 0.995 * judged
