"""Telling stories: score what is new, group what is on the beat, keep each story's identity.

Only what is new costs: relevance and vectors are kept by content, and what is off the beat is not loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from wenzhai.model import Article, Story, content_key
from wenzhai.newsroom.periods import Period
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import Steps
from wenzhai.stages.extract import find_copies
from wenzhai.stages.group import (
    RELEVANCE_VERSION,
    RelevanceModel,
    clip_stories,
    group_articles,
    link_follow_ups,
    read_constraints,
    reconcile_stories,
)

_A_TRANSACTION = 2_000


class ToldStories(msgspec.Struct, frozen=True, kw_only=True):
    """The stories of a window of time in order of their first report, with their articles (copies
    marked) and how relevant each is."""

    stories: tuple[Story, ...]
    articles: Mapping[str, Article]
    relevance: Mapping[str, float]


def tell_stories(room: Newsroom, period: Period, steps: Steps) -> ToldStories:
    """The stories of `period` and of the days looked back on, from all articles that are extracted.

    Grouped as a whole each time, in an order that does not depend on when anything arrived; then
    each gets the id of the story that it continues. What is told of a story after the period's end
    is kept, and left out here. Raises `ServiceError` from the embedder."""
    start = period.start - timedelta(room.settings.schedule.lookback_days)
    _score_relevance(room, start, period.end, steps)
    known = room.store.load_stories(start, period.end)
    threshold = room.beat.relevance_threshold
    relevance: dict[str, float] = {}
    found: dict[str, Article] = {}
    for article, score in room.store.load_relevant(start, period.end, threshold):
        found[article.id], relevance[article.id] = article, score
    # A story that reaches over an end of the window is grouped whole, or it would seem to shrink.
    beyond = sorted({a for story in known for a in story.article_ids} - found.keys())
    scores = room.store.load_relevance(beyond)
    for key, article in room.store.load_articles(beyond).items():
        if scores.get(key, 0.0) >= threshold and not start <= article.published_at < period.end:
            found[key], relevance[key] = article, scores[key]
    articles = _mark_copies(found)
    fresh = group_articles(
        [a for a in articles.values() if a.kind in ("article", "stub")],
        room.embedder,
        glossary=room.beat.glossary,
        constraints=read_constraints(room.store.load_judgements()),
        progress=steps.begin("Grouping into stories"),
    )
    fresh = link_follow_ups(fresh, articles, room.names)
    now = reconcile_stories(known, fresh, _latest(articles, room.clock.now()))
    before = {story.id: story for story in known}
    room.store.save_stories(
        [story for story in now.stories if before.get(story.id) != story], now.gone, now.changes
    )
    return ToldStories(
        stories=clip_stories(now.stories, articles, period.end),
        articles=articles,
        relevance=relevance,
    )


def load_marked(room: Newsroom, ids: Sequence[str]) -> dict[str, Article]:
    """The articles of these ids by time, with copies among them marked."""
    return _mark_copies(room.store.load_articles(ids))


def _score_relevance(room: Newsroom, start: datetime, end: datetime, steps: Steps) -> None:
    """Keep the relevance of every article that has none by this beat's words, or an outdated one."""
    beat = room.beat
    words = msgspec.json.encode((beat.terms, beat.places, beat.glossary), order="deterministic")
    version = content_key("relevance", RELEVANCE_VERSION, words.decode())
    pending = room.store.find_unscored(version, start, end)
    progress = steps.begin("Finding what is on the beat")
    model = RelevanceModel(beat, room.names)
    for first in range(0, len(pending), _A_TRANSACTION):
        made_of = dict(pending[first : first + _A_TRANSACTION])
        articles = room.store.load_articles(list(made_of))
        room.store.save_relevance(
            version,
            [
                (key, made_of[key], model.score(a.title, a.text, role=a.role).score)
                for key, a in articles.items()
            ],
        )
        progress(min(first + _A_TRANSACTION, len(pending)), len(pending))


def _mark_copies(articles: Mapping[str, Article]) -> dict[str, Article]:
    ordered = sorted(articles.values(), key=lambda a: (a.published_at, a.id))
    copies = find_copies(ordered)
    return {
        a.id: msgspec.structs.replace(a, copy_of=copies[a.id]) if a.id in copies else a
        for a in ordered
    }


def _latest(articles: Mapping[str, Article], now: datetime) -> datetime:
    """When what is known became known, as far as the reports say: so that the record of changes is
    the same whenever the same work is done again."""
    return min(now, max((a.published_at for a in articles.values()), default=now))
