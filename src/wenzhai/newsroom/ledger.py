"""Keeping the ledger: built when an edition is made, searched, exported, and looked back into."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from wenzhai.errors import InputError
from wenzhai.language.measures import MEASURES, look_up_measure
from wenzhai.model import Article, Disagreement, Highlight, LedgerEntry, NumberOfTheWeek, Story
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import SilentSteps, Steps
from wenzhai.stages.highlight import (
    build_ledger,
    find_disagreements,
    find_earlier,
    match_number,
    merge_entries,
    pick_printed,
    say_earlier,
)

COLUMNS = (
    "subject", "measure", "aspect", "kind", "figure", "value", "low", "high", "unit", "approximation",
    "direction", "scope", "date", "dated", "disputed", "publisher", "language", "published_at", "title",
    "url", "passage", "span_start", "span_end", "article_id", "passage_id", "story_ids", "entry_id",
)  # fmt: skip
_EXAMPLE = "wenzhai ledger --about Temu"


class KeptLedger(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger of some stories: entries and disagreements by the story's id."""

    entries: dict[str, tuple[LedgerEntry, ...]]
    disagreements: dict[str, tuple[Disagreement, ...]]


def keep_ledger(
    room: Newsroom,
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    steps: Steps | None = None,
) -> KeptLedger:
    """Read the figures of these stories, find where their sources disagree, and keep the entries.

    `articles` (by id, copies marked) hold theirs. A function of what is given: kept again, nothing
    changes."""
    progress = (steps or SilentSteps()).begin("Reading figures")
    kept = KeptLedger(entries={}, disagreements={})
    for done, story in enumerate(stories, 1):
        told = [articles[i] for i in story.article_ids if i in articles]
        found = find_disagreements(told, room.names)
        disputed = {(c.article_id, value) for d in found if not d.later for value, c in d.sides}
        kept.disagreements[story.id] = found
        kept.entries[story.id] = build_ledger(story.id, told, room.names, disputed)
        progress(done, len(stories))
    room.store.save_ledger(kept.entries)
    return kept


def add_disagreements(highlights: Sequence[Highlight], kept: KeptLedger) -> list[Highlight]:
    """The highlights, each with the disagreements of its whole story that touch what it prints."""
    return [
        msgspec.structs.replace(
            h, disagreements=pick_printed(kept.disagreements.get(h.story_id, ()), h)
        )
        for h in highlights
    ]


def add_earlier(
    room: Newsroom,
    numbers: Sequence[NumberOfTheWeek],
    kept: KeptLedger,
    language: str,
    before: datetime,
) -> list[NumberOfTheWeek]:
    """The numbers, those with “up from X” of which an earlier value is certain; only reports published
    by `before` count."""
    found = []
    for number in numbers:
        entry = match_number(number, kept.entries.get(number.story_id, ()))
        if entry is not None and entry.subject:
            known = room.store.find_figures(subjects=[entry.subject], measure=entry.measure)
            earlier = find_earlier(entry, merge_entries(published_by(known, before)))
            if earlier is not None:
                number = msgspec.structs.replace(number, earlier=say_earlier(earlier, language))
        found.append(number)
    return found


def published_by(entries: Iterable[LedgerEntry], before: datetime) -> list[LedgerEntry]:
    """The entries with their reports from before that time; those without any are left out."""
    kept = []
    for entry in entries:
        reports = tuple(r for r in entry.reports if r.published_at < before)
        if reports:
            kept.append(msgspec.structs.replace(entry, reports=reports))
    return kept


def search_ledger(
    room: Newsroom,
    *,
    about: str = "",
    measure: str = "",
    unit: str = "",
    since: str = "",
    story: str = "",
    language: str = "",
) -> tuple[LedgerEntry, ...]:
    """The entries that fit all that is given, the same figure of several stories once.

    `about` is a name in either language or an alias, `measure` the word for one, `unit` a currency or
    what is counted, `since` a date in ISO 8601, `story` the beginning of a story's id, `language` (`en`,
    `zh`) that of a report. Raises InputError for a name or measure that is not known, and NotFound for
    a story that is not there."""
    subjects = [_find_name(room, about)] if about else None
    wanted = _find_measure(measure) if measure else ""
    story_id = room.store.find_story(story).id if story else ""
    if since and not _is_date(since):
        raise InputError(f"“{since}” is not a date", remedy="Write 2023, 2023-04 or 2023-04-11.")
    found = room.store.find_figures(
        subjects=subjects, measure=wanted, unit=_spell_unit(unit), since=since, story_id=story_id
    )
    if language:
        found = [e for e in found if any(r.language.startswith(language) for r in e.reports)]
    return merge_entries(found)


