"""Before: rows of `wenzhai pipe rank` and the grouping of its items. After: a row a story, best first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from wenzhai.language.tokens import is_chinese
from wenzhai.model import Beat, Grouped, Sighting, Story
from wenzhai.ports import Embedder
from wenzhai.stages.highlight.rank import rank_evidence
from wenzhai.stages.highlight.rank_evidence import StoryEvidence

# One owner's desks: 新浪科技 and 新浪 are no two publishers.
DESK = re.compile(r"(?:科技|财经|汽车|新闻|网|客户端|\s)+$")

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
    evidence = [
        _gather(story, keys, items, place, at, relevance) for story, keys in members.items()
    ]
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
        for ranked in rank_evidence(evidence, sightings, beat, at, embedder=embedder)
    ]


def _gather(
    story: str,
    keys: list[str],
    items: Mapping[str, Row],
    place: Mapping[str, Grouped],
    at: datetime,
    relevance: ScoresRelevance | None,
) -> StoryEvidence:
    rows = [items[key] for key in keys]
    titles = tuple(title for row in rows if (title := _text(row, "title")))
    times = sorted(_read_time(row.get("published")) or at for row in rows)
    publishers: dict[str, None] = {}
    for row in rows:
        for name in _publishers(row):
            publishers[DESK.sub("", name) or name] = None
    scores = sorted(
        (relevance(_text(row, "title"), _text(row, "text")) if relevance else 0.5 for row in rows),
        reverse=True,
    )
    best = scores[: (len(scores) + 1) // 2]
    return StoryEvidence(
        story=Story(
            id=story,
            thread_id=place[keys[0]].thread if keys[0] in place else story,
            title=titles[0] if titles else "",
            article_ids=tuple(keys),
            languages=tuple(sorted({"zh" if is_chinese(title) else "en" for title in titles})),
            publishers=tuple(publishers),
            first_at=times[0],
            last_at=times[-1],
        ),
        titles=titles,
        times=tuple(times),
        relevance=sum(best) / len(best),
    )


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
