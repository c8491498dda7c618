"""Before: a dump of JSON lines and a mapping. After: an Entry or a Sighting for each line.

Plain, `.gz` and `.xz` files are read line by line; a file that holds one JSON array is read whole.
A line that cannot be read becomes a `LineProblem`, and the rest goes on.
"""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import msgspec

from wenzhai.errors import InputError, SettingsError
from wenzhai.model import Batch, Entry, Sighting, Source, make_entry_id
from wenzhai.stages.collect.context import CollectContext
from wenzhai.stages.collect.hotlists import parse_heat
from wenzhai.stages.collect.mapping import Mapping, read_mapping
from wenzhai.stages.collect.paths import find_value, read_text
from wenzhai.stages.collect.plain import MAX_SUMMARY, MAX_TITLE, clean_content, read_plain
from wenzhai.stages.collect.times import from_epoch, parse_time
from wenzhai.stages.collect.urls import canonicalise_url

_LONGEST_LINE = 4_000_000
_LARGEST_ARRAY = 300_000_000
_MOST_PUBLISHERS = 50
_MOST_PROBLEMS_TOLD = 5


class LineProblem(msgspec.Struct, frozen=True):
    """A line (from 1) that was skipped, and why in words."""

    line: int
    what: str


Item = Entry | Sighting | LineProblem


