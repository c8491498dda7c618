"""Before: units. After: what their headlines and openings say, weighed by rarity in news at large;
and for pairs, how much of either headline the other report holds, and whether their names agree.

Chinese headlines meet English reports word by word: a Chinese word is held when any of the stems that
the dictionary gives for it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped] # ships no types

from wenzhai.stages.group.background import Background, load_background
from wenzhai.stages.group.measures import Measures

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

WORDING: tuple[tuple[str, int], ...] = (
    ("less of a headline in the other", 1),
    ("more of a headline in the other", 1),
    ("headline words, rarity at large", 1),
    ("less of a headline in the other report", 1),
    ("more of a headline in the other report", 1),
    ("written names shared", 1),
    ("written names, smaller share", 1),
    ("written names, larger share", 1),
    ("written names clash", -1),
    ("written names in the other report, less", 1),
    ("written names in the other report, more", 1),
    ("first name shared", 1),
    ("other words, cosine", 1),
    ("other words shared", 1),
    ("rarest word shared", 1),
)
"""Name and direction of each column, as features.FEATURES."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Rows are units, columns English stems (Chinese words in `chinese*`). `stems`, `names`, `others`
    (stems that are no names) and `chinese` are headlines weighed by rarity; the rest zero or one.
    `held` and `held_report`: the Chinese words that an English headline, or report, renders."""

    stems: sparse.csr_matrix
    stems_report: sparse.csr_matrix
    names: sparse.csr_matrix
    names_report: sparse.csr_matrix
    first: sparse.csr_matrix
    others: sparse.csr_matrix
    chinese: sparse.csr_matrix
    chinese_report: sparse.csr_matrix
    held: sparse.csr_matrix
    held_report: sparse.csr_matrix


def word_units(measured: Sequence[Measures]) -> Wording:
    """Wording of units by what each says, in their order."""
    known = load_background()
    stems = [{*m.stems, *m.names} for m in measured]
    reports = [{*m.stems_report, *m.names_report} for m in measured]
    columns = _columns(*stems, *reports)
    chinese = [m.words if m.chinese else () for m in measured]
    chinese_reports = [m.report if m.chinese else () for m in measured]
    words = _columns(*chinese, *chinese_reports)
    rendered = {word: stems for m in measured for word, stems in m.renders.items()}

    def matrix(rows: Sequence[Iterable[str]]) -> sparse.csr_matrix:
        return _matrix(rows, columns)

    english = [() if m.chinese else m.stems for m in measured]
    english_reports = [() if m.chinese else m.stems_report for m in measured]
    renders = _matrix([rendered.get(word, ()) for word in words], columns).T.tocsr()
    names = matrix([m.names for m in measured])
    return Wording(
        stems=_weigh(matrix([m.stems for m in measured]), columns, known),
        stems_report=matrix([m.stems_report for m in measured]),
        names=_weigh(names, columns, known),
        names_report=matrix([m.names_report for m in measured]),
        first=matrix([m.names[:1] for m in measured]),
        others=_weigh(matrix([{*m.stems}.difference(m.names) for m in measured]), columns, known),
        chinese=_weigh(_matrix(chinese, words), words, known),
        chinese_report=_matrix(chinese_reports, words),
        held=_ones(matrix(english) @ renders),
        held_report=_ones(matrix(english_reports) @ renders),
    )


def _columns(*rows: Iterable[str]) -> dict[str, int]:
    return {word: n for n, word in enumerate(sorted({word for row in rows for word in row}))}


def _matrix(rows: Sequence[Iterable[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    """Zero or one: whether the row holds the word."""
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices.extend(sorted({columns[word] for word in row if word in columns}))
        ends.append(len(indices))
    return sparse.csr_matrix(
        (np.ones(len(indices)), np.array(indices, dtype=np.int64), np.array(ends)),
        shape=(len(rows), len(columns) or 1),
    )


def _weigh(
    matrix: sparse.csr_matrix, columns: dict[str, int], known: Background
) -> sparse.csr_matrix:
    rarity = np.array([known.rarity(word) for word in columns] or [0.0])
    weighed = matrix.copy()
    weighed.data = rarity[weighed.indices]
    return weighed


def _ones(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Zero or one where the matrix has weights; of its own data."""
    return sparse.csr_matrix(
        (np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape
    )


def compare_wording(
    wording: Wording, chinese: npt.NDArray[np.bool_], i: Ints, j: Ints
) -> list[Floats]:
    """Columns of WORDING for the pairs."""
    title, report = _held(wording, chinese, i, j), _held(wording, chinese, j, i)
    both_chinese = chinese[i] & chinese[j]
    cosine = np.where(
        both_chinese,
        _cosine(wording.chinese, i, j),
        _cosine(wording.stems, i, j),
    )
    rarest = np.where(both_chinese, _rarest(wording.chinese, i, j), _rarest(wording.stems, i, j))
    return [
        np.minimum(title[0], report[0]),
        np.maximum(title[0], report[0]),
        cosine,
        np.minimum(title[1], report[1]),
        np.maximum(title[1], report[1]),
        *_compare_names(wording, i, j),
        compare_others(wording, i, j),
        _product(wording.others, i, _ones(wording.others), j),
        rarest,
    ]


def compare_others(wording: Wording, i: Ints, j: Ints) -> Floats:
    """Cosine of the words of two headlines that are no names, as English stems: 0 to 1."""
    return _cosine(wording.others, i, j)


def _held(
    wording: Wording, chinese: npt.NDArray[np.bool_], i: Ints, j: Ints
) -> tuple[Floats, Floats]:
    """Share of the headline of i, by rarity, that the headline of j holds, and that its report does."""
    in_title, in_report, total = np.zeros(len(i)), np.zeros(len(i)), np.zeros(len(i))
    stems, words = wording.stems, wording.chinese
    for where, own, title, report in (
        (chinese[i] & chinese[j], words, _ones(words), wording.chinese_report),
        (chinese[i] & ~chinese[j], words, wording.held, wording.held_report),
        (~chinese[i], stems, _ones(stems), wording.stems_report),
    ):
        a, b = i[where], j[where]
        in_title[where] = _product(own, a, title, b)
        in_report[where] = _product(own, a, report, b)
        total[where] = _sums(own)[a]
    total = np.maximum(total, 1e-9)
    return in_title / total, in_report / total


def _compare_names(wording: Wording, i: Ints, j: Ints) -> list[Floats]:
    names, ones = wording.names, _ones(wording.names)
    shared, total = _product(names, i, ones, j), _sums(names)
    some_i, some_j = total[i] > 0, total[j] > 0
    both = some_i & some_j
    of_i, of_j = shared / np.maximum(total[i], 1e-9), shared / np.maximum(total[j], 1e-9)
    in_j = _product(names, i, wording.names_report, j) / np.maximum(total[i], 1e-9)
    in_i = _product(names, j, wording.names_report, i) / np.maximum(total[j], 1e-9)
    in_j, in_i = np.where(some_i, in_j, np.nan), np.where(some_j, in_i, np.nan)
    first = (_product(wording.first, i, ones, j) > 0).astype(np.float64)
    first += _product(wording.first, j, ones, i) > 0
    columns = [shared, np.minimum(of_i, of_j), np.maximum(of_i, of_j), shared == 0]
    return [
        *(np.where(both, column, np.nan) for column in columns),
        np.fmin(in_j, in_i),
        np.fmax(in_j, in_i),
        np.where(both, first, np.nan),
    ]


def _product(left: sparse.csr_matrix, i: Ints, right: sparse.csr_matrix, j: Ints) -> Floats:
    return np.asarray(left[i].multiply(right[j]).sum(axis=1), dtype=np.float64).ravel()


def _rarest(matrix: sparse.csr_matrix, i: Ints, j: Ints) -> Floats:
    if not len(i):
        return np.zeros(0)
    shared = matrix[i].multiply(_ones(matrix)[j])
    return np.asarray(shared.max(axis=1).todense(), dtype=np.float64).ravel()


def _sums(matrix: sparse.csr_matrix) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _cosine(matrix: sparse.csr_matrix, i: Ints, j: Ints) -> Floats:
    length = np.sqrt(_sums(matrix.multiply(matrix)))
    cosine: Floats = _product(matrix, i, matrix, j) / np.maximum(length[i] * length[j], 1e-9)
    return cosine
