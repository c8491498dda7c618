"""Before: units and their vectors. After: everything that pairs are compared by, one row a unit.

Sparse matrices over words, character pairs and shared (English) words; centred vectors; numbers;
names. The text of a unit counts in the word matrix only: headlines say what an event is, bodies
mostly what surrounds it (measured on the development sets). What each unit says by itself comes from
`measures.py`; here it is weighed by how rare it is among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from scipy import sparse  # type: ignore[import-untyped] # ships no types

from wenzhai.ports import Vectors
from wenzhai.stages.group.items import Unit
from wenzhai.stages.group.measures import MeasureCache, Measures, read_measures
from wenzhai.stages.group.names import GlossaryIndex
from wenzhai.stages.group.wording import Wording, word_units

BATCH = 1_800  # units that rarity is measured against at least: a small batch has no rare words


@dataclass(frozen=True, slots=True)
class Signals:
    """Rows are units. Sparse rows are of unit length (TF-IDF) unless said otherwise.

    `shared` is the headline as English stems: an English one's own, a Chinese one's dictionary
    glosses, pinyin, Latin words and glossary names; `shared_words` (zero or one, by idf) the same
    for measuring how much of an English headline a Chinese one covers. `figures` are a headline's
    numbers but for small counts, `spelled` the rare Latin words of a Chinese one."""

    chinese: np.ndarray
    day: np.ndarray
    source: np.ndarray
    length: np.ndarray
    body_length: np.ndarray
    has_text: np.ndarray
    roundup: np.ndarray
    vectors: Vectors
    title: sparse.csr_matrix
    grams: sparse.csr_matrix
    body: sparse.csr_matrix
    lead: sparse.csr_matrix
    shared: sparse.csr_matrix
    own: sparse.csr_matrix
    latin: sparse.csr_matrix
    names: sparse.csr_matrix
    numbers: sparse.csr_matrix
    lead_numbers: sparse.csr_matrix
    lead_names: sparse.csr_matrix
    lead_shared: sparse.csr_matrix
    wording: Wording
    figures: tuple[frozenset[str], ...]
    spelled: tuple[frozenset[str], ...]


@lru_cache(maxsize=1)
def language_means() -> dict[str, Vectors]:
    """The mean vector of headlines in each language, made by benchmarks/train_pair_model.py.

    Subtracting it makes cosines across languages comparable with those within one: the first
    neighbour across is then right for 80 % of Chinese headlines instead of 56 %."""
    data = (files("wenzhai.stages.group") / "language_means.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        return {key: stored[key].astype(np.float32) for key in ("en", "zh")}


def centre(vectors: Vectors, chinese: np.ndarray) -> Vectors:
    """Minus the mean of the language, of unit length again. Another model's vectors (of another
    width) are centred on the batch's own means when it is large enough to have them."""
    means = language_means()
    rows = vectors.astype(np.float32, copy=True)
    for key, where in (("zh", chinese), ("en", ~chinese)):
        if rows.shape[1] == means[key].shape[0]:
            rows[where] -= means[key]
        elif where.sum() >= 50:
            rows[where] -= rows[where].mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows


