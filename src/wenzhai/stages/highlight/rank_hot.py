"""Before: titles of hot lists and of stories. After: how strongly each story stands on the lists.

Two titles match by shared character pairs and words (rarer ones counting more); an embedder, where
there is one, can confirm a weaker match, never make one from nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wenzhai.language.tokens import chinese_words, han_pairs, normalise
from wenzhai.model import Sighting
from wenzhai.ports import Embedder

LEAST = 0.30  # share of a title's weight that must be shared to count at all
SURE = 0.60
MOST_TITLES = 12  # of one story that are looked up


@dataclass(frozen=True, slots=True)
class HotMatch:
    """`strength` is 0 to 1 (how sure the match, how high the rank, how long it stood); `title` and
    `list_name` are the best match's, `lists` how many lists hold one."""

    strength: float = 0.0
    title: str = ""
    list_name: str = ""
    lists: int = 0
    best_rank: int | None = None


@dataclass(frozen=True, slots=True)
class _Topic:
    title: str
    list_name: str
    best_rank: int | None
    hours: float
    bag: frozenset[str]


class HotTitles:
    """The sightings of some days, one topic for each list and title."""

    def __init__(self, sightings: Sequence[Sighting], embedder: Embedder | None = None) -> None:
        grouped: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            grouped[sighting.list_name, sighting.title].append(sighting)
        self._topics = [
            _make_topic(title, list_name, seen)
            for (list_name, title), seen in sorted(grouped.items())
        ]
        counts = Counter(piece for topic in self._topics for piece in topic.bag)
        total = max(1, len(self._topics))
        self._weight = {p: math.log((total + 10) / (c + 0.5)) for p, c in counts.items()}
        self._unseen = math.log((total + 10) / 0.5)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for place, topic in enumerate(self._topics):
            for piece in topic.bag:
                self._holders[piece].append(place)
        self._embedder = embedder

    def match(self, stories: Sequence[Sequence[str]]) -> list[HotMatch]:
        """The standing of each story, given by its titles."""
        found = [self._candidates(titles[:MOST_TITLES]) for titles in stories]
        nearness = self._nearness(stories, found)
        return [self._best(own, near) for own, near in zip(found, nearness, strict=True)]

    def _candidates(self, titles: Sequence[str]) -> dict[int, tuple[float, str]]:
        """Topic -> (shared weight of the lighter of the two titles, the story's title)."""
        best: dict[int, tuple[float, str]] = {}
        for title in titles:
            bag = _bag(title)
            own = sum(self._weight.get(piece, self._unseen) for piece in bag)
            shared: Counter[int] = Counter()
            for piece in sorted(bag):
                for place in self._holders.get(piece, ()):
                    shared[place] += self._weight[piece]  # type: ignore[assignment] # Counter of floats
            for place, weight in shared.items():
                theirs = sum(self._weight[piece] for piece in self._topics[place].bag)
                lighter, heavier = min(own, theirs), max(own, theirs)
                # Mostly the lighter title's share; the heavier's keeps one-word topics in check.
                share = 0.6 * weight / max(lighter, 1e-9) + 0.4 * weight / max(heavier, 1e-9)
                if share >= LEAST and share > best.get(place, (0.0, ""))[0]:
                    best[place] = (share, title)
        return best

    def _nearness(
        self, stories: Sequence[Sequence[str]], found: Sequence[dict[int, tuple[float, str]]]
    ) -> list[dict[int, float]]:
        """Cosine of each candidate match, where there is an embedder."""
        if self._embedder is None:
            return [{} for _ in stories]
        texts = sorted(
            {self._topics[place].title for own in found for place in own}
            | {title for own in found for _, title in own.values()}
        )
        if not texts:
            return [{} for _ in stories]
        rows = dict(zip(texts, self._embedder.embed(texts), strict=True))
        return [
            {
                place: float(np.dot(rows[self._topics[place].title], rows[title]))
                for place, (_, title) in own.items()
            }
            for own in found
        ]

    def _best(self, own: dict[int, tuple[float, str]], near: dict[int, float]) -> HotMatch:
        match, lists = HotMatch(), set()
        ranks: list[int] = []
        for place in sorted(own):
            topic = self._topics[place]
            sure = (own[place][0] - LEAST) / (SURE - LEAST)
            if place in near:
                # e5 cosines of unrelated Chinese titles lie about .80, of equal events above .88
                sure = 0.5 * sure + 0.5 * (near[place] - 0.82) / 0.08
            sure = min(1.0, max(0.0, sure))
            if sure < 0.4:
                continue
            lists.add(topic.list_name)
            if topic.best_rank is not None:
                ranks.append(topic.best_rank)
            high = (
                1.0
                if topic.best_rank is None
                else 1.0 / (1.0 + math.log10(max(1, topic.best_rank)))
            )
            long = min(1.0, topic.hours / 24)
            strength = sure * (0.6 + 0.25 * high + 0.15 * long)
            if strength > match.strength:
                match = HotMatch(strength, topic.title, topic.list_name)
        return HotMatch(
            strength=match.strength,
            title=match.title,
            list_name=match.list_name,
            lists=len(lists),
            best_rank=min(ranks, default=None),
        )


def _make_topic(title: str, list_name: str, seen: Sequence[Sighting]) -> _Topic:
    times = [sighting.seen_at for sighting in seen]
    ranks = [sighting.rank for sighting in seen if sighting.rank is not None]
    return _Topic(
        title=title,
        list_name=list_name,
        best_rank=min(ranks, default=None),
        hours=(max(times) - min(times)).total_seconds() / 3600,
        bag=_bag(title),
    )


def _bag(title: str) -> frozenset[str]:
    plain = normalise(title[:200])
    return frozenset(han_pairs(plain)) | frozenset(w for w in chinese_words(plain) if len(w) > 1)
