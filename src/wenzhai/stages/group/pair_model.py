"""Before: what speaks for and against each pair. After: the probability that it is one event, and
that it is one thread.

Gradient-boosted trees, trained by benchmarks/train_pair_model.py and shipped as plain arrays; this is
the whole of what is needed to apply them, so that nothing is ever unpickled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from wenzhai.stages.group.candidates import Floats

CHUNK = 1_024  # pairs at once: what fits the processor's cache
MOST_LEAVES = 64  # of a tree: its leaves are the bits of a word
HEADS = ("event", "thread")

Word = np.uint16 | np.uint64
Words = npt.NDArray[np.uint16 | np.uint64]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays of shape `(trees, nodes)`; a leaf points to itself. A pair goes left where its
    value is at most the threshold, and where it is NaN if `nan_left`. `slope` and `offset` make the
    sum of the leaves a calibrated log-odds (Platt)."""

    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    nan_left: npt.NDArray[np.bool_]
    value: npt.NDArray[np.float64]
    base: float
    slope: float
    offset: float
    depth: int
    quick: Quick = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "quick", _prepare(self))

    def log_odds(self, rows: npt.NDArray[np.float32]) -> Floats:
        """Log-odds of each row; natural logarithm. Raises IndexError where a row has fewer columns
        than the trees ask for."""
        total = np.full(len(rows), self.base, dtype=np.float64)
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK].T.astype(np.float64, order="C")
            # One tree after the other, so that a sum is the same however many rows there are.
            for leaves in self.quick.find_leaves(chunk):
                total[start : start + CHUNK] += leaves
        return self.slope * total + self.offset

    def probability(self, rows: npt.NDArray[np.float32]) -> Floats:
        """Probability of each row, 0 to 1."""
        return 1.0 / (1.0 + np.exp(-np.clip(self.log_odds(rows), -30, 30)))


@dataclass(frozen=True, slots=True)
class Quick:
    """The same trees without a walk: QuickScorer (Lucchese et al. 2015, "QuickScorer: a fast
    algorithm to rank documents with additive ensembles of regression trees").

    Every node that a row does not pass to the left rules out the leaves under its left child. A
    feature's value lies between two of its thresholds (or is NaN), and for each such step a table
    holds the leaves that are left, a bit each, tree by tree. What all features leave is one or more
    leaves, of which the leftmost is the row's.
    """

    columns: tuple[int, ...]
    thresholds: tuple[Floats, ...]  # of each column, ascending
    tables: tuple[Words, ...]  # of each column, (thresholds + 2, trees); the last row is for NaN
    values: Floats  # (trees * leaves,)
    starts: npt.NDArray[np.int64]  # (trees, 1), into values
    bits: type[Word]  # wide enough for the leaves of the largest tree

    def find_leaves(self, columns: Floats) -> Floats:
        """Value of the leaf that each tree gives each row; `(features, rows)` to `(trees, rows)`."""
        shape = (columns.shape[1], len(self.starts))
        left = np.full(shape, np.iinfo(self.bits).max, self.bits)
        for column, thresholds, table in zip(
            self.columns, self.thresholds, self.tables, strict=True
        ):
            values = columns[column]
            step = np.searchsorted(thresholds, values)
            step[np.isnan(values)] = len(table) - 1
            left &= table.take(step, axis=0)
        return self.values.take(_lowest_bit(left).T + self.starts)


def _lowest_bit(words: Words) -> npt.NDArray[np.int64]:
    """Position of the lowest bit that is set; for words of 16 bits from a table."""
    if words.itemsize == 2:
        return _bit_table().take(words)
    # A power of two is exact in floating point, and its exponent is the position.
    return np.frexp((words & (~words + 1)).astype(np.float64))[1].astype(np.int64) - 1


@lru_cache(maxsize=1)
def _bit_table() -> npt.NDArray[np.int64]:
    table = np.zeros(1 << 16, np.int64)
    for bit in reversed(range(16)):
        table[1 << bit :: 2 << bit] = bit
    return table


def _prepare(forest: Forest) -> Quick:
    """Number the leaves of each tree from the left, and tell what each step of a feature rules out."""
    trees = [_list_nodes(forest, tree) for tree in range(len(forest.feature))]
    most = max((len(leaves) for leaves, _ in trees), default=1)
    if most > MOST_LEAVES:
        raise ValueError(f"a tree has {most} leaves; at most {MOST_LEAVES} can be applied")
    bits: type[Word] = np.uint16 if most <= 16 else np.uint64
    every = int(np.iinfo(bits).max)
    values = np.zeros((len(trees), most))
    nodes: dict[int, list[tuple[int, int, int]]] = {}
    for tree, (leaves, splits) in enumerate(trees):
        values[tree, : len(leaves)] = forest.value[tree, leaves]
        for node, first, last in splits:
            ruled_out = (1 << last) - (1 << first)
            nodes.setdefault(int(forest.feature[tree, node]), []).append((tree, node, ruled_out))
    columns = sorted(nodes)
    thresholds = [
        np.unique([forest.threshold[tree, node] for tree, node, _ in nodes[c]]) for c in columns
    ]
    tables = []
    for column, steps in zip(columns, thresholds, strict=True):
        table = np.full((len(steps) + 2, len(trees)), every, bits)
        for tree, node, ruled_out in nodes[column]:
            kept = bits(every - ruled_out)
            at = int(np.searchsorted(steps, forest.threshold[tree, node]))
            table[at + 1 : -1, tree] &= kept
            if not forest.nan_left[tree, node]:
                table[-1, tree] &= kept
        tables.append(table)
    return Quick(
        columns=tuple(columns),
        thresholds=tuple(thresholds),
        tables=tuple(tables),
        values=values.ravel(),
        starts=np.arange(len(trees), dtype=np.int64)[:, None] * most,
        bits=bits,
    )


def _list_nodes(forest: Forest, tree: int) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Leaves from left to right; and each inner node with the range of the leaves on its left."""
    leaves: list[int] = []
    splits: list[tuple[int, int, int]] = []
    open_splits: dict[int, int] = {}
    todo = [(0, False)]
    while todo:
        node, left_done = todo.pop()
        left, right = int(forest.left[tree, node]), int(forest.right[tree, node])
        if left == node:
            leaves.append(node)
        elif left_done:
            splits.append((node, open_splits.pop(node), len(leaves)))
            todo.append((right, False))
        else:
            open_splits[node] = len(leaves)
            todo += [(node, True), (left, False)]
    return leaves, splits


@lru_cache(maxsize=1)
def load_forests() -> dict[str, Forest]:
    """The shipped weights, by head."""
    data = (files("wenzhai.stages.group") / "pair_model.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        return {
            head: Forest(
                feature=stored[f"{head}_feature"],
                threshold=stored[f"{head}_threshold"],
                left=stored[f"{head}_left"],
                right=stored[f"{head}_right"],
                nan_left=stored[f"{head}_nan_left"],
                value=stored[f"{head}_value"],
                base=float(stored[f"{head}_scale"][0]),
                slope=float(stored[f"{head}_scale"][1]),
                offset=float(stored[f"{head}_scale"][2]),
                depth=int(stored[f"{head}_scale"][3]),
            )
            for head in HEADS
        }
