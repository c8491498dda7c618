"""The sample week, end to end: a newsroom, its outlets served on loopback, collected and made."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from wenzhai.newsroom.collecting import CollectReport, collect
from wenzhai.newsroom.creating import create_newsroom, write_whole
from wenzhai.newsroom.making import MakeReport, make
from wenzhai.newsroom.room import SETTINGS_FILE, FixedClock, Newsroom
from wenzhai.ports import Steps
from wenzhai.sample import SAMPLE_NOTICE, SAMPLE_WEEK, read_sample_glossary, sample_sources
from wenzhai.sample.server import serve_sample
from wenzhai.settings import CollectSettings

_BEAT, _FIRST_WEEK = "china-digital", "2023-W14"
# Loopback needs no politeness beyond what shows that it works.
_COLLECT = CollectSettings(pause=0.0, per_host=4, workers=16)
# Monday morning after the sample week: what an editor's clock shows when she makes it.
_NOW = FixedClock(datetime(2023, 4, 17, 0, 0, tzinfo=UTC))


def make_sample(folder: Path, steps: Steps) -> tuple[CollectReport, MakeReport]:
    """Make (or remake) the sample's newsroom in `folder` and its edition in both languages."""
    if not (folder / SETTINGS_FILE).exists():
        write_whole(folder / "glossary.tsv", read_sample_glossary())
        create_newsroom(
            folder,
            _BEAT,
            _FIRST_WEEK,
            clock=_NOW,
            sources=sample_sources(),
            collect=_COLLECT,
            glossary="glossary.tsv",
            notice=SAMPLE_NOTICE,
        )
    with (
        serve_sample() as address,
        Newsroom.open(folder, clock=_NOW, resolve={"*.example": address}) as room,
    ):
        collected = collect(room, steps=steps)
        week = room.read_period(SAMPLE_WEEK)
        return collected, make(room, week, room.settings.languages, steps)
