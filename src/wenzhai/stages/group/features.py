"""Before: signals and pairs of units. After: what speaks for and against a pair, one row a pair.

NaN says that a piece of evidence is not to be had (no date, no text), never that it speaks against.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped] # ships no types

from wenzhai.stages.group.candidates import Floats, Ints, Neighbours
from wenzhai.stages.group.signals import Signals
from wenzhai.stages.group.wording import WORDING, compare_wording

CHUNK = 20_000

FEATURES: tuple[tuple[str, int], ...] = (
    ("across languages", 0),
    ("both Chinese", 0),
    ("vector similarity", 1),
    ("vector similarity over surroundings", 1),
    ("better neighbour rank", -1),
    ("worse neighbour rank", -1),
    ("headline words", 1),
    ("headline characters", 1),
    ("opening words", 1),
    ("body words", 1),
    ("shared words", 1),
    ("smaller share covered", 1),
    ("larger share covered", 1),
    ("rare Latin words", 1),
    ("names shared", 1),
    ("names clash", -1),
    ("figures shared", 1),
    ("figures clash", -1),
    ("opening figures shared", 1),
    ("opening figures clash", -1),
    ("days apart", -1),
    ("same source", 0),
    ("shorter headline", 0),
    ("longer headline", 0),
    ("shorter body", 0),
    ("opening names shared", 1),
    ("opening names covered", 1),
    ("opening shared words", 1),
    *WORDING,
    ("neighbours shared", 1),
)
"""Name and direction of each column: 1 where more of it can only speak for a pair, -1 against."""

NAMES = tuple(name for name, _ in FEATURES)


def compare_pairs(
    signals: Signals, neighbours: Neighbours, i: Ints, j: Ints
) -> npt.NDArray[np.float32]:
    """A row of FEATURES for each pair; shape `(len(i), len(FEATURES))`."""
    parts = [
        _compare(signals, neighbours, i[start : start + CHUNK], j[start : start + CHUNK])
        for start in range(0, len(i), CHUNK)
    ]
    return np.vstack(parts) if parts else np.zeros((0, len(FEATURES)), np.float32)


def _compare(signals: Signals, neighbours: Neighbours, i: Ints, j: Ints) -> npt.NDArray[np.float32]:
    across = signals.chinese[i] != signals.chinese[j]
    vector = np.einsum("nd,nd->n", signals.vectors[i], signals.vectors[j]).astype(np.float64)
    language = signals.chinese.astype(np.int64)
    crowded = neighbours.density[i, language[j]] + neighbours.density[j, language[i]]
    there, back = neighbours.rank_of(i, j), neighbours.rank_of(j, i)
    covered = _dot(signals.own, i, j)
    of_i = covered / np.maximum(_squares(signals.own)[i], 1e-9)
    of_j = covered / np.maximum(_squares(signals.own)[j], 1e-9)
    bodies = _squares(signals.body)
    has_body = (
        ~across & (bodies[i] > 0) & (bodies[j] > 0) & signals.has_text[i] & signals.has_text[j]
    )
    columns = [
        across,
        signals.chinese[i] & signals.chinese[j],
        vector,
        2 * vector - crowded,
        np.minimum(there, back),
        np.maximum(there, back),
        _only(~across, _dot(signals.title, i, j)),
        _dot(signals.grams, i, j),
        _only(has_body, _dot_where(has_body, signals.lead, i, j)),
        _only(has_body, _dot_where(has_body, signals.body, i, j)),
        _dot(signals.shared, i, j),
        np.minimum(of_i, of_j),
        np.maximum(of_i, of_j),
        np.sqrt(_dot(signals.latin, i, j)),
        *_agreement(signals.names, i, j),
        *_agreement(signals.numbers, i, j),
        *_agreement(signals.lead_numbers, i, j),
        np.abs(signals.day[i] - signals.day[j]),
        _only(
            (signals.source[i] > 0) & (signals.source[j] > 0),
            signals.source[i] == signals.source[j],
        ),
        np.minimum(signals.length[i], signals.length[j]),
        np.maximum(signals.length[i], signals.length[j]),
        np.minimum(signals.body_length[i], signals.body_length[j]),
        *_cover(signals.lead_names, i, j),
        _dot(signals.lead_shared, i, j),
        *compare_wording(signals.wording, signals.chinese, i, j),
        np.full(len(i), np.nan) if neighbours.near is None else _dot(neighbours.near, i, j),
    ]
    return np.column_stack(columns).astype(np.float32)


def _only(where: npt.NDArray[np.bool_], values: npt.NDArray[np.generic]) -> Floats:
    return np.where(where, values, np.nan)


def _squares(matrix: sparse.csr_matrix) -> Floats:
    return np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64).ravel()


def _dot(matrix: sparse.csr_matrix, i: Ints, j: Ints) -> Floats:
    return np.asarray(matrix[i].multiply(matrix[j]).sum(axis=1), dtype=np.float64).ravel()


def _dot_where(where: npt.NDArray[np.bool_], matrix: sparse.csr_matrix, i: Ints, j: Ints) -> Floats:
    values = np.zeros(len(i))
    values[where] = _dot(matrix, i[where], j[where])
    return values


def _cover(matrix: sparse.csr_matrix, i: Ints, j: Ints) -> tuple[Floats, Floats]:
    """How much is shared where both have some, rarer counting more; and which part that is of the
    one with less."""
    shared, squares = _dot(matrix, i, j), _squares(matrix)
    least = np.minimum(squares[i], squares[j])
    both = least > 0
    return _only(both, np.sqrt(shared)), _only(both, shared / np.maximum(least, 1e-9))


def _agreement(matrix: sparse.csr_matrix, i: Ints, j: Ints) -> tuple[Floats, Floats]:
    """How much is shared, rarer counting more; and whether both have some and share none."""
    shared = np.sqrt(_dot(matrix, i, j))
    held = np.diff(matrix.indptr) > 0
    both = held[i] & held[j]
    return _only(both, shared), _only(both, shared == 0)
