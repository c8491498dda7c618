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
    FARTHEST_DAYS,
    RELEVANCE_VERSION,
    RelevanceModel,
    clip_stories,
    group_articles,
    grouping_version,
    link_follow_ups,
    read_constraints,
    reconcile_stories,
)

_A_TRANSACTION = 2_000
_TELLING = ("article", "stub")
_REACH = timedelta(FARTHEST_DAYS)


class ToldStories(msgspec.Struct, frozen=True, kw_only=True):
    """The stories of a window of time in order of their first report, with their articles (copies
    marked) and how relevant each is."""

    stories: tuple[Story, ...]
    articles: Mapping[str, Article]
    relevance: Mapping[str, float]


def tell_stories(room: Newsroom, period: Period, steps: Steps) -> ToldStories:
    """The stories of `period` and of the days looked back on, from all articles that are extracted.

    From the first article on that is not placed yet (less the time that reports of one thread may lie
    apart) everything is grouped as a whole, in an order that does not depend on when anything
    arrived; then each story gets the id of the one that it continues. What is told of a story after
    the period's end is kept, and left out here. Raises `ServiceError` from the embedder."""
    start = period.start - timedelta(room.settings.schedule.lookback_days)
    _score_relevance(room, start, period.end, steps)
    progress = steps.begin("Grouping into stories")
    version = _version_grouping(room)
    window = _load_window(room, start, period.end, version)
    since = _find_unsettled(window)
    stories = window.known
    if since is not None:
        fresh = [s for s in window.known if s.last_at >= since - _REACH]
        kept = [s for s in window.known if s.last_at < since - _REACH]
        settled = {i for story in kept for i in story.article_ids}
        open_ones = [
            a
            for a in window.articles.values()
            if a.id not in settled and (a.published_at >= since - _REACH or a.id in window.placed)
        ]
        grouped = group_articles(
            open_ones,
            room.embedder,
            glossary=room.beat.glossary,
            constraints=read_constraints(room.store.load_judgements()),
            progress=progress,
            cache=room.store,
        )
        linked = link_follow_ups(grouped, window.articles, room.names, earlier=kept)
        at = _latest(window.articles, room.clock.now())
        now = reconcile_stories(fresh, linked, at, kept)
        before = {story.id: story for story in fresh}
        room.store.save_stories(
            [story for story in now.stories if before.get(story.id) != story],
            now.gone,
            now.changes,
            [a.id for a in open_ones],
            version,
        )
        stories = tuple(sorted((*kept, *now.stories), key=lambda s: (s.first_at, s.id)))
    progress(len(stories), len(stories))
    return ToldStories(
        stories=clip_stories(stories, window.articles, period.end),
        articles=window.articles,
        relevance=window.relevance,
    )


class _Window(msgspec.Struct, frozen=True, kw_only=True):
    """What is on the beat in the window, with the stories told of it; `placed` are the articles that
    grouping has placed as they are; `lost` are the times of stories that have lost one."""

    articles: dict[str, Article]
    relevance: dict[str, float]
    placed: frozenset[str]
    known: tuple[Story, ...]
    lost: tuple[datetime, ...]


def _load_window(room: Newsroom, start: datetime, end: datetime, version: str) -> _Window:
    threshold = room.beat.relevance_threshold
    known = room.store.load_stories(start, end)
    relevance: dict[str, float] = {}
    found: dict[str, Article] = {}
    placed: set[str] = set()
    for article, score, settled in room.store.load_relevant(start, end, threshold, version):
        if article.kind not in _TELLING:
            continue
        found[article.id], relevance[article.id] = article, score
        if settled:
            placed.add(article.id)
    # A story that reaches over an end of the window is grouped whole, or it would seem to shrink.
    beyond = sorted({a for story in known for a in story.article_ids} - found.keys())
    scores = room.store.load_relevance(beyond)
    for key, article in room.store.load_articles(beyond).items():
        told = article.kind in _TELLING and scores.get(key, 0.0) >= threshold
        if told and not start <= article.published_at < end:
            found[key], relevance[key] = article, scores[key]
            placed.add(key)
    return _Window(
        articles=_mark_copies(found),
        relevance=relevance,
        placed=frozenset(placed),
        known=tuple(known),
        lost=tuple(s.first_at for s in known if not found.keys() >= set(s.article_ids)),
    )


def _find_unsettled(window: _Window) -> datetime | None:
    """From when on the window must be grouped again; None where nothing has changed."""
    pending = [a.published_at for a in window.articles.values() if a.id not in window.placed]
    return min((*pending, *window.lost), default=None)


def _version_grouping(room: Newsroom) -> str:
    glossary = msgspec.json.encode(room.beat.glossary, order="deterministic").decode()
    return content_key("grouping", grouping_version(), room.embedder.name, glossary)


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
