"""Grouping as shipped, on the labelled sets, with the official measures, time and memory.

    python benchmarks/grouping.py [--shared DIR] [--glossary FILE]

The shipped weights were trained on these sets: these numbers show that the parts fit together. The
honest ones, cross-validated by thread, are printed by train_pair_model.py.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import tempfile
import time
from pathlib import Path

from train_pair_model import SETS, cached_embedder, read_names, read_rows, to_item
from wenzhai.stages.group import group_items


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument("--glossary", type=Path)
    options = parser.parse_args()
    loader = importlib.machinery.SourceFileLoader("score", str(options.shared / "tools" / "score"))
    spec = importlib.util.spec_from_loader("score", loader)
    score = importlib.util.module_from_spec(spec)
    loader.exec_module(score)
    glossary = read_names(options.glossary) if options.glossary else ()
    embedder = cached_embedder()
    for name in SETS:
        path = options.shared / "data" / "stories" / f"{name}_dev.jsonl.gz"
        items = [to_item(row) for row in read_rows(path)]
        embedder.embed([item.title for item in items])
        start = time.perf_counter()
        answers = group_items(items, embedder, glossary=glossary)
        seconds = time.perf_counter() - start
        again = group_items(random.Random(1).sample(items, len(items)), embedder, glossary=glossary)
        print(f"== {name}: {len(items)} items, {seconds:.1f} s with vectors at hand, "
              f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, "
              f"the same in another order: {again == answers}")  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "answers.jsonl"
            lines = (
                json.dumps({"id": a.id, "story": a.story, "thread": a.thread}) for a in answers
            )
            file.write_text("\n".join(lines), "utf-8")
            with contextlib.suppress(ZeroDivisionError):
                score.score_stories(str(path), str(file))


if __name__ == "__main__":
    main()
