"""Train the pair model of stages/group on the development sets, and report it cross-validated.

    python benchmarks/train_pair_model.py [--shared DIR] [--glossary FILE] [--weeks DIR] [--write]
                                          [--ablate] [--report FILE.json]

Folds are by thread (an event's reports, and those of its follow-ups, are never on both sides); with
each fold's model all items are clustered, and the measures are taken over the items of that fold.
`--write` then trains on everything and writes the weights that ship. Seeded: the same data and the
same versions give the same weights. On a busy machine set OMP_NUM_THREADS=1: the learner's threads
wait for each other.

`--weeks` is the newsroom of all weeks that `weeks.py --keep` makes: its articles of before the labelled
stream, as read_events.tsv groups them, are measured too. No weight has seen them.

`--report` and `--ablate` use a quicker protocol (pair_report.py): every pair is scored by the models of
the folds that its two ends are in (neither has seen a pair of either), and all items are clustered once.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from pair_report import ablate, write_report
from wenzhai.model import GroupItem, Name
from wenzhai.newsroom import Newsroom
from wenzhai.ports import Vectors
from wenzhai.services.embeddings import CachedEmbedder, LocalEmbedder
from wenzhai.stages.group import events as grouping
from wenzhai.stages.group.features import FEATURES, NAMES, compare_pairs
from wenzhai.stages.group.items import distinct_items, make_units
from wenzhai.stages.group.stories import to_item as article_item

SHIPPED = Path(grouping.__file__).parent
SEED = 20230410
FOLDS = 5
SETS = ("bilingual", "ecob_zh", "ecob_en")
READ = Path(__file__).parent / "read_events.tsv"


def read_names(path: Path) -> tuple[Name, ...]:
    """The names of a glossary.tsv; only what matching needs (forms in both languages)."""
    names, header = [], None
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        row = dict(zip(header, cells, strict=False))
        names.append(
            Name(
                en=row["en"],
                zh=row["zh"],
                kind=row["kind"],
                weight=float(row.get("weight") or 0.5),
                parent=row.get("parent", ""),
                aliases=tuple(a for a in row.get("aliases", "").split("|") if a),
            )
        )
    return tuple(names)


class FileCache:
    """Vectors kept in one file beside the other caches of this user, for repeated benchmarks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Vectors] = {}
        if path.exists():
            with np.load(path) as stored:
                self._known = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))

    def get_many(self, keys: list[str]) -> dict[str, Vectors]:
        return {key: self._known[key] for key in keys if key in self._known}

    def put_many(self, vectors: dict[str, Vectors]) -> None:
        self._known.update(vectors)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(self._path, keys=list(self._known), rows=np.array(list(self._known.values())))


def cached_embedder() -> CachedEmbedder:
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return CachedEmbedder(LocalEmbedder(), FileCache(home / "wenzhai-benchmarks" / "vectors.npz"))


def read_rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def to_item(row: dict) -> GroupItem:
    """As `wenzhai pipe group` would see it: never the labels or the notes."""
    sentences = row.get("sentences") or []
    text = row.get("text") or ("" if row["lang"] == "zh" else " ").join(sentences)
    published = row.get("published")
    return GroupItem(
        id=str(row.get("id", row.get("doc_id"))),
        title=row["title"],
        lang=row["lang"],
        text=text,
        published=datetime.fromisoformat(published) if published else None,
        source=row.get("source", ""),
        url=row.get("url", ""),
    )


@dataclass
class Set:
    """One labelled set, ready: evidence for its units and each unit's labels and fold."""

    name: str
    rows: list[dict]
    units: list
    evidence: grouping.Evidence
    event: np.ndarray
    thread: np.ndarray
    fold: np.ndarray
    ids: list[list[str]]


def prepare(name: str, shared: Path, embedder, glossary: tuple[Name, ...] = ()) -> Set:
    rows = read_rows(shared / "data" / "stories" / f"{name}_dev.jsonl.gz")
    return make_set(name, rows, [to_item(row) for row in rows], embedder, glossary)


