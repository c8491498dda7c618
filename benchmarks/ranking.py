"""How often ranking puts what editors chose among the first ten, with the official measure.

    python benchmarks/ranking.py [--shared DIR] [--glossary FILE] [--fit]

The pool of an issue is readhub's topics from 08:00 the day before to 08:30; evidence are their
publishers and the hot lists of the day before. `--fit` learns the weights from all issues but one and
scores that one, for each in turn (ridge about the shipped weights), and prints those of all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import importlib.machinery
import importlib.util
import json
import os
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from wenzhai.language.glossary import read_glossary
from wenzhai.language.names import NameFinder
from wenzhai.model import Beat
from wenzhai.stages.group import RelevanceModel
from wenzhai.stages.highlight.rank_pipe import rank_lines
from wenzhai.stages.highlight.rank_weights import load_weights

BEIJING = dt.timezone(dt.timedelta(hours=8))
GLOSSARY = Path(__file__).parent.parent / "src/wenzhai/beats/china_digital/glossary.tsv"


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


def rank_issues(
    shared: Path, glossary: Path
) -> tuple[dict[str, list[dict]], list[dict], list[dict]]:
    """Each issue's ranked lines, the topics and the picks."""
    score = load_score(shared)
    topics = rows_of(shared / "data" / "newsweeks" / "readhub.jsonl.gz")
    picks = rows_of(shared / "data" / "picks" / "geekpark_dev.jsonl")
    names = read_glossary(glossary.read_text("utf-8"), str(glossary))
    beat = Beat(id="tech-daily", titles={}, scopes={}, period="day", glossary=names)
    model = RelevanceModel(beat, NameFinder(names))
    hot = hot_rows(shared)
    ranked = {}
    for day in sorted({pick["issue_day"] for pick in picks}):
        ids = score.pool_of(topics, day)
        at = dt.datetime.fromisoformat(f"{day}T08:30:00+08:00")
        rows = issue_rows(day, topics, hot, ids)
        ranked[day] = rank_lines(
            rows, (), at, beat, relevance=lambda title, text: model.score(title, text).score
        )
    return ranked, topics, picks


def official(shared: Path, ranked: dict[str, list[dict]]) -> None:
    """Print the official recall of these answers."""
    with tempfile.TemporaryDirectory() as folder:
        for day, lines in ranked.items():
            text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
            (Path(folder) / f"{day}.jsonl").write_text(text, "utf-8")
        load_score(shared).score_rank(
            shared / "data/picks/geekpark_dev.jsonl",
            shared / "data/newsweeks/readhub.jsonl.gz",
            folder,
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


def cross_validate(shared: Path, ranked: dict[str, list[dict]], picks: list[dict]) -> None:
    """Leave one issue out, for several strengths of the pull towards the shipped weights."""
    weights = load_weights("day").points
    names = sorted(weights)
    prior = np.array([weights[name] for name in names])
    data = {}
    for day, lines in ranked.items():
        x = np.array([[value_of(line, name) for name in names] for line in lines])
        chosen = {
            match["id"]
            for pick in picks
            if pick["issue_day"] == day
            for match in pick["matches"]
            if match["source"] == "readhub" and match["rel"] == "same"
        }
        y = np.array([bool(chosen & set(line["items"])) for line in lines], float)
        if len(lines) >= 5 and y.any():
            data[day] = (x, y)
    for strength in (100.0, 3.0, 1.0, 0.3):
        again = {}
        for day in data:
            w = fit_weights([v for d, v in data.items() if d != day], prior, strength)
            order = np.argsort(-(data[day][0] @ w), kind="stable")
            again[day] = [ranked[day][k] for k in order]
        print(f"-- one issue left out, ridge {strength}")
        official(shared, again)
    full = fit_weights(list(data.values()), prior, 1.0)
    print({name: round(float(value), 2) for name, value in zip(names, full, strict=True)})


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
    parser.add_argument("--glossary", type=Path, default=GLOSSARY)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    ranked, _, picks = rank_issues(options.shared, options.glossary)
    print(
        f"{sum(map(len, ranked.values()))} topics of {len(ranked)} issues in {time.perf_counter() - start:.1f} s"
    )
    official(options.shared, ranked)
    if options.fit:
        cross_validate(options.shared, ranked, picks)


if __name__ == "__main__":
    main()
