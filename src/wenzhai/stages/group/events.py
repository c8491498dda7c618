"""Before: items. After: the story and the thread of each.

Units -> signals -> candidate pairs -> probabilities -> events (average linkage, bounded in time)
-> threads (the same over events, with the thread's probability).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenzhai.model import Grouped, GroupItem, Name, content_key
from wenzhai.ports import Embedder, Progress, no_progress
from wenzhai.stages.group.candidates import (
    Floats,
    Ints,
    Neighbours,
    find_candidates,
    find_neighbours,
)
from wenzhai.stages.group.cluster import connected_parts, link_average
from wenzhai.stages.group.features import compare_pairs
from wenzhai.stages.group.items import Unit, distinct_items, make_units
from wenzhai.stages.group.names import GlossaryIndex
from wenzhai.stages.group.pair_model import load_forests
from wenzhai.stages.group.signals import Signals, measure_units

EVENT_FLOOR = 0.18  # probability below which a pair does not even make a part
EVENT_BAR = 0.28  # mean probability that the pairs of an event must reach; see docs for other bars
THREAD_FLOOR = 0.2
THREAD_BAR = 0.25  # as EVENT_BAR; .30 and .35 are nearly as good, at .20 different threads merge
EVENT_DAYS = 4.5  # an event's reports end; what comes later is a follow-up
MOST_MEMBERS = 8  # of an event that are compared with another event's for threads

PairScorer = Callable[[npt.NDArray[np.float32]], Floats]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What pairs are scored from."""

    signals: Signals
    neighbours: Neighbours
    pairs: tuple[Ints, Ints]
    rows: npt.NDArray[np.float32]


def group_items(
    items: Sequence[GroupItem],
    embedder: Embedder,
    progress: Progress = no_progress,
    glossary: Sequence[Name] = (),
) -> tuple[Grouped, ...]:
    """The story and thread of every item, sorted by id; each id comes out once.

    Needs nothing but ids and titles; languages, texts, times and sources help. Items without any
    word stand alone. The same items in another order give the same answer: the work is done in the
    order of the ids. Raises `ServiceError` when the embedder fails."""
    distinct = distinct_items(items)
    units = make_units(distinct)
    spoken = [unit for unit in units if not unit.silent]
    evidence = gather_evidence(spoken, embedder, progress, glossary)
    forests = load_forests()
    events, threads = cluster_units(
        evidence, forests["event"].probability, forests["thread"].probability
    )
    answers: list[Grouped] = []
    for thread in threads:
        members = [[spoken[u] for u in events[e]] for e in thread]
        thread_key = _key("thread", distinct, [unit for event in members for unit in event])
        for event in members:
            story_key = _key("story", distinct, event)
            answers.extend(
                Grouped(id=distinct[m].id, story=story_key, thread=thread_key)
                for unit in event
                for m in unit.members
            )
    for unit in units:
        if unit.silent:
            alone = [(m, _key("story", distinct, [unit], m)) for m in unit.members]
            answers.extend(Grouped(id=distinct[m].id, story=key, thread=key) for m, key in alone)
    return tuple(sorted(answers, key=lambda answer: answer.id))


def _key(
    kind: str, items: Sequence[GroupItem], units: Sequence[Unit], only: int | None = None
) -> str:
    """A key from the earliest dated member, or the first by id: it stays when later items join."""
    members = [m for unit in units for m in unit.members] if only is None else [only]
    first = min(
        members,
        key=lambda m: (
            items[m].published is None,
            str(items[m].published or ""),
            items[m].id,
        ),
    )
    return content_key(kind, items[first].id)


def gather_evidence(
    units: Sequence[Unit],
    embedder: Embedder,
    progress: Progress = no_progress,
    glossary: Sequence[Name] = (),
) -> Evidence:
    """Signals, candidate pairs and their features."""
    vectors = embedder.embed([unit.shown for unit in units], progress)
    signals = measure_units(units, vectors, GlossaryIndex(glossary))
    neighbours = find_neighbours(signals)
    pairs = find_candidates(signals, neighbours)
    return Evidence(signals, neighbours, pairs, compare_pairs(signals, neighbours, *pairs))


