"""Before: `assets/edition.css`. After: its custom properties as values, so that mail, PDF, DOCX and cards
have the colours and spaces of the page: the style sheet is the one place where they are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from wenzhai.errors import SettingsError
from wenzhai.stages.publish.reading_assets import read_source

_STYLE = "edition.css"
_LIGHT = re.compile(r"^:root \{([^}]*)\}", re.MULTILINE)
_DARK = re.compile(r'^:root\[data-theme="dark"\] \{([^}]*)\}', re.MULTILINE)
_PROPERTY = re.compile(r"--([a-z0-9-]+):([^;]*);")
_REM = re.compile(r"\d*\.?\d+rem")
# Names of fonts, bare or in quotation marks: nothing that could end the declaration.
_FONT = r"""(?:"[\w .-]+"|'[\w .-]+'|[\w-][\w -]*)"""
_STACK = re.compile(rf"{_FONT}(?: *, *{_FONT})*+")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


class Palette(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"on_seal": "on-seal", "mark_soft": "mark-soft"},
):
    """Colours as `#rrggbb`: grounds (`paper`, `raised`, `faint`), text (`ink`, `soft`), rules (`line`),
    numerals and stamps (`seal`, with `on_seal` upon it), links, and the highlighter's stroke (`mark`, and
    `mark_soft` where it is only pointed at)."""

    paper: str
    raised: str
    faint: str
    ink: str
    soft: str
    line: str
    seal: str
    on_seal: str
    link: str
    mark: str
    mark_soft: str
    good: str
    bad: str


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """The design: two palettes, six spaces in rem from the smallest, and the font stacks of the page."""

    light: Palette
    dark: Palette
    space: tuple[float, ...]
    serif: str
    sans: str
    song: str
    hei: str


class TokenChange(msgspec.Struct, frozen=True, kw_only=True):
    """A token that a theme changes: `block` is `light`, `dark`, `type` or `space`."""

    block: str
    name: str
    value: str

    def find_fault(self) -> str:
        """In words why the value cannot stand in a style sheet; empty where it can."""
        if self.block in ("light", "dark"):
            fits = _COLOUR.fullmatch(self.value.lower())
            return "" if fits else f"“{self.value}” is no colour such as #b3261e"
        if self.block == "space":
            fits = _REM.fullmatch(self.value)
            return "" if fits else f"“{self.value}” is no length such as 1.5rem"
        fits = _STACK.fullmatch(self.value)
        return "" if fits else f"“{self.value}” is no list of fonts such as Georgia, serif"


@lru_cache(maxsize=8)
def read_tokens(changes: tuple[TokenChange, ...] = ()) -> Tokens:
    """The design of the page's style sheet, with what a theme changes of it. Raises `SettingsError`
    where the sheet lacks a token."""
    return change_tokens(parse_tokens(read_source(_STYLE)), changes)


def read_length(name: str) -> str:
    """A length of the style sheet as it is written there: `s1`, `measure`. Raises `SettingsError`."""
    return want(read_block(read_source(_STYLE), _LIGHT), name)


def change_tokens(tokens: Tokens, changes: tuple[TokenChange, ...]) -> Tokens:
    """The tokens with a theme's in their place."""
    light, dark = (
        {c.name: _widen(c.value.lower()) for c in changes if c.block == block}
        for block in ("light", "dark")
    )
    space = {c.name: float(c.value.removesuffix("rem")) for c in changes if c.block == "space"}
    return msgspec.structs.replace(
        tokens,
        light=msgspec.structs.replace(tokens.light, **light),
        dark=msgspec.structs.replace(tokens.dark, **dark),
        space=tuple(space.get(f"s{i}", size) for i, size in enumerate(tokens.space, 1)),
        **{c.name: c.value for c in changes if c.block == "type"},
    )


def parse_tokens(css: str) -> Tokens:
    """The tokens of the blocks `:root` and `:root[data-theme="dark"]`; raises `SettingsError`."""
    light, dark = read_block(css, _LIGHT), read_block(css, _DARK)
    return Tokens(
        light=read_palette(light),
        dark=read_palette({**light, **dark}),
        space=tuple(read_rem(light, f"s{step}") for step in range(1, 7)),
        **{name: want(light, name) for name in ("serif", "sans", "song", "hei")},
    )


def read_block(css: str, pattern: re.Pattern[str]) -> dict[str, str]:
    """The custom properties of the first block that the pattern finds, without their hyphens."""
    found = pattern.search(css)
    return {name: value.strip() for name, value in _PROPERTY.findall(found[1] if found else "")}


def want(properties: Mapping[str, str], name: str) -> str:
    """The property of that name; raises `SettingsError` where there is none."""
    if name not in properties:
        raise SettingsError(
            f"the style sheet has no --{name}",
            where=_STYLE,
            remedy="Name it in its :root block: mail, PDF, DOCX and cards are set with it.",
        )
    return properties[name]


def read_rem(properties: Mapping[str, str], name: str) -> float:
    """A length in rem; raises `SettingsError`."""
    value = want(properties, name)
    if not _REM.fullmatch(value):
        raise SettingsError(f"--{name} is no length in rem: {value}", where=_STYLE)
    return float(value.removesuffix("rem"))


def read_palette(properties: Mapping[str, str]) -> Palette:
    """The colours, each with six digits; raises `SettingsError`."""
    colours = {}
    for name in Palette.__struct_encode_fields__:
        value = want(properties, name)
        if not _COLOUR.fullmatch(value):
            raise SettingsError(f"--{name} is no colour in hexadecimal: {value}", where=_STYLE)
        colours[name] = _widen(value)
    return msgspec.convert(colours, Palette)


def _widen(colour: str) -> str:
    """`#rgb` as `#rrggbb`."""
    return colour if len(colour) == 7 else "#" + "".join(c * 2 for c in colour[1:])


def read_rgb(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
