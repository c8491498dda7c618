"""Before: clusters of one event's reports. After: those of one language joined with theirs in the other.

A mean over all pairs asks every Chinese headline to resemble every English one. A few of a large event
do, most do not, because they tell another side of it in other words: the two languages then stay
apart. Where one side speaks a single language, the best few pairs across decide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

BEST = 3  # pairs across that are averaged: one alone may be chance

Bools = npt.NDArray[np.bool_]


def join_languages(
    clusters: Sequence[list[int]],
    distance: npt.NDArray[np.float64],
    bar: float,
    chinese: Bools,
    fits: Callable[[list[int]], bool],
    guests: Bools,
) -> list[list[int]]:
    """The clusters, with those joined of which one is in one language only and whose BEST pairs across
    the languages are at most `bar` apart on average; nearest first, and only what `fits`.

    `distance` of 0 to 1, more between what must stay apart. `guests` (digests) join nothing."""
    groups = {min(members): sorted(members) for members in clusters}
    near = distance <= bar
    near &= chinese[:, None] != chinese[None, :]
    near &= ~(guests[:, None] | guests[None, :])
    rows, columns = np.nonzero(np.triu(near))
    while len(rows):
        label = np.zeros(len(distance), dtype=np.int64)
        for key, members in groups.items():
            label[members] = key
        pairs = {
            (min(p), max(p))
            for p in zip(label[rows].tolist(), label[columns].tolist(), strict=True)
        }
        found = []
        for a, b in sorted(pairs):
            apart = _measure_across(groups[a], groups[b], distance, chinese, guests)
            if a != b and apart <= bar and fits(groups[a] + groups[b]):
                found.append((round(apart, 9), a, b))
        joined: set[int] = set()
        for _, a, b in sorted(found):
            if a not in joined and b not in joined:
                joined |= {a, b}
                groups[a] = sorted(groups[a] + groups.pop(b))
        if not joined:
            break
    return sorted(groups.values())


def _measure_across(
    a: list[int],
    b: list[int],
    distance: npt.NDArray[np.float64],
    chinese: Bools,
    guests: Bools,
) -> float:
    """Mean distance of the BEST pairs of different languages; infinite where neither cluster is of
    one language, or where two of their units must stay apart."""
    left = np.array([unit for unit in a if not guests[unit]], dtype=np.int64)
    right = np.array([unit for unit in b if not guests[unit]], dtype=np.int64)
    mixed = [0 < chinese[side].sum() < len(side) for side in (left, right)]
    if all(mixed) or distance[np.ix_(a, b)].max() > 1.0:
        return float("inf")
    across = distance[np.ix_(left, right)][chinese[left][:, None] != chinese[right][None, :]]
    return float(np.sort(across)[:BEST].mean()) if len(across) else float("inf")
