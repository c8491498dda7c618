"""Before: stories. After: the same, best first, each with the grounds for its place.

A linear model: what is measured of a story (0 to about 1 each), times weights that ship as data, adds
up to its score. Nothing else enters, so the reasons shown are the whole truth about a rank.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from wenzhai.model import Article, Beat, RankedStory, Reason, Sighting, Story
from wenzhai.ports import Embedder
from wenzhai.stages.highlight.rank_evidence import StoryEvidence, gather_story, measure_story
from wenzhai.stages.highlight.rank_hot import HotMatch, HotTitles
from wenzhai.stages.highlight.rank_kinds import tell_kind
from wenzhai.stages.highlight.rank_weights import Weights, load_weights

RECENT_DAYS = 9.0  # sightings older than that say nothing about this week


def rank_stories(
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    sightings: Sequence[Sighting],
    beat: Beat,
    at: datetime,
    relevance: Mapping[str, float],
    *,
    embedder: Embedder | None = None,
    printed_threads: frozenset[str] = frozenset(),
    weights: Weights | None = None,
) -> tuple[RankedStory, ...]:
    """All stories, best first; equal scores by story id. `at` is when the edition closes (aware).

    `relevance` is by article id; an article that it lacks counts as in doubt (0.5). With an
    `embedder`, hot-list titles are also matched by meaning. `printed_threads` are those of earlier
    editions: their stories are follow-ups, not news. Raises `ServiceError` from the embedder."""
    evidence = [gather_story(story, articles, relevance, printed_threads) for story in stories]
    return rank_evidence(evidence, sightings, beat, at, embedder=embedder, weights=weights)


def rank_evidence(
    evidence: Sequence[StoryEvidence],
    sightings: Sequence[Sighting],
    beat: Beat,
    at: datetime,
    *,
    embedder: Embedder | None = None,
    weights: Weights | None = None,
) -> tuple[RankedStory, ...]:
    """As `rank_stories`, from evidence gathered elsewhere (`pipe rank` has no articles)."""
    model = weights or load_weights(beat.period)
    hot = HotTitles([s for s in sightings if -1.0 < _days(at, s.seen_at) < RECENT_DAYS], embedder)
    matches = hot.match([item.titles for item in evidence])
    scored = [
        _score(item, match, beat, at, model) for item, match in zip(evidence, matches, strict=True)
    ]
    scored.sort(key=lambda ranked: (-ranked.score, ranked.story.id))
    return tuple(
        RankedStory(rank=place, score=r.score, story=r.story, kind=r.kind, reasons=r.reasons)
        for place, r in enumerate(scored, 1)
    )


def _days(at: datetime, seen: datetime) -> float:
    return (at - seen).total_seconds() / 86_400


def _score(
    item: StoryEvidence, match: HotMatch, beat: Beat, at: datetime, model: Weights
) -> RankedStory:
    kind = tell_kind(item.titles)
    measured = measure_story(item, match, at, beat.period)
    reasons = [
        Reason(name=name, value=round(value, 3), points=round(value * weight, 3), words=words)
        for name, (value, words) in measured.items()
        if (weight := model.of(name)) and value
    ]
    if points := model.of(f"kind: {kind}"):
        reasons.append(
            Reason(name="kind", value=1.0, points=round(points, 3), words=f"kind: {kind}")
        )
    reasons.sort(key=lambda reason: (-abs(reason.points), reason.name))
    total = math.fsum(reason.points for reason in reasons)
    return RankedStory(
        rank=0, score=round(total, 4), story=item.story, kind=kind, reasons=tuple(reasons)
    )


def choose_stories(
    ranked: Sequence[RankedStory],
    beat: Beat,
    n: int,
    companies: Mapping[str, Sequence[str]] | None = None,
) -> tuple[RankedStory, ...]:
    """At most `n` stories for an edition, in rank order: one a thread, and at most `beat.balance`
    about any one company.

    `companies` names each story's companies by story id (the glossary's ids, parents included).
    Stories passed over for balance come in at the end where there are too few others; a thread is
    never printed twice in an edition."""
    about = companies or {}
    chosen: list[RankedStory] = []
    passed: list[RankedStory] = []
    threads: set[str] = set()
    held: Counter[str] = Counter()
    for candidate in ranked:
        if len(chosen) == n:
            break
        if candidate.story.thread_id in threads:
            continue
        names = set(about.get(candidate.story.id, ()))
        if any(held[name] >= beat.balance for name in names):
            passed.append(candidate)
            continue
        chosen.append(candidate)
        threads.add(candidate.story.thread_id)
        held.update(names)
    for candidate in passed:
        if len(chosen) < n and candidate.story.thread_id not in threads:
            chosen.append(candidate)
            threads.add(candidate.story.thread_id)
    return tuple(sorted(chosen, key=lambda story: story.rank))