def prepare_read(weeks: Path, embedder, glossary: tuple[Name, ...] = ()) -> Set:
    """The articles that READ lists, out of a newsroom that holds them. Raises SystemExit when some
    are missing: the pairs, and with them the weights, would be others."""
    lines = [line.split("\t") for line in READ.read_text("utf-8").splitlines() if line[:1] != "#"]
    labels = {key: "" if label == "-" else f"r{label}" for key, label in lines}
    with Newsroom.open(weeks) as room:
        articles = room.store.load_articles(sorted(labels))
    if missing := len(labels.keys() - articles.keys()):
        raise SystemExit(
            f"{weeks}: {missing} of {len(labels)} articles of {READ.name} are not there"
        )
    rows = [{"id": key, "event_id": labels[key]} for key in sorted(labels)]
    return make_set(
        "read", rows, [article_item(articles[r["id"]]) for r in rows], embedder, glossary
    )


def make_set(name: str, rows: list[dict], items, embedder, glossary: tuple[Name, ...]) -> Set:
    """`rows` are the labels (`event_id`, `thread_id`) of `items`, by id."""
    items = distinct_items(items)
    by_id = {str(row.get("id", row.get("doc_id"))): row for row in rows}
    units = make_units(items)
    evidence = grouping.gather_evidence(units, embedder, glossary=glossary)
    event, thread, fold, ids = [], [], [], []
    for unit in units:
        row = by_id[items[unit.members[0]].id]
        label = str(row["event_id"] or "")
        line = str(row.get("thread_id") or "") or (f"e{label}" if label else "")
        event.append(label)
        thread.append(line)
        group = line or items[unit.members[0]].id
        fold.append(int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS)
        ids.append([items[m].id for m in unit.members])
    return Set(name, rows, units, evidence, *map(np.array, (event, thread, fold)), ids)