def cluster_units(
    evidence: Evidence, event_score: PairScorer, thread_score: PairScorer
) -> tuple[list[list[int]], list[list[int]]]:
    """Events as lists of units, threads as lists of events; both cover everything."""
    events = _find_events(evidence, event_score)
    return events, _find_threads(evidence, events, thread_score)


def _find_events(evidence: Evidence, score: PairScorer) -> list[list[int]]:
    count = len(evidence.signals.chinese)
    i, j = evidence.pairs
    likely = score(evidence.rows)
    day = evidence.signals.day
    events: list[list[int]] = []
    placed = np.zeros(count, dtype=bool)
    for part in connected_parts(count, i, j, likely, EVENT_FLOOR):
        distance = 1.0 - _square(evidence, part, score)

        def fits(members: list[int], part: Ints = part) -> bool:
            days = day[part[members]]
            days = days[~np.isnan(days)]
            return len(days) < 2 or float(days.max() - days.min()) <= EVENT_DAYS

        found = link_average(distance, 1.0 - EVENT_BAR, fits)
        events.extend([int(part[m]) for m in members] for members in found)
        placed[part] = True
    events.extend([int(unit)] for unit in np.flatnonzero(~placed))
    return sorted(events)


def _square(evidence: Evidence, part: Ints, score: PairScorer) -> Floats:
    """Probabilities of all pairs of a part, candidates or not."""
    upper = np.triu_indices(len(part), 1)
    rows = compare_pairs(evidence.signals, evidence.neighbours, part[upper[0]], part[upper[1]])
    square = np.ones((len(part), len(part)))
    square[upper] = score(rows)
    square[upper[1], upper[0]] = square[upper]
    return square


def _find_threads(
    evidence: Evidence, events: list[list[int]], score: PairScorer
) -> list[list[int]]:
    """Threads over events: the mean of the thread's probability over their members' pairs."""
    event_of = np.zeros(len(evidence.signals.chinese), dtype=np.int64)
    for number, members in enumerate(events):
        event_of[members] = number
    i, j = evidence.pairs
    between = event_of[i] != event_of[j]
    a, b = event_of[i[between]], event_of[j[between]]
    likely = score(evidence.rows[between])
    threads: list[list[int]] = []
    placed = np.zeros(len(events), dtype=bool)
    for part in connected_parts(len(events), a, b, likely, THREAD_FLOOR):
        distance = 1.0 - _event_square(evidence, [events[e] for e in part], score)
        found = link_average(distance, 1.0 - THREAD_BAR, lambda _: True)
        threads.extend([int(part[m]) for m in members] for members in found)
        placed[part] = True
    threads.extend([int(event)] for event in np.flatnonzero(~placed))
    return sorted(threads)


def _event_square(evidence: Evidence, events: list[list[int]], score: PairScorer) -> Floats:
    """Mean thread probability between each two events, over a bounded sample of their members."""
    sampled = [members[:: max(1, len(members) // MOST_MEMBERS)] for members in events]
    left: list[int] = []
    right: list[int] = []
    cell: list[int] = []
    for a in range(len(sampled)):
        for b in range(a + 1, len(sampled)):
            for u in sampled[a]:
                left.extend([u] * len(sampled[b]))
                right.extend(sampled[b])
                cell.extend([a * len(sampled) + b] * len(sampled[b]))
    square = np.ones((len(sampled), len(sampled)))
    if left:
        likely = score(
            compare_pairs(evidence.signals, evidence.neighbours, np.array(left), np.array(right))
        )
        size = len(sampled) ** 2
        sums = np.bincount(cell, weights=likely, minlength=size)
        counts = np.bincount(cell, minlength=size)
        means = np.divide(sums, counts, out=np.zeros(size), where=counts > 0)
        means = means.reshape(len(sampled), len(sampled))
        square = means + means.T
        np.fill_diagonal(square, 1.0)
    return square
