"""Before: a small TOML file. After: a `Mapping` that says which field of a dump is what."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from wenzhai.errors import SettingsError


class Fields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Dotted paths (`newsArray[].siteName`); `|host` after a path takes the host of an address."""

    title: str = "title"
    link: str = ""
    time: str = ""
    publisher: str = ""
    summary: str = ""
    content_html: str = ""
    language: str = ""
    author: str = ""
    picture: str = ""
    family: str = ""
    rank: str = ""
    heat: str = ""
    list: str = ""


class TimeFormat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`format` is `auto` (ISO 8601, RFC 822, Chinese), `epoch`, `epoch_ms` or a strptime pattern;
    `zone` (`+08:00`, `Asia/Shanghai`) is meant where a time names none; `shift_hours` is added."""

    format: str = "auto"
    zone: str = "UTC"
    shift_hours: float = 0.0


class Constants(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for every line that does not say otherwise. `heat_unit` multiplies the heat."""

    language: str = ""
    publisher: str = ""
    family: str = ""
    list: str = ""
    link_prefix: str = ""
    link_base: str = ""
    heat_unit: float = 1.0


class Where(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which lines count: those whose `field` (a day or a time) lies from `first` to `last`, by its
    first ten characters; either may be left empty."""

    field: str = ""
    first: str = ""
    last: str = ""


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to read an archive. `kind` says whether its lines are entries or hot-list sightings."""

    kind: Literal["entries", "hotlist"] = "entries"
    fields: Fields = Fields()
    time: TimeFormat = TimeFormat()
    constants: Constants = Constants()
    where: Where = Where()

    @property
    def zone(self) -> tzinfo:
        """The zone of times that name none."""
        return parse_zone(self.time.zone) or UTC


def parse_zone(text: str) -> tzinfo | None:
    """Read `UTC`, `+08:00` or a name of the zone database; None when it is none of them."""
    if text.upper() in ("UTC", "Z", ""):
        return UTC
    found = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", text)
    if found:
        shift = timedelta(hours=int(found[2]), minutes=int(found[3]))
        if shift >= timedelta(hours=24):
            return None
        return timezone(-shift if found[1] == "-" else shift)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises `SettingsError` that names file, line and remedy."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the mapping cannot be read ({type(error).__name__})",
            where=str(path),
            remedy="Check the path; it starts at the newsroom's folder. The file must be UTF-8.",
        ) from None
    return parse_mapping(text, str(path))


def parse_mapping(text: str, name: str) -> Mapping:
    """Read a mapping from text; `name` is the file's, for messages. Raises `SettingsError`."""
    try:
        mapping = msgspec.convert(tomllib.loads(text), Mapping)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise SettingsError(
            f"this is no TOML ({error})",
            where=f"{name}:{found[1] if found else len(text.splitlines()) or 1}",
            remedy='Values stand in quotes: title = "headline".',
        ) from None
    except msgspec.ValidationError as error:
        raise SettingsError(
            str(error),
            where=f"{name}:{_find_line(text, str(error))}",
            remedy="docs/stages/1-collect.md lists what a mapping may hold.",
        ) from None
    if not mapping.fields.title:
        raise SettingsError(
            "a mapping must say which field is the title",
            where=f"{name}:{_find_line(text, '`title`')}",
            remedy='Add title = "..." under [fields].',
        )
    if parse_zone(mapping.time.zone) is None:
        raise SettingsError(
            f"`{mapping.time.zone}` is no zone",
            where=f"{name}:{_find_line(text, '`zone`')}",
            remedy='Write "+08:00" or a name such as "Asia/Shanghai".',
        )
    return mapping


def _find_line(text: str, message: str) -> int:
    """Find the line of the key that a message is about: its last name in backticks that a line has."""
    names = re.findall(r"`\$?[\w.]*?\.?(\w+)`", message)
    lines = text.splitlines()
    for name in names:
        key = re.compile(rf"^\s*\[?{re.escape(name)}\s*[\]=]")
        for number, line in enumerate(lines, 1):
            if key.match(line):
                return number
    return 1
