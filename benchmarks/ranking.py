"""How often ranking puts what editors chose among the first ten, with the official measure.

    python benchmarks/ranking.py [--shared DIR] [--beat NAME] [--grouped] [--fit] [--learn]

The pool of an issue is readhub's topics from 08:00 the day before to 08:30; evidence are their
publishers and the hot lists of the day before. `--grouped` is what `wenzhai pipe rank` does: topics that
tell one event are one story, and those of one thread stand beside the best of them. `--fit` learns the weights from all issues but one and
scores that one, for each in turn (ridge about the judged weights), and prints those of all, half-way.
`--learn` plays an editor who accepts the picks of the first issues and rejects what else stood high:
what the newsroom's own learning (`learn_weights`) makes of it, on the issues after those.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import importlib.machinery
import importlib.util
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from scipy.optimize import minimize

from wenzhai.beats import load_beat
from wenzhai.language.names import NameFinder
from wenzhai.model import Beat, Grouped, Judgement
from wenzhai.pipes import group
from wenzhai.stages.group import RelevanceModel
from wenzhai.stages.highlight import is_sighting
from wenzhai.stages.highlight.rank_learning import learn_weights
from wenzhai.stages.highlight.rank_pipe import rank_lines
from wenzhai.stages.highlight.rank_weights import Weights, load_weights

BEAT = "tech-daily"
# Set by hand before any fit: the centre of the ridge. What ships lies half-way to the fit.
JUDGED = {
    "advertorial": -2.5, "at night": 0.5, "beside": -2.0, "both languages": 0.5, "detail": -0.6, "elsewhere": -1.0, "figures": -0.1,
    "follow-up": -0.4, "hot list": 0.8, "kind: app ranking": 0.2, "kind: incident": 0.2,
    "kind: people": 0.3, "kind: product": 0.3, "kind: regulation": 0.1, "official talk": -0.7,
    "opinion": -0.8, "person": 0.7, "primary source": 0.2, "printed before": -3.0,
    "prominence": 1.5, "publishers": 2.0, "quality": 0.5, "recency": 0.3, "relevance": 2.0,
    "roundup": -1.5, "routine": -0.5, "several hot lists": 0.2, "single publisher": -0.5,
    "speed": 0.3,
}  # fmt: skip
RIDGE = 3.0
ORDERS = 12
REJECTED = 10  # of the first so many, an editor who was shown them left all but his picks


def load_score(shared: Path):
    """The official measures, from the file that takes them."""
    loader = importlib.machinery.SourceFileLoader("score", str(shared / "tools" / "score"))
    spec = importlib.util.spec_from_loader("score", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def rows_of(path: Path) -> list[dict]:
    """JSON lines, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def issue_rows(day: str, topics: list[dict], hot: list[dict], ids: set[str]) -> list[dict]:
    """What `wenzhai pipe rank` would be given for the issue of this day."""
    rows = [
        {
            "id": topic["id"],
            "lang": "zh",
            "title": topic["title"],
            "text": topic.get("summary") or "",
            "published": topic["createdAt"],
            "publishers": [site["siteName"] for site in topic["newsArray"]],
        }
        for topic in topics
        if topic["id"] in ids
    ]
    end = dt.datetime.fromisoformat(f"{day}T08:30:00+08:00")
    start = end - dt.timedelta(hours=24, minutes=30)
    for sighting in hot:
        seen = dt.datetime.fromisoformat(sighting["seen"])
        if start <= seen <= end:
            rows.append(sighting)
    return rows


def hot_rows(shared: Path) -> list[dict]:
    """Sightings of both hot lists; a question that stood for hours was seen at both ends."""
    weeks = shared / "data" / "newsweeks"
    found = [
        {
            "id": f"w{n}",
            "kind": "hot",
            "list": "weibo",
            "title": row["title"],
            "seen": row["first_seen"],
        }
        for n, row in enumerate(rows_of(weeks / "weibo.jsonl.gz"))
    ]
    found += [
        {
            "id": f"z{n}{end}", "kind": "hot", "list": "zhihu", "title": row["title"],
            "seen": row[end], "rank": row["best_rank"], "heat": row["max_heat_wan"],
        }
        for n, row in enumerate(rows_of(weeks / "zhihu.jsonl.gz"))
        for end in ("first_seen", "last_seen")
    ]  # fmt: skip
    return found


def chosen_in(picks: list[dict], day: str) -> list[set[str]]:
    """The topics of each headline that the issue of this day chose."""
    return [
        {m["id"] for m in pick["matches"] if m["source"] == "readhub" and m["rel"] == "same"}
        for pick in picks
        if pick["issue_day"] == day
    ]


