"""Ranking a period's stories by what is measured of them and by what the editor chose before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median_low

import msgspec

from wenzhai.errors import NotFound
from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Edition, Judgement, JudgementKind, RankedStory, Story
from wenzhai.newsroom.extracting import extract_pending
from wenzhai.newsroom.periods import Period
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.telling import tell_stories
from wenzhai.ports import SilentSteps, Steps
from wenzhai.stages.highlight import (
    choose_stories,
    learn_weights,
    load_weights,
    rank_stories,
)


class RankedPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """The stories of a week or a day, best first; `stories` are those of the days looked back on, too.
    `earlier` are the editions of before."""

    ranked: tuple[RankedStory, ...]
    stories: tuple[Story, ...]
    articles: Mapping[str, Article]
    counts: dict[str, int]
    earlier: tuple[Edition, ...] = ()

    @property
    def printed_stories(self) -> frozenset[str]:
        return frozenset(h.story_id for e in self.earlier for h in e.highlights)


def rank_period(room: Newsroom, period: Period, steps: Steps | None = None) -> RankedPeriod:
    """Extract what is new, group it into stories and rank those of `period`; kept in the store.

    Raises NotFound when nothing is stored for it."""
    watch = steps or SilentSteps()
    extract_pending(room, watch)
    count, publishers = room.store.count_articles(period.start, period.end)
    if not count:
        raise NotFound(
            f"nothing is stored for {period.id}",
            where=str(room.folder),
            remedy="wenzhai collect, or wenzhai import FILE --mapping MAPPING; then make it again.",
        )
    told = tell_stories(room, period, watch)
    own = [s for s in told.stories if period.start <= _middle(s, told.articles) < period.end]
    earlier = [e for e in room.store.load_editions() if e.ends_on < period.first_day]
    progress = watch.begin("Ranking")
    ranked = rank_stories(
        own,
        told.articles,
        room.store.load_sightings(period.start - timedelta(1), period.end),
        room.beat,
        period.end,
        told.relevance,
        embedder=room.embedder,
        printed_threads=frozenset(h.thread_id for e in earlier for h in e.highlights),
        printed_stories=frozenset(h.story_id for e in earlier for h in e.highlights),
        names=room.names,
        weights=learn_weights(load_weights(room.beat.period), room.store.load_judgements()),
    )
    progress(len(ranked), len(ranked))
    room.store.save_ranking(period.id, ranked)
    on_beat = [a for a in told.articles.values() if period.start <= a.published_at < period.end]
    counts = {
        "articles": count,
        "publishers": publishers,
        "on the beat": len(on_beat),
        "copies": sum(bool(a.copy_of) for a in on_beat),
        "stories": len(ranked),
    }
    return RankedPeriod(
        ranked=tuple(ranked),
        stories=told.stories,
        articles=told.articles,
        counts=counts,
        earlier=tuple(earlier),
    )


def choose_candidates(room: Newsroom, done: RankedPeriod, most: int) -> tuple[RankedStory, ...]:
    """The stories to draft, best first, at most `most`: those that the editor accepted first, none that
    was rejected, none that an earlier edition has printed."""
    said = read_choices(room.store.load_judgements(), done.ranked)
    open_ones = [
        r
        for r in done.ranked
        if said.get(r.story.id) != "rejected" and r.story.id not in done.printed_stories
    ]
    accepted = [r for r in open_ones if r.story.id in said]
    companies = {
        r.story.id: find_companies([done.articles[i] for i in r.story.article_ids], room.names)
        for r in open_ones
    }
    threads = {r.story.thread_id for r in accepted}
    others = [r for r in open_ones if r.story.thread_id not in threads]
    return (
        *accepted,
        *choose_stories(others, room.beat, most - len(accepted), companies, done.printed_stories),
    )


def read_choices(
    judgements: Sequence[Judgement], ranked: Sequence[RankedStory]
) -> dict[str, JudgementKind]:
    """Story -> `accepted` or `rejected`, of those that an editor spoke of; the last word holds.

    Where the story has been taken in by another, it is that one's: a rejection only where it was of
    half of its reports or more."""
    sizes = {r.story.id: len(r.story.article_ids) for r in ranked}
    holder = {key: r.story.id for r in ranked for key in r.story.article_ids}
    said: dict[str, JudgementKind] = {}
    for judgement in judgements:
        if judgement.kind not in ("accepted", "rejected"):
            continue
        heir = judgement.story_id
        if heir not in sizes:
            held = Counter(holder[key] for key in judgement.articles if key in holder)
            heir = max(sorted(held), key=held.__getitem__, default="")
            if not heir or (judgement.kind == "rejected" and held[heir] * 2 < sizes[heir]):
                continue
        said[heir] = judgement.kind
    return said


def _middle(story: Story, articles: Mapping[str, Article]) -> datetime:
    """When a story was told: the middle of its original reports, so that one early report does not
    move it into the period before."""
    told = [articles[i] for i in story.article_ids]
    # An editor may have taken copies out of their original's story: they are one by themselves.
    return median_low(a.published_at for a in [a for a in told if not a.copy_of] or told)


def find_companies(told: Sequence[Article], names: NameFinder) -> tuple[str, ...]:
    """The companies that a story is about: named in at least half of its titles, parents included."""
    counts: Counter[str] = Counter()
    for article in told:
        found = {m.name.id: m.name for m in names.find(article.title)}
        of_title = {n.id for n in found.values() if n.kind == "company"}
        for name in found.values():
            of_title |= {parent.id for parent in names.parents(name)}
        counts.update(of_title)
    return tuple(sorted(name for name, count in counts.items() if count * 2 >= len(told)))
