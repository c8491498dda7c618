"""The forest without a walk gives what walking its trees gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.stages.group.pair_model import HEADS, Forest, load_forests


def walk(forest: Forest, row: np.ndarray) -> float:
    """The sum of the leaves that a row comes to, node by node."""
    total = forest.base
    for tree in range(len(forest.feature)):
        node = 0
        while forest.left[tree, node] != node:
            value = float(row[forest.feature[tree, node]])
            left = value <= forest.threshold[tree, node] or (
                np.isnan(value) and forest.nan_left[tree, node]
            )
            node = (forest.left if left else forest.right)[tree, node]
        total += forest.value[tree, node]
    return forest.slope * total + forest.offset


def grow(seed: int, trees: int, leaves: int, features: int) -> Forest:
    """Random trees of up to so many leaves, with few distinct thresholds so that ties are common."""
    rng = np.random.default_rng(seed)
    width = 2 * leaves
    shape = (trees, width)
    itself = np.tile(np.arange(width, dtype=np.int16), (trees, 1))
    left, right = itself.copy(), itself.copy()
    for tree in range(trees):
        ends, count = [0], 1
        for _ in range(rng.integers(0, leaves)):
            node = ends.pop(rng.integers(len(ends)))
            left[tree, node], right[tree, node] = count, count + 1
            ends += [count, count + 1]
            count += 2
    return Forest(
        feature=rng.integers(0, features, shape).astype(np.int16),
        threshold=rng.choice([-1.5, 0.0, 0.1, 0.5, 2.0, np.inf], shape),
        left=left,
        right=right,
        nan_left=rng.random(shape) < 0.5,
        value=rng.normal(size=shape),
        base=0.25,
        slope=1.5,
        offset=-0.5,
        depth=leaves,
    )


VALUES = st.sampled_from([-np.inf, -1.5, 0.0, 0.1, 0.5, 2.0, 3.0, np.inf, np.nan])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(1, 5),
    st.sampled_from([1, 2, 12, 16, 17, 40, 64]),
    st.lists(st.lists(VALUES | st.floats(width=32), min_size=4, max_size=4), max_size=6),
)
def test_it_is_the_walk(seed, trees, leaves, rows):
    """Any trees of up to 64 leaves and any values, infinite and unknown ones too: the same sum."""
    forest = grow(seed, trees, leaves, features=4)
    table = np.array(rows, np.float32).reshape(-1, 4)
    expected = np.array([walk(forest, row) for row in table])
    assert np.array_equal(forest.log_odds(table), expected)


def test_it_is_the_walk_for_what_ships():
    """The shipped weights, over more rows than one chunk, some of their values unknown."""
    rng = np.random.default_rng(3)
    for head in HEADS:
        forest = load_forests()[head]
        rows = rng.normal(0.3, 0.5, (1_300, forest.feature.max() + 1)).astype(np.float32)
        rows[rng.random(rows.shape) < 0.2] = np.nan
        odds = forest.log_odds(rows)
        for at in range(0, len(rows), 50):
            assert odds[at] == walk(forest, rows[at])
        likely = forest.probability(rows)
        assert ((likely > 0) & (likely < 1)).all()


def test_a_tree_of_too_many_leaves_is_refused():
    """What does not fit the bits of a word raises when the forest is made, not a wrong answer."""
    chain = grow(0, 1, 65, 1)
    left, right = np.arange(130)[None], np.arange(130)[None]
    left[0, 0:128:2], right[0, 0:128:2] = np.arange(1, 129, 2), np.arange(2, 130, 2)
    with pytest.raises(ValueError, match="65 leaves"):
        replace(chain, left=left, right=right)
