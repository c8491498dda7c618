"""Grouping beside other ways of doing it, in one run, on the labelled sets, with the official measures.

    python benchmarks/rivals.py [--shared DIR] [--glossary FILE] [--sets bilingual,ecob_zh,ecob_en]

Writes reports/rivals.json: each way's measures at its best setting, its time and memory, and the whole
of its precision-recall curve. The other ways choose their setting (text, threshold, parameters) on the
very sets that they are measured on, which flatters them. What ships was trained on these sets, which
flatters it; the honest row, cross-validated by thread, is read from reports/pair_model.json where
train_pair_model.py has written it.

UMAP comes from the dependency group `benchmarks`; without it that way uses principal components and
says so.
"""

from __future__ import annotations

import argparse
import importlib.machinery
import importlib.util
import json
import multiprocessing
import os
import resource
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, issparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfVectorizer

from train_pair_model import SETS, cached_embedder, read_names, read_rows, to_item
from wenzhai.language.tokens import chinese_words, english_words, han_pairs, is_chinese, normalise
from wenzhai.model import GroupItem
from wenzhai.stages.group import group_items

REPORTS = Path(__file__).parent / "reports"
SEED = 20230410
OPENING, BODY = 200, 1_000  # characters of the text, where a way may read more than the headline


@dataclass(frozen=True)
class Texts:
    """A set as every way gets it: never a label. Rows of unit length, in the order of `items`."""

    items: Sequence[GroupItem]
    words: dict[str, csr_matrix]  # TF-IDF by text: "headline", "opening", "body"
    meaning: dict[str, np.ndarray]  # e5 by text: "headline", "opening"
    both: dict[str, tuple[csr_matrix, np.ndarray, np.ndarray]]  # the two, and whether Chinese
    days: np.ndarray


@dataclass
class Row:
    """One way on one set. Times are of its best setting alone, with words and vectors at hand; memory
    is what the process grew by, in MB."""

    way: str
    setting: str
    b3: tuple[float, float, float]
    across: tuple[float, float, float]
    pairs: tuple[float, float, float]
    seconds: float = 0.0
    megabytes: int = 0
    note: str = ""
    curve: list[tuple[float, float]] = field(default_factory=list)


Labels = npt.NDArray[np.int64] | npt.NDArray[np.int32]


@dataclass(frozen=True)
class Way:
    """A rival: `prepare` takes rows of unit length and days, `run` what that made and a setting."""

    name: str
    reads: str  # "words", "meaning" or "both": which rows of Texts
    prepare: Callable[[Any, np.ndarray], Any]
    run: Callable[..., Labels]
    settings: Sequence[tuple[float | str, ...]]


def join_by_average(rows: Any, _days: np.ndarray) -> np.ndarray:
    """The tree of average linkage over cosine."""
    return linkage(squareform(1.0 - stretch(cosine_of(rows)), checks=False), "average")


def cut_tree(tree: np.ndarray, bar: float) -> Labels:
    return fcluster(tree, 1 - bar, "distance")


def cosine_of(rows: Any) -> np.ndarray:
    cosine = np.asarray((rows @ rows.T).todense() if issparse(rows) else rows @ rows.T)
    np.fill_diagonal(cosine, 1.0)
    return cosine


def stretch(cosine: np.ndarray) -> np.ndarray:
    """The cosines of e5 lie between .7 and 1: stretched, so that one grid of bars serves all."""
    low = 0.7 if np.percentile(cosine, 1) > 0.6 else 0.0
    return np.clip((cosine - low) / (1 - low), 0.0, 1.0)


def mix(rows: tuple[csr_matrix, np.ndarray, np.ndarray], _days: np.ndarray) -> Mixed:
    """Within a language the mean of TF-IDF and e5, across languages e5 alone, each language's vectors
    less their mean: the strongest that we know of what needs no labels for pairs."""
    words, meaning, chinese = rows
    centred = meaning - np.where(
        chinese[:, None],
        *(meaning[side].mean(axis=0) if side.any() else 0.0 for side in (chinese, ~chinese)),
    )
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    near = np.clip(centred @ centred.T, 0.0, 1.0)
    across = chinese[:, None] != chinese[None, :]
    return Mixed(np.where(across, near, (near + cosine_of(words)) / 2), across, {})


