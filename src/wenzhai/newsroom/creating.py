"""Making a newsroom's folder: a commented newsroom.toml with the sources of a beat."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from wenzhai.beats import list_beats, load_beat
from wenzhai.errors import InputError
from wenzhai.model import Source
from wenzhai.newsroom.periods import find_period, parse_period
from wenzhai.newsroom.room import SETTINGS_FILE
from wenzhai.ports import Clock
from wenzhai.settings import CollectSettings, Schedule, load_newsroom


def create_newsroom(
    folder: Path,
    beat_name: str,
    first: str,
    *,
    clock: Clock,
    sources: Sequence[Source] | None = None,
    collect: CollectSettings | None = None,
    glossary: str = "",
    notice: Mapping[str, str] | None = None,
) -> Path:
    """Make `folder` with its newsroom.toml; `sources` replaces those of the beat. `first` is the week
    or day of edition 1, as the beat appears; empty: that of the clock.

    Returns the path of the settings. Raises InputError when there is a newsroom already (it is not
    touched) or `first` is no such period, SettingsError when the beat is not known.
    """
    path = folder / SETTINGS_FILE
    if path.exists():
        raise InputError(
            "there is a newsroom here already, and it was left as it is",
            where=str(path),
            remedy="Choose another folder, or remove this one first.",
        )
    beat = load_beat(beat_name)
    zone = Schedule().timezone
    period = (
        parse_period(first, beat.period, zone)
        if first
        else find_period(clock.now(), beat.period, zone)
    )
    text = _render(
        beat=beat,
        beats=list_beats(),
        first_week=period.id,
        languages=beat.languages,
        glossary=glossary,
        notice=notice or {},
        style=beat.style,
        collect=collect or CollectSettings(),
        sources=beat.sources if sources is None else sources,
    )
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())
    load_newsroom(path)
    return path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)


def render_sources(sources: Sequence[Source]) -> str:
    """Sources as `[[sources]]` tables, as `wenzhai import` adds them to newsroom.toml."""
    whole = _environment().get_template("newsroom.toml.j2")
    return "".join(whole.blocks["sources"](whole.new_context({"sources": sources})))


def _render(**values: object) -> str:
    return _environment().get_template("newsroom.toml.j2").render(**values)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("wenzhai.newsroom", ""),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # the output is TOML; every value passes the toml filter
    )
    environment.filters["toml"] = _to_toml
    return environment


def _to_toml(value: object) -> str:
    """A string, boolean, number or list as TOML; a JSON string is a TOML basic string
    once DEL is escaped."""
    text = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")  # the one control character that JSON lets stand
