"""Articles into stories: copies, publishers, keys and titles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zlib import crc32

import numpy as np

from wenzhai.model import Article, content_key
from wenzhai.stages.group import group_articles

AT = datetime(2023, 4, 11, 8, tzinfo=UTC)


class WordEmbedder:
    """Each word its own direction: headlines without a common word are at right angles."""

    name = "words"

    def embed(self, texts, progress=None):
        rows = np.full((len(texts), 512), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[crc32(word.encode()) % 512] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def article(key, title, publisher, hours=0, **more):
    return Article(
        id=key, source_id=publisher, url="", title=title, text="", language="en",
        published_at=AT + timedelta(hours=hours), published_from="feed", publisher=publisher,
        family=more.pop("family", publisher), **more,
    )  # fmt: skip


def test_copies_follow_their_original_and_add_no_publisher():
    """A copy with another headline is in its original's story; families count once."""
    stories = group_articles(
        [
            article("1", "Temu downloads rise 57% in the quarter", "Alpha", family="A"),
            article("2", "Temu downloads rise 57% in the quarter", "Alpha Tech", 1, family="A"),
            article("3", "Something else as its headline", "Beta", 2, copy_of="1"),
            article("4", "A football match ended without goals", "Gamma", 3),
        ],
        WordEmbedder(),
    )
    assert [story.article_ids for story in stories] == [("1", "2", "3"), ("4",)]
    first = stories[0]
    assert first.publishers == ("Alpha",)
    assert first.id == content_key("story", "1")
    assert first.first_at == AT
    assert first.last_at == AT + timedelta(hours=2)
    assert first.languages == ("en",)
    assert first.title == "Temu downloads rise 57% in the quarter"


def test_copies_in_a_circle_are_one_story():
    """Two articles that each name the other as original end in one story."""
    stories = group_articles(
        [article("1", "One", "A", copy_of="2"), article("2", "Two", "B", copy_of="1")],
        WordEmbedder(),
    )
    assert [story.article_ids for story in stories] == [("1", "2")]


def test_no_articles_give_no_stories():
    """Nothing in, nothing out."""
    assert group_articles([], WordEmbedder()) == ()


def test_a_digest_is_no_title_for_its_story():
    """Of three equally central headlines the digest's, though the first, does not name the story."""
    said = "Temu downloads rise 57% in the quarter"
    stories = group_articles(
        [
            article("1", f"Morning briefing: {said}", "Alpha"),
            article("2", said, "Beta", 1),
            article("3", said, "Gamma", 2),
        ],
        WordEmbedder(),
    )
    titles = {story.title for story in stories}
    assert said in titles
    (whole,) = (story for story in stories if "2" in story.article_ids)
    assert whole.title == said