def measure_units(
    units: Sequence[Unit],
    vectors: Vectors,
    index: GlossaryIndex,
    cache: MeasureCache | None = None,
) -> Signals:
    """Signals of the units, in their order; `vectors` are their headlines' as the embedder made them.
    What the `cache` holds of a unit is not measured again."""
    measured = read_measures(units, index, cache)
    chinese = np.array([unit.chinese for unit in units], dtype=bool)
    titles = [m.words for m in measured]
    latin = [
        [w for w in m.words if w.isascii() and len(w) > 1] if m.chinese else m.words
        for m in measured
    ]
    shared, lead_shared = [m.shared for m in measured], [m.lead_shared for m in measured]
    sources = {source: n + 1 for n, source in enumerate(sorted({u.source for u in units} - {""}))}
    weights = _english_weights(measured, shared)
    return Signals(
        chinese=chinese,
        day=np.array([np.nan if u.day is None else u.day for u in units], dtype=np.float64),
        source=np.array([sources.get(u.source, 0) for u in units], dtype=np.int64),
        length=np.array([len(words) for words in titles], dtype=np.float64),
        body_length=np.array([len(m.words) + len(m.body) for m in measured], dtype=np.float64),
        has_text=np.array([len(u.text) > 20 for u in units], dtype=bool),
        roundup=np.array([m.roundup for m in measured], dtype=bool),
        vectors=centre(vectors, chinese),
        title=_tf_idf(titles),
        grams=_tf_idf([m.grams for m in measured]),
        body=_tf_idf([m.words + m.body for m in measured]),
        lead=_tf_idf([m.lead for m in measured]),
        shared=_tf_idf(shared, weights=weights),
        own=_tf_idf(shared, weights=weights, unit_length=False),
        latin=_tf_idf(latin, unit_length=False),
        names=_tf_idf([m.named for m in measured], unit_length=False),
        numbers=_tf_idf([m.numbers for m in measured], unit_length=False),
        lead_numbers=_tf_idf([m.lead_numbers for m in measured], unit_length=False),
        lead_names=_tf_idf([m.lead_named for m in measured], unit_length=False),
        lead_shared=_tf_idf(lead_shared, weights=_english_weights(measured, lead_shared)),
        wording=word_units(measured),
        figures=tuple(frozenset(m.figures) for m in measured),
        spelled=tuple(frozenset(m.spelled) for m in measured),
    )


def _english_weights(
    measured: Sequence[Measures], rows: Sequence[Sequence[str]]
) -> dict[str, float]:
    """Rarity of the words that the English units use; words of no English unit join nothing."""
    english = [words for m, words in zip(measured, rows, strict=True) if not m.chinese]
    return _idf(_count_rows(english), len(english))


def _count_rows(rows: Iterable[Sequence[str]]) -> Counter[str]:
    """How many rows hold each word."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(set(row))
    return counts


def _idf(counts: Mapping[str, int], total: int) -> dict[str, float]:
    """Rarity in a batch of at least BATCH: a word of three reports is as telling in a small batch
    as in a large one."""
    least = max(total, BATCH) + 20
    of_count = {count: float(np.log(least / (count + 1))) for count in set(counts.values())}
    return {word: of_count[count] for word, count in counts.items()}


def _tf_idf(
    rows: Sequence[Sequence[str]],
    *,
    weights: dict[str, float] | None = None,
    unit_length: bool = True,
) -> sparse.csr_matrix:
    """Sub-linear TF-IDF, rows of unit length; with `weights`, only the words that these know.

    Without unit length a word counts once: the row is its idf."""
    if weights is None:
        weights = _idf(_count_rows(rows), len(rows))
    words = sorted(weights)
    columns = {word: n for n, word in enumerate(words)}
    found = [[columns[word] for word in row if word in columns] for row in rows]
    cells = np.array([column for row in found for column in row], dtype=np.int64)
    lengths = np.array([len(row) for row in found], dtype=np.int64)
    row_of = np.repeat(np.arange(len(rows)), lengths)
    width = max(1, len(columns))
    cells, often = np.unique(row_of * width + cells, return_counts=True)
    indices = cells % width
    data = np.array([weights[word] for word in words] or [0.0])[indices]
    if unit_length:
        most = int(often.max(initial=0))
        data *= np.array([0.0, *(1.0 + float(np.log(n)) for n in range(1, most + 1))])[often]
    ends = np.searchsorted(cells, np.arange(len(rows) + 1) * width)
    matrix = sparse.csr_matrix((data.astype(np.float32), indices, ends), shape=(len(rows), width))
    if unit_length:
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix = sparse.csr_matrix(sparse.diags_array(1.0 / np.maximum(norms, 1e-9)) @ matrix)
    return matrix
