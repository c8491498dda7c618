"""Clusters of one language joined with theirs in the other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import count_calls
from wenzhai.stages.group.across import join_languages
from wenzhai.stages.group.constraints import FAR

ENGLISH, CHINESE = [0, 1, 2, 3], [4, 5]
LANGUAGE = np.array([False] * 4 + [True] * 2)
NO_GUESTS = np.zeros(6, dtype=bool)


def distances(*near, far=0.9):
    """Distances within the two languages small, across them far but for the pairs `near`."""
    distance = np.full((6, 6), far)
    distance[:4, :4] = distance[4:, 4:] = 0.2
    np.fill_diagonal(distance, 0.0)
    for a, b in near:
        distance[a, b] = distance[b, a] = 0.15
    return distance


def join(
    distance, clusters=(ENGLISH, CHINESE), chinese=LANGUAGE, fits=lambda _: True, guests=NO_GUESTS
):
    return join_languages(list(clusters), distance, 0.3, chinese, fits, guests)


def test_three_near_pairs_join_two_languages_whose_mean_is_far():
    """Three of eight pairs near, the others far: one event, although the mean is beyond any bar."""
    distance = distances((0, 4), (1, 4), (2, 5))
    assert distance[:4, 4:].mean() > 0.6
    assert join(distance) == [[0, 1, 2, 3, 4, 5]]


def test_one_near_pair_is_not_enough():
    """A single likely pair among many may be chance."""
    assert join(distances((0, 4))) == [ENGLISH, CHINESE]


def test_a_cluster_joins_the_nearer_of_two():
    """A Chinese report near to two English clusters joins one, and then speaks two languages itself."""
    distance = distances((0, 4), (1, 4), (2, 5), (3, 5))
    distance[[0, 4, 1, 4], [4, 0, 4, 1]] = 0.05
    assert join(distance, ([0, 1], [2, 3], [4])) == [[0, 1, 4], [2, 3]]


def test_what_does_not_fit_stays_apart():
    """Reports too far apart in time, or that an editor parted, are not joined."""
    distance = distances((0, 4), (1, 4), (2, 5))
    assert join(distance, fits=lambda members: len(members) < 6) == [ENGLISH, CHINESE]
    distance[3, 5] = distance[5, 3] = FAR
    assert join(distance) == [ENGLISH, CHINESE]


def test_two_clusters_of_both_languages_are_left_to_their_mean():
    """Where both sides speak both languages nothing is unfair about the mean."""
    chinese = np.array([False, True, False, False, True, True])
    near = distances((0, 4), (1, 4), (2, 5), (1, 3), (1, 2))
    assert join(near, ([0, 1], [2, 3, 4, 5]), chinese) == [[0, 1], [2, 3, 4, 5]]


def test_digests_join_nothing():
    """The near pairs of a digest do not count."""
    guests = NO_GUESTS.copy()
    guests[4] = True
    assert join(distances((0, 4), (1, 4), (2, 4), (0, 5)), guests=guests) == [ENGLISH, CHINESE]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 14), st.integers(0, 2**31))
def test_every_unit_stays_in_one_cluster(count, seed):
    """Whatever is joined, the clusters part the units, and none is broken up."""
    chance = np.random.default_rng(seed)
    values = chance.random((count, count))
    distance = (values + values.T) / 2
    label = chance.integers(0, 4, count)
    clusters = [np.flatnonzero(label == n).tolist() for n in range(4) if (label == n).any()]
    found = join(distance, clusters, chance.random(count) < 0.5, guests=chance.random(count) < 0.2)
    assert sorted(unit for members in found for unit in members) == list(range(count))
    assert all(any(set(c) <= set(members) for members in found) for c in clusters)


def test_a_part_where_everything_is_near_costs_little():
    """250 single reports in two languages, all near to each other and none that fits: no blow-up."""

    def spend(count):
        found = []
        calls = count_calls(
            lambda: found.extend(
                join_languages(
                    [[n] for n in range(count)],
                    np.full((count, count), 0.1),
                    0.3,
                    np.arange(count) % 2 == 0,
                    lambda members: len(members) < 2,
                    np.zeros(count, dtype=bool),
                )
            )
        )
        assert len(found) == count
        return calls

    assert spend(250) < 40 * spend(50)
