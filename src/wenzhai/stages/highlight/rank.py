"""Before: stories. After: the same, best first, each with the grounds for its place.

A linear model: what is measured of a story (0 to about 1 each), times weights that ship as data, adds
up to its score. Nothing else enters, so the reasons shown are the whole truth about a rank.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Beat, RankedStory, Reason, Sighting, Story
from wenzhai.ports import Embedder
from wenzhai.stages.highlight.rank_cues import without_roundups
from wenzhai.stages.highlight.rank_evidence import StoryEvidence, gather_story, measure_story
from wenzhai.stages.highlight.rank_hot import HotMatch, HotTitles
from wenzhai.stages.highlight.rank_kinds import tell_kind
from wenzhai.stages.highlight.rank_learning import YOUR_CHOICES
from wenzhai.stages.highlight.rank_names import find_home
from wenzhai.stages.highlight.rank_primary import FindsNames
from wenzhai.stages.highlight.rank_weights import KIND, Weights, load_weights
from wenzhai.stages.highlight.rank_words import word_reason

RECENT_DAYS = 9.0  # sightings older than that say nothing about this week
NEXT_STEP = timedelta(2)  # what a thread brings later is a step of its own
BESIDE = "beside"
"""The reason of a story that stands beside a better one of its thread."""


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
    printed_stories: frozenset[str] = frozenset(),
    names: FindsNames | None = None,
    weights: Weights | None = None,
) -> tuple[RankedStory, ...]:
    """All stories, best first; equal scores by story id. `at` is when the edition closes (aware).

    `relevance` is by article id; an article that it lacks counts as in doubt (0.5). With an
    `embedder`, hot-list titles are also matched by meaning; `names` finds the beat's
    names (made from its glossary unless given: whoever has one passes it). `printed_threads` and `printed_stories` are those
    of earlier editions: a new story of such a thread is a follow-up, a printed story no news. Of the
    stories of one thread the best keeps its place, the others stand beside it, further down.
    `weights` are the shipped ones of the beat's period unless given (`learn_weights`).
    Raises `ServiceError` from the embedder."""
    model = weights or load_weights(beat.period)
    finder = names or (NameFinder(beat.glossary) if beat.glossary else None)
    home = find_home(beat)
    evidence = [
        gather_story(
            story,
            articles,
            relevance,
            printed_threads=printed_threads,
            printed_stories=printed_stories,
            names=finder,
            home=home,
        )
        for story in stories
    ]
    hot = HotTitles([s for s in sightings if -1.0 < _days(at, s.seen_at) < RECENT_DAYS], embedder)
    matches = hot.match([item.titles for item in evidence])
    scored = [
        _score(item, match, beat, at, model) for item, match in zip(evidence, matches, strict=True)
    ]
    scored = _put_beside(sorted(scored, key=_place), model.points.get(BESIDE, 0.0))
    return tuple(
        RankedStory(rank=place, score=r.score, story=r.story, kind=r.kind, reasons=r.reasons)
        for place, r in enumerate(scored, 1)
    )


def _place(ranked: RankedStory) -> tuple[float, str]:
    return (-ranked.score, ranked.story.id)


def _put_beside(ordered: Sequence[RankedStory], points: float) -> list[RankedStory]:
    """The stories, best first, with all but the best of each thread moved by `points`; by half of them
    what began more than NEXT_STEP before or after the best.

    An edition prints one story a thread (`choose_stories`): the list that an editor reads must not
    tell a matter and its next step as two, nor twice what grouping took for a step and is the same.
    Days later it is a step in its own right."""
    best: dict[str, RankedStory] = {}
    moved: list[RankedStory] = []
    for ranked in ordered:
        first = best.setdefault(ranked.story.thread_id, ranked)
        if first is not ranked and points:
            apart = abs(ranked.story.first_at - first.story.first_at)
            value = 1.0 if apart <= NEXT_STEP else 0.5
            reason = word_reason(BESIDE, value, points * value, {"title": first.story.title})
            reasons = sorted((*ranked.reasons, reason), key=_weight)
            ranked = msgspec.structs.replace(
                ranked, score=round(ranked.score + reason.points, 4), reasons=tuple(reasons)
            )
        moved.append(ranked)
    return sorted(moved, key=_place)


def _weight(reason: Reason) -> tuple[float, str]:
    return (-abs(reason.points), reason.name)


def _days(at: datetime, seen: datetime) -> float:
    return (at - seen).total_seconds() / 86_400


def _score(
    item: StoryEvidence, match: HotMatch, beat: Beat, at: datetime, model: Weights
) -> RankedStory:
    kind = tell_kind(without_roundups(item.titles))
    measured = measure_story(item, match, at, beat.period)
    reasons = [
        word_reason(name, value, value * weight, facts)
        for name, (value, facts) in measured.items()
        if (weight := model.points.get(name, 0.0)) and value
    ]
    if points := model.points.get(KIND + kind, 0.0):
        reasons.append(word_reason("kind", 1.0, points, {"kind": kind}))
    taste = {name: value * model.learned.get(name, 0.0) for name, (value, _) in measured.items()}
    taste[KIND + kind] = model.learned.get(KIND + kind, 0.0)
    reasons.extend(_explain_taste(taste))
    reasons.sort(key=_weight)
    total = math.fsum(reason.points for reason in reasons)
    return RankedStory(
        rank=0, score=round(total, 4), story=item.story, kind=kind, reasons=tuple(reasons)
    )


def _explain_taste(taste: Mapping[str, float]) -> tuple[Reason, ...]:
    """What the editor's earlier choices add, and on what ground mostly; nothing where they add nothing."""
    points = round(math.fsum(taste.values()), 3)
    if not points:
        return ()
    way = "raised" if points > 0 else "lowered"
    grounds = sorted(
        (name for name, part in taste.items() if part * points > 0),
        key=lambda name: (-abs(taste[name]), name),
    )
    facts = {"form": way, "grounds": ", ".join(grounds[:2])}
    return (word_reason(YOUR_CHOICES, points, points, facts),)