def training_pairs(data: Set) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Candidates, and every labelled pair of a thread that is none, without roundups."""
    count = len(data.units)
    i, j = data.evidence.pairs
    keys = [i * count + j]
    by_thread = defaultdict(list)
    for unit, line in enumerate(data.thread):
        if line:
            by_thread[line].append(unit)
    for members in by_thread.values():
        pairs = [(a, b) for x, a in enumerate(members) for b in members[x + 1 :]]
        keys.append(np.array([a * count + b for a, b in pairs], dtype=np.int64))
    pairs = np.unique(np.concatenate(keys))
    i, j = pairs // count, pairs % count
    keep = (data.event[i] != "") & (data.event[j] != "")
    i, j = i[keep], j[keep]
    return i, j, compare_pairs(data.evidence.signals, data.evidence.neighbours, i, j)


def mask(rows: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    masked = rows.copy()
    masked[:, [NAMES.index(name) for name in names]] = np.nan
    return masked


UNDATED = ("days apart", "same source", "neighbours shared")
BODILESS = (
    "opening words",
    "body words",
    "opening shared words",
    "less of a headline in the other report",
    "more of a headline in the other report",
    "written names in the other report, less",
    "written names in the other report, more",
)
NAMELESS = ("names shared", "names clash", "opening names shared", "opening names covered")


def assemble(sets: list[Set], exclude: int | None, head: str):
    """Rows, labels and weights; each pair also once without dates and once without bodies.

    A pair weighs less the more reports its two events have: else a few large ones, which have most of
    the pairs, would be all that is learned."""
    xs, ys, ws = [], [], []
    for data in sets:
        if data.name not in SETS:
            continue  # measured only
        i, j, rows = data.pairs
        labels = data.event if head == "event" else data.thread
        size = Counter(labels.tolist())
        sizes = np.array([size[label] if label else 1 for label in labels.tolist()], float)
        even = (sizes[i] * sizes[j]) ** -PARAMS["even"]
        keep = np.ones(len(i), bool)
        if head == "thread" and data.name != "bilingual":
            # The others have no thread labels: their different events are of unknown threads.
            keep = data.event[i] == data.event[j]
        if exclude is not None:
            keep &= (data.fold[i] != exclude) & (data.fold[j] != exclude)
        x, y = rows[keep], (labels[i] == labels[j])[keep]
        weight = even[keep] * PARAMS.get(data.name, PARAMS["ecob"])
        for masked, share in (
            (x, 1.0),
            (mask(x, UNDATED), PARAMS["undated"]),
            (mask(x, UNDATED + BODILESS + NAMELESS), PARAMS["undated"]),
        ):
            if not share:
                continue
            xs.append(masked)
            ys.append(y)
            ws.append(weight * share)
    return np.vstack(xs), np.concatenate(ys), np.concatenate(ws)


def fit(x, y, w, drop: tuple[str, ...] = ()):
    model = HistGradientBoostingClassifier(
        max_iter=PARAMS["trees"],
        learning_rate=PARAMS["rate"],
        max_leaf_nodes=PARAMS["leaves"],
        min_samples_leaf=60,
        l2_regularization=2.0,
        monotonic_cst=[direction for _, direction in FEATURES],
        early_stopping=False,
        random_state=SEED,
    )
    x = mask(x, drop) if drop else x.copy()
    x[:, np.isnan(x).all(axis=0)] = 0.0  # a column that is never to be had: nothing to split on
    return model.fit(x, y, sample_weight=w)


PARAMS = {
    "bilingual": 1.0, "ecob": 2.0,
    "trees": 160, "rate": 0.08, "leaves": 8, "even": 0.25, "undated": 0.05,
}  # fmt: skip
QUICK = {"trees": 60, "rate": 0.15, "undated": 0.0}  # of the ablation: a fifth of the time


def cross_validate(sets: list[Set], drop: tuple[str, ...] = ()):
    """Per fold a model; its calibrated scorers (calibrated on the other folds' predictions)."""
    models, raw = {}, {}
    for head in ("event", "thread"):
        for fold in range(FOLDS):
            models[head, fold] = fit(*assemble(sets, fold, head), drop)
        parts = []
        for data in sets:
            if data.name not in SETS or (head == "thread" and data.name != "bilingual"):
                continue
            i, j, rows = data.pairs
            labels = data.event if head == "event" else data.thread
            for fold in range(FOLDS):
                own = (data.fold[i] == fold) | (data.fold[j] == fold)
                x = mask(rows[own], drop) if drop else rows[own]
                odds = models[head, fold].decision_function(x)
                parts.append((odds, (labels[i] == labels[j])[own]))
        odds = np.concatenate([p[0] for p in parts])
        truth = np.concatenate([p[1] for p in parts])
        platt = LogisticRegression(C=1e6).fit(odds[:, None], truth)
        slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        raw[head] = (odds * slope + offset, truth, slope, offset)
    return models, raw


def scorer(model, slope, offset, drop=()):
    def score(rows):
        if not len(rows):
            return np.zeros(0)
        odds = model.decision_function(mask(rows, drop) if drop else rows) * slope + offset
        return 1 / (1 + np.exp(-odds))

    return score


def evaluate(sets: list[Set], models, raw, drop=()) -> dict[str, dict[str, float]]:
    """Measures over all items, each by the clustering of its own fold's model."""
    out = {}
    for data in sets:
        tally = Tally()
        for fold in range(FOLDS):
            event = scorer(models["event", fold], *raw["event"][2:], drop)
            thread = scorer(models["thread", fold], *raw["thread"][2:], drop)
            events, threads = grouping.cluster_units(data.evidence, event, thread)
            tally.add(data, fold, events, threads)
        out[data.name] = tally.result()
    return out


class Tally:
    """B-cubed and pair counts over the items of each fold in turn."""

    def __init__(self) -> None:
        self.precision: list[float] = []
        self.recall: list[float] = []
        self.pairs = defaultdict(lambda: np.zeros(3))  # right, found, gold

    def add(self, data: Set, fold: int, events: list[list[int]], threads: list[list[int]]) -> None:
        story, line = {}, {}
        for t, members in enumerate(threads):
            for e in members:
                for unit in events[e]:
                    story[unit], line[unit] = e, t
        items = []  # (story, thread, event label, thread label, language, in fold)
        for unit in range(len(data.units)):
            if not data.event[unit]:
                continue
            items += [
                (story[unit], line[unit], data.event[unit], data.thread[unit],
                 data.units[unit].chinese, data.fold[unit] == fold)
            ] * len(data.ids[unit])  # fmt: skip
        by_story, by_event = defaultdict(list), defaultdict(list)
        for n, it in enumerate(items):
            by_story[it[0]].append(n)
            by_event[it[2]].append(n)
        for it in items:
            if it[5]:
                same = sum(items[m][2] == it[2] for m in by_story[it[0]])
                self.precision.append(same / len(by_story[it[0]]))
                self.recall.append(same / len(by_event[it[2]]))
        for name, s, g in (("event", 0, 2), ("thread", 1, 3)):
            for which, column in ((1, s), (2, g)):
                groups = defaultdict(list)
                for it in items:
                    if name == "event" or it[3]:
                        groups[it[column]].append(it)
                for members in groups.values():
                    for x, a in enumerate(members):
                        for b in members[x + 1 :]:
                            weight = (a[5] + b[5]) / 2
                            if not weight:
                                continue
                            kinds = [name] + (
                                ["across"] if name == "event" and a[4] != b[4] else []
                            )
                            for kind in kinds:
                                self.pairs[kind][which] += weight
                                if which == 1 and a[g] == b[g]:
                                    self.pairs[kind][0] += weight

    def result(self) -> dict[str, float]:
        p, r = float(np.mean(self.precision)), float(np.mean(self.recall))
        out = {"B3 P": p, "B3 R": r, "B3 F1": 2 * p * r / (p + r)}
        for kind, (right, found, gold) in self.pairs.items():
            out[kind] = 2 * right / max(found + gold, 1e-9)
        return out


def calibration_error(odds: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error over ten equal bins of probability."""
    p = 1 / (1 + np.exp(-odds))
    bins = np.minimum((p * 10).astype(int), 9)
    return sum(
        abs(p[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )


def show(title: str, result: dict[str, dict[str, float]]) -> None:
    for name, r in result.items():
        cells = "  ".join(f"{key} {value:.3f}" for key, value in r.items())
        print(f"{title:28} {name:10} {cells}", flush=True)


def flatten(model, slope: float, offset: float, head: str) -> dict[str, np.ndarray]:
    """A fitted model's trees as the arrays of `pair_model.Forest`."""
    trees = [stage[0].nodes for stage in model._predictors]
    width = max(len(nodes) for nodes in trees)
    arrays = {
        "feature": np.zeros((len(trees), width), np.int16),
        "threshold": np.full((len(trees), width), np.inf),
        "left": np.tile(np.arange(width, dtype=np.int16), (len(trees), 1)),
        "right": np.tile(np.arange(width, dtype=np.int16), (len(trees), 1)),
        "nan_left": np.ones((len(trees), width), bool),
        "value": np.zeros((len(trees), width)),
    }
    for t, nodes in enumerate(trees):
        for n, node in enumerate(nodes):
            arrays["value"][t, n] = node["value"]
            if not node["is_leaf"]:
                arrays["feature"][t, n] = node["feature_idx"]
                arrays["threshold"][t, n] = node["num_threshold"]
                arrays["left"][t, n], arrays["right"][t, n] = node["left"], node["right"]
                arrays["nan_left"][t, n] = node["missing_go_to_left"]
    depth = max(int(nodes["depth"].max()) for nodes in trees)
    base = float(np.ravel(model._baseline_prediction)[0])
    arrays["scale"] = np.array([base, slope, offset, depth])
    return {f"{head}_{key}": value for key, value in arrays.items()}


def write_means(shared: Path, embedder) -> None:
    """Mean headline vector of each language over the development sets."""
    sums: dict[str, list[np.ndarray]] = {"en": [], "zh": []}
    for name in SETS:
        rows = read_rows(shared / "data" / "stories" / f"{name}_dev.jsonl.gz")
        vectors = embedder.embed([row["title"][:300].strip() for row in rows])
        for row, vector in zip(rows, vectors, strict=True):
            sums[row["lang"]].append(vector)
    np.savez_compressed(
        SHIPPED / "language_means.npz", **{k: np.mean(v, axis=0) for k, v in sums.items()}
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument("--glossary", type=Path, help="a glossary.tsv: names to train with")
    parser.add_argument(
        "--weeks", type=Path, help="a newsroom with the articles of read_events.tsv"
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--report", type=Path, help="a JSON file for curves, calibration, ablation")
    parser.add_argument("--quick", action="store_true", help="without the protocol of the table")
    options = parser.parse_args()
    embedder = cached_embedder()
    if options.write or not (SHIPPED / "language_means.npz").exists():
        write_means(options.shared, embedder)
    glossary = read_names(options.glossary) if options.glossary else ()
    sets = load_sets(options.shared, embedder, glossary, options.weeks)
    trained = [data for data in sets if data.name in SETS]
    if options.report or options.ablate:
        ablation = []
        if options.ablate:
            usual = dict(PARAMS)
            PARAMS.update(QUICK)
            ablation = ablate(trained, fit, assemble)
            PARAMS.update(usual)
        write_report(trained, fit, assemble, ablation, options.report)
    if options.quick:
        return
    models, raw = cross_validate(sets)
    for head in ("event", "thread"):
        error = calibration_error(raw[head][0], raw[head][1])
        print(
            f"{head}: pairs {len(raw[head][1])}, right {raw[head][1].sum()}, calibration error {error:.4f}"
        )
    if options.write:
        arrays: dict[str, np.ndarray] = {}
        for head in ("event", "thread"):
            model = fit(*assemble(sets, None, head))
            arrays |= flatten(model, *raw[head][2:], head)
        np.savez_compressed(SHIPPED / "pair_model.npz", **arrays)
        print(f"wrote {SHIPPED / 'pair_model.npz'}")
    show("cross-validated", evaluate(sets, models, raw))


def load_sets(
    shared: Path, embedder, glossary: tuple[Name, ...] = (), weeks: Path | None = None
) -> list[Set]:
    sets = []
    for name in (*SETS, "read") if weeks else SETS:
        start = time.perf_counter()
        if weeks and name == "read":
            data = prepare_read(weeks, embedder, glossary)
        else:
            data = prepare(name, shared, embedder, glossary)
        data.pairs = training_pairs(data)
        i, j = data.evidence.pairs
        count = len(data.units)
        candidates = set((i * count + j).tolist())
        pi, pj, _ = data.pairs
        same = data.event[pi] == data.event[pj]
        held = np.array([k in candidates for k in (pi * count + pj)[same].tolist()])
        cross = (data.evidence.signals.chinese[pi] != data.evidence.signals.chinese[pj])[same]
        print(
            f"{name}: {count} units, {len(i)} candidates hold {held.mean():.3f} of the pairs,"
            f" {held[cross].mean() if cross.any() else 1:.3f} across; {time.perf_counter() - start:.1f} s",
            file=sys.stderr,
            flush=True,
        )
        sets.append(data)
    return sets


if __name__ == "__main__":
    main()
