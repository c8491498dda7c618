"""The RSS feed, read by other people's parsers and held against the specification."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

import fastfeedparser
import feedparser
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from wenzhai.stages.publish import PublishContext
from wenzhai.stages.publish.atom import AtomFormat
from wenzhai.stages.publish.rss import CONTENT, RssFormat

WEB = {"base_url": "https://news.example/weekly", "path": "2023-W15-en"}


def render(edition, **context) -> bytes:
    return RssFormat().render(edition, PublishContext(**context)).files["rss.xml"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("web", [{}, WEB])
def test_parsers_read_it(made, language, web):
    """Two parsers (feedparser, fastfeedparser) find RSS 2.0 with one item a highlight, in full."""
    edition = made.make_edition(language)
    data = render(edition, **web)
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert feed.version == "rss20"
    assert feed.feed.title == edition.title
    other = fastfeedparser.parse(data)
    assert [e.id for e in other.entries] == [e.id for e in feed.entries]
    for entry, highlight in zip(feed.entries, edition.highlights, strict=True):
        content = html.fromstring(entry.content[0].value).text_content()
        assert entry.published_parsed
        for sentence in (s for p in highlight.paragraphs for s in p):
            assert all(citation.publisher in content for citation in sentence.citations)


def test_structure(made):
    """What the specification asks for is there, once: elements, absolute links, dates of RFC 822,
    guids that say that they are no links."""
    root = etree.fromstring(render(made.make_edition("en"), **WEB))
    channel = root.find("channel")
    assert root.get("version") == "2.0"
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1, name
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own.get("rel") == "self"
    assert own.get("href") == "https://news.example/weekly/2023-W15-en/rss.xml"
    for item in channel.findall("item"):
        for name in ("title", "link", "guid", "pubDate", "description", f"{{{CONTENT}}}encoded"):
            assert len(item.findall(name)) == 1, name
        assert item.find("link").text.startswith("https://news.example/weekly/2023-W15-en/")
        assert item.find("guid").get("isPermaLink") == "false"
        assert parsedate_to_datetime(item.find("pubDate").text).tzinfo
        body = html.fromstring(item.find(f"{{{CONTENT}}}encoded").text)
        assert all(re.match("https?://", link) for link in body.xpath("//@href | //@src"))
    guids = [guid.text for guid in channel.iter("guid")]
    assert len(guids) == len(set(guids))


def test_no_relative_links(made):
    """Without a place on the web there is no link that RSS would not allow."""
    root = etree.fromstring(render(made.make_edition("zh")))
    links = [link.text for link in root.iter("link")]
    assert links == ["tag:wenzhai.invalid,2023:china-digital/zh-Hans"]


def test_ids_are_those_of_atom(made):
    """A reader who changes from one feed to the other sees no item twice."""
    edition = made.make_edition("en")
    atom = feedparser.parse(AtomFormat().render(edition, PublishContext(**WEB)).files["feed.atom"])
    rss = feedparser.parse(render(edition, **WEB))
    assert [e.id for e in atom.entries] == [e.id for e in rss.entries]


def test_hostile_text(made):
    """Scripts stand as text, and no link leads to a script."""
    feed = feedparser.parse(render(made.make_edition("en")), sanitize_html=False)
    for entry in feed.entries:
        tree = html.fromstring(entry.content[0].value)
        assert not tree.xpath("//script | //img | //b | //@onerror | //@onmouseover")
        assert all(href.startswith("http") for href in tree.xpath("//a/@href"))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(), max_size=40))
def test_any_title_parses(made, text):
    """Whatever the title, the feed is well-formed XML."""
    edition = msgspec.structs.replace(made.make_edition("en"), title=text, subtitle=text, beat=text)
    assert etree.fromstring(render(edition)).tag == "rss"
