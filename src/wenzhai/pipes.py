"""The stages alone, row in and row out: what `wenzhai pipe` runs. Formats are in docs/pipes.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import msgspec

from wenzhai.beats import load_beat
from wenzhai.language.names import NameFinder
from wenzhai.model import Beat, Grouped
from wenzhai.ports import SilentSteps, Steps
from wenzhai.services.embeddings import LocalEmbedder
from wenzhai.stages.extract import extract_line
from wenzhai.stages.group import RelevanceModel, group_lines
from wenzhai.stages.highlight import check_line, is_sighting, rank_lines

Row = dict[str, Any]
_NAMES_OF = "china-digital"


def extract(row: Row) -> Row:
    """A page to an article; raises InputError when it cannot be read."""
    return extract_line(row)


def group(
    rows: Sequence[Row], steps: Steps | None = None, *, beat: Beat | None = None
) -> list[dict[str, str]]:
    """Items to stories and threads, every id once; names are those of `beat`."""
    progress = (steps or SilentSteps()).begin("Grouping")
    return group_lines(rows, LocalEmbedder(), progress, (beat or _beat(_NAMES_OF)).glossary)


def rank(rows: Sequence[Row], at: datetime, beat: str, steps: Steps | None = None) -> list[Row]:
    """Items and hot-list sightings to ranked stories, best first."""
    of_beat = load_beat(beat)
    grouped = msgspec.convert(
        group([row for row in rows if not is_sighting(row)], steps, beat=of_beat), list[Grouped]
    )
    relevance = RelevanceModel(of_beat, NameFinder(of_beat.glossary))
    return rank_lines(
        rows,
        grouped,
        at,
        of_beat,
        LocalEmbedder(),
        lambda title, text: relevance.score(title, text).score,
    )


def check(row: Row) -> Row:
    """A draft and its sources to verdicts."""
    return check_line(row, load_names())


def find_problem(row: Row) -> str:
    """Why an item cannot be taken, or nothing: only id and title are certain to be there."""
    if not isinstance(row.get("id"), str | int):
        return "the item has no id"
    if not isinstance(row.get("title"), str):
        return "the item has no title"
    return ""


@cache
def _beat(name: str) -> Beat:
    return load_beat(name)


@cache
def load_names() -> NameFinder:
    """The names that are known where no newsroom says which: those of the beat on China's industry."""
    return NameFinder(_beat(_NAMES_OF).glossary)
