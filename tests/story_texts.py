"""Articles of a story for tests, made from plain sentences."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from wenzhai.model import Article, Passage

_END = re.compile(r"(?<=[.。?？!！])\s*(?=\S)")


def make_article(
    article_id: str,
    paragraphs: list[str],
    *,
    title: str = "",
    language: str = "",
    publisher: str = "",
    copy_of: str = "",
    labels: tuple[str, ...] = (),
    quality: float = 0.6,
    published_at: datetime = datetime(2023, 4, 12, 2, 0, tzinfo=UTC),
) -> Article:
    """An article whose passages are the sentences of its paragraphs; Chinese when it holds Han."""
    text = "\n\n".join(paragraphs)
    passages, start = [], 0
    for number, paragraph in enumerate(paragraphs):
        for sentence in _END.split(paragraph):
            begin = text.index(sentence, start)
            start = begin + len(sentence)
            passages.append(
                Passage(
                    id=f"{article_id}#{len(passages)}",
                    start=begin,
                    end=start,
                    paragraph=number,
                    text=sentence,
                )
            )
    chinese = bool(re.search(r"[\u4e00-\u9fff]", text))
    return Article(
        id=article_id,
        source_id=f"source-{article_id}",
        url=f"https://{article_id}.example/story",
        title=title or paragraphs[0][:60],
        text=text,
        language=language or ("zh-Hans" if chinese else "en"),
        published_at=published_at,
        published_from="feed",
        publisher=publisher or f"Publisher {article_id}",
        family=publisher or f"Publisher {article_id}",
        passages=tuple(passages),
        copy_of=copy_of,
        labels=labels,
        quality=quality,
    )
