"""A TOML text to a frozen type, with errors that name file, line and remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TypeVar

import msgspec

from wenzhai.errors import SettingsError

T = TypeVar("T")

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")
_STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+|\.\.\.)\]")
_AT = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_MISSING = re.compile(r"missing required field `([^`]*)`")
_LINE = re.compile(r"line (\d+)")


def read_toml(text: str, where: str, shape: type[T]) -> T:
    """Decode `text` (TOML 1.0) as `shape`.

    Raises SettingsError with `where:line`: for broken TOML, an unknown or missing key, a value of
    the wrong type.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise SettingsError(
            f"this is not valid TOML: {error}",
            where=f"{where}:{line}",
            remedy="Text goes in double quotes, lists in [brackets], one key = value a line.",
        ) from error
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        raise _explain(error, text, where, shape) from error


def _explain(
    error: msgspec.ValidationError, text: str, where: str, shape: type[object]
) -> SettingsError:
    parts = _AT.match(str(error))
    what, path = (parts["what"], parts["path"] or "$") if parts else (str(error), "$")
    steps = [(m[1] or m[2]) for m in _STEP.finditer(path)]
    unknown, missing = _UNKNOWN.search(what), _MISSING.search(what)
    if unknown:
        steps.append(unknown[1])
        near = difflib.get_close_matches(unknown[1], _field_names(shape), 1)
        what = f"the key “{unknown[1]}” is not known here"
        remedy = f"Did you mean “{near[0]}”?" if near else "Remove it, or see docs/newsroom.md."
    elif missing:
        what = f"the key “{missing[1]}” is missing"
        remedy = f"Add {missing[1]} = … to this table."
    else:
        what = what[:1].lower() + what[1:]
        remedy = f"Change the value of “{'.'.join(steps)}”; docs/newsroom.md shows every key."
    line = find_line(text, steps)
    return SettingsError(what, where=f"{where}:{line}", remedy=remedy)


def _field_names(shape: object, seen: frozenset[object] = frozenset()) -> list[str]:
    """The names of all fields of a struct and of the structs in it."""
    if shape in seen:
        return []
    names: list[str] = []
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        for field in msgspec.structs.fields(shape):
            names.append(field.encode_name)
            names += _field_names(field.type, seen | {shape})
    for inner in getattr(shape, "__args__", ()):
        names += _field_names(inner, seen | {shape})
    return names


def find_line(text: str, steps: list[str]) -> int:
    """The line (from 1) on which the value at `steps` (keys and indices) stands; where the exact
    key is not found, that of the nearest table around it."""
    best, best_depth = 1, 0
    here: list[str] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            here = [part.strip().strip("\"'") for part in header[2].split(".")]
            if header[1] == "[[":
                name = ".".join(here)
                counts[name] = counts.get(name, -1) + 1
                here.append(str(counts[name]))
            path = here
        elif key := _KEY.match(line):
            path = here + [part.strip("\"'") for part in key[1].split(".")]
        else:
            continue
        depth = len(path)
        if depth > best_depth and path == steps[:depth]:
            best, best_depth = number, depth
    return best
