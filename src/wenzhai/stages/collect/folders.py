"""Before: a file or a folder on this machine. After: the entries of its files, and a note of each that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from wenzhai.errors import InputError
from wenzhai.model import Batch, Entry
from wenzhai.stages.collect.context import CollectContext

_LARGEST_FILE = 8_000_000


def read_files(
    root: Path, suffixes: Iterable[str], context: CollectContext, read: Callable[[Path], Entry]
) -> Batch:
    """What `read` makes of each file, in the order of their paths, as far as it is wanted; what it refuses with
    InputError or OSError is noted and skipped."""
    entries: list[Entry] = []
    notes: list[str] = []
    for path in list_files(root, suffixes):
        if len(entries) >= context.max_entries:
            notes.append(f"only the first {context.max_entries} files were read")
            break
        try:
            entry = read(path)
        except (OSError, InputError) as error:
            notes.append(f"{path.name if path == root else path.relative_to(root)}: {error}")
            continue
        if context.is_wanted(entry.published_at):
            entries.append(entry)
    return Batch(entries=tuple(entries), notes=tuple(notes))


def list_files(root: Path, suffixes: Iterable[str]) -> Iterator[Path]:
    """The file itself, or those in the folder, at any depth, with one of these suffixes; links may not
    lead out of it."""
    if root.is_file():
        yield from [root] if root.suffix.lower() in suffixes else []
        return
    real = root.resolve()
    for path in sorted(root.rglob("*")):
        if path.suffix.lower() in suffixes and path.resolve().is_relative_to(real):
            yield path


def read_bounded(path: Path) -> bytes:
    """A file's bytes; raises InputError where there are more than 8,000,000."""
    if path.stat().st_size > _LARGEST_FILE:
        raise InputError(f"it is larger than {_LARGEST_FILE:,} bytes")
    return path.read_bytes()


def choose_seen_at(at: datetime | None, context: CollectContext) -> datetime:
    """When an entry of a file counts as seen: at its own time, not after now."""
    return min(at, context.now) if at else context.now
