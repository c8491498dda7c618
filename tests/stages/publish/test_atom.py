"""The feed, read by other people's parsers."""

from __future__ import annotations

import re

import feedparser
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from wenzhai.stages.publish import PublishContext
from wenzhai.stages.publish.atom import ATOM, AtomFormat

NAMES = {"a": ATOM}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def render(edition, **context) -> bytes:
    return AtomFormat().render(edition, PublishContext(**context)).files["feed.atom"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_feedparser_reads_it(made, language):
    """A parser that is not ours (feedparser) finds a well-formed Atom 1.0 feed with one entry a highlight, in full."""
    edition = made.make_edition(language)
    feed = feedparser.parse(render(edition))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == edition.title
    assert len(feed.entries) == len(edition.highlights)
    for entry, highlight in zip(feed.entries, edition.highlights, strict=True):
        for sentence in (s for p in highlight.paragraphs for s in p):
            content = html.fromstring(entry.content[0].value).text_content()
            assert all(citation.publisher in content for citation in sentence.citations)
            if highlight.story_id != "hostile":
                assert sentence.text in re.sub(r"(?<=[.。!?])\d", "", content)


def test_structure(made):
    """What RFC 4287 requires is there: one id, title, updated and author; links that do not repeat."""
    root = etree.fromstring(
        render(made.make_edition("en"), base_url="https://news.example/weekly", path="2023-W15-en")
    )
    for parent in (root, *root.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"a:{name}", NAMES)) == 1
        for stamp in parent.findall("a:updated", NAMES) + parent.findall("a:published", NAMES):
            assert RFC3339.fullmatch(stamp.text)
        alternates = parent.findall("a:link[@rel='alternate']", NAMES)
        assert len(alternates) == 1
        assert (
            alternates[0]
            .get("href")
            .startswith("https://news.example/weekly/2023-W15-en/index.html")
        )
    assert root.find("a:author/a:name", NAMES).text
    assert (
        root.find("a:link[@rel='self']", NAMES).get("href")
        == "https://news.example/weekly/2023-W15-en/feed.atom"
    )
    ids = [element.text for element in root.findall(".//a:id", NAMES)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"tag:news\.example,2023:[\w/%.-]+", each) for each in ids)


def test_stories(made, told):
    """An entry whose story has a page leads there, and says what is on it."""
    edition = told.with_stories(made.make_edition("en"))
    root = etree.fromstring(render(edition, base_url="https://news.example", path="2023/en"))
    entries = root.findall("a:entry", NAMES)
    links = [e.find("a:link[@rel='related'][@type='text/html']", NAMES) for e in entries]
    assert [link is not None for link in links] == [True, False, True, True, False, False, True, False]  # fmt: skip
    assert links[2].get("href") == "https://news.example/2023/en/stories/outage.html"
    assert links[2].get("title") == "All 11 reports, 2 languages, timeline"


def test_ids_are_stable(made):
    """A new headline, a new order or a later update leave an entry's id as it was."""
    edition = made.make_edition("en")
    later = msgspec.structs.replace(edition, highlights=edition.highlights[::-1], updated_at=None)

    def ids(data):
        return {e.text for e in etree.fromstring(data).findall("a:entry/a:id", NAMES)}

    assert ids(render(edition)) == ids(render(later))


def test_hostile_text(made):
    """Scripts and illegal characters stand as text, and no link leads to a script."""
    feed = feedparser.parse(render(made.make_edition("en")), sanitize_html=False)
    for entry in feed.entries:
        tree = html.fromstring(entry.content[0].value)
        assert not tree.xpath("//script | //img | //b | //@onerror | //@onmouseover")
        assert all(href.startswith("http") for href in tree.xpath("//a/@href"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(), max_size=40))
def test_any_title_parses(made, text):
    """Whatever the title, the feed is well-formed XML."""
    edition = msgspec.structs.replace(made.make_edition("en"), title=text, subtitle=text, beat=text)
    assert etree.fromstring(render(edition)).tag == f"{{{ATOM}}}feed"
