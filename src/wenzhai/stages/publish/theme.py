"""Before: the files of a newsroom's `theme` folder. After: a Theme: its tokens, its style sheets and the
templates that stand in the place of ours, every one of them read and held against what a page must keep.

A theme is the newsroom's own code, but it may have been made by somebody else: its templates run in
Jinja's sandbox, values are always escaped, and a page's policy lets no script of a theme run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from wenzhai.errors import SettingsError
from wenzhai.stages.publish.contrast import list_faint
from wenzhai.stages.publish.templates_of_themes import check_templates
from wenzhai.stages.publish.tokens import Palette, TokenChange, Tokens, change_tokens, read_tokens
from wenzhai.toml_reading import find_line, read_toml

FOLDER, TOKENS, MANUAL = "theme", "tokens.toml", "docs/themes.md"
# A theme is a few small files: what is larger was put there by mistake.
MOST_BYTES = 400_000
_OUTSIDE = re.compile(r"@import|</|url\(\s*[\"']?(?:[a-z]+:|//)", re.IGNORECASE)


class ThemeColours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The colours of one palette, `#rrggbb` or `#rgb`; what is empty stays as it is."""

    paper: str = ""
    raised: str = ""
    faint: str = ""
    ink: str = ""
    soft: str = ""
    line: str = ""
    seal: str = ""
    on_seal: str = ""
    link: str = ""
    mark: str = ""
    mark_soft: str = ""
    good: str = ""
    bad: str = ""


class ThemeType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Font stacks as in CSS: a book face and a plain one, for Latin and for Chinese."""

    serif: str = ""
    sans: str = ""
    song: str = ""
    hei: str = ""


class ThemeSpace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lengths in rem: six steps, the width of the text and that of the margin."""

    s1: str = ""
    s2: str = ""
    s3: str = ""
    s4: str = ""
    s5: str = ""
    s6: str = ""
    measure: str = ""
    side: str = ""


class ThemeTokens(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `tokens.toml` may hold."""

    light: ThemeColours = ThemeColours()
    dark: ThemeColours = ThemeColours()
    type: ThemeType = ThemeType()
    space: ThemeSpace = ThemeSpace()


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """A newsroom's own design. `tokens` are what it changes, `style` is CSS that comes after ours,
    `templates` are (name, text), by name. It can be hashed, and holds no path of any machine."""

    tokens: tuple[TokenChange, ...] = ()
    style: str = ""
    templates: tuple[tuple[str, str], ...] = ()


def read_theme(files: Mapping[str, bytes]) -> Theme:
    """The theme of these files, by their names in the folder.

    Raises SettingsError with file, line and remedy: for a file that is no part of a theme, a token that
    is unknown or cannot be read, text that would not stand out from its ground (WCAG 2.2 AA), a style
    sheet that reaches outside, a template that cannot be read or would print without escaping.
    """
    texts = {name: _decode(name, data) for name, data in sorted(files.items())}
    changes = _read_changes(texts.get(TOKENS, ""))
    _refuse_faint(change_tokens(read_tokens(), changes), changes, texts.get(TOKENS, ""))
    styles = [
        _check_style(name, text) + "\n" for name, text in texts.items() if name.endswith(".css")
    ]
    templates = {name: text for name, text in texts.items() if name.endswith(".html.j2")}
    check_templates(templates, FOLDER)
    return Theme(tokens=changes, style="".join(styles), templates=tuple(templates.items()))


def locate(name: str, line: int = 0) -> str:
    """How an error names a place in a theme."""
    return f"{FOLDER}/{name}:{line}" if line else f"{FOLDER}/{name}"


def style_tokens(theme: Theme) -> str:
    """The changed tokens as CSS that goes after the page's own. On paper the ground stays white and the
    ink black, whatever a theme's screen looks like; the seal prints in its colour."""
    blocks: dict[str, str] = {"light": "", "dark": "", "root": ""}
    for change in theme.tokens:
        block = change.block if change.block in ("light", "dark") else "root"
        blocks[block] += f"--{change.name.replace('_', '-')}:{change.value};"
    dark = blocks["dark"]
    seal = next((c.value for c in theme.tokens if (c.block, c.name) == ("light", "seal")), "")
    return "".join(
        (
            f":root{{{blocks['root']}}}" if blocks["root"] else "",
            f"@media screen{{:root{{{blocks['light']}}}}}" if blocks["light"] else "",
            "@media screen and (prefers-color-scheme:dark){"
            f':root:not([data-theme="light"]){{{dark}}}}}'
            f'@media screen{{:root[data-theme="dark"]{{{dark}}}}}'
            if dark
            else "",
            f"@media print{{:root,:root[data-theme]{{--seal:{seal}}}}}" if seal else "",
        )
    )


def _decode(name: str, data: bytes) -> str:
    if name != TOKENS and not name.endswith((".css", ".html.j2")):
        raise SettingsError(
            "this file is no part of a theme",
            where=locate(name),
            remedy=f"A theme has {TOKENS}, style sheets (*.css) and templates (*.html.j2).",
        )
    if len(data) > MOST_BYTES:
        raise SettingsError(
            f"this file has {len(data):,} bytes, more than {MOST_BYTES:,}",
            where=locate(name),
            remedy="Style and templates go into every page: make them small.",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError(
            "this file is not UTF-8", where=locate(name, line), remedy="Save it as UTF-8."
        ) from error


def _read_changes(text: str) -> tuple[TokenChange, ...]:
    """The tokens that a `tokens.toml` changes, in the order of the manual."""
    found = read_toml(text, f"{FOLDER}/{TOKENS}", ThemeTokens, manual=MANUAL)
    changes = []
    for block in ("light", "dark", "type", "space"):
        table = getattr(found, block)
        for name in table.__struct_fields__:
            value = getattr(table, name).strip()
            if not value:
                continue
            change = TokenChange(block=block, name=name, value=value)
            why = change.find_fault()
            if why:
                raise SettingsError(
                    why,
                    where=locate(TOKENS, find_line(text, [block, name])),
                    remedy=f"{MANUAL} shows every token with an example.",
                )
            changes.append(change)
    return tuple(changes)


def _refuse_faint(tokens: Tokens, changes: tuple[TokenChange, ...], text: str) -> None:
    """Text that a theme makes hard to read is refused, with each pair of colours named."""
    for block in ("light", "dark"):
        changed = [change.name for change in changes if change.block == block]
        palette: Palette = getattr(tokens, block)
        faint = [
            pair for pair in list_faint(palette) if pair.text in changed or pair.ground in changed
        ]
        if faint:
            first = faint[0]
            name = first.text if first.text in changed else first.ground
            raise SettingsError(
                f"[{block}] " + "; ".join(pair.words for pair in faint),
                where=locate(TOKENS, find_line(text, [block, name])),
                remedy="WCAG 2.2 AA asks for 4.5: move the colours of each pair further apart in lightness.",
            )


def _check_style(name: str, css: str) -> str:
    found = _OUTSIDE.search(css)
    if found:
        raise SettingsError(
            f"“{found[0]}” does not go into a style sheet here",
            where=locate(name, css[: found.start()].count("\n") + 1),
            remedy="Pages load nothing from anywhere; write the rules into a file of the theme.",
        )
    return css
