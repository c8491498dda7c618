"""Before: pairs with probabilities. After: clusters in which the average pair is probable.

Average linkage within connected parts of the candidate graph. Average linkage, because a chain of
likely pairs must not join what its ends do not share: connected components fall from .950 to .867
B-cubed F1 on the same similarity.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped] # ships no types
from scipy.cluster.hierarchy import ClusterNode, linkage, to_tree  # type: ignore[import-untyped] # ships no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped] # ships no types
from scipy.spatial.distance import squareform  # type: ignore[import-untyped] # ships no types

from wenzhai.stages.group.candidates import Floats, Ints

LARGEST = 250  # units of a part that are compared each with each
STEP = 0.1  # by which the bar is raised where a part is larger

Scorer = Callable[[Ints, Ints], Floats]


def connected_parts(count: int, i: Ints, j: Ints, p: Floats, floor: float) -> list[Ints]:
    """Parts of two or more units that hang together by pairs of at least `floor`; a part of more
    than LARGEST is taken apart by raising the floor, so that the cost stays bounded."""
    done: list[Ints] = []
    todo = [(np.arange(count), i, j, p, floor)]
    while todo:
        units, a, b, q, bar = todo.pop()
        keep = q >= bar
        a, b, q = a[keep], b[keep], q[keep]
        place = np.full(count, -1, dtype=np.int64)
        place[units] = np.arange(len(units))
        graph = sparse.coo_matrix((np.ones(len(a)), (place[a], place[b])), shape=(len(units),) * 2)
        _, label = connected_components(graph, directed=False)
        order = np.argsort(label, kind="stable")
        cuts = np.flatnonzero(np.diff(label[order])) + 1
        edge_label = label[place[a]]
        edge_order = np.argsort(edge_label, kind="stable")
        for part in np.split(order, cuts):
            if len(part) < 2:
                continue
            if len(part) <= LARGEST or bar >= 0.95:
                starts = range(0, len(part), LARGEST)
                done.extend(np.sort(units[part[at : at + LARGEST]]) for at in starts)
                continue
            lo, hi = np.searchsorted(edge_label[edge_order], (label[part[0]], label[part[0]] + 1))
            own = edge_order[lo:hi]
            todo.append((units[part], a[own], b[own], q[own], bar + STEP))
    return sorted((part for part in done if len(part) > 1), key=lambda part: int(part[0]))


def link_average(
    distance: npt.NDArray[np.float64],
    bar: Callable[[int], float],
    fits: Callable[[list[int]], bool],
    guests: npt.NDArray[np.bool_] | None = None,
) -> list[list[int]]:
    """Average-linkage clusters of a distance matrix: the largest of the tree whose joining distance
    is at most the `bar` for their size and that `fits` (an event's time span). Distances of 0 to 1.

    `guests` are units that tell of several things (digests): they may join a cluster, but what only
    they hold together is parted."""
    count = len(distance)
    if count < 2:
        return [[k] for k in range(count)]
    tree = to_tree(linkage(squareform(distance, checks=False), method="average"))
    clusters: list[list[int]] = []
    todo = [tree]
    while todo:
        node = todo.pop()
        members = _leaves(node)
        if node.is_leaf() or (
            node.dist <= bar(len(members))
            and fits(members)
            and not (
                guests is not None
                and guests[members].any()
                and _is_bridged(node, distance, bar(len(members)), guests)
            )
        ):
            clusters.append(members)
        else:
            todo.extend((node.right, node.left))
    return sorted(clusters)


def _leaves(node: ClusterNode) -> list[int]:
    return sorted(node.pre_order(lambda leaf: leaf.id))


def _is_bridged(
    tree: ClusterNode,
    distance: npt.NDArray[np.float64],
    bar: float,
    guests: npt.NDArray[np.bool_],
) -> bool:
    """Whether two branches anywhere in the tree are further apart than `bar` without their guests."""
    todo = [tree]
    while todo:
        node = todo.pop()
        if node.is_leaf():
            continue
        left, right = _leaves(node.left), _leaves(node.right)
        hosts = [m for m in left if not guests[m]], [m for m in right if not guests[m]]
        if len(hosts[0]) + len(hosts[1]) == len(left) + len(right):
            continue
        if all(hosts) and float(distance[np.ix_(*hosts)].mean()) > bar:
            return True
        todo.extend((node.left, node.right))
    return False