def rank_issues(
    shared: Path,
    beat: Beat,
    weights: Weights | None = None,
    days: Sequence[str] | None = None,
    *,
    grouped: bool = False,
) -> dict[str, list[dict]]:
    """Each issue's ranked lines; all issues but for `days`. Topics are stories as they are, or with
    `grouped` what `wenzhai pipe rank` makes of them."""
    score = load_score(shared)
    topics = rows_of(shared / "data" / "newsweeks" / "readhub.jsonl.gz")
    picks = rows_of(shared / "data" / "picks" / "geekpark_dev.jsonl")
    names = NameFinder(beat.glossary)
    model = RelevanceModel(beat, names)
    hot = hot_rows(shared)
    ranked = {}
    for day in days or sorted({pick["issue_day"] for pick in picks}):
        ids = score.pool_of(topics, day)
        at = dt.datetime.fromisoformat(f"{day}T08:30:00+08:00")
        rows = issue_rows(day, topics, hot, ids)
        ranked[day] = rank_lines(
            rows,
            group_topics(rows, beat) if grouped else (),
            at,
            beat,
            relevance=lambda title, text: model.score(title, text).score,
            weights=weights,
            names=names,
        )
    return ranked


def group_topics(rows: Sequence[dict], beat: Beat) -> list[Grouped]:
    topics = [row for row in rows if not is_sighting(row)]
    return msgspec.convert(group(topics, beat=beat), list[Grouped])


def recall_by_issue(
    picks: list[dict], ranked: dict[str, list[dict]], first: int = 10
) -> dict[str, float]:
    """The share of each issue's matched picks among the first, as the official measure takes it."""
    found = {}
    for day, lines in ranked.items():
        place = {item: k for k, line in enumerate(lines) for item in line["items"]}
        wanted = [ids & place.keys() for ids in chosen_in(picks, day)]
        wanted = [ids for ids in wanted if ids]
        if len(place) >= 5 and wanted:
            found[day] = sum(min(place[i] for i in ids) < first for ids in wanted) / len(wanted)
    return found


def interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % of the means of 10,000 draws of as many issues, with replacement."""
    draws = np.random.default_rng(0).choice(np.array(values), (10_000, len(values))).mean(axis=1)
    return float(np.quantile(draws, 0.025)), float(np.quantile(draws, 0.975))


def report(name: str, picks: list[dict], ranked: dict[str, list[dict]]) -> None:
    """Print the recall at 5, 10 and 20, with the bootstrap interval of that at 10."""
    parts = []
    for first in (5, 10, 20):
        values = list(recall_by_issue(picks, ranked, first).values())
        parts.append(f"@{first} {np.mean(values):.3f}")
    low, high = interval(list(recall_by_issue(picks, ranked).values()))
    print(
        f"{name:44s} {'  '.join(parts)}  (@10: 95 % {low:.2f} to {high:.2f}, {len(values)} issues)"
    )


def fit_weights(
    issues: list[tuple[np.ndarray, np.ndarray]], prior: np.ndarray, strength: float
) -> np.ndarray:
    """Softmax over each issue's pool, towards the picks; ridge about `prior`."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = strength * ((w - prior) ** 2).sum(), 2 * strength * (w - prior)
        for x, y in issues:
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            share = y / y.sum()
            total -= (share * np.log(p + 1e-12)).sum() * y.sum()
            slope += y.sum() * (x.T @ (p - share))
        return total, slope

    return minimize(loss, prior, jac=True, method="L-BFGS-B").x


def cross_validate(ranked: dict[str, list[dict]], picks: list[dict]) -> None:
    """Leave one issue out, for several strengths of the pull towards the judged weights; then fit all."""
    names = sorted(JUDGED)
    prior = np.array([JUDGED[name] for name in names])
    data = {}
    for day, lines in ranked.items():
        x = np.array([[value_of(line, name) for name in names] for line in lines])
        wanted = set().union(*chosen_in(picks, day))
        y = np.array([bool(wanted & set(line["items"])) for line in lines], float)
        if len(lines) >= 5 and y.any():
            data[day] = (x, y)
    report("judged, no fit", picks, {d: _order(ranked[d], data[d][0] @ prior) for d in data})
    for strength in (10.0, RIDGE, 1.0, 0.3):
        fitted, halfway = {}, {}
        for day in data:
            w = fit_weights([v for d, v in data.items() if d != day], prior, strength)
            fitted[day] = _order(ranked[day], data[day][0] @ w)
            halfway[day] = _order(ranked[day], data[day][0] @ ((w + prior) / 2))
        report(f"one issue left out, ridge {strength}", picks, fitted)
        report(f"the same, half-way to the judged, {strength}", picks, halfway)
    for left in sorted({name for name in names if prior[names.index(name)]}):
        without = {}
        for day in data:
            w = fit_weights([v for d, v in data.items() if d != day], prior, RIDGE)
            w = (w + prior) / 2
            w[names.index(left)] = 0.0
            without[day] = _order(ranked[day], data[day][0] @ w)
        values = list(recall_by_issue(picks, without).values())
        print(f"   without {left:24s} @10 {np.mean(values):.3f}")
    full = (fit_weights(list(data.values()), prior, RIDGE) + prior) / 2
    shown = {name: round(float(v), 1) for name, v in zip(names, full, strict=True)}
    print(json.dumps({"day": {"points": shown}}, indent=2))


