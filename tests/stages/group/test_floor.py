"""The quality that grouping must keep, on the labelled sets."""

from __future__ import annotations

import gzip
import importlib.machinery
import importlib.util
import json

import pytest

from wenzhai.services.embeddings import LocalEmbedder
from wenzhai.stages.group import group_lines

# The shipped weights were trained on these sets too: this catches breakage, it proves no quality.
FLOORS = {"ecob_zh": 0.95, "ecob_en": 0.88}


@pytest.mark.shared
@pytest.mark.floor
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_same_event_documents_stay_together(shared, name):
    """B-cubed F1 of undated documents in one language, by the official measure."""
    loader = importlib.machinery.SourceFileLoader("score", str(shared / "tools" / "score"))
    score = importlib.util.module_from_spec(importlib.util.spec_from_loader("score", loader))
    loader.exec_module(score)
    path = shared / "data" / "stories" / f"{name}_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    joint = "" if name.endswith("zh") else " "
    rows = [
        {
            "id": r["doc_id"],
            "lang": r["lang"],
            "title": r["title"],
            "text": joint.join(r["sentences"]),
        }
        for r in gold
    ]
    found = {row["id"]: row["story"] for row in group_lines(rows, LocalEmbedder())}
    labels = {str(r["doc_id"]): r["event_id"] for r in gold}
    assert score.b_cubed(labels, found)[2] >= FLOORS[name]
