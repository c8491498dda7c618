"""Before: items. After: the story and the thread of each.

Units -> signals -> candidate pairs -> probabilities -> events (average linkage, bounded in time)
-> threads (the same over events, with the thread's probability).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped] # ships no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped] # ships no types

from wenzhai.model import Grouped, GroupItem, Name, content_key
from wenzhai.ports import Embedder, Progress, no_progress
from wenzhai.stages.group.across import BEST, join_languages
from wenzhai.stages.group.bare import find_ground, part_bare
from wenzhai.stages.group.candidates import (
    Floats,
    Ints,
    Neighbours,
    find_candidates,
    find_neighbours,
)
from wenzhai.stages.group.cluster import connected_parts, link_average
from wenzhai.stages.group.constraints import (
    NO_CONSTRAINTS,
    Constraints,
    join_together,
    keep_apart,
)
from wenzhai.stages.group.features import compare_pairs
from wenzhai.stages.group.items import Unit, distinct_items, make_units
from wenzhai.stages.group.links import find_closest
from wenzhai.stages.group.measures import MeasureCache
from wenzhai.stages.group.names import GlossaryIndex
from wenzhai.stages.group.pair_model import load_forests
from wenzhai.stages.group.signals import Signals, measure_units

EVENT_FLOOR = 0.18  # probability below which a pair does not even make a part
EVENT_BAR = 0.12  # mean probability that the pairs of a very large event must reach
FEW = 0.5  # over the root of its size, added to that: nothing else speaks for two reports
ACROSS_BAR = 0.7  # the same of the best few pairs that join what is told in one language
THREAD_FLOOR = 0.2
THREAD_BAR = 0.25  # of threads; .30 and .35 are nearly as good, at .20 different threads merge
SUSPECT_BAR = 0.6  # of the best few pairs of two events that are at least one thread
SUSPECT_DAYS = 1.0  # and their middles at most so far apart: later it is a step
EVENT_DAYS = 4.5  # an event's reports end; what comes later is a follow-up
PAIRS_AT_ONCE = 200_000  # rows of features: 40 MB
MOST_MEMBERS = 8  # of an event that are compared with another event's for threads

PairScorer = Callable[[npt.NDArray[np.float32]], Floats]
Part = TypeVar("Part")
UnitConstraints = tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]


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
    constraints: Constraints = NO_CONSTRAINTS,
    cache: MeasureCache | None = None,
) -> tuple[Grouped, ...]:
    """The story and thread of every item, sorted by id; each id comes out once.

    Needs nothing but ids and titles; languages, texts, times and sources help. Items without any
    word stand alone. The same items in another order give the same answer: the work is done in the
    order of the ids. What `constraints` say of pairs of ids holds, whatever the evidence says.
    What the `cache` holds is not measured again. Raises `ServiceError` when the embedder fails."""
    distinct = distinct_items(items)
    units = make_units(distinct, constraints.parts())
    spoken = [unit for unit in units if not unit.silent]
    of_units = _constrain_units(distinct, spoken, constraints)
    evidence = gather_evidence(spoken, embedder, progress, glossary, cache)
    forests = load_forests()
    of_pairs = forests["event"].probability(evidence.rows)

    def event_score(rows: npt.NDArray[np.float32]) -> Floats:
        # Asked three times of the candidates, which cost most of it.
        return of_pairs if rows is evidence.rows else forests["event"].probability(rows)

    events, threads = cluster_units(evidence, event_score, forests["thread"].probability, of_units)
    closest = find_closest(evidence.pairs, of_pairs, events)
    answers: list[Grouped] = []
    for thread in threads:
        members = [[spoken[u] for u in events[e]] for e in thread]
        thread_key = _key("thread", distinct, [unit for event in members for unit in event])
        for event_number in thread:
            story_key = _key("story", distinct, [spoken[u] for u in events[event_number]])
            for u in events[event_number]:
                for place, m in enumerate(spoken[u].members):
                    # The first of a unit speaks for it; the others have the same headline.
                    near, likely = closest.get(u, (-1, 0.0)) if not place else (u, 1.0)
                    answers.append(
                        Grouped(
                            id=distinct[m].id,
                            story=story_key,
                            thread=thread_key,
                            closest=distinct[spoken[near].members[0]].id if near >= 0 else "",
                            probability=round(likely, 4),
                        )
                    )
    for unit in units:
        if unit.silent:
            alone = [(m, _key("story", distinct, [unit], m)) for m in unit.members]
            answers.extend(Grouped(id=distinct[m].id, story=key, thread=key) for m, key in alone)
    return tuple(sorted(answers, key=lambda answer: answer.id))


def _constrain_units(
    items: Sequence[GroupItem], units: Sequence[Unit], constraints: Constraints
) -> UnitConstraints:
    """The constraints between the units of the items; those on items that are not here say nothing."""
    unit_of = {items[m].id: str(n) for n, unit in enumerate(units) for m in unit.members}

    def pairs(of: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
        return sorted((int(unit_of[a]), int(unit_of[b])) for a, b in of if {a, b} <= unit_of.keys())

    return pairs(constraints.together), pairs(constraints.apart)


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
    cache: MeasureCache | None = None,
) -> Evidence:
    """Signals, candidate pairs and their features."""
    vectors = embedder.embed([unit.shown for unit in units], progress)
    signals = measure_units(units, vectors, GlossaryIndex(glossary), cache)
    neighbours = find_neighbours(signals)
    pairs = find_candidates(signals, neighbours)
    return Evidence(signals, neighbours, pairs, compare_pairs(signals, neighbours, *pairs))


def cluster_units(
    evidence: Evidence,
    event_score: PairScorer,
    thread_score: PairScorer,
    constraints: UnitConstraints = ((), ()),
) -> tuple[list[list[int]], list[list[int]]]:
    """Events as lists of units, threads as lists of events; both cover everything. Of `constraints`,
    the first are pairs of units that are one event, the second pairs that are not."""
    together, apart = constraints
    events = join_together(_find_events(evidence, event_score, apart), together, apart)
    threads = _find_threads(evidence, events, thread_score)
    return events, _join_suspects(evidence, events, threads, event_score)


def _find_events(
    evidence: Evidence, score: PairScorer, apart: Sequence[tuple[int, int]]
) -> list[list[int]]:
    count = len(evidence.signals.chinese)
    i, j = evidence.pairs
    likely = score(evidence.rows)
    day = evidence.signals.day
    events: list[list[int]] = []
    placed = np.zeros(count, dtype=bool)
    parts = connected_parts(count, i, j, likely, EVENT_FLOOR)
    for part, square in zip(parts, _score_squares(evidence, parts, score), strict=True):
        distance = 1.0 - square
        keep_apart(distance, part, apart)

        def fits(members: list[int], part: Ints = part) -> bool:
            days = day[part[members]]
            days = days[~np.isnan(days)]
            return len(days) < 2 or float(days.max() - days.min()) <= EVENT_DAYS

        guests, chinese = evidence.signals.roundup[part], evidence.signals.chinese[part]
        found = link_average(distance, _farthest, fits, guests)
        found = join_languages(found, distance, 1.0 - ACROSS_BAR, chinese, fits, guests)
        events.extend([int(part[m]) for m in members] for members in found)
        placed[part] = True
    events.extend([int(unit)] for unit in np.flatnonzero(~placed))

    def has_ground(left: Ints, right: Ints) -> npt.NDArray[np.bool_]:
        rows = compare_pairs(evidence.signals, evidence.neighbours, left, right)
        return find_ground(evidence.signals, left, right, score(rows))

    return part_bare(events, has_ground)


def _farthest(size: int) -> float:
    return 1.0 - event_bar(size)


def event_bar(size: int, least: float = EVENT_BAR) -> float:
    """Mean probability that the pairs of an event of so many units must reach: .47 for two, .22 for
    twenty-five. Reports of a large event tell its many sides, and resemble each other less."""
    return float(least + FEW / math.sqrt(size))


def _score_squares(
    evidence: Evidence, parts: Sequence[Ints], score: PairScorer
) -> Iterator[Floats]:
    """For each part the probabilities of all its pairs, candidates or not; scored many parts at a time,
    since a call costs more than most parts do."""
    for some in _batches(parts, lambda part: len(part) ** 2 // 2):
        uppers = [np.triu_indices(len(part), 1) for part in some]
        left = np.concatenate([part[a] for part, (a, _) in zip(some, uppers, strict=True)])
        right = np.concatenate([part[b] for part, (_, b) in zip(some, uppers, strict=True)])
        likely = score(compare_pairs(evidence.signals, evidence.neighbours, left, right))
        start = 0
        for part, (a, b) in zip(some, uppers, strict=True):
            square = np.ones((len(part), len(part)))
            square[a, b] = square[b, a] = likely[start : start + len(a)]
            start += len(a)
            yield square


def _batches(parts: Sequence[Part], size: Callable[[Part], int]) -> Iterator[Sequence[Part]]:
    """Runs of parts of about PAIRS_AT_ONCE pairs, at least one part each."""
    batch: list[Part] = []
    pairs = 0
    for part in parts:
        if batch and pairs + size(part) > PAIRS_AT_ONCE:
            yield batch
            batch, pairs = [], 0
        batch.append(part)
        pairs += size(part)
    if batch:
        yield batch


def _find_threads(
    evidence: Evidence, events: list[list[int]], score: PairScorer
) -> list[list[int]]:
    """Threads over events: the mean of the thread's probability over their members' pairs. Digests
    say nothing of two events: whatever they tell stands in them side by side."""
    between, a, b = _pairs_between(evidence, events)
    likely = score(evidence.rows[between])
    threads: list[list[int]] = []
    placed = np.zeros(len(events), dtype=bool)
    parts = connected_parts(len(events), a, b, likely, THREAD_FLOOR)
    hosts = [_without_guests(evidence, members) for members in events]
    groups = [[hosts[e] for e in part] for part in parts]
    for part, square in zip(parts, _score_events(evidence, groups, score), strict=True):
        distance = 1.0 - square
        found = link_average(distance, lambda _: 1.0 - THREAD_BAR, lambda _: True)
        threads.extend([int(part[m]) for m in members] for members in found)
        placed[part] = True
    threads.extend([int(event)] for event in np.flatnonzero(~placed))
    return sorted(threads)


def _pairs_between(
    evidence: Evidence, events: Sequence[list[int]]
) -> tuple[npt.NDArray[np.bool_], Ints, Ints]:
    """Which candidate pairs lie between two events and have no digest in them; the events of each."""
    event_of = np.zeros(len(evidence.signals.chinese), dtype=np.int64)
    for number, members in enumerate(events):
        event_of[members] = number
    i, j = evidence.pairs
    guests = evidence.signals.roundup
    between = (event_of[i] != event_of[j]) & ~guests[i] & ~guests[j]
    return between, event_of[i[between]], event_of[j[between]]


def _without_guests(evidence: Evidence, members: Sequence[int]) -> list[int]:
    return [m for m in members if not evidence.signals.roundup[m]] or list(members)


def _join_suspects(
    evidence: Evidence, events: Sequence[list[int]], threads: list[list[int]], score: PairScorer
) -> list[list[int]]:
    """Threads joined where two of their events may well be one: their best few pairs reach SUSPECT_BAR,
    and they are of one day.

    The mean over all pairs, which made neither one event nor one thread of them, falls with the size
    of an event whose reports tell many sides."""
    between, a, b = _pairs_between(evidence, events)
    pairs = zip(np.minimum(a, b).tolist(), np.maximum(a, b).tolist(), strict=True)
    likely: dict[tuple[int, int], list[float]] = defaultdict(list)
    for pair, probability in zip(pairs, score(evidence.rows)[between].tolist(), strict=True):
        likely[pair].append(probability)
    thread_of = {event: number for number, thread in enumerate(threads) for event in thread}
    middles = [_find_middle(evidence, members) for members in events]
    joins: list[tuple[int, int]] = []
    for (one, other), found in sorted(likely.items()):
        wanted = min(BEST, len(events[one]) * len(events[other]))
        apart = abs(middles[one] - middles[other])
        if apart > SUSPECT_DAYS:  # NaN, where one has no dates, is not
            continue
        if math.fsum(sorted(found)[-wanted:]) >= SUSPECT_BAR * wanted:
            joins.append((thread_of[one], thread_of[other]))
    return _join(threads, joins)


def _find_middle(evidence: Evidence, members: Sequence[int]) -> float:
    """The median day of an event's reports; NaN where none has a date."""
    days = evidence.signals.day[list(members)]
    known = days[~np.isnan(days)]
    return float(np.median(known)) if len(known) else math.nan


