"""Before: articles. After: stories in threads, with their independent publishers.

Copies never decide anything: they go where their original goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
import numpy as np

from wenzhai.language.roundups import is_roundup
from wenzhai.model import Article, Grouped, GroupItem, Link, Name, Story, content_key
from wenzhai.ports import Embedder, Progress, Vectors, no_progress
from wenzhai.stages.group.constraints import NO_CONSTRAINTS, Constraints
from wenzhai.stages.group.events import event_bar, group_items
from wenzhai.stages.group.measures import MeasureCache


def group_articles(
    articles: Sequence[Article],
    embedder: Embedder,
    progress: Progress = no_progress,
    glossary: Sequence[Name] = (),
    constraints: Constraints = NO_CONSTRAINTS,
    cache: MeasureCache | None = None,
) -> tuple[Story, ...]:
    """Stories, the earliest first. A story's id comes from its earliest article; its title is that of
    its most central article (a summary of what the others say), in the language that most of them are
    in. `constraints` are on article ids; a copy that is kept apart from its original is none. What the
    `cache` holds of an article is not measured again. Raises `ServiceError`."""
    by_id = {article.id: article for article in sorted(articles, key=lambda a: a.id)}
    origin = {key: _find_origin(article, by_id) for key, article in by_id.items()}
    # Pairs with the original first: a copy parted from it is no copy beside the others any more.
    for one, other in sorted(constraints.apart, key=lambda p: (origin.get(p[0]) not in p, p)):
        if one in origin and origin[one] == origin.get(other):
            # Which of two copies is the copy, the editor knows: both stand for themselves.
            origin[one], origin[other] = one, other
    originals = [article for key, article in by_id.items() if origin[key] == key]
    items = [to_item(article) for article in originals]
    of_originals = constraints.map_ids(origin)
    place = {
        grouped.id: grouped
        for grouped in group_items(items, embedder, progress, glossary, of_originals, cache)
    }
    members: dict[str, list[Article]] = defaultdict(list)
    threads: dict[str, str] = {}
    for article in by_id.values():
        grouped = place[origin[article.id]]
        members[grouped.story].append(article)
        threads[grouped.story] = grouped.thread
    vectors = dict(
        zip((a.id for a in originals), embedder.embed([a.title for a in originals]), strict=True)
    )
    first_of_thread: dict[str, Article] = {}
    for key, group in members.items():
        known = first_of_thread.setdefault(threads[key], group[0])
        first_of_thread[threads[key]] = min(known, *group, key=_order)
    stories = [
        _make_story(
            group,
            vectors,
            content_key("thread", first_of_thread[threads[key]].id),
            _make_links(group, place, of_originals),
        )
        for key, group in members.items()
    ]
    return tuple(sorted(stories, key=lambda story: (story.first_at, story.id)))


def to_item(article: Article) -> GroupItem:
    """What grouping needs to know of an article."""
    return GroupItem(
        id=article.id,
        title=article.title,
        lang=article.language,
        text=article.text,
        published=article.published_at,
        source=article.source_id,
        url=article.url,
    )


def form_story(
    articles: Sequence[Article], embedder: Embedder, thread_id: str, links: tuple[Link, ...]
) -> Story:
    """One story of these articles, whatever the evidence: an editor said so. Raises `ServiceError`."""
    ids = {article.id for article in articles}
    originals = [a for a in articles if a.copy_of not in ids]
    vectors = embedder.embed([a.title for a in originals])
    rows = dict(zip((a.id for a in originals), vectors, strict=True))
    return _make_story(articles, rows, thread_id, links)


def clip_stories(
    stories: Sequence[Story], articles: Mapping[str, Article], end: datetime
) -> tuple[Story, ...]:
    """The stories as they stood before `end` (aware): without later reports; those that began later
    are left out. Articles that `articles` lacks count as later."""
    clipped: list[Story] = []
    for story in stories:
        kept = [
            articles[key]
            for key in story.article_ids
            if key in articles and articles[key].published_at < end
        ]
        if len(kept) == len(story.article_ids):
            clipped.append(story)
        elif kept:
            ids = {article.id for article in kept}
            titles = [article.title for article in kept]
            clipped.append(
                msgspec.structs.replace(
                    story,
                    title=story.title if story.title in titles else titles[0],
                    article_ids=tuple(key for key in story.article_ids if key in ids),
                    languages=_languages(kept),
                    publishers=_publishers(a for a in kept if a.copy_of not in ids),
                    first_at=kept[0].published_at,
                    last_at=kept[-1].published_at,
                    links=tuple(k for k in story.links if {k.article_id, k.to} <= ids),
                )
            )
    return tuple(sorted(clipped, key=lambda story: (story.first_at, story.id)))


def _languages(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(sorted({"zh" if a.is_chinese else "en" for a in articles}))


def _publishers(originals: Iterable[Article]) -> tuple[str, ...]:
    """Independent ones, in order of their first report: one for each family."""
    found: dict[str, str] = {}
    for article in originals:
        found.setdefault(article.family or article.publisher, article.publisher)
        for other in article.publishers:
            found.setdefault(other, other)
    return tuple(found.values())


def _make_links(
    group: Sequence[Article], place: Mapping[str, Grouped], constraints: Constraints
) -> tuple[Link, ...]:
    """The closest report of each original; an editor's, where only an editor holds it here."""
    own = sorted(article.id for article in group if article.id in place)
    told: dict[str, str] = {}
    for one, other in sorted(constraints.together):
        if one in own and other in own:
            told.setdefault(one, other)
            told.setdefault(other, one)
    links: list[Link] = []
    for key in own:
        grouped = place[key]
        if key in told and grouped.probability < event_bar(max(2, len(own))):
            links.append(Link(article_id=key, to=told[key], probability=1.0, by="editor"))
        elif grouped.closest:
            links.append(Link(article_id=key, to=grouped.closest, probability=grouped.probability))
    return tuple(links)


def _order(article: Article) -> tuple[float, str]:
    return (article.published_at.timestamp(), article.id)


def _find_origin(article: Article, by_id: Mapping[str, Article]) -> str:
    """The article at the end of a chain of copies; a chain that bites its tail ends at its least id."""
    seen = [article.id]
    while (source := by_id[seen[-1]].copy_of) in by_id:
        if source in seen:
            return min(seen[seen.index(source) :])
        seen.append(source)
    return seen[-1]


def _make_story(
    group: Sequence[Article],
    vectors: Mapping[str, Vectors],
    thread_id: str,
    links: tuple[Link, ...],
) -> Story:
    ordered = sorted(group, key=_order)
    originals = [article for article in ordered if article.id in vectors]
    return Story(
        id=content_key("story", ordered[0].id),
        thread_id=thread_id,
        title=_central_title(originals, vectors),
        article_ids=tuple(article.id for article in ordered),
        languages=_languages(ordered),
        publishers=_publishers(originals),
        first_at=ordered[0].published_at,
        last_at=ordered[-1].published_at,
        links=links,
    )


def _central_title(articles: Sequence[Article], vectors: Mapping[str, Vectors]) -> str:
    """Of the language with more articles (English where equal), the title nearest to all others."""
    chinese = [article for article in articles if article.is_chinese]
    english = [article for article in articles if not article.is_chinese]
    pool = chinese if len(chinese) > len(english) else english
    titled = [article for article in pool if article.title.strip()] or articles
    titled = [article for article in titled if not is_roundup(article.title)] or titled
    rows = np.stack([vectors[article.id] for article in titled])
    central = np.round((rows @ rows.T).mean(axis=1), 5)
    return titled[int(np.argmax(central))].title