@dataclass(frozen=True)
class Mixed:
    """Similarities; which pairs are across languages; the trees made so far, by ease."""

    cosine: np.ndarray
    across: np.ndarray
    trees: dict[float, np.ndarray]


def cut_mixed(mixed: Mixed, bar: float, ease: float) -> Labels:
    """Average linkage, pairs across languages counted as nearer by `ease`."""
    if ease not in mixed.trees:
        distance = np.clip(1.0 - mixed.cosine - ease * mixed.across, 0.0, 1.0)
        np.fill_diagonal(distance, 0.0)
        mixed.trees[ease] = linkage(
            squareform((distance + distance.T) / 2, checks=False), "average"
        )
    return cut_tree(mixed.trees[ease], bar)


def compare_all(rows: Any, _days: np.ndarray) -> np.ndarray:
    return stretch(cosine_of(rows))


def connect(cosine: np.ndarray, bar: float) -> Labels:
    """Connected components, which is single linkage."""
    return connected_components(csr_matrix(cosine >= bar))[1]


def reduce_rows(rows: np.ndarray, _days: np.ndarray) -> np.ndarray:
    """UMAP with BERTopic's settings and a fixed seed; principal components where it is not installed."""
    if not HAS_UMAP:
        return PCA(5, random_state=SEED).fit_transform(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from umap import UMAP

        made = UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED
        )
        return np.asarray(made.fit_transform(rows))


def find_dense(rows: np.ndarray, least: int, method: str) -> Labels:
    """HDBSCAN, as BERTopic (Grootendorst 2022) and the newsletter projects after it use it; what it
    calls noise stands alone."""
    model = HDBSCAN(min_cluster_size=least, cluster_selection_method=method, copy=True)
    labels = model.fit_predict(rows).astype(np.int64)
    noise = labels < 0
    labels[noise] = labels.max() + 1 + np.arange(noise.sum())
    return labels


