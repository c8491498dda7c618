"""Before: articles. After: stories in threads, with their independent publishers.

Copies never decide anything: they go where their original goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from wenzhai.model import Article, GroupItem, Name, Story, content_key
from wenzhai.ports import Embedder, Progress, Vectors, no_progress
from wenzhai.stages.group.events import group_items


def group_articles(
    articles: Sequence[Article],
    embedder: Embedder,
    progress: Progress = no_progress,
    glossary: Sequence[Name] = (),
) -> tuple[Story, ...]:
    """Stories, the earliest first. A story's id comes from its earliest article, so it stays when
    the story grows; its title is that of its most central article (a summary of what the others
    say), in the language that most of them are in. Raises `ServiceError`."""
    by_id = {article.id: article for article in sorted(articles, key=lambda a: a.id)}
    originals = [a for a in by_id.values() if _original(a, by_id) == a.id]
    items = [
        GroupItem(
            id=a.id,
            title=a.title,
            lang=a.language,
            text=a.text,
            published=a.published_at,
            source=a.source_id,
            url=a.url,
        )
        for a in originals
    ]
    place = {grouped.id: grouped for grouped in group_items(items, embedder, progress, glossary)}
    members: dict[str, list[Article]] = defaultdict(list)
    threads: dict[str, str] = {}
    for article in by_id.values():
        grouped = place[_original(article, by_id)]
        members[grouped.story].append(article)
        threads[grouped.story] = grouped.thread
    vectors = dict(
        zip((a.id for a in originals), embedder.embed([a.title for a in originals]), strict=True)
    )
    earliest = {key: min(group, key=_order) for key, group in members.items()}
    first_of_thread: dict[str, Article] = {}
    for key, first in earliest.items():
        known = first_of_thread.setdefault(threads[key], first)
        if _order(first) < _order(known):
            first_of_thread[threads[key]] = first
    stories = [
        _make_story(group, vectors, content_key("thread", first_of_thread[threads[key]].id))
        for key, group in members.items()
    ]
    return tuple(sorted(stories, key=lambda story: (story.first_at, story.id)))


def _order(article: Article) -> tuple[float, str]:
    return (article.published_at.timestamp(), article.id)


def _original(article: Article, by_id: dict[str, Article]) -> str:
    """The article at the end of a chain of copies; a chain that bites its tail ends at its least id."""
    seen = [article.id]
    while (source := by_id[seen[-1]].copy_of) in by_id:
        if source in seen:
            return min(seen[seen.index(source) :])
        seen.append(source)
    return seen[-1]


def _make_story(group: list[Article], vectors: dict[str, Vectors], thread_id: str) -> Story:
    ordered = sorted(group, key=_order)
    originals = [article for article in ordered if article.id in vectors]
    publishers: dict[str, str] = {}
    for article in originals:
        publishers.setdefault(article.family or article.publisher, article.publisher)
        for other in article.publishers:
            publishers.setdefault(other, other)
    return Story(
        id=content_key("story", ordered[0].id),
        thread_id=thread_id,
        title=_central_title(originals, vectors),
        article_ids=tuple(article.id for article in ordered),
        languages=tuple(sorted({"zh" if a.is_chinese else "en" for a in ordered})),
        publishers=tuple(publishers.values()),
        first_at=ordered[0].published_at,
        last_at=ordered[-1].published_at,
    )


def _central_title(articles: list[Article], vectors: dict[str, Vectors]) -> str:
    """Of the language with more articles (English where equal), the title nearest to all others."""
    chinese = [article for article in articles if article.is_chinese]
    english = [article for article in articles if not article.is_chinese]
    pool = chinese if len(chinese) > len(english) else english
    titled = [article for article in pool if article.title.strip()] or articles
    rows = np.stack([vectors[article.id] for article in titled])
    central = np.round((rows @ rows.T).mean(axis=1), 5)
    return titled[int(np.argmax(central))].title
