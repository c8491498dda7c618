"""Before: signals of the units. After: the pairs worth comparing, a bounded number for each unit.

Nearest neighbours by vector in each language (so that the other language's are never crowded out),
by words and character pairs within a language, and by dictionary glosses and names across.
Brute force in blocks: exact, and for 15,000 units faster than building an index.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped] # ships no types

from wenzhai.stages.group.signals import Signals

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NEIGHBOURS = 15  # by vector, each way and language: holds 98 % of the cross-lingual pairs
SHARED = 10  # of these, how many count where two units' surroundings are compared
FEWEST = 150  # units below which surroundings say nothing
BY_WORDS = 10
MOST_HOLDERS = 400  # units that a word may point at
BLOCK = 1_000
FARTHEST_DAYS = 14.0  # even a follow-up: what comes later joins through what lies between


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest units by vector, by language. `rank_of` knows the place of j among i's, from 0.

    `near` has a row of unit length for each unit: itself and its nearest, weighed by their place. Two
    reports of one event have the same neighbours, also where their own words differ (Jarvis and
    Patrick 1973, "Clustering using a similarity measure based on shared near neighbors"). None where
    there are so few units that everything is near."""

    keys: Ints
    ranks: Ints
    density: Floats
    count: int
    near: sparse.csr_matrix | None

    def rank_of(self, i: Ints, j: Ints) -> Floats:
        """Place of j among the neighbours of i in j's language; NEIGHBOURS when it is not there."""
        if not len(self.keys):
            return np.full(len(i), float(NEIGHBOURS))
        wanted = i * self.count + j
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, self.ranks[at], NEIGHBOURS).astype(np.float64)


def find_neighbours(signals: Signals) -> Neighbours:
    """Nearest by vector in either language. `density[i, l]` is the mean similarity of unit i to its
    five nearest of language l (0 English, 1 Chinese): headlines differ in how crowded their
    surroundings are (Conneau et al. 2018, "Word translation without parallel data")."""
    count = len(signals.chinese)
    density = np.zeros((count, 2))
    keys: list[Ints] = []
    ranks: list[Ints] = []
    for language, member in ((0, ~signals.chinese), (1, signals.chinese)):
        targets = np.flatnonzero(member)
        if not len(targets):
            continue
        for start in range(0, count, BLOCK):
            queries = np.arange(start, min(count, start + BLOCK))
            similar = signals.vectors[queries] @ signals.vectors[targets].T
            similar[queries[:, None] == targets[None, :]] = -2.0
            top = _top(similar, NEIGHBOURS)
            values = np.take_along_axis(similar, top, axis=1)
            density[queries, language] = np.where(values > -1.5, values, 0.0)[:, :5].mean(axis=1)
            row, place = np.nonzero(values > -1.5)
            keys.append(queries[row] * count + targets[top[row, place]])
            ranks.append(place.astype(np.int64))
    joined = np.concatenate(keys) if keys else np.zeros(0, np.int64)
    order = np.argsort(joined, kind="stable")
    places = np.concatenate(ranks) if ranks else np.zeros(0, np.int64)
    near = _weigh_near(joined[order], places[order], count) if count >= FEWEST else None
    return Neighbours(joined[order], places[order], density, count, near)


def _weigh_near(keys: Ints, ranks: Ints, count: int) -> sparse.csr_matrix:
    kept = ranks < SHARED
    own = np.arange(count)
    weights = np.concatenate([np.exp(-ranks[kept] / (SHARED / 2)), np.ones(count)])
    rows = np.concatenate([keys[kept] // count, own])
    columns = np.concatenate([keys[kept] % count, own])
    near = sparse.csr_matrix((weights, (rows, columns)), shape=(count, count))
    lengths = np.sqrt(np.asarray(near.multiply(near).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags_array(1.0 / lengths) @ near)


def _top(similar: npt.NDArray[np.float32], most: int) -> Ints:
    """Columns of the largest values of each row, best first; equal values by column."""
    width = similar.shape[1]
    if width > most * 4:
        picked = np.argpartition(-similar, most, axis=1)[:, : most + 1]
        picked.sort(axis=1)
    else:
        picked = np.broadcast_to(np.arange(width), similar.shape)
    order = np.argsort(-np.take_along_axis(similar, picked, axis=1), axis=1, kind="stable")
    return np.take_along_axis(picked, order[:, :most], axis=1)


def find_candidates(signals: Signals, neighbours: Neighbours) -> tuple[Ints, Ints]:
    """Pairs (i, j), i < j, sorted; none of units farther apart in time than FARTHEST_DAYS."""
    count = len(signals.chinese)
    english, chinese = np.flatnonzero(~signals.chinese), np.flatnonzero(signals.chinese)
    found = [neighbours.keys]
    matrices = (signals.title, signals.grams, signals.lead)
    found.extend(_nearest(m, rows, rows, count) for rows in (english, chinese) for m in matrices)
    found.append(_nearest(signals.shared, english, chinese, count))
    found.append(_nearest(signals.shared, chinese, english, count))
    keys = np.unique(np.concatenate(found))
    i, j = keys // count, keys % count
    pairs = np.unique(np.minimum(i, j) * count + np.maximum(i, j))
    i, j = pairs // count, pairs % count
    apart = np.abs(signals.day[i] - signals.day[j])
    keep = (i != j) & ~(apart > FARTHEST_DAYS)
    return i[keep], j[keep]


def _nearest(matrix: sparse.csr_matrix, rows: Ints, columns: Ints, count: int) -> Ints:
    """Keys `i * count + j` of the BY_WORDS best columns of each row, where they share a word.

    Words of more than MOST_HOLDERS columns are not looked up: they point at everything, and with them
    the cost would grow with the square of the units."""
    keys: list[Ints] = [np.zeros(0, np.int64)]
    if not len(rows) or not len(columns):
        return keys[0]
    held = matrix[columns]
    telling = np.bincount(held.indices, minlength=matrix.shape[1]) <= MOST_HOLDERS
    right = held[:, telling].T.tocsr()
    left = matrix[rows][:, telling]
    for start in range(0, len(rows), BLOCK):
        product = sparse.csr_matrix(left[start : start + BLOCK] @ right)
        product.sort_indices()
        for row, (a, b) in enumerate(itertools.pairwise(product.indptr.tolist())):
            found, score = product.indices[a:b], product.data[a:b]
            if b - a > BY_WORDS + 1:
                best = np.sort(np.argpartition(-score, BY_WORDS)[: BY_WORDS + 1])
                found = found[best]
            keys.append(rows[start + row] * count + columns[found])
    return np.concatenate(keys)
