"""Before: units and their vectors. After: everything that pairs are compared by, one row a unit.

Sparse matrices over words, character pairs and shared (English) words; centred vectors; numbers;
names. The text of a unit counts in the word matrix only: headlines say what an event is, bodies
mostly what surrounds it (measured on the development sets).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from scipy import sparse  # type: ignore[import-untyped] # ships no types

from wenzhai.language.glosses import gloss_words, knows, to_pinyin
from wenzhai.language.roundups import is_roundup
from wenzhai.language.tokens import (
    chinese_words,
    english_words,
    han_pairs,
    letter_grams,
    rough_numbers,
)
from wenzhai.ports import Vectors
from wenzhai.stages.group.background import load_background
from wenzhai.stages.group.items import Unit
from wenzhai.stages.group.names import GlossaryIndex
from wenzhai.stages.group.wording import Wording, word_units

LEAD = 400  # characters of English text; Chinese says as much in a third
MOST_WORDS = 400  # words of a body that count
OPENING = 600  # characters of English text that are read for names and words in common
RARE = 5.0  # inverse document frequency in news at large: one document in a hundred and fifty
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


LATIN = re.compile(r"[a-z][a-z0-9.]+")  # of a normalised headline


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


def measure_units(units: Sequence[Unit], vectors: Vectors, index: GlossaryIndex) -> Signals:
    """Signals of the units, in their order; `vectors` are their headlines' as the embedder made them."""
    chinese = np.array([unit.chinese for unit in units], dtype=bool)
    titles = [chinese_words(u.title) if u.chinese else english_words(u.title) for u in units]
    bodies: list[list[str]] = []
    leads: list[list[str]] = []
    for unit, words in zip(units, titles, strict=True):
        cut = chinese_words(unit.text) if unit.chinese else english_words(unit.text)
        bodies.append(words + cut[:MOST_WORDS])
        leads.append(words + cut[: 40 if unit.chinese else 50])
    latin = [
        [w for w in words if w.isascii() and len(w) > 1] if unit.chinese else words
        for unit, words in zip(units, titles, strict=True)
    ]
    named = [sorted(index.find(unit.title)) if index else [] for unit in units]
    openings = [
        f"{u.title} {u.text[: OPENING // 3 if u.chinese else OPENING]}" if u.text else u.title
        for u in units
    ]
    lead_named = [sorted(index.find(opening)) if index else [] for opening in openings]
    shared = [
        _shared_words(words, unit.chinese) + [f"name:{n}" for n in names]
        for unit, words, names in zip(units, titles, named, strict=True)
    ]
    lead_shared = [
        _shared_words(words, unit.chinese) + [f"name:{n}" for n in names]
        for unit, words, names in zip(units, leads, lead_named, strict=True)
    ]
    grams = [han_pairs(unit.title) + letter_grams(unit.title) for unit in units]
    numbers = [sorted(rough_numbers(unit.title)) for unit in units]
    lead_numbers = [
        sorted(rough_numbers(f"{u.title} {u.text[: LEAD // 3 if u.chinese else LEAD]}"))
        for u in units
    ]
    sources = {source: n + 1 for n, source in enumerate(sorted({u.source for u in units} - {""}))}
    weights = _english_weights(units, shared)
    return Signals(
        chinese=chinese,
        day=np.array([np.nan if u.day is None else u.day for u in units], dtype=np.float64),
        source=np.array([sources.get(u.source, 0) for u in units], dtype=np.int64),
        length=np.array([len(words) for words in titles], dtype=np.float64),
        body_length=np.array([len(words) for words in bodies], dtype=np.float64),
        has_text=np.array([len(u.text) > 20 for u in units], dtype=bool),
        roundup=np.array([is_roundup(unit.shown) for unit in units], dtype=bool),
        vectors=centre(vectors, chinese),
        title=_tf_idf(titles),
        grams=_tf_idf(grams),
        body=_tf_idf(bodies),
        lead=_tf_idf(leads),
        shared=_tf_idf(shared, weights=weights),
        own=_tf_idf(shared, weights=weights, unit_length=False),
        latin=_tf_idf(latin, unit_length=False),
        names=_tf_idf(named, unit_length=False),
        numbers=_tf_idf(numbers, unit_length=False),
        lead_numbers=_tf_idf(lead_numbers, unit_length=False),
        lead_names=_tf_idf(lead_named, unit_length=False),
        lead_shared=_tf_idf(lead_shared, weights=_english_weights(units, lead_shared)),
        wording=word_units(units, index),
        figures=tuple(frozenset(filter(_is_telling, keys)) for keys in numbers),
        spelled=tuple(_spell(u.title) if u.chinese else frozenset() for u in units),
    )


def _spell(title: str) -> frozenset[str]:
    """Latin words of a Chinese headline that are rare in news: `mac` and `ios`, not `ai` and `app`."""
    rarity = load_background().rarity
    return frozenset(word for word in LATIN.findall(title) if rarity(word) >= RARE)


def _is_telling(number: str) -> bool:
    """Whether a number of `rough_numbers` is more than a small count, such as any product bears."""
    return not number.isdigit() or len(number) > 2


def _shared_words(words: list[str], chinese: bool) -> list[str]:
    """A headline's words as English stems; those of a Chinese one through the dictionary."""
    if not chinese:
        return words
    found: list[str] = []
    for word in words:
        if word.isascii():
            found.append(word)
            continue
        found.extend(sorted(gloss_words(word)))
        if len(word) > 1 and not knows(word):
            found.append(to_pinyin(word))
    return found


def _english_weights(units: Sequence[Unit], rows: Sequence[list[str]]) -> dict[str, float]:
    """Rarity of the words that the English units use; words of no English unit join nothing."""
    english = [words for unit, words in zip(units, rows, strict=True) if not unit.chinese]
    counts = Counter(word for words in english for word in set(words))
    return _idf(counts, len(english))


def _idf(counts: Counter[str], total: int) -> dict[str, float]:
    """Rarity in a batch of at least BATCH: a word of three reports is as telling in a small batch
    as in a large one."""
    least = max(total, BATCH) + 20
    return {word: float(np.log(least / (count + 1))) for word, count in counts.items()}


def _tf_idf(
    rows: Sequence[Sequence[str]],
    *,
    weights: dict[str, float] | None = None,
    unit_length: bool = True,
) -> sparse.csr_matrix:
    """Sub-linear TF-IDF, rows of unit length; with `weights`, only the words that these know.

    Without unit length a word counts once: the row is its idf."""
    if weights is None:
        weights = _idf(Counter(word for row in rows for word in set(row)), len(rows))
    columns = {word: n for n, word in enumerate(sorted(weights))}
    data: list[float] = []
    indices: list[int] = []
    ends = [0]
    for row in rows:
        counts = Counter(word for word in row if word in columns)
        for word in sorted(counts):
            indices.append(columns[word])
            often = 1.0 + float(np.log(counts[word])) if unit_length else 1.0
            data.append(weights[word] * often)
        ends.append(len(indices))
    matrix = sparse.csr_matrix(
        (np.array(data, dtype=np.float32), np.array(indices, dtype=np.int64), np.array(ends)),
        shape=(len(rows), max(1, len(columns))),
    )
    if unit_length:
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix = sparse.csr_matrix(sparse.diags_array(1.0 / np.maximum(norms, 1e-9)) @ matrix)
    return matrix