def _order(lines: list[dict], scores: np.ndarray) -> list[dict]:
    return [lines[k] for k in np.argsort(-scores, kind="stable")]


def play_editor(ranked: dict[str, list[dict]], picks: list[dict], base: Weights) -> None:
    """Accept the picks of some issues, reject the others that stood high; rank the other issues.

    Means over several orders of the issues, since a single one says little of so few."""
    days = list(recall_by_issue(picks, ranked))
    shuffled = np.random.default_rng(1)
    orders = [list(shuffled.permutation(days)) for _ in range(ORDERS)]
    for known in (4, 8, 12, 16, 20):
        found = []
        for order in orders:
            judgements = [
                judgement
                for day in order[:known]
                for judgement in _judge(day, _rescore(ranked[day], base), picks)
            ]
            found.append(
                [
                    np.mean(
                        list(
                            recall_by_issue(
                                picks, {day: _rescore(ranked[day], w) for day in order[known:]}
                            ).values()
                        )
                    )
                    for w in (base, learn_weights(base, judgements))
                ]
            )
        before, after = np.mean(found, axis=0)
        count = len(judgements)
        print(
            f"after {known:2d} issues, some {count:3d} judgements: @10 {before:.3f} to {after:.3f}"
        )


def _rescore(lines: list[dict], weights: Weights) -> list[dict]:
    """The lines in the order of other weights; lines hold every measure that is not nought."""
    scores = [
        sum(r["value"] * weights.of(name) for name, r in line["reasons"].items() if name != "kind")
        + weights.of(f"kind: {line['kind']}")
        for line in lines
    ]
    return _order(lines, np.array(scores))


def _judge(day: str, lines: list[dict], picks: list[dict]) -> list[Judgement]:
    at = dt.datetime.fromisoformat(f"{day}T08:30:00+08:00")
    wanted = set().union(*chosen_in(picks, day))
    return [
        Judgement(
            at=at,
            kind="accepted" if picked else "rejected",
            story_id=f"{day}/{line['story']}",
            measures={
                **{name: r["value"] for name, r in line["reasons"].items() if name != "kind"},
                f"kind: {line['kind']}": 1.0,
            },
        )
        for rank, line in enumerate(lines, 1)
        if (picked := bool(wanted & set(line["items"]))) or rank <= REJECTED
    ]


def value_of(line: dict, name: str) -> float:
    """The measured value of an answer's evidence."""
    if name.startswith("kind: "):
        return float(line["kind"] == name[6:])
    reason = line["reasons"].get(name)
    return reason["value"] if reason else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument("--beat", default=BEAT)
    parser.add_argument("--grouped", action="store_true", help="topics grouped and threaded first")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    beat = load_beat(options.beat)
    picks = rows_of(options.shared / "data" / "picks" / "geekpark_dev.jsonl")
    start = time.perf_counter()
    ranked = rank_issues(options.shared, beat, grouped=options.grouped)
    count = sum(map(len, ranked.values()))
    print(f"{count} topics of {len(ranked)} issues in {time.perf_counter() - start:.1f} s")
    report("as shipped", picks, ranked)
    if options.fit or options.learn:
        # Every measure, also one that the shipped weights leave out.
        measured = rank_issues(options.shared, beat, Weights(points=JUDGED))
    if options.fit:
        cross_validate(measured, picks)
    if options.learn:
        print("-- an editor of this daily, beginning with the weights of a weekly")
        play_editor(measured, picks, load_weights("week"))
        print("-- the same, beginning with the judged weights of a daily")
        play_editor(measured, picks, Weights(points=JUDGED))


if __name__ == "__main__":
    main()
