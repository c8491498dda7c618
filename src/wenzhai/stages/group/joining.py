"""Before: events found by comparing reports two by two. After: the same, with those joined that are
one event by what their reports say together.

The Chinese and the English reports of an event often form two tight clusters whose single headlines
look little alike, so that the mean over the pairs says no. Together they say more: all the names,
figures and words of one side against all of the other's, and whether each is the other's best match.
Only mutual best matches join, once a round, so that nothing chains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped] # ships no types

from wenzhai.stages.group.candidates import Floats, Ints
from wenzhai.stages.group.features import compare_pairs
from wenzhai.stages.group.signals import Signals

FLOOR = 0.05  # probability that some pair of reports must have for their events to be compared
MOST_MEMBERS = 8  # of an event, about, that are compared with another's
ROUNDS = 2
OUT_OF_RANK = 9.0

JOIN_FEATURES: tuple[tuple[str, int], ...] = (
    ("mean probability", 1),
    ("highest probability", 1),
    ("mean of each report's best", 1),
    ("vector similarity", 1),
    ("shared words", 1),
    ("headline words covered", 1),
    ("names shared", 1),
    ("names covered", 1),
    ("headline names covered", 1),
    ("figures shared", 1),
    ("figures covered", 1),
    ("better rank", -1),
    ("worse rank", -1),
    ("lead over the next", 1),
    ("days apart", -1),
    ("across languages", 0),
    ("smaller event", 0),
    ("larger event", 0),
)
"""Name and direction of each column, as in features.FEATURES."""


@dataclass(frozen=True, slots=True)
class EventPairs:
    """Pairs of events (positions in their list), a < b, with a row of JOIN_FEATURES each."""

    a: Ints
    b: Ints
    rows: npt.NDArray[np.float32]


PairScorer = Callable[[npt.NDArray[np.float32]], Floats]


def join_events(
    events: list[list[int]],
    compare: Callable[[list[list[int]]], EventPairs],
    score: PairScorer,
    bar: float,
    fits: Callable[[list[int]], bool],
) -> list[list[int]]:
    """Events after ROUNDS of joining mutual best matches of at least `bar` whose union `fits`."""
    for _ in range(ROUNDS):
        pairs = compare(events)
        likely = np.round(score(pairs.rows), 9)
        best: dict[int, tuple[float, int]] = {}
        for a, b, p in zip(pairs.a.tolist(), pairs.b.tolist(), likely.tolist(), strict=True):
            for own, other in ((a, b), (b, a)):
                if p >= bar and (p, -other) > best.get(own, (-1.0, 0)):
                    best[own] = (p, -other)
        joined: list[list[int]] = []
        gone: set[int] = set()
        for own, (_, minus) in sorted(best.items()):
            other = -minus
            if own < other and best.get(other, (0.0, 1))[1] == -own:
                union = sorted(events[own] + events[other])
                if fits(union):
                    joined.append(union)
                    gone.update((own, other))
        if not gone:
            break
        events = sorted([e for n, e in enumerate(events) if n not in gone] + joined)
    return events


def compare_events(
    events: list[list[int]],
    signals: Signals,
    pairs: tuple[Ints, Ints],
    likely: Floats,
    score_units: Callable[[Ints, Ints], Floats],
) -> EventPairs:
    """Rows for the pairs of events that hold a candidate pair of at least FLOOR."""
    event_of = np.zeros(len(signals.chinese), dtype=np.int64)
    for number, members in enumerate(events):
        event_of[members] = number
    i, j = pairs
    keep = (likely >= FLOOR) & (event_of[i] != event_of[j])
    one, other = event_of[i[keep]], event_of[j[keep]]
    keys = np.unique(np.minimum(one, other) * len(events) + np.maximum(one, other))
    a, b = keys // len(events), keys % len(events)
    if not len(a):
        return EventPairs(a, b, np.zeros((0, len(JOIN_FEATURES)), np.float32))
    mean, highest, best = _summarise(events, a, b, score_units)
    pool = _pool(events, len(event_of))
    size = np.array([len(members) for members in events], dtype=np.float64)
    chinese = np.asarray(pool @ signals.chinese.astype(np.float64))
    vectors = pool @ signals.vectors.astype(np.float64)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    words = _pooled(pool, signals.lead_shared)
    of_words = np.sqrt(np.maximum(_dots(words, a, a) * _dots(words, b, b), 1e-9))
    names, titles = _once(pool, signals.lead_names), _once(pool, signals.names)
    figures, heads = _once(pool, signals.lead_numbers), _once(pool, signals.own)
    better, worse, lead = _rank(a, b, mean, chinese, len(events))
    columns = [
        mean,
        highest,
        best,
        np.einsum("nd,nd->n", vectors[a], vectors[b]),
        _dots(words, a, b) / of_words,
        _covered(heads, a, b),
        np.sqrt(_dots(names, a, b)),
        _covered(names, a, b),
        _covered(titles, a, b),
        np.sqrt(_dots(figures, a, b)),
        _covered(figures, a, b),
        better,
        worse,
        lead,
        _days_apart(events, signals.day, a, b),
        np.abs(chinese[a] - chinese[b]) > 0.99,
        np.minimum(size[a], size[b]),
        np.maximum(size[a], size[b]),
    ]
    return EventPairs(a, b, np.round(np.column_stack(columns), 6).astype(np.float32))


def _summarise(
    events: list[list[int]], a: Ints, b: Ints, score: Callable[[Ints, Ints], Floats]
) -> tuple[Floats, Floats, Floats]:
    """Mean and highest probability over the member pairs, and the mean over the members of their
    own best: a long cluster is not punished for the reports that say little."""
    sampled = [np.array(m[:: max(1, len(m) // MOST_MEMBERS)]) for m in events]
    shapes = [(len(sampled[x]), len(sampled[y])) for x, y in zip(a, b, strict=True)]
    left = np.concatenate(
        [np.repeat(sampled[x], len(sampled[y])) for x, y in zip(a, b, strict=True)]
    )
    right = np.concatenate(
        [np.tile(sampled[y], len(sampled[x])) for x, y in zip(a, b, strict=True)]
    )
    likely = score(left, right)
    out = np.zeros((3, len(a)))
    at = 0
    for n, (rows, columns) in enumerate(shapes):
        grid = likely[at : at + rows * columns].reshape(rows, columns)
        at += rows * columns
        out[:, n] = (
            grid.mean(),
            grid.max(),
            (grid.max(axis=0).mean() + grid.max(axis=1).mean()) / 2,
        )
    return out[0], out[1], out[2]


def _pool(events: list[list[int]], count: int) -> sparse.csr_matrix:
    """Rows are events, columns units; the mean over an event's units."""
    rows = np.repeat(np.arange(len(events)), [len(m) for m in events])
    columns = np.concatenate([np.array(m, dtype=np.int64) for m in events])
    weights = np.concatenate([np.full(len(m), 1.0 / len(m)) for m in events])
    return sparse.csr_matrix((weights, (rows, columns)), shape=(len(events), count))


