"""Before: a story with its articles and its hot-list standing. After: what is measured of it, in words.

Each measure is 0 to about 1, so that weights can be compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from wenzhai.model import Article, Story
from wenzhai.stages.highlight.rank_cues import (
    ADVERTORIAL,
    DETAIL,
    FIGURE,
    OFFICIAL,
    OPINION,
    ROUNDUP,
    ROUTINE,
    share_of,
    without_roundups,
)
from wenzhai.stages.highlight.rank_hot import HotMatch
from wenzhai.stages.highlight.rank_names import NO_SUBJECTS, Home, Subjects, find_subjects
from wenzhai.stages.highlight.rank_primary import FindsNames, PrimaryKind, tell_primary
from wenzhai.stages.highlight.rank_words import Facts

# Who speaks, the weightiest first; a release that a wire was paid to carry counts half.
PRIMARY: Mapping[PrimaryKind, float] = {
    "authority": 1.0,
    "filing": 1.0,
    "company": 1.0,
    "release": 0.5,
}
SPEED_HOURS = 6
BEIJING = timezone(timedelta(hours=8))
NIGHT = (22, 7)  # Beijing time: who reports then in Chinese does not want to wait for the morning


@dataclass(frozen=True, slots=True)
class StoryEvidence:
    """What ranking needs to know of a story. `times` are the reports', aware, earliest first;
    `quality` is of the best publishers, 0 to 1; `labels` hold a share of the reports each. `primary`
    says who speaks himself; `first_by` is the publisher of the first report; `at_night` the share
    of Chinese reports that came at night. `printed`: in an earlier edition; `follows`: another
    story of its thread was."""

    story: Story
    titles: tuple[str, ...]
    times: tuple[datetime, ...]
    relevance: float
    quality: float = 0.5
    primary: PrimaryKind = ""
    labels: Mapping[str, float] | None = None
    subjects: Subjects = NO_SUBJECTS
    first_by: str = ""
    at_night: float = 0.0
    printed: bool = False
    follows: bool = False


def gather_story(
    story: Story,
    articles: Mapping[str, Article],
    relevance: Mapping[str, float],
    *,
    printed_threads: frozenset[str] = frozenset(),
    printed_stories: frozenset[str] = frozenset(),
    names: FindsNames | None = None,
    home: Home | None = None,
) -> StoryEvidence:
    """Evidence of a story from its articles; ids that `articles` lacks are passed over."""
    members = [articles[key] for key in story.article_ids if key in articles]
    originals = [article for article in members if not article.copy_of] or members
    count = max(1, len(originals))
    labels: dict[str, float] = {}
    for article in originals:
        for label in article.labels:
            labels[label] = labels.get(label, 0.0) + 1 / count
    scores = sorted((relevance.get(article.id, 0.5) for article in originals), reverse=True)
    qualities = sorted((article.quality for article in originals), reverse=True)
    speakers = {tell_primary(article, names) for article in originals}
    titles = (story.title, *(a.title for a in originals if a.title != story.title))
    ordered = sorted(originals, key=lambda article: (article.published_at, article.id))
    return StoryEvidence(
        story=story,
        titles=titles,
        times=tuple(article.published_at for article in ordered),
        # The better half: one stray report must not sink a story, nor one lucky one lift it.
        relevance=_mean(scores[: math.ceil(len(scores) / 2)]) if scores else 0.5,
        quality=_mean(qualities[:3]) if qualities else 0.5,
        primary=next((kind for kind in PRIMARY if kind in speakers), ""),
        labels=labels,
        # What else a roundup tells of is not what the story is about.
        subjects=find_subjects(without_roundups(titles), names, home) if names else NO_SUBJECTS,
        first_by=ordered[0].publisher if ordered else "",
        at_night=_mean([float(_is_night(a.published_at)) for a in originals if a.is_chinese]),
        printed=story.id in printed_stories,
        follows=story.thread_id in printed_threads and story.id not in printed_stories,
    )


Measures = dict[str, tuple[float, Facts]]
"""Name of each measure -> (value, the facts that its words are made of)."""


def measure_story(item: StoryEvidence, hot: HotMatch, at: datetime, period: str) -> Measures:
    """What ranking knows of a story, each measure 0 to about 1."""
    return (
        _measure_reports(item, at, period)
        | _measure_hot(hot)
        | _measure_subject(item)
        | _measure_form(item)
    )


def _measure_reports(item: StoryEvidence, at: datetime, period: str) -> Measures:
    """Who reports it, how many, how soon."""
    publishers = len(item.story.publishers)
    age = max(0.0, (at - max(item.times, default=at)).total_seconds() / 3600)
    span = 24.0 if period == "day" else 168.0
    early = _early_reports(item.times)
    return {
        "publishers": (
            min(1.5, math.log2(max(1, publishers)) / 4),
            {"count": publishers, "form": "publishers, one" if publishers == 1 else "publishers"},
        ),
        "single publisher": (float(publishers <= 1), {}),
        "both languages": (float(len(item.story.languages) > 1), {}),
        "quality": (item.quality, {"value": item.quality}),
        "primary source": (
            PRIMARY.get(item.primary, 0.0),
            {"form": f"primary source, {item.primary}"},
        ),
        "speed": (
            min(1.0, math.log2(max(1, early)) / 4),
            {
                "count": early,
                "hours": SPEED_HOURS,
                "first": item.first_by,
                "form": "speed, first" if item.first_by and publishers > 1 else "speed",
            },
        ),
        "recency": (math.exp(-age / span), {"hours": age}),
        "at night": (item.at_night, {}),
        "printed before": (float(item.printed), {}),
        "follow-up": (float(item.follows), {}),
    }


def _measure_hot(hot: HotMatch) -> Measures:
    return {
        "hot list": (
            hot.strength,
            {
                "list": hot.list_name,
                "rank": hot.best_rank,
                "title": hot.title,
                "form": "hot list, rank" if hot.best_rank else "hot list",
            },
        ),
        "several hot lists": (float(hot.lists > 1), {"count": hot.lists}),
    }


def _measure_subject(item: StoryEvidence) -> Measures:
    """What it is about."""
    subjects = item.subjects
    return {
        # Nothing learned is ever quite sure: 100 % would say more than is known.
        # Not rounded up: what is .997 does not claim to be 1.
        "relevance": (item.relevance, {"score": math.floor(item.relevance * 100) / 100}),
        "prominence": (
            subjects.prominence,
            {
                "names": ", ".join(n for n, _ in subjects.names),
                "names_zh": "、".join(zh for _, zh in subjects.names),
            },
        ),
        "person": (
            subjects.person,
            {
                "names": ", ".join(n for n, _ in subjects.people),
                "names_zh": "、".join(zh for _, zh in subjects.people),
            },
        ),
        "elsewhere": (subjects.elsewhere, {}),
        "official talk": (share_of(OFFICIAL, item.titles), {}),
        "routine": (share_of(ROUTINE, item.titles), {}),
        "detail": (share_of(DETAIL, item.titles), {}),
    }


def _measure_form(item: StoryEvidence) -> Measures:
    """How it is told."""
    labels = item.labels or {}
    return {
        "figures": (float(bool(FIGURE.search(item.story.title))), {}),
        "advertorial": (
            max(labels.get("advertorial", 0.0), share_of(ADVERTORIAL, item.titles)),
            {},
        ),
        "opinion": (max(labels.get("opinion", 0.0), share_of(OPINION, item.titles)), {}),
        "roundup": (
            max(
                labels.get("roundup", 0.0),
                labels.get("live blog", 0.0),
                share_of(ROUNDUP, item.titles),
            ),
            {},
        ),
    }


def _early_reports(times: Sequence[datetime]) -> int:
    if not times:
        return 0
    limit = min(times) + timedelta(hours=SPEED_HOURS)
    return sum(at <= limit for at in times)


def _is_night(at: datetime) -> bool:
    hour = at.astimezone(BEIJING).hour
    return hour >= NIGHT[0] or hour < NIGHT[1]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
