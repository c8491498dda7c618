"""What machines read of a page."""

from __future__ import annotations

import json

import msgspec
import pytest
from lxml import html

from wenzhai.stages.publish.web import WebFormat


def render(edition, context) -> dict[str, html.HtmlElement]:
    files = WebFormat().render(edition, context).files
    return {
        name: html.document_fromstring(data.decode())
        for name, data in files.items()
        if name.endswith(".html")
    }


def read_linked(tree) -> dict:
    (script,) = tree.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_highlight_is_an_article_with_its_citations(made, context, language):
    """Every highlight is a NewsArticle that cites what its sentences rest on, in their own words."""
    edition = made.make_edition(language)
    site = msgspec.structs.replace(context(language), base_url="https://news.example/d/")
    linked = read_linked(render(edition, site)["index.html"])
    issue, *articles = linked["@graph"]
    assert issue["issueNumber"] == edition.number
    assert [a["headline"] for a in articles][:3] == [
        h.headline.text for h in edition.highlights[:3]
    ]
    first = edition.highlights[0].headline.citations[0]
    assert articles[0]["citation"][0] == {
        "@type": "NewsArticle",
        "headline": first.title,
        "url": first.url,
        "datePublished": "2023-04-11",
        "inLanguage": first.language,
        "publisher": {"@type": "Organization", "name": first.publisher},
    }
    assert articles[0]["url"] == f"https://news.example/d/2023-W15-{language}/#h1"


def test_hostile_titles_stay_data(made, told, context):
    """Titles with markup neither end the script nor lose a letter; no address but http(s) is cited."""
    edition = told.with_stories(made.make_edition("en", hostile=True), hostile=True)
    for tree in render(edition, context("en")).values():
        assert len(tree.xpath("//script")) == 2
        text = json.dumps(read_linked(tree))
        assert '"url": "javascript:' not in text
    linked = read_linked(render(edition, context("en"))["index.html"])
    assert "<script>" in json.dumps(linked["@graph"])


def test_open_graph_and_languages(made, told, context):
    """With an address, a page says where it is and where it is in the other language; without one it
    gives no address that would be wrong."""
    edition = told.with_stories(made.make_edition("en"))
    site = msgspec.structs.replace(context("en"), base_url="https://news.example/d")
    pages = render(edition, site)
    index = pages["index.html"]
    graph = dict(
        zip(index.xpath("//meta/@property"), index.xpath("//meta[@property]/@content"), strict=True)
    )
    assert graph["og:url"] == "https://news.example/d/2023-W15-en/"
    assert graph["og:image"] == "https://news.example/d/2023-W15-en/pictures/model.png"
    assert graph["og:locale"] == "en_US"
    assert index.xpath("//link[@hreflang='zh-Hans']/@href") == [
        "https://news.example/d/2023-W15-zh/index.html"
    ]
    story = next(tree for name, tree in pages.items() if name.startswith("stories/temu"))
    assert story.xpath("//link[@hreflang='zh-Hans']/@href")[0].startswith(
        "https://news.example/d/2023-W15-zh/"
    )
    bare = render(edition, context("en"))["index.html"]
    assert not bare.xpath("//meta[@property='og:url' or @property='og:image']")
