"""Before: a beat's folder (beat.toml, sources.toml, glossary.tsv). After: a Beat, checked."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from wenzhai.errors import SettingsError
from wenzhai.language.glossary import read_glossary
from wenzhai.model import Beat, HouseStyle, Source, Terms

_BEAT_FILE = "beat.toml"
_SOURCES_FILE = "sources.toml"
_GLOSSARY_FILE = "glossary.tsv"


class _BeatFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """beat.toml: a Beat without what stands in the two other files."""

    id: str
    titles: dict[str, str]
    scopes: dict[str, str]
    period: str = "week"
    languages: tuple[str, ...] = ("en", "zh")
    places: tuple[str, ...] = ()
    relevance_threshold: float = 0.5
    balance: int = 2
    terms: Terms = Terms()
    style: HouseStyle = HouseStyle()


class _SourcesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sources: list[dict[str, Any]] = []


def list_beats() -> tuple[str, ...]:
    """List the beats that ship, in alphabetical order."""
    return tuple(
        sorted(
            folder.name.replace("_", "-")
            for folder in files("wenzhai.beats").iterdir()
            if folder.is_dir() and folder.joinpath(_BEAT_FILE).is_file()
        )
    )


def load_beat(name: str | os.PathLike[str]) -> Beat:
    """Load the shipped beat `name` (`china-digital`), or the beat in the folder at that path.

    Raises `errors.SettingsError`, with file, line and remedy, when there is none or it is wrong.
    """
    folder, label = _find_folder(name)
    beat = _read_beat(_read(folder, label, _BEAT_FILE), f"{label}/{_BEAT_FILE}")
    sources = _read_sources(_read(folder, label, _SOURCES_FILE), f"{label}/{_SOURCES_FILE}")
    glossary = read_glossary(_read(folder, label, _GLOSSARY_FILE), f"{label}/{_GLOSSARY_FILE}")
    return Beat(
        **{field: getattr(beat, field) for field in beat.__struct_fields__},
        sources=sources,
        glossary=glossary,
    )


def _find_folder(name: str | os.PathLike[str]) -> tuple[Traversable, str]:
    """Find the folder, and what to call it in errors."""
    if isinstance(name, str) and name in list_beats():
        folder = name.replace("-", "_")
        return files("wenzhai.beats").joinpath(folder), folder
    path = Path(name)
    if not path.is_dir():
        raise SettingsError(
            f"there is no beat {os.fspath(name)!r}",
            remedy=f"Name one that ships ({', '.join(list_beats())}) or the folder of your own.",
        )
    return path, str(path)


def _read(folder: Traversable, label: str, name: str) -> str:
    try:
        return folder.joinpath(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SettingsError(
            "the file is missing",
            where=f"{label}/{name}",
            remedy="docs/beats.md says what it holds.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the file cannot be read: {error}",
            where=f"{label}/{name}",
            remedy="Save it as UTF-8, and readable.",
        ) from error


def _parse_toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at line (\d+), column \d+\)| \(at end of document\)", str(error))
        line = found.group(1) if found and found.group(1) else str(text.count("\n") + 1)
        raise SettingsError(
            f"this is not TOML: {str(error).split(' (at ')[0]}",
            where=f"{where}:{line}",
            remedy="Mend the line; texts stand in quotation marks.",
        ) from error


def _read_beat(text: str, where: str) -> _BeatFile:
    raw = _parse_toml(text, where)
    try:
        beat = msgspec.convert(raw, _BeatFile)
    except msgspec.ValidationError as error:
        what, keys = _explain(error)
        raise SettingsError(
            what, where=f"{where}:{_find_line(text, keys)}", remedy="docs/beats.md lists every key."
        ) from error
    if not 0 <= beat.relevance_threshold <= 1:
        raise SettingsError(
            f"relevance_threshold is {beat.relevance_threshold}",
            where=f"{where}:{_find_line(text, ['relevance_threshold'])}",
            remedy="Write a number from 0 to 1.",
        )
    return beat


def _read_sources(text: str, where: str) -> tuple[Source, ...]:
    raw = _parse_toml(text, where)
    try:
        tables = msgspec.convert(raw, _SourcesFile).sources
    except msgspec.ValidationError as error:
        what, keys = _explain(error)
        raise SettingsError(
            what,
            where=f"{where}:{_find_line(text, keys)}",
            remedy="Write each source as a table [[sources]].",
        ) from error
    starts = [
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if re.match(r"\s*\[\[\s*sources\s*\]\]", line)
    ]
    lines = starts if len(starts) == len(tables) else [1] * len(tables)
    sources: list[Source] = []
    seen: dict[str, int] = {}
    for table, line in zip(tables, lines, strict=True):
        source = _read_source(table, text, where, line)
        if source.id in seen:
            raise SettingsError(
                f"the source {source.id!r} is already at line {seen[source.id]}",
                where=f"{where}:{_find_line(text, ['id'], line)}",
                remedy="Give each source its own id.",
            )
        seen[source.id] = line
        sources.append(source)
    return tuple(sources)


def _read_source(table: dict[str, Any], text: str, where: str, line: int) -> Source:
    def refuse(what: str, key: str, remedy: str) -> SettingsError:
        name = f"source {table.get('id', '?')!r}: {what}"
        return SettingsError(name, where=f"{where}:{_find_line(text, [key], line)}", remedy=remedy)

    try:
        source = msgspec.convert(table, Source)
    except msgspec.ValidationError as error:
        what, keys = _explain(error)
        raise refuse(what, keys[-1] if keys else "", "docs/beats.md lists every key.") from error
    try:
        parts = urlsplit(source.url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web and "://" in source.url:
        raise refuse(f"{source.url!r} is no http(s) address", "url", "Write it out: https://...")
    if not 0 <= source.quality <= 1:
        raise refuse(f"quality is {source.quality}", "quality", "Write a number from 0 to 1.")
    if source.every < 1:
        raise refuse(f"every is {source.every}", "every", "Write minutes, 1 or more.")
    return source


def _explain(error: msgspec.ValidationError) -> tuple[str, list[str]]:
    """Say in words what is wrong, and give the keys on the way to it."""
    what, _, path = str(error).partition(" - at `")
    keys = [key for key in re.findall(r"\.(\w+)", path) if key]
    unknown = re.search(r"unknown field `([^`]*)`", what)
    if unknown:
        return f"unknown key {unknown.group(1)!r}", [*keys, unknown.group(1)]
    return (f"{'.'.join(keys)}: {what}" if keys else what), keys


def _find_line(text: str, keys: list[str], start: int = 1) -> int:
    """Find the line of the last of `keys` at or after `start`, before the next `[[sources]]` there."""
    lines = text.split("\n")
    found = start
    for key in keys:
        pattern = re.compile(rf"\s*(\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[\]=]")
        for number in range(found, len(lines) + 1):
            line = lines[number - 1]
            if start > 1 and number > start and line.lstrip().startswith("[[sources]]"):
                break
            if pattern.match(line):
                found = number
                break
    return found
