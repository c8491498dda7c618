"""The pair model's curve, calibration and ablation, cross-validated by a quick protocol.

The ablation trains fewer trees on each pair once (train_pair_model.QUICK): compare its rows with its
own first row, not with the table of the whole model.

A pair is scored by the models of the folds that its two ends are in, none of which has seen a pair
with either end; then all items are clustered once for each bar, by average linkage as in the engine.
Pairs that a connected part needs and that are no candidates are compared as the engine does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from wenzhai.stages.group import events as grouping
from wenzhai.stages.group.across import join_languages
from wenzhai.stages.group.bare import find_ground, part_bare
from wenzhai.stages.group.cluster import connected_parts, link_average
from wenzhai.stages.group.features import NAMES, compare_pairs

FOLDS = 5
BARS = tuple(round(0.02 * k, 2) for k in range(-3, 30))  # of very large events, as EVENT_BAR
COMPARED_AT = grouping.EVENT_BAR
FLOOR = 0.1  # for parts, below every bar

KINDS = {
    "vectors": lambda n: n.startswith(("vector", "neighbours")) or n.endswith("neighbour rank"),
    "words of headlines": lambda n: (
        n in ("headline words", "headline characters", "headline words, rarity at large")
    ),
    "dictionary (words across)": lambda n: (
        n in ("shared words", "smaller share covered", "larger share covered", "rare Latin words")
    ),
    "openings and bodies": lambda n: (
        n.startswith(("opening", "body", "shorter body")) or "other report" in n
    ),
    "rarity at large": lambda n: (
        n.startswith(("less of", "more of", "other words", "rarest")) or n.endswith("at large")
    ),
    "names": lambda n: n.startswith(("names", "written names", "first name", "opening names")),
    "figures": lambda n: "figures" in n,
    "time and source": lambda n: n in ("days apart", "same source"),
}
"""Which columns each kind of evidence has; a column may count under two."""


def score_pairs(sets, fit: Callable, assemble: Callable, drop: tuple[str, ...] = ()):
    """For each set, `odds(i, j)` by the models of the ends' folds, calibrated over all of them."""
    models = [fit(*assemble(sets, fold, "event"), drop) for fold in range(FOLDS)]
    columns = [NAMES.index(name) for name in drop]

    def raw(data, i, j):
        whole = i is data.evidence.pairs[0]
        signals, neighbours = data.evidence.signals, data.evidence.neighbours
        rows = data.evidence.rows.copy() if whole else compare_pairs(signals, neighbours, i, j)
        rows[:, columns] = np.nan
        odds = np.zeros(len(i))
        for fold, model in enumerate(models):
            a, b = data.fold[i] == fold, data.fold[j] == fold
            if (a | b).any():
                share = np.where(a & b, 1.0, 0.5)[a | b]
                odds[a | b] += share * model.decision_function(rows[a | b])
        return odds

    known = [(raw(d, *d.pairs[:2]), d.event[d.pairs[0]] == d.event[d.pairs[1]]) for d in sets]
    odds, truth = (np.concatenate(parts) for parts in zip(*known, strict=True))
    platt = LogisticRegression(C=1e6).fit(odds[:, None], truth)
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])

    def probability(data, i, j):
        return 1 / (1 + np.exp(-(raw(data, i, j) * slope + offset)))

    return probability, 1 / (1 + np.exp(-(odds * slope + offset))), truth


def cluster_at(data, probability: Callable, bars) -> dict[float, np.ndarray]:
    """For each bar, the number of each unit's cluster."""
    signals = data.evidence.signals
    count, day = len(data.units), signals.day
    likely = probability(data, *data.evidence.pairs)
    found_at: dict[float, list[list[int]]] = {bar: [] for bar in bars}
    alone = np.ones(count, bool)
    for part in connected_parts(count, *data.evidence.pairs, likely, FLOOR):
        upper = np.triu_indices(len(part), 1)
        square = np.zeros((len(part), len(part)))
        square[upper] = 1 - probability(data, part[upper[0]], part[upper[1]])
        square += square.T

        guests, chinese = signals.roundup[part], signals.chinese[part]

        def fits(members: list[int], part=part) -> bool:
            days = day[part[members]]
            days = days[~np.isnan(days)]
            return len(days) < 2 or float(days.max() - days.min()) <= grouping.EVENT_DAYS

        for bar in bars:
            found = link_average(
                square,
                lambda size, bar=bar: 1 - grouping.event_bar(size, bar),
                fits,
                guests,
            )
            across = 1 - grouping.ACROSS_BAR
            for members in join_languages(found, square, across, chinese, fits, guests):
                found_at[bar].append([int(part[m]) for m in members])
        alone[part] = False
    story = {}
    for bar in bars:
        events = found_at[bar] + [[int(unit)] for unit in np.flatnonzero(alone)]
        story[bar] = np.zeros(count, dtype=np.int64)
        for members in part_bare(
            events, lambda i, j: find_ground(signals, i, j, probability(data, i, j))
        ):
            story[bar][members] = members[0]
    return story


