"""How well and how fast pages are extracted: `python benchmarks/extraction.py [--shared FOLDER] [--show]`.

English: F1 over shingles of four tokens as in the article-extraction-benchmark's own evaluate.py
(Scrapinghub), on its pages. Chinese: 62 pages without gold; the share that has text, and with
`--show` what was found, to be looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import tarfile
import time
from collections import Counter
from pathlib import Path

from wenzhai.stages.extract import extract_line
from wenzhai.stages.extract.pipe import decode_html

_TOKEN = re.compile(r"\w+")
Score = tuple[float, float, float]


def read_archive(path: Path) -> dict[str, bytes]:
    """The files of a tar archive by name, those ending in .gz unpacked."""
    with tarfile.open(path) as archive:
        files = {
            member.name: stream.read()
            for member in archive
            if member.isfile() and (stream := archive.extractfile(member)) is not None
        }
    return {
        name.removesuffix(".gz"): gzip.decompress(body) if name.endswith(".gz") else body
        for name, body in files.items()
    }


def match_shingles(true: str, predicted: str) -> Score:
    """True positives, false positives and false negatives, as shares of their sum."""
    wanted, found = _shingles(true), _shingles(predicted)
    hits = (wanted & found).total()
    counts = (hits, found.total() - hits, wanted.total() - hits)
    total = sum(counts)
    return (counts[0] / total, counts[1] / total, counts[2] / total) if total else (0.0, 0.0, 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    runs = (tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3)))
    return Counter(run for run in runs if run)


def measure_f1(scores: list[Score]) -> tuple[float, float, float]:
    """F1, precision and recall; precision and recall are means over pages, as the benchmark has it."""
    precision = statistics.mean(
        1.0 if not fp and not fn else (tp / (tp + fp) if tp else 0.0)
        for tp, fp, fn in scores
        if tp + fp
    )
    recall = statistics.mean(
        1.0 if not fp and not fn else (tp / (tp + fn) if tp else 0.0)
        for tp, fp, fn in scores
        if tp + fn
    )
    return 2 * precision * recall / (precision + recall), precision, recall


def measure_english(pages: Path) -> dict[str, float]:
    """F1, precision, recall and pages a CPU second on the English gold."""
    files = {Path(name).name: body for name, body in read_archive(pages).items()}
    gold: dict[str, dict[str, str]] = json.loads(files["ground-truth.json"])
    start = time.process_time()
    scores = []
    for key in sorted(gold):
        html = decode_html(files[f"{key}.html"]).text
        line = extract_line({"id": key, "url": gold[key].get("url", ""), "html": html})
        scores.append(match_shingles(gold[key]["articleBody"], str(line["text"])))
    seconds = time.process_time() - start
    f1, precision, recall = measure_f1(scores)
    return {"f1": f1, "precision": precision, "recall": recall, "pages/s": len(scores) / seconds}


def extract_chinese(pages: Path) -> dict[str, dict[str, object]]:
    """The pipe's answers by file name."""
    return {
        Path(name).name: extract_line({"id": name, "url": "", "html": decode_html(body).text})
        for name, body in sorted(read_archive(pages).items())
    }


def main() -> None:
    """Prints the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    beside = Path(__file__).resolve().parent.parent.parent / "shared"
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", beside))
    )
    parser.add_argument("--show", action="store_true", help="print each Chinese page's findings")
    options = parser.parse_args()
    pages = options.shared / "data" / "pages"
    for name, value in measure_english(pages / "scrapinghub.tar.xz").items():
        print(f"English {name}: {value:.4f}")
    answers = extract_chinese(pages / "gne_zh.tar.xz")
    with_text = sum(len(str(line["text"])) > 80 for line in answers.values())
    print(f"Chinese pages with text: {with_text} of {len(answers)}")
    print(f"Chinese pages with a date: {sum(bool(a['published_at']) for a in answers.values())}")
    if options.show:
        for name, line in answers.items():
            text = str(line["text"])
            print(
                f"{name}: {line['kind']} {line['published_at']} {line['author']} | {line['title']}"
            )
            print(f"    {len(text)}: {text[:60]!r} ... {text[-40:]!r}")


if __name__ == "__main__":
    main()
