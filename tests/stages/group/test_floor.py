"""The quality that grouping must keep, on the labelled sets, by the official measures.

The shipped weights were trained on these sets too: this catches breakage, it proves no quality. What
the model is worth on events that it has not seen is in docs/stages/3-group.md.
"""

from __future__ import annotations

import gzip
import importlib.machinery
import importlib.util
import json

import pytest

from wenzhai.beats import load_beat
from wenzhai.services.embeddings import LocalEmbedder
from wenzhai.stages.group import group_lines

FLOORS = {"ecob_zh": 0.965, "ecob_en": 0.915}
BILINGUAL = {"B-cubed": 0.935, "across": 0.87, "threads": 0.92}


def read_gold(shared, name):
    """The official measures, and the labelled rows of a set."""
    loader = importlib.machinery.SourceFileLoader("score", str(shared / "tools" / "score"))
    score = importlib.util.module_from_spec(importlib.util.spec_from_loader("score", loader))
    loader.exec_module(score)
    path = shared / "data" / "stories" / f"{name}_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return score, [json.loads(line) for line in lines]


@pytest.mark.shared
@pytest.mark.floor
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_same_event_documents_stay_together(shared, name):
    """B-cubed F1 of undated documents in one language, in the sample."""
    score, gold = read_gold(shared, name)
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


@pytest.mark.shared
@pytest.mark.floor
def test_the_bilingual_stream_is_grouped_and_threaded(shared):
    """B-cubed, cross-lingual pair and thread pair F1 of the real stream, in the sample."""
    score, gold = read_gold(shared, "bilingual")
    fields = ("id", "lang", "title", "text", "published", "source", "url")
    rows = [{key: r[key] for key in fields} for r in gold]
    answers = group_lines(rows, LocalEmbedder(), glossary=load_beat("china-digital").glossary)
    story = {row["id"]: row["story"] for row in answers}
    thread = {row["id"]: row["thread"] for row in answers}
    events = {r["id"]: r["event_id"] for r in gold if r["event_id"]}
    threads = {r["id"]: r["thread_id"] for r in gold if r["event_id"] and r["thread_id"]}
    lang = {r["id"]: r["lang"] for r in gold}
    across = score.pair_scores(events, story, lambda a, b: lang[a] != lang[b])
    assert score.b_cubed(events, story)[2] >= BILINGUAL["B-cubed"]
    assert across[2] >= BILINGUAL["across"]
    assert score.pair_scores(threads, thread)[2] >= BILINGUAL["threads"]
