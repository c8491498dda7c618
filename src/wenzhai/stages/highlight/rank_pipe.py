"""Before: rows of `wenzhai pipe rank` and the grouping of its items. After: a row a story, best first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from wenzhai.language.tokens import is_chinese
from wenzhai.model import Article, Beat, Grouped, Sighting, Source, Story
from wenzhai.ports import Embedder
from wenzhai.stages.highlight.rank import rank_stories
from wenzhai.stages.highlight.rank_primary import FindsNames
from wenzhai.stages.highlight.rank_weights import Weights

# One owner's desks: 新浪科技 and 新浪 are no two publishers.
DESK = re.compile(r"(?:科技|财经|汽车|新闻|网|客户端|\s)+$")
UNKNOWN_QUALITY = 0.5

Row = Mapping[str, object]


class ScoresRelevance(Protocol):
    """What is needed of `stages.group.RelevanceModel`."""

    def __call__(self, title: str, text: str) -> float: ...


def is_sighting(row: Row) -> bool:
    """Whether a row is a hot-list sighting: evidence, not ranked, and not to be grouped."""
    return row.get("kind") == "hot"


def rank_lines(
    rows: Sequence[Row],
    grouped: Sequence[Grouped],
    at: datetime,
    beat: Beat,
    embedder: Embedder | None = None,
    relevance: ScoresRelevance | None = None,
    weights: Weights | None = None,
    names: FindsNames | None = None,
) -> list[dict[str, object]]:
    """`{"rank","score","story","items":[ids],"reasons":{name: {value, points, words}}}`, best first.

    `rows` are items as for group, with `publishers` where several published it, and sightings
    `{"id","kind":"hot","list","title","seen","rank","heat"}`. `grouped` is the grouping of the items
    (the caller grouped them: stages do not call each other); an item that it lacks stands alone.
    Without `relevance` all items count alike. A field of the wrong type counts as missing."""
    place = {answer.id: answer for answer in grouped}
    items: dict[str, Row] = {}
    for row in rows:
        key = row.get("id")
        if not is_sighting(row) and isinstance(key, str | int) and not isinstance(key, bool):
            items.setdefault(str(key), row)
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(items):
        members[place[key].story if key in place else key].append(key)
    known = {_fold(source.name): source for source in beat.sources}
    articles = {key: _read_article(key, row, at, known) for key, row in items.items()}
    scores = {
        key: relevance(article.title, article.text) if relevance else 0.5
        for key, article in articles.items()
    }
    stories = [_read_story(story, keys, items, articles, place) for story, keys in members.items()]
    sightings = [s for row in rows if is_sighting(row) and (s := _read_sighting(row, at))]
    return [
        {
            "rank": ranked.rank,
            "score": ranked.score,
            "story": ranked.story.id,
            "items": list(ranked.story.article_ids),
            "kind": ranked.kind,
            "reasons": {
                r.name: {"value": r.value, "points": r.points, "words": r.words}
                for r in ranked.reasons
            },
        }
        for ranked in rank_stories(
            stories,
            articles,
            sightings,
            beat,
            at,
            scores,
            embedder=embedder,
            weights=weights,
            names=names,
        )
    ]


def _read_article(key: str, row: Row, at: datetime, known: Mapping[str, Source]) -> Article:
    """A row as the newsroom would have it: publishers that the beat knows get their quality and role."""
    title = _text(row, "title")
    publishers = list(_publishers(row))
    sources = [source for name in publishers if (source := known.get(_fold(name)))]
    best = sorted((source.quality for source in sources), reverse=True)[:3]
    first = known.get(_fold(publishers[0])) if publishers else None
    return Article(
        id=key,
        source_id="",
        url=_text(row, "url"),
        title=title,
        text=_text(row, "text"),
        language="zh" if is_chinese(title) else "en",
        published_at=_read_time(row.get("published")) or at,
        published_from="feed",
        publisher=publishers[0] if publishers else "",
        family="",
        role=first.role if first else "media",
        quality=sum(best) / len(best) if best else UNKNOWN_QUALITY,
    )


def _read_story(
    story: str,
    keys: list[str],
    items: Mapping[str, Row],
    articles: Mapping[str, Article],
    place: Mapping[str, Grouped],
) -> Story:
    told = [articles[key] for key in keys]
    times = [article.published_at for article in told]
    publishers: dict[str, None] = {}
    for key in keys:
        for name in _publishers(items[key]):
            publishers[DESK.sub("", name) or name] = None
    return Story(
        id=story,
        thread_id=place[keys[0]].thread if keys[0] in place else story,
        title=next((article.title for article in told if article.title), ""),
        article_ids=tuple(keys),
        languages=tuple(sorted({article.language for article in told})),
        publishers=tuple(publishers),
        first_at=min(times),
        last_at=max(times),
    )


def _fold(publisher: str) -> str:
    """A publisher's name as it is compared: IT 之家 is IT之家."""
    return "".join(publisher.split()).lower()


def _publishers(row: Row) -> Iterable[str]:
    listed = row.get("publishers")
    if isinstance(listed, list | tuple):
        names = [name.strip() for name in listed if isinstance(name, str) and name.strip()]
        if names:
            return names
    source = _text(row, "source")
    return [source] if source else []


def _read_sighting(row: Row, at: datetime) -> Sighting | None:
    title = _text(row, "title")[:300]
    if not title.strip():
        return None
    rank, heat = row.get("rank"), row.get("heat")
    return Sighting(
        source_id=_text(row, "list"),
        list_name=_text(row, "list") or "a hot list",
        title=title,
        seen_at=_read_time(row.get("seen")) or at,
        rank=rank if isinstance(rank, int) and not isinstance(rank, bool) and rank > 0 else None,
        heat=float(heat) if isinstance(heat, int | float) and not isinstance(heat, bool) else None,
    )


def _read_time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