def _find_name(room: Newsroom, about: str) -> str:
    name = room.names.look_up(about)
    if name is None:
        forms = {f: n.en for n in room.names.glossary for f in (n.en, n.zh, *n.aliases)}
        near = difflib.get_close_matches(about.strip(), sorted(forms), n=3)
        meant = ", ".join(dict.fromkeys(forms[form] for form in near))
        raise InputError(
            f"“{about}” is not a name of the glossary",
            remedy=f"Did you mean {meant}?" if meant else "Add it to the newsroom's glossary.",
        )
    return name.id


def _find_measure(word: str) -> str:
    found = look_up_measure(word)
    if not found:
        raise InputError(
            f"“{word}” is not a measure", remedy=f"Known are {', '.join(sorted(MEASURES))}."
        )
    return found


def _spell_unit(unit: str) -> str:
    """A currency in capitals; what is counted as the ledger has it."""
    clean = unit.strip()
    return clean.upper() if len(clean) == 3 and clean.isascii() else clean.lower()


def _is_date(text: str) -> bool:
    padded = text + "-01" * ((10 - len(text)) // 3)
    try:
        datetime.fromisoformat(padded)
    except ValueError:
        return False
    return len(text) in (4, 7, 10)


def export_ledger(entries: Sequence[LedgerEntry], path: Path) -> int:
    """Write a row for each report of each entry to a `.csv` or `.parquet` file; returns the rows.

    Raises InputError for another ending, for Parquet without the extra of that name, and where the file
    cannot be written."""
    rows = [row for entry in entries for row in _rows_of(entry)]
    ending = path.suffix.lower()
    if ending not in (".csv", ".parquet"):
        raise InputError(
            f"a ledger is not written as “{ending or path.name}”",
            where=str(path),
            remedy="Name a file that ends in .csv or .parquet.",
        )
    data = _to_csv(rows) if ending == ".csv" else _to_parquet(rows, path)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(
            f"the file cannot be written: {error.strerror}",
            where=str(path),
            remedy="Name a file in a folder that is there and yours.",
        ) from error
    return len(rows)


def _rows_of(entry: LedgerEntry) -> Iterable[dict[str, Any]]:
    whole = msgspec.structs.asdict(entry)
    for report in entry.reports:
        said = msgspec.structs.asdict(report)
        row = {**whole, **said, "entry_id": entry.id}
        row["scope"] = ";".join(entry.scope)
        row["story_ids"] = ";".join(entry.story_ids)
        row["published_at"] = report.published_at.isoformat()
        row["span_start"], row["span_end"] = report.span
        yield {column: row[column] for column in COLUMNS}


def _to_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({c: _tame(value) for c, value in row.items()} for row in rows)
    # With a byte order mark, or spreadsheets read Chinese as Latin letters.
    return out.getvalue().encode("utf-8-sig", "replace")


def _tame(value: object) -> object:
    """A text that a spreadsheet would run as a formula stands behind an apostrophe."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def _to_parquet(rows: Sequence[dict[str, Any]], path: Path) -> bytes:
    try:
        import pyarrow  # type: ignore[import-untyped]  # ships no types
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(
            "Parquet needs the package pyarrow, which is not installed",
            where=str(path),
            remedy="pip install 'wenzhai[parquet]', or export to a .csv file.",
        ) from error
    sorts = {
        "value": pyarrow.float64(), "low": pyarrow.float64(), "high": pyarrow.float64(),
        "span_start": pyarrow.int64(), "span_end": pyarrow.int64(), "disputed": pyarrow.bool_(),
    }  # fmt: skip
    schema = pyarrow.schema([(column, sorts.get(column, pyarrow.string())) for column in COLUMNS])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(rows), schema=schema), out)
    return out.getvalue()