def choose_stories(
    ranked: Sequence[RankedStory],
    beat: Beat,
    n: int,
    companies: Mapping[str, Sequence[str]] | None = None,
    printed_stories: frozenset[str] = frozenset(),
) -> tuple[RankedStory, ...]:
    """At most `n` stories for an edition, in the order in which to print them: one a thread, none
    of `printed_stories`, and of each full edition (`beat.style.highlights`) at most `beat.balance`
    about one company and `beat.kind_balance` of one kind.

    `companies` names each story's companies by story id (the glossary's ids, parents included).
    Stories passed over come after the others, balanced again, so that whoever needs more than one
    edition's worth (some cannot be told) has them; a thread is never printed twice in an edition."""
    about = companies or {}
    left: list[RankedStory] = []
    threads: set[str] = set()
    for candidate in ranked:
        if candidate.story.id not in printed_stories and candidate.story.thread_id not in threads:
            left.append(candidate)
            threads.add(candidate.story.thread_id)
    chosen: list[RankedStory] = []
    size = max(1, beat.style.highlights[1])
    while left and len(chosen) < n:
        edition = _balance(left, beat, size, about)
        chosen.extend(edition)
        taken = {story.story.id for story in edition}
        left = [story for story in left if story.story.id not in taken]
    return tuple(chosen[:n])


def _balance(
    ranked: Sequence[RankedStory], beat: Beat, size: int, about: Mapping[str, Sequence[str]]
) -> list[RankedStory]:
    """The first `size` stories that keep the beat's bounds; never none of some."""
    chosen: list[RankedStory] = []
    held: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for candidate in ranked:
        if len(chosen) == size:
            break
        names = set(about.get(candidate.story.id, ()))
        bound = beat.kind_balance.get(candidate.kind, size)
        full = kinds[candidate.kind] >= bound or any(held[name] >= beat.balance for name in names)
        if chosen and full:
            continue
        chosen.append(candidate)
        held.update(names)
        kinds[candidate.kind] += 1
    return chosen
