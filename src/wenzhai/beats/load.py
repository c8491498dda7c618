"""Before: a beat's folder (beat.toml, sources.toml, glossary.tsv). After: a Beat, checked."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from wenzhai.errors import SettingsError
from wenzhai.language.glossary import fold_form, read_glossary
from wenzhai.model import Beat, HouseStyle, Name, PeriodKind, Source, StoryKind, Terms
from wenzhai.toml_reading import find_line, read_toml

_BEAT_FILE = "beat.toml"
_SOURCES_FILE = "sources.toml"
_GLOSSARY_FILE = "glossary.tsv"
_MANUAL = "docs/beats.md"
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")


class _BeatFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """beat.toml: a Beat without what stands in the two other files."""

    id: str
    titles: dict[str, str]
    scopes: dict[str, str]
    period: PeriodKind = "week"
    closes_at: str = "24:00"
    languages: tuple[str, ...] = ("en", "zh")
    glossaries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    relevance_threshold: float = 0.5
    balance: int = 2
    kind_balance: dict[StoryKind, Annotated[int, msgspec.Meta(ge=1)]] = {}
    terms: Terms = Terms()
    style: HouseStyle = HouseStyle()


class _SourcesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sources: tuple[Source, ...] = ()


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
    glossary = _read_names(folder, label)
    for other in beat.glossaries:
        glossary = join_glossaries(glossary, _read_names(*_find_folder(other)))
    fields = set(beat.__struct_fields__) - {"glossaries"}
    return Beat(
        **{field: getattr(beat, field) for field in sorted(fields)},
        sources=sources,
        glossary=glossary,
    )


def join_glossaries(own: Sequence[Name], other: Sequence[Name]) -> tuple[Name, ...]:
    """The names of both, the own ones first.

    Where both have an entry (the same `en`), the own one counts, with the other's forms added and
    what it leaves empty filled: a line with a name, a kind and a weight gives a shared name this
    beat's weight. A form that two entries claim is the own one's, and an entry of which that is the
    `en` or `zh` is left out.
    """
    owners = {fold_form(form): name.id for name in own for form in _forms(name)}
    theirs = {name.id: name for name in other}
    joined = [
        _fill(name, _take_away(theirs[name.id], owners)) if name.id in theirs else name
        for name in own
    ]
    ids = {name.id for name in own}
    joined.extend(
        _take_away(name, owners)
        for name in other
        if name.id not in ids and not {fold_form(name.en), fold_form(name.zh)} & owners.keys()
    )
    return tuple(joined)


def _forms(name: Name) -> tuple[str, ...]:
    return name.en, name.zh, *name.aliases


def _take_away(name: Name, owners: Mapping[str, str]) -> Name:
    """The name without the forms that another entry owns."""
    aliases = tuple(a for a in name.aliases if owners.get(fold_form(a), name.id) == name.id)
    zh = name.zh if owners.get(fold_form(name.zh), name.id) == name.id else name.en
    return msgspec.structs.replace(name, zh=zh, aliases=aliases)


def _fill(own: Name, other: Name) -> Name:
    """The own entry, with the other's where it says nothing; its other forms go to the aliases."""
    zh = own.zh if own.zh != own.en else other.zh
    forms = dict.fromkeys((*own.aliases, *other.aliases, other.zh))
    return msgspec.structs.replace(
        own,
        zh=zh,
        aliases=tuple(form for form in forms if form not in (own.en, zh)),
        parent=own.parent or other.parent,
        ticker=own.ticker or other.ticker,
    )


def _read_names(folder: Traversable, label: str) -> tuple[Name, ...]:
    return read_glossary(_read(folder, label, _GLOSSARY_FILE), f"{label}/{_GLOSSARY_FILE}")


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


def _read_beat(text: str, where: str) -> _BeatFile:
    beat = read_toml(text, where, _BeatFile, manual=_MANUAL)
    if not 0 <= beat.relevance_threshold <= 1:
        raise SettingsError(
            f"relevance_threshold is {beat.relevance_threshold}",
            where=f"{where}:{find_line(text, ['relevance_threshold'])}",
            remedy="Write a number from 0 to 1.",
        )
    if not _TIME.fullmatch(beat.closes_at):
        raise SettingsError(
            f"closes_at is “{beat.closes_at}”",
            where=f"{where}:{find_line(text, ['closes_at'])}",
            remedy="Write a time of day: 08:00, or 24:00 for midnight.",
        )
    if beat.period == "week" and beat.closes_at != "24:00":
        raise SettingsError(
            "closes_at is for a beat that appears daily",
            where=f"{where}:{find_line(text, ['closes_at'])}",
            remedy='Leave it out, or write period = "day".',
        )
    return beat


def _read_sources(text: str, where: str) -> tuple[Source, ...]:
    sources = read_toml(text, where, _SourcesFile, manual=_MANUAL).sources
    seen: dict[str, int] = {}
    for index, source in enumerate(sources):
        problem = _find_problem(source)
        if source.id in seen:
            first = find_line(text, ["sources", str(seen[source.id]), "id"])
            problem = (
                "id",
                f"the source {source.id!r} is already at line {first}",
                "Give each source its own id.",
            )
        if problem is not None:
            key, what, remedy = problem
            line = find_line(text, ["sources", str(index), key])
            raise SettingsError(what, where=f"{where}:{line}", remedy=remedy)
        seen[source.id] = index
    return sources


def _find_problem(source: Source) -> tuple[str, str, str] | None:
    """The key whose value cannot be, what is wrong with it, and the remedy."""
    try:
        parts = urlsplit(source.url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    about = f"source {source.id!r}: "
    if not is_web and "://" in source.url:
        return "url", f"{about}{source.url!r} is no http(s) address", "Write it out: https://..."
    if not 0 <= source.quality <= 1:
        return "quality", f"{about}quality is {source.quality}", "Write a number from 0 to 1."
    if source.every < 1:
        return "every", f"{about}every is {source.every}", "Write minutes, 1 or more."
    return None
