"""Importing: dumps through a mapping file, and lists of feeds from another reader."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from wenzhai.errors import InputError
from wenzhai.model import Batch, Entry, Sighting, Source, SourceHealth
from wenzhai.newsroom.creating import render_sources, write_whole
from wenzhai.newsroom.room import SETTINGS_FILE, Newsroom
from wenzhai.ports import SilentSteps, Steps
from wenzhai.settings import load_newsroom
from wenzhai.stages.collect import (
    LineProblem,
    Mapping,
    read_archive,
    read_mapping,
    read_opml,
    write_opml,
)

_ROWS_A_TRANSACTION = 2_000


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """How many lines were read, how many gave something new, and which could not be read."""

    read: int
    new: int
    problems: tuple[str, ...]


def import_archive(
    room: Newsroom, path: Path, mapping_path: Path, steps: Steps | None = None
) -> ImportReport:
    """Read a dump of JSON lines into the store. Done twice, it adds nothing the second time.

    Raises InputError when the file cannot be read, SettingsError when the mapping is wrong; lines
    that cannot be read are reported and skipped.
    """
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), remedy="Check the path.")
    mapping = read_mapping(mapping_path)
    progress = (steps or SilentSteps()).begin(f"Importing {path.name}")
    source = _archive_source(path, mapping)
    save = _Saving(room, source.id, room.clock.now().isoformat(timespec="seconds"))
    read, problems = 0, []
    for item in read_archive(path, mapping, source, seen_at=room.clock.now()):
        read += 1
        if isinstance(item, LineProblem):
            problems.append(f"{path}:{item.line}: {item.what}")
        else:
            save.add(item)
        if read % _ROWS_A_TRANSACTION == 0:
            progress(read, 0)
    save.flush()
    progress(read, read)
    return ImportReport(read=read, new=save.new, problems=tuple(problems))


def _archive_source(path: Path, mapping: Mapping) -> Source:
    """The source that a dump stands for, named for the file: imported again, it is the same."""
    name = path.name.split(".")[0]
    return Source(
        id=re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "archive",
        name=mapping.constants.publisher or name,
        kind="archive",
        url=str(path),
        language=mapping.constants.language or "en",
        family=mapping.constants.family,
        full_text=False,
    )


class _Saving:
    """Gathers entries and sightings and keeps them some thousand at a time."""

    def __init__(self, room: Newsroom, source_id: str, now: str) -> None:
        self._room = room
        self._source_id = source_id
        self._now = now
        self._entries: list[Entry] = []
        self._sightings: list[Sighting] = []
        self._count = 0
        self.new = 0

    def add(self, item: Entry | Sighting) -> None:
        if isinstance(item, Entry):
            self._entries.append(item)
        else:
            self._sightings.append(item)
        self._count += 1
        if self._count % _ROWS_A_TRANSACTION == 0:
            self.flush()

    def flush(self) -> None:
        batch = Batch(entries=tuple(self._entries), sightings=tuple(self._sightings))
        health = SourceHealth(
            source_id=self._source_id,
            checked_at=self._now,
            succeeded_at=self._now,
            entries=self._count,
        )
        self.new += self._room.store.save_batch(self._source_id, batch, health)
        self._entries, self._sightings = [], []


def import_opml(room: Newsroom, path: Path) -> tuple[Source, ...]:
    """Add the feeds of an OPML file to newsroom.toml; those whose URL is there are left out.

    Returns the sources added. The settings are checked before they replace the old ones. Raises
    InputError when the file is not there, ParseError when it is no OPML.
    """
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), remedy="Check the path.")
    settings_path = room.folder / SETTINGS_FILE
    known_urls = {source.url for source in room.settings.sources}
    known_ids = {source.id for source in room.settings.sources}
    added = []
    for source in read_opml(path.read_bytes()):
        if source.url in known_urls:
            continue
        known_urls.add(source.url)
        unique, number = source.id, 2
        while unique in known_ids:
            unique, number = f"{source.id}-{number}", number + 1
        known_ids.add(unique)
        added.append(msgspec.structs.replace(source, id=unique))
    if added:
        text = settings_path.read_text("utf-8").rstrip() + "\n" + render_sources(added)
        trial = settings_path.with_name(".newsroom.toml.trial")
        trial.write_text(text, "utf-8")
        try:
            load_newsroom(trial)
        finally:
            trial.unlink()
        write_whole(settings_path, text.encode())
    return tuple(added)


def export_opml(room: Newsroom) -> bytes:
    """The newsroom's sources as OPML 2.0."""
    return write_opml(room.settings.sources, room.settings.title.get("en", "Wenzhai"))