def _pooled(pool: sparse.csr_matrix, matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.csr_matrix(pool @ matrix)


def _once(pool: sparse.csr_matrix, matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """The mean of what the members hold (rows of rarities): what all of them name counts in full,
    what one of several names counts in part."""
    return sparse.csr_matrix(pool @ matrix)


def _dots(matrix: sparse.csr_matrix, a: Ints, b: Ints) -> Floats:
    return np.asarray(matrix[a].multiply(matrix[b]).sum(axis=1), dtype=np.float64).ravel()


def _covered(matrix: sparse.csr_matrix, a: Ints, b: Ints) -> Floats:
    """Which part of the shorter one's is shared; NaN where one of them has none."""
    shorter = np.minimum(_dots(matrix, a, a), _dots(matrix, b, b))
    share = _dots(matrix, a, b) / np.maximum(shorter, 1e-9)
    return np.where(shorter > 0, share, np.nan)


def _rank(
    a: Ints, b: Ints, mean: Floats, chinese: Floats, count: int
) -> tuple[Floats, Floats, Floats]:
    """Places of two events among each other's partners of the partner's language (0 is the best),
    the better and the worse; and by how much the mean is above the best other partner of either."""
    own = np.concatenate([a, b])
    other = np.concatenate([b, a])
    value = np.round(np.concatenate([mean, mean]), 9)
    group = own * 2 + (chinese[other] >= 0.5)
    order = np.lexsort((other, -value, group))
    starts = np.r_[0, np.flatnonzero(np.diff(group[order])) + 1]
    lengths = np.diff(np.r_[starts, len(order)])
    place = np.arange(len(order)) - np.repeat(starts, lengths)
    first = np.repeat(value[order[starts]], lengths)
    seconds = np.array([value[order[s + 1]] if n > 1 else 0.0 for s, n in zip(starts, lengths, strict=True)])  # fmt: skip
    rival = np.where(place == 0, np.repeat(seconds, lengths), first)
    ranks, rivals = np.empty(len(own)), np.empty(len(own))
    ranks[order], rivals[order] = np.minimum(place, OUT_OF_RANK), rival
    half = len(a)
    return (
        np.minimum(ranks[:half], ranks[half:]),
        np.maximum(ranks[:half], ranks[half:]),
        mean - np.maximum(rivals[:half], rivals[half:]),
    )


def _days_apart(events: list[list[int]], day: Floats, a: Ints, b: Ints) -> Floats:
    """Between the middles of two events; NaN without dates."""
    middle = np.full(len(events), np.nan)
    for number, members in enumerate(events):
        known = np.sort(day[members])
        known = known[~np.isnan(known)]
        if len(known):
            middle[number] = known[(len(known) - 1) // 2]
    return np.abs(middle[a] - middle[b])