def measure(data, story: np.ndarray) -> dict[str, float]:
    """B-cubed, and pairs across the languages, over items with a label."""
    kept = np.flatnonzero(data.event != "")
    weight = np.array([len(ids) for ids in data.ids], float)[kept]
    chinese = data.evidence.signals.chinese[kept]
    found = story[kept][:, None] == story[kept][None]
    gold = data.event[kept][:, None] == data.event[kept][None]
    right = (found & gold) @ weight
    p = float(weight @ (right / (found @ weight)) / weight.sum())
    r = float(weight @ (right / (gold @ weight)) / weight.sum())
    out = {"b3_p": p, "b3_r": r, "b3_f1": 2 * p * r / (p + r)}
    pairs = np.outer(weight, weight) * (chinese[:, None] & ~chinese[None])
    hit, all_found, all_gold = (float((pairs * x).sum()) for x in (found & gold, found, gold))
    if all_gold:
        out["across_p"] = hit / max(all_found, 1e-9)
        out["across_r"] = hit / all_gold
        out["across_f1"] = 2 * hit / (all_found + all_gold)
    return out


def ablate(sets, fit: Callable, assemble: Callable) -> list[dict]:
    """Measures at COMPARED_AT with everything, and without each kind of evidence in turn."""
    rows = []
    for title, has in {"nothing": lambda _: False, **KINDS}.items():
        drop = tuple(name for name in NAMES if has(name))
        probability, _, _ = score_pairs(sets, fit, assemble, drop)
        bar = COMPARED_AT
        at = {d.name: measure(d, cluster_at(d, probability, (bar,))[bar]) for d in sets}
        row = {
            "without": title,
            "b3_f1": at["bilingual"]["b3_f1"],
            "across_f1": at["bilingual"]["across_f1"],
            "ecob_zh": at["ecob_zh"]["b3_f1"],
            "ecob_en": at["ecob_en"]["b3_f1"],
        }
        rows.append({key: round(v, 4) if key != "without" else v for key, v in row.items()})
        print(rows[-1], flush=True)
    return rows


def write_report(
    sets, fit: Callable, assemble: Callable, ablation: list[dict], path: Path | None
) -> None:
    """Points of the curve (bilingual set), calibration over all sets, and the ablation, as JSON."""
    probability, p, truth = score_pairs(sets, fit, assemble)
    data = next(d for d in sets if d.name == "bilingual")
    stories = cluster_at(data, probability, BARS)
    bars = [
        {"bar": bar, **{key: round(v, 4) for key, v in measure(data, stories[bar]).items()}}
        for bar in BARS
    ]
    best = max(bars, key=lambda row: row["b3_f1"])
    print(
        f"best: {best}; at the engine's bar: {[r for r in bars if r['bar'] == grouping.EVENT_BAR]}"
    )
    for other in sets:
        if other is not data:
            found = cluster_at(other, probability, BARS[5:16])
            print(
                other.name, {bar: round(measure(other, s)["b3_f1"], 3) for bar, s in found.items()}
            )
    bins = np.minimum((p * 10).astype(int), 9)
    calibration = [
        {
            "p": round(float(p[bins == b].mean()), 4),
            "right": round(float(truth[bins == b].mean()), 4),
            "n": int((bins == b).sum()),
        }
        for b in range(10)
        if (bins == b).any()
    ]
    error = sum(abs(row["p"] - row["right"]) * row["n"] for row in calibration) / len(p)
    report = {
        "bars": bars,
        "calibration": calibration,
        "ece": round(error, 4),
        "ablation": ablation,
    }
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
        print(f"wrote {path}")
