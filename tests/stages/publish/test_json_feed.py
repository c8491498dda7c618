"""The JSON Feed, held against version 1.1 of its specification."""

from __future__ import annotations

import json
from datetime import datetime

import feedparser
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from wenzhai.stages.publish import PublishContext
from wenzhai.stages.publish.atom import AtomFormat
from wenzhai.stages.publish.json_feed import JsonFeedFormat

WEB = {"base_url": "https://news.example/weekly", "path": "2023-W15-en"}
TOP = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}  # fmt: skip
ITEM = {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "tags", "language"}  # fmt: skip


def render(edition, **context) -> bytes:
    return JsonFeedFormat().render(edition, PublishContext(**context)).files["feed.json"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("web", [{}, WEB])
def test_specification(made, context, language, web):
    """Only members of version 1.1 (and one extension) stand in it; those required are there, of the
    right type, dates are RFC 3339, ids are unique strings, links absolute."""
    edition = made.make_edition(language)
    pictures = context(language).pictures
    feed = json.loads(render(edition, pictures=pictures, **web))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert set(feed) <= TOP
    assert feed["title"] == edition.title
    assert len(feed["items"]) == len(edition.highlights)
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    for item in feed["items"]:
        assert set(item) <= ITEM | {"_wenzhai"}
        assert all(item.values())  # a member that says nothing is left out
        assert isinstance(item["id"], str)
        for name in {"date_published", "date_modified"} & set(item):
            assert datetime.fromisoformat(item[name]).tzinfo
        for name in {"url", "image"} & set(item):
            assert item[name].startswith("https://news.example/weekly/2023-W15-en/")
        assert all(isinstance(tag, str) for tag in item["tags"])
    assert ("feed_url" in feed) == bool(web)
    assert sum("image" in item for item in feed["items"]) == bool(web)


def test_full_content(made):
    """Each sentence and each publisher of a highlight is in its item."""
    edition = made.make_edition("zh")
    feed = json.loads(render(edition))
    for item, highlight in zip(feed["items"], edition.highlights, strict=True):
        content = html.fromstring(item["content_html"]).text_content()
        for sentence in (s for p in highlight.paragraphs for s in p):
            assert all(citation.publisher in content for citation in sentence.citations)
        assert all("javascript:" not in s["url"] for s in item["_wenzhai"]["sources"])


def test_ids_are_those_of_atom(made):
    """The same highlight has the same id in every feed."""
    edition = made.make_edition("en")
    atom = feedparser.parse(AtomFormat().render(edition, PublishContext(**WEB)).files["feed.atom"])
    feed = json.loads(render(edition, **WEB))
    assert [item["id"] for item in feed["items"]] == [e.id for e in atom.entries]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(), max_size=40))
def test_any_title_parses(made, text):
    """Whatever the title, the feed is UTF-8 and JSON, and the same every time."""
    edition = msgspec.structs.replace(made.make_edition("en"), title=text, subtitle=text, beat=text)
    assert render(edition) == render(edition)
    assert json.loads(render(edition))["title"]
