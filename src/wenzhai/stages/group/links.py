"""Before: likely pairs and the clusters made of them. After: for each unit the one it hangs by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wenzhai.stages.group.candidates import Floats, Ints


def find_closest(
    pairs: tuple[Ints, Ints], likely: Floats, clusters: Sequence[Sequence[int]]
) -> dict[int, tuple[int, float]]:
    """Unit -> (the unit of its own cluster that it is likeliest one event with, the probability).

    `pairs` are candidates (i, j) and `likely` their probabilities; units without a candidate in their
    cluster are left out. Of equals, the least."""
    size = 1 + max((unit for cluster in clusters for unit in cluster), default=-1)
    cluster_of = np.full(size, -1, dtype=np.int64)
    for number, members in enumerate(clusters):
        cluster_of[list(members)] = number
    i, j = pairs
    inside = cluster_of[i] == cluster_of[j]
    i, j, p = i[inside], j[inside], likely[inside]
    here, there = np.concatenate([i, j]), np.concatenate([j, i])
    both = np.concatenate([p, p])
    closest: dict[int, tuple[int, float]] = {}
    for at in np.lexsort((there, -both, here)):
        closest.setdefault(int(here[at]), (int(there[at]), float(both[at])))
    return closest