def _join(threads: Sequence[list[int]], joins: Sequence[tuple[int, int]]) -> list[list[int]]:
    if not joins:
        return [*threads]
    edges = np.array(joins, dtype=np.int64)
    graph = sparse.coo_matrix(
        (np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(len(threads),) * 2
    )
    count, label = connected_components(graph, directed=False)
    joined: list[list[int]] = [[] for _ in range(count)]
    for number, thread in enumerate(threads):
        joined[label[number]].extend(thread)
    return sorted(sorted(thread) for thread in joined)


def _score_events(
    evidence: Evidence, groups: Sequence[list[list[int]]], score: PairScorer
) -> Iterator[Floats]:
    """For each group of events the mean thread probability between each two of them, over a bounded
    sample of their members."""
    sampled = [
        [members[:: max(1, len(members) // MOST_MEMBERS)] for members in group] for group in groups
    ]
    for some in _batches(sampled, lambda group: sum(map(len, group)) ** 2 // 2):
        crossed = [_cross(group) for group in some]
        left, right = (np.concatenate([pairs[n] for pairs in crossed]) for n in (0, 1))
        likely = score(compare_pairs(evidence.signals, evidence.neighbours, left, right))
        start = 0
        for group, (a, _, cell) in zip(some, crossed, strict=True):
            yield _mean_square(len(group), cell, likely[start : start + len(a)])
            start += len(a)


def _cross(events: Sequence[list[int]]) -> tuple[Ints, Ints, Ints]:
    """All pairs of units of two of the events, and the cell of the square that each belongs to."""
    left: list[int] = []
    right: list[int] = []
    cell: list[int] = []
    for a in range(len(events)):
        for b in range(a + 1, len(events)):
            for unit in events[a]:
                left.extend([unit] * len(events[b]))
                right.extend(events[b])
                cell.extend([a * len(events) + b] * len(events[b]))
    return np.array(left, np.int64), np.array(right, np.int64), np.array(cell, np.int64)


def _mean_square(count: int, cell: Ints, likely: Floats) -> Floats:
    sums = np.bincount(cell, weights=likely, minlength=count**2)
    counts = np.bincount(cell, minlength=count**2)
    means = np.divide(sums, counts, out=np.zeros(count**2), where=counts > 0)
    square = means.reshape(count, count)
    square = square + square.T
    np.fill_diagonal(square, 1.0)
    return np.asarray(square)
