"""A TOML text to a frozen type, with errors that name file, line and remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TypeVar, get_args

import msgspec

from wenzhai.errors import SettingsError

T = TypeVar("T")

_Path = tuple[str, ...]

# The pieces of TOML that a scan for lines needs. Possessive, so that no text makes them slow.
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_REST = re.compile(r"[^\n]*\n?")
_QUOTED = r"""\"(?:[^"\\\n]|\\.)*+\"|'[^'\n]*+'"""
_KEY_PART = re.compile(rf"[ \t]*({_QUOTED}|[A-Za-z0-9_-]+)")
_SCALAR = re.compile(
    r"""\"{3}(?:[^"\\]|\\[\s\S]|\"{1,2}(?!\"))*+\"{3,5}"""
    r"""|'{3}(?:[^']|'{1,2}(?!'))*+'{3,5}"""
    rf"""|{_QUOTED}|[^\s,\[\]{{}}#"']+"""
)
_DEEPEST = 12  # deeper than any settings of ours; bounds the work on a hostile text
_STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+|\.\.\.)\]")
_AT = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_MISSING = re.compile(r"missing required field `([^`]*)`")
_LINE = re.compile(r"\(at line (\d+), column \d+\)$")


def read_toml(text: str, where: str, shape: type[T], *, manual: str = "docs/newsroom.md") -> T:
    """Decode `text` (TOML 1.0) as `shape`; `manual` is the page that explains its keys.

    Raises SettingsError with `where:line`: for broken TOML, an unknown or missing key, a value of
    the wrong type.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Beside TOMLDecodeError: a number of thousands of digits, thousands of nested lists.
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        words = _LINE.sub("", str(error)).strip()
        raise SettingsError(
            f"this is not valid TOML: {words[:1].lower()}{words[1:]}",
            where=f"{where}:{line}",
            remedy="Text goes in double quotes, lists in [brackets], one key = value a line.",
        ) from error
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        raise _explain(error, text, where, shape, data, manual) from error


def _explain(
    error: msgspec.ValidationError,
    text: str,
    where: str,
    shape: object,
    data: object,
    manual: str,
) -> SettingsError:
    parts = _AT.match(str(error))
    what, path = (parts["what"], parts["path"] or "$") if parts else (str(error), "$")
    steps = [(m[1] or m[2]) for m in _STEP.finditer(path)]
    while "..." in steps:
        steps = _find_key(str(error), steps, shape, data)
    unknown, missing = _UNKNOWN.search(what), _MISSING.search(what)
    if unknown:
        near = difflib.get_close_matches(unknown[1], _field_names(shape, steps), 1)
        steps.append(unknown[1])
        what = f"the key “{unknown[1]}” is not known here"
        remedy = f"Did you mean “{near[0]}”?" if near else f"Remove it, or see {manual}."
    elif missing:
        what = f"the key “{missing[1]}” is missing"
        remedy = f"Add {missing[1]} = … to this table."
    else:
        what = what[:1].lower() + what[1:]
        remedy = f"Change the value of “{'.'.join(steps)}”; {manual} shows every key."
    line = find_line(text, steps)
    return SettingsError(what, where=f"{where}:{line}", remedy=remedy)


def _find_key(words: str, steps: list[str], shape: object, data: object) -> list[str]:
    """The steps with the key in place of the “...” that msgspec writes for any key of a table: the
    first that is refused in the same words when it is the only one."""
    place = steps.index("...")
    table = data
    for step in steps[:place]:
        table = table[int(step)] if isinstance(table, list) else table[step]  # type: ignore[index]  # msgspec walked here
    assert isinstance(table, dict)  # noqa: S101  # only the values of a table have “...” for a step
    whole = dict(table)
    for key, value in whole.items():
        table.clear()
        table[key] = value
        try:
            msgspec.convert(data, shape)
        except msgspec.ValidationError as error:
            if str(error) == words:
                return [*steps[:place], key, *steps[place + 1 :]]
    return steps[:place]


def _field_names(shape: object, steps: list[str]) -> list[str]:
    """The keys that the table at `steps` may have: those of the struct that it is read as."""
    structs = _find_structs(shape)
    for step in steps:
        if step.isdigit():
            continue  # an item of a list is read as what the list holds
        structs = [
            inner
            for struct in structs
            for field in msgspec.structs.fields(struct)
            if field.encode_name == step
            for inner in _find_structs(field.type)
        ]
    return [field.encode_name for struct in structs for field in msgspec.structs.fields(struct)]


def _find_structs(shape: object) -> list[type[msgspec.Struct]]:
    """The structs that a type is or holds: itself, the items of a list, the parts of a union."""
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        return [shape]
    return [struct for part in get_args(shape) for struct in _find_structs(part)]


def find_line(text: str, steps: list[str]) -> int:
    """The line (from 1) on which the value at `steps` (keys and indices) stands; where the exact
    key is not found, that of the nearest table around it. Never raises, on any text."""
    lines = _Scanner(text).scan()
    for depth in range(len(steps), 0, -1):
        line = lines.get(tuple(steps[:depth]))
        if line is not None:
            return line
    return 1


class _Scanner:
    """Where each key, table and list item of a TOML text stands. Values are stepped over, not
    read, so a text that is not quite TOML gives the lines of what can be told. Time is linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted = 1, 0
        self._lines: dict[_Path, int] = {}
        self._counts: dict[_Path, int] = {}

    def scan(self) -> dict[_Path, int]:
        """Path (keys, and indices as text) -> line, the first where there are several."""
        table: _Path = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._read_header()
            else:
                keys = self._read_keys()
                if keys and self._take("="):
                    self._skip_value(self._note((*table, *keys)))
            self._skip(_REST)
        return self._lines

    def _read_header(self) -> _Path:
        is_list = self._text.startswith("[[", self._at)
        self._at += 2 if is_list else 1
        *around, last = self._read_keys() or ("",)
        path: _Path = ()
        for key in around:
            # `[sources.rights]` under `[[sources]]` belongs to the last of the sources.
            path = (*path, key)
            if path in self._counts:
                path = (*path, str(self._counts[path]))
        path = (*path, last)
        if is_list:
            self._note(path)
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, str(self._counts[path]))
        return self._note(path)

    def _read_keys(self) -> _Path:
        """A dotted key with its quotes off; empty where there is none."""
        keys: list[str] = []
        while found := _KEY_PART.match(self._text, self._at):
            self._at = found.end()
            part = found[1]
            keys.append(_unquote(part) if part[0] in "\"'" else part)
            if not self._take("."):
                break
        return tuple(keys)

    def _skip_value(self, path: _Path) -> None:
        """Step over a value, noting what is inside lists and inline tables; a stack instead of
        recursion, because a hostile text may nest without end."""
        opened: list[tuple[_Path, int]] = []
        while True:
            self._skip(_BLANK if opened else _SPACE)
            char = self._text[self._at : self._at + 1]
            if char == "[" or char == "{":
                self._at += 1
                opened.append((path, 0))
                path = self._start_item(path, 0)
            elif opened and char == ",":
                self._at += 1
                around, index = opened[-1]
                opened[-1] = (around, index + 1)
                path = self._start_item(around, index + 1)
            elif opened and (char == "]" or char == "}"):
                self._at += 1
                opened.pop()
            elif scalar := _SCALAR.match(self._text, self._at):
                self._at = scalar.end()
            elif opened and char:
                self._at += 1  # not TOML: go on behind it
            else:
                return
            if not opened:
                return

    def _start_item(self, around: _Path, index: int) -> _Path:
        """The path of the item that begins here, in an inline table by its key, in a list by its
        index."""
        self._skip(_BLANK)
        if len(around) >= _DEEPEST or self._text[self._at : self._at + 1] in ("", "]", "}", ","):
            return around
        begin = self._at
        keys = self._read_keys()
        if keys and self._take("="):
            return self._note((*around, *keys))
        self._at = begin
        return self._note((*around, str(index)))

    def _take(self, char: str) -> bool:
        self._skip(_SPACE)
        taken = self._text.startswith(char, self._at)
        self._at += taken
        return taken

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _note(self, path: _Path) -> _Path:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        for depth in range(1, len(path) + 1):
            self._lines.setdefault(path[:depth], self._line)
        return path


def _unquote(key: str) -> str:
    """A quoted key as its text; one that is broken stays as it stands."""
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except (tomllib.TOMLDecodeError, StopIteration):
        return key[1:-1]
