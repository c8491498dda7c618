"""The draft of a highlight: which of its reports' pictures it takes."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from stages.highlight.attacked import make_context, rank, read_story
from wenzhai.model import Picture, PictureTerms, Rights
from wenzhai.stages.extract.passages import split_passages
from wenzhai.stages.highlight import draft_highlight

FIRST, SECOND = "https://a.example/one.jpg", "https://b.example/two.jpg"


@pytest.mark.parametrize(
    ("terms", "uses", "taken"),
    [
        ((), ("link", "link"), None),
        ((), ("link", "credit"), SECOND),
        ((PictureTerms(url=FIRST, use="licensed", until=date(2030, 1, 1)),), ("link",) * 2, FIRST),
        ((PictureTerms(url="https://b.example/*", use="own"),), ("none", "link"), SECOND),
        ((PictureTerms(url=FIRST, use="none"),), ("credit", "credit"), SECOND),
        # The exact address goes before the pattern.
        (
            (
                PictureTerms(url="https://a.example/*", use="credit"),
                PictureTerms(url=FIRST, use="link"),
            ),
            ("credit", "link"),
            None,
        ),
    ],
)
def test_terms_of_a_picture_go_before_those_of_its_source(terms, uses, taken):
    """A picture that the newsroom has leave for is taken although its source's are only linked, and one
    that it has none for is passed over although its source's may be shown."""
    articles = [
        msgspec.structs.replace(article, picture=Picture(url=url))
        for article, url in zip(read_story(None, "en"), (FIRST, SECOND), strict=True)
    ]
    context = msgspec.structs.replace(
        make_context("en"),
        rights_of={
            article.source_id: Rights(quote_words=200, quote_share=1.0, pictures=use)
            for article, use in zip(articles, uses, strict=True)
        },
        pictures=terms,
    )
    picture = draft_highlight(rank(articles, "en"), articles, context).highlight.picture
    assert (picture.url if picture else None) == taken


def test_what_the_headline_says_is_not_said_again():
    """A sentence that stands as the headline, word for word, is not the first of the text as well."""
    line = "PDD Holdings spent heavily on advertising for Temu in February"
    articles = []
    for article in read_story(None, "en"):
        # Extracted anew, so that the passages are those of the text.
        text = f"{line}.\n\n{article.text}"
        passages = split_passages(article.id, text, "en")
        articles.append(msgspec.structs.replace(article, title=line, text=text, passages=passages))
    highlight = draft_highlight(rank(articles, "en"), articles, make_context("en")).highlight
    assert highlight.headline.text.lower() == line.lower()
    told = [s.text.strip(".").lower() for p in highlight.paragraphs for s in p]
    assert told
    assert line.lower() not in told