def order_by_time(rows: Any, days: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return cosine_of(rows), days, np.argsort(days, kind="stable")


def stream(made: tuple[np.ndarray, np.ndarray, np.ndarray], bar: float, half_life: float) -> Labels:
    """Single-pass clustering: in the order of time each item joins the nearest centroid whose decayed
    similarity reaches the bar, else it opens a cluster (Allan, Papka and Lavrenko 1998, "On-line new
    event detection and tracking"; the decay after Miranda et al. 2018, "Multilingual clustering of
    streaming news", without their trained weights). Rarity of words is of the whole set, which no
    stream knows: it flatters. A centroid's similarity is summed from those of its members."""
    cosine, days, order = made
    count = len(cosine)
    squares, last = np.ones(count), np.zeros(count)
    labels, used = np.zeros(count, np.int64), 0
    for place, item in enumerate(order):
        best, common = used, 0.0
        if used:
            seen = order[:place]
            sums = np.bincount(labels[seen], weights=cosine[item, seen], minlength=used)
            near = sums / np.sqrt(squares[:used])
            near *= 0.5 ** (np.abs(days[item] - last[:used]) / half_life)
            likely = int(np.argmax(near))
            if near[likely] >= bar:
                best, common = likely, float(sums[likely])
        squares[best] = 1.0 if best == used else squares[best] + 2 * common + 1.0
        used = max(used, best + 1)
        labels[item], last[best] = best, days[item]
    return labels


HAS_UMAP = importlib.util.find_spec("umap") is not None
BARS = [(round(0.02 * n, 2),) for n in range(1, 50)]
EASED = [(round(0.04 + 0.02 * n, 2), ease) for ease in (0.0, 0.1, 0.2) for n in range(32)]
SIZES = [(least, method) for least in (2, 3, 4, 5) for method in ("eom", "leaf")]
HALF_LIVES = (1e9, 6.0)  # days
WIDE = [(round(0.05 * n, 2), life) for n in range(2, 18) for life in HALF_LIVES]
NARROW = [(round(0.7 + 0.015 * n, 3), life) for n in range(6, 20) for life in HALF_LIVES]
WAYS = (
    Way("TF-IDF, average linkage", "words", join_by_average, cut_tree, BARS),
    Way("e5, average linkage", "meaning", join_by_average, cut_tree, BARS),
    Way("TF-IDF and e5, average linkage", "both", mix, cut_mixed, EASED),
    Way("e5, UMAP, HDBSCAN", "meaning", reduce_rows, find_dense, SIZES),
    Way("stream, TF-IDF centroids", "words", order_by_time, stream, WIDE),
    Way("stream, e5 centroids", "meaning", order_by_time, stream, NARROW),
    Way("e5, connected components", "meaning", compare_all, connect, BARS),
)


class Judge:
    """The official measures over one labelled file."""

    def __init__(self, path: Path, score: ModuleType) -> None:
        rows = read_rows(path)
        self._score = score
        self._ids = [_id(row) for row in rows]
        self._gold = {_id(row): row["event_id"] for row in rows if row["event_id"]}
        self._lang = {_id(row): row["lang"] for row in rows}

    def b3(self, labels: Sequence[int]) -> tuple[float, float, float]:
        return self._score.b_cubed(self._gold, self._found(labels))

    def pairs(self, labels: Sequence[int]) -> tuple[float, float, float]:
        return self._score.pair_scores(self._gold, self._found(labels))

    def across(self, labels: Sequence[int]) -> tuple[float, float, float]:
        return self._score.pair_scores(
            self._gold, self._found(labels), lambda a, b: self._lang[a] != self._lang[b]
        )

    def _found(self, labels: Sequence[int]) -> dict[str, int]:
        found = dict(zip(self._ids, (int(label) for label in labels), strict=True))
        return {key: found[key] for key in self._gold}


def _id(row: dict) -> str:
    return str(row.get("id", row.get("doc_id")))


def measure_way(way: Way, data: Texts, judge: Judge) -> Row:
    """The best setting by B-cubed F1, and the front of all settings' precision and recall."""
    best: tuple[float, str, tuple] = (-1.0, "", ())
    points = []
    texts = getattr(data, way.reads)
    for text, rows in texts.items():
        made = way.prepare(rows, data.days)
        for setting in way.settings:
            precision, recall, f1 = judge.b3(way.run(made, *setting))
            points.append((recall, precision))
            best = max(best, (f1, text, setting), key=lambda found: found[0])
    _, text, setting = best
    start = time.perf_counter()
    labels = way.run(way.prepare(texts[text], data.days), *setting)
    seconds = time.perf_counter() - start
    shown = ", ".join([text, *(str(part) for part in setting if part != HALF_LIVES[0])])
    row = Row(way.name, shown, judge.b3(labels), judge.across(labels), judge.pairs(labels), seconds)
    if way.prepare is reduce_rows and not HAS_UMAP:
        row.note = "principal components stand in for UMAP"
    row.curve = _front(points)
    return row


def _front(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Recall and precision of the settings that no other beats in both, by recall."""
    kept: list[tuple[float, float]] = []
    for recall, precision in sorted(set(points), reverse=True):
        if not kept or precision > kept[-1][1]:
            kept.append((round(recall, 4), round(precision, 4)))
    return kept[::-1]


def measure_ours(data: Texts, judge: Judge, glossary: Path | None) -> Row:
    names = read_names(glossary) if glossary else ()
    embedder = cached_embedder()
    embedder.embed([item.title for item in data.items])
    start = time.perf_counter()
    answers = group_items(data.items, embedder, glossary=names)
    seconds = time.perf_counter() - start
    story = {answer.id: answer.story for answer in answers}
    number = {key: n for n, key in enumerate(sorted(set(story.values())))}
    labels = [number[story[item.id]] for item in data.items]
    return Row(
        "ours, as shipped", "in sample", judge.b3(labels), judge.across(labels), judge.pairs(labels),
        seconds, note="trained on this set",
    )  # fmt: skip


def read_validated(path: Path) -> list[Row]:
    """Our cross-validated rows of the bilingual stream, one for each bar; none where no report is."""
    if not path.exists():
        return []
    rows = []
    for at in json.loads(path.read_text("utf-8")).get("bars", []):
        b3 = (at["b3_p"], at["b3_r"], at["b3_f1"])
        across = (at["across_p"], at["across_r"], at["across_f1"])
        rows.append(Row("ours, cross-validated", f"bar {at['bar']}", b3, across, (0.0, 0.0, 0.0)))
    return rows


def apart(work: Callable[[], Row]) -> Row:
    """Run in a process of its own, and say how far that grew."""
    here, there = multiprocessing.Pipe()
    child = os.fork()
    if not child:
        start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        row = work()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start
        row.megabytes = max(0, grown) // 1024
        there.send(row)
        there.close()
        os._exit(0)
    there.close()
    try:
        return here.recv()
    finally:
        os.waitpid(child, 0)


def load_texts(path: Path) -> Texts:
    items = [to_item(row) for row in read_rows(path)]
    embedder = cached_embedder()
    texts = {
        "headline": [item.title for item in items],
        "opening": [f"{item.title}\n{item.text[:OPENING]}".strip() for item in items],
    }
    bodies = {"body": [f"{item.title}\n{item.text[:BODY]}".strip() for item in items]}
    times = [item.published.timestamp() / 86_400 if item.published else 0.0 for item in items]
    vectorizer = TfidfVectorizer(analyzer=_units, sublinear_tf=True)
    words = {
        name: csr_matrix(vectorizer.fit_transform(every))
        for name, every in (texts | bodies).items()
    }
    meaning = {name: embedder.embed(every) for name, every in texts.items()}
    chinese = np.array([item.lang == "zh" for item in items])
    both = {name: (words[name], meaning[name], chinese) for name in texts}
    return Texts(items, words, meaning, both, np.array(times))


def _units(text: str) -> list[str]:
    plain = normalise(text)
    return [*chinese_words(plain), *han_pairs(plain)] if is_chinese(plain) else english_words(plain)


def load_score(shared: Path) -> ModuleType:
    """The official measures."""
    loader = importlib.machinery.SourceFileLoader("score", str(shared / "tools" / "score"))
    spec = importlib.util.spec_from_loader("score", loader)
    if spec is None:
        raise FileNotFoundError(shared / "tools" / "score")
    score = importlib.util.module_from_spec(spec)
    loader.exec_module(score)
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument("--glossary", type=Path)
    parser.add_argument("--sets", default=",".join(SETS))
    options = parser.parse_args()
    if not (options.shared / "data").is_dir():
        print(f"needs the development data, which is not at {options.shared} (set WENZHAI_SHARED)")
        return
    score = load_score(options.shared)
    report: dict[str, list[dict]] = {}
    for name in options.sets.split(","):
        path = options.shared / "data" / "stories" / f"{name}_dev.jsonl.gz"
        data, judge = load_texts(path), Judge(path, score)
        print(f"== {name}: {len(data.items)} items", flush=True)
        rows = [show(apart(partial(measure_way, way, data, judge))) for way in WAYS]
        rows.append(show(apart(partial(measure_ours, data, judge, options.glossary))))
        if name == "bilingual":
            rows += map(show, read_validated(REPORTS / "pair_model.json"))
        report[name] = [_rounded(asdict(row)) for row in rows]
    REPORTS.mkdir(exist_ok=True)
    known = REPORTS / "rivals.json"
    kept = json.loads(known.read_text("utf-8")) if known.exists() else {}
    known.write_text(_render(kept | report), "utf-8")


def _render(report: dict[str, list[dict]]) -> str:
    """JSON with a way a line."""
    sets = []
    for name, rows in report.items():
        lines = ",\n".join(map(json.dumps, rows))
        sets.append(f"{json.dumps(name)}: [\n{lines}\n]")
    return "{\n" + ",\n".join(sets) + "\n}\n"


def show(row: Row) -> Row:
    print(
        f"{row.way:30} B3 {row.b3[0]:.3f} {row.b3[1]:.3f} {row.b3[2]:.3f}  "
        f"across {row.across[0]:.3f} {row.across[1]:.3f} {row.across[2]:.3f}  "
        f"{row.seconds:6.2f} s {row.megabytes:4} MB  {row.setting} {row.note}",
        flush=True,
    )
    return row


def _rounded(row: dict) -> dict:
    for key in ("b3", "across", "pairs"):
        row[key] = [round(value, 4) for value in row[key]]
    row["seconds"] = round(row["seconds"], 2)
    return row


if __name__ == "__main__":
    main()
