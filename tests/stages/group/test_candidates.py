"""Neighbours of the units, and what two of them share."""

from __future__ import annotations

import numpy as np

from wenzhai.model import GroupItem
from wenzhai.stages.group.candidates import FEWEST, NEIGHBOURS, SHARED, find_neighbours
from wenzhai.stages.group.features import NAMES, compare_pairs
from wenzhai.stages.group.items import make_units
from wenzhai.stages.group.names import GlossaryIndex
from wenzhai.stages.group.signals import measure_units


def measure(count):
    """Signals of `count` units in two languages, twenty to each of the directions they point in."""
    items = [
        GroupItem(id=f"{n:04}", title=f"Ferry number {n}" if n % 2 else f"渡轮第{n}号")
        for n in range(count)
    ]
    chance = np.random.default_rng(7)
    centres = chance.standard_normal((count // 20 + 1, 32))
    rows = centres[np.arange(count) // 20] + 0.1 * chance.standard_normal((count, 32))
    return measure_units(make_units(items), rows.astype(np.float32), GlossaryIndex([]))


def test_units_of_one_surrounding_share_their_neighbours():
    """Two units of one bundle share more than half, two of different bundles nothing."""
    signals = measure(200)
    neighbours = find_neighbours(signals)
    i, j = np.array([0, 0]), np.array([5, 150])
    shared = compare_pairs(signals, neighbours, i, j)[:, NAMES.index("neighbours shared")]
    assert shared[0] > 0.5
    assert shared[1] < 0.1
    lengths = neighbours.near.multiply(neighbours.near).sum(axis=1)
    np.testing.assert_allclose(lengths, 1.0)


def test_a_small_batch_says_nothing_of_surroundings():
    """Below the least number of units everything is near, and the column is not to be had."""
    signals = measure(FEWEST - 10)
    neighbours = find_neighbours(signals)
    assert neighbours.near is None
    rows = compare_pairs(signals, neighbours, np.array([0]), np.array([5]))
    assert np.isnan(rows[0, NAMES.index("neighbours shared")])


def test_ranks_are_places_among_the_neighbours():
    """The nearest has place 0, what is no neighbour the first place beyond them."""
    signals = measure(200)
    neighbours = find_neighbours(signals)
    similar = signals.vectors[0] @ signals.vectors.T
    similar[0] = -2
    similar[signals.chinese != signals.chinese[0]] = -2
    nearest, farthest = int(similar.argmax()), 199 - (199 % 2)
    places = neighbours.rank_of(np.array([0, 0]), np.array([nearest, farthest]))
    assert places.tolist() == [0, NEIGHBOURS]
    assert SHARED <= NEIGHBOURS