def read_archive(
    path: Path,
    mapping: Mapping,
    source: Source,
    *,
    seen_at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[Item]:
    """Read an archive, streaming. `seen_at` (aware UTC) is for entries without a time; lines from
    before `since` or from `until` on are left out.

    Raises `InputError` when the file itself cannot be read.
    """
    for line, row in _read_rows(path):
        if isinstance(row, LineProblem):
            yield row
            continue
        if not isinstance(row, dict):
            yield LineProblem(line, "it is no JSON object")
            continue
        if not _is_wanted_day(row, mapping):
            continue
        item = read_row(row, mapping, source, line=line, seen_at=seen_at)
        at = _time_of(item)
        if at is None or ((since is None or at >= since) and (until is None or at < until)):
            yield item


def collect(source: Source, context: CollectContext) -> Batch:
    """Collect the kind `archive`: `url` is a path, the option `mapping` that of its mapping file."""
    if "mapping" not in source.options:
        raise SettingsError(
            "an archive needs a mapping file",
            where=f"source `{source.id}`, option `mapping`",
            remedy='Add options = { mapping = "mappings/this.toml" }.',
        )
    mapping = read_mapping(context.folder / source.options["mapping"])
    return collect_file(source, context, mapping)


def collect_file(source: Source, context: CollectContext, mapping: Mapping) -> Batch:
    """Make a batch of a whole file; what was skipped stands in the notes."""
    entries: dict[str, Entry] = {}
    sightings: dict[str, Sighting] = {}
    problems: list[LineProblem] = []
    count = 0
    path = find_path(source, context.folder)
    for item in read_archive(path, mapping, source, seen_at=context.now, since=context.since):
        if isinstance(item, LineProblem):
            count += 1
            problems = [*problems, item] if len(problems) < _MOST_PROBLEMS_TOLD else problems
        elif isinstance(item, Entry):
            entries.setdefault(item.id, item)
        else:
            sightings.setdefault(item.id, item)
    notes = [f"line {problem.line}: {problem.what}" for problem in problems]
    if count > len(problems):
        notes.append(f"{count - len(problems)} more lines were skipped")
    return Batch(
        entries=tuple(entries.values()), sightings=tuple(sightings.values()), notes=tuple(notes)
    )


def find_path(source: Source, folder: Path) -> Path:
    """Return the path that a source's `url` names: absolute, or relative to the newsroom's folder."""
    return folder / source.url.removeprefix("file://")


def read_row(
    row: dict[str, object], mapping: Mapping, source: Source, *, line: int, seen_at: datetime
) -> Item:
    """Read one object of an archive through its mapping."""
    fields, constants = mapping.fields, mapping.constants
    title = read_plain(_pick(row, fields.title), MAX_TITLE)
    if not title:
        return LineProblem(line, f"there is no title at `{fields.title}`")
    at = _read_time(row, mapping)
    url = canonicalise_url(_make_link(row, mapping), constants.link_base or source.url)
    if mapping.kind == "hotlist":
        if at is None:
            return LineProblem(line, f"there is no time at `{fields.time}` that can be read")
        heat = parse_heat(find_value(row, fields.heat)) if fields.heat else None
        rank = parse_heat(find_value(row, fields.rank)) if fields.rank else None
        return Sighting(
            source_id=source.id,
            list_name=_pick(row, fields.list) or constants.list or source.name,
            title=title,
            seen_at=at,
            rank=int(rank) if rank is not None and 1 <= rank <= 100_000 else None,
            heat=None if heat is None else heat * constants.heat_unit,
            url=url,
        )
    publishers = _list_publishers(row, fields.publisher)
    publisher = publishers[0] if publishers else constants.publisher or source.name
    own_family = source.family if publisher == source.name else ""
    return Entry(
        id=make_entry_id(source.id, url, title),
        source_id=source.id,
        url=url,
        title=title,
        seen_at=at or seen_at,
        summary=read_plain(_pick(row, fields.summary), MAX_SUMMARY),
        content_html=clean_content(_pick(row, fields.content_html)),
        author=read_plain(_pick(row, fields.author), 200),
        published_at=at,
        language=_pick(row, fields.language)[:20] or constants.language or source.language,
        publisher=publisher,
        family=_pick(row, fields.family)[:200] or constants.family or own_family,
        picture_url=canonicalise_url(_pick(row, fields.picture), url),
        publishers=publishers if len(publishers) > 1 else (),
    )


def _pick_all(row: dict[str, object], expression: str) -> list[str]:
    path, _, part = expression.partition("|")
    if not path:
        return []
    value = find_value(row, path)
    texts = [read_text(each) for each in value] if isinstance(value, list) else [read_text(value)]
    if part == "host":
        texts = [_read_host(text) for text in texts]
    return [text for text in texts if text]


def _pick(row: dict[str, object], expression: str) -> str:
    return next(iter(_pick_all(row, expression)), "")


def _read_host(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _list_publishers(row: dict[str, object], expression: str) -> tuple[str, ...]:
    names = [read_plain(name, 100) for name in _pick_all(row, expression)]
    return tuple(dict.fromkeys(filter(None, names)))[:_MOST_PUBLISHERS]


def _make_link(row: dict[str, object], mapping: Mapping) -> str:
    link = _pick(row, mapping.fields.link)
    return f"{mapping.constants.link_prefix}{link}" if link else ""


def _read_time(row: dict[str, object], mapping: Mapping) -> datetime | None:
    text = _pick(row, mapping.fields.time)
    at = _parse_formatted(text, mapping) if text else None
    if at is None or not mapping.time.shift_hours:
        return at
    try:
        return at + timedelta(hours=mapping.time.shift_hours)
    except OverflowError:
        return None


def _parse_formatted(text: str, mapping: Mapping) -> datetime | None:
    form = mapping.time.format
    if form == "auto":
        return parse_time(text, mapping.zone)
    try:
        if form in ("epoch", "epoch_ms"):
            return from_epoch(float(text) / (1000 if form == "epoch_ms" else 1))
        # What the pattern does not name is the mapping's zone, put in below.
        at = datetime.strptime(text[:100], form)  # noqa: DTZ007 - the zone follows
        return (at if at.tzinfo else at.replace(tzinfo=mapping.zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _time_of(item: Item) -> datetime | None:
    if isinstance(item, Entry):
        return item.published_at
    return item.seen_at if isinstance(item, Sighting) else None


def _is_wanted_day(row: dict[str, object], mapping: Mapping) -> bool:
    where = mapping.where
    if not where.field:
        return True
    day = _pick(row, where.field)[:10]
    return (not where.first or day >= where.first) and (not where.last or day <= where.last)


def _read_rows(path: Path) -> Iterator[tuple[int, object]]:
    try:
        with _open(path) as stream:
            head = stream.read(1)
            while head.isspace():
                head = stream.read(1)
            if head == b"[":
                yield from _read_array(head + stream.read(_LARGEST_ARRAY), path)
            else:
                yield from _read_lines(stream, head)
    except (OSError, EOFError, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise InputError(
            f"the archive cannot be read ({str(error)[:120] or type(error).__name__})",
            where=str(path),
            remedy="Check the path, and unpack the file by hand to see whether it is whole.",
        ) from None


def _open(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if path.suffix == ".xz":
        return cast(BinaryIO, lzma.open(path, "rb"))
    return path.open("rb")


def _read_lines(stream: BinaryIO, head: bytes) -> Iterator[tuple[int, object]]:
    number = 0
    while True:
        line = head + stream.readline(_LONGEST_LINE)
        head = b""
        if not line:
            return
        number += 1
        if len(line) >= _LONGEST_LINE and not line.endswith(b"\n"):
            while not line.endswith(b"\n") and line:
                line = stream.readline(_LONGEST_LINE)
            yield number, LineProblem(number, f"it is longer than {_LONGEST_LINE:,} bytes")
        elif line.strip():
            yield number, _decode(line, number)


def _read_array(data: bytes, path: Path) -> Iterator[tuple[int, object]]:
    rows = _decode(data, 1)
    if not isinstance(rows, list):
        raise InputError(
            "it begins like a JSON array but is none",
            where=str(path),
            remedy="Each line should hold one JSON object, or the file one array of them.",
        )
    yield from enumerate(rows, 1)


def _decode(data: bytes, number: int) -> object:
    try:
        return msgspec.json.decode(data.decode("utf-8-sig", "replace").encode())
    except (msgspec.DecodeError, RecursionError) as error:
        return LineProblem(number, f"it is no JSON ({str(error)[:100]})")
