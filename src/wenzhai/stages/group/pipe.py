"""Before: rows of `wenzhai pipe group`, as JSON objects. After: a row with story and thread for each id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from wenzhai.model import GroupItem, Name
from wenzhai.ports import Embedder, Progress, no_progress
from wenzhai.stages.group.events import group_items


def group_lines(
    rows: Sequence[Mapping[str, object]],
    embedder: Embedder,
    progress: Progress = no_progress,
    glossary: Sequence[Name] = (),
) -> list[dict[str, str]]:
    """`{"id","lang","title","text","published","source","url"}` in (only id and title are certain),
    `{"id","story","thread"}` out, sorted by id; each id once. A field of the wrong type counts as
    missing; a row without an id is left out (the caller reports it)."""
    items = [item for row in rows if (item := read_item(row)) is not None]
    return [
        {"id": grouped.id, "story": grouped.story, "thread": grouped.thread}
        for grouped in group_items(items, embedder, progress, glossary)
    ]


def read_item(row: Mapping[str, object]) -> GroupItem | None:
    """A row as an item; None when it has no id (a string or a whole number)."""
    key = row.get("id")
    if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
        return None
    return GroupItem(
        id=str(key),
        title=_text(row, "title"),
        lang=_text(row, "lang"),
        text=_text(row, "text"),
        published=read_time(row.get("published")),
        source=_text(row, "source"),
        url=_text(row, "url"),
    )


def read_time(value: object) -> datetime | None:
    """ISO 8601 to aware UTC (no zone means UTC); None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
