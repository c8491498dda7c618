"""Clusters of a distance matrix: bars by size, and guests that bridge nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.stages.group.cluster import link_average


def square(count, near, far=0.95):
    """Distances: `near` maps pairs to theirs, everything else is far."""
    distance = np.full((count, count), far)
    np.fill_diagonal(distance, 0.0)
    for (a, b), apart in near.items():
        distance[a, b] = distance[b, a] = apart
    return distance


def fits(_members):
    return True


def guests(count, *which):
    return np.isin(np.arange(count), which)


TWO_EVENTS = {(0, 1): 0.1, (2, 3): 0.1}


def test_a_digest_does_not_join_the_two_events_that_it_tells():
    """Two pairs that only a digest is near to both of stay two clusters; as a report it joins them."""
    near = TWO_EVENTS | {(unit, 4): 0.3 for unit in range(4)}
    near |= {(a, b): 0.85 for a in (0, 1) for b in (2, 3)}
    distance = square(5, near)
    as_report = link_average(distance, lambda _: 0.75, fits)
    as_guest = link_average(distance, lambda _: 0.75, fits, guests(5, 4))
    assert as_report == [[0, 1, 2, 3, 4]]
    assert sorted(len(set(c) - {4}) for c in as_guest if c != [4]) == [2, 2]


def test_a_digest_may_join_one_event():
    """What a digest is near to without joining others keeps it."""
    distance = square(3, {(0, 1): 0.1, (0, 2): 0.2, (1, 2): 0.2})
    assert link_average(distance, lambda _: 0.5, fits, guests(3, 2)) == [[0, 1, 2]]


def test_the_bar_is_that_of_the_size():
    """Two units at .6 are parted where a bar for two says .5, three joined where that for three says .7."""
    assert link_average(square(2, {(0, 1): 0.6}), lambda n: 0.5 if n == 2 else 0.7, fits) == [
        [0],
        [1],
    ]
    three = square(3, {(0, 1): 0.6, (0, 2): 0.6, (1, 2): 0.6})
    assert link_average(three, lambda n: 0.5 if n == 2 else 0.7, fits) == [[0, 1, 2]]


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_join(count):
    """No unit or one gives as many clusters."""
    assert link_average(np.zeros((count, count)), lambda _: 1.0, fits) == [
        [n] for n in range(count)
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 12), st.integers(0, 2**31), st.lists(st.integers(0, 11), max_size=4))
def test_every_unit_is_in_one_cluster(count, seed, which):
    """Whatever the distances and the guests, the clusters part the units."""
    values = np.random.default_rng(seed).random((count, count))
    distance = (values + values.T) / 2
    np.fill_diagonal(distance, 0.0)
    found = link_average(distance, lambda n: 0.4 + 0.2 / n, fits, guests(count, *which))
    assert sorted(unit for members in found for unit in members) == list(range(count))
