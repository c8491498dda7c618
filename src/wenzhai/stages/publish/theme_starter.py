"""Before: our design. After: the files that a newsroom begins a theme with, every value in its place."""

from __future__ import annotations

from wenzhai.stages.publish.theme import MANUAL, TOKENS, ThemeSpace, ThemeType
from wenzhai.stages.publish.tokens import read_length, read_tokens

_NOTES = {
    "paper": "the ground", "raised": "boxes and notes", "faint": "behind pictures, around the mail",
    "ink": "text", "soft": "second text: days, credits", "line": "rules",
    "seal": "numerals, stamps, the cover", "on_seal": "text upon it", "link": "links",
    "mark": "the highlighter's stroke", "mark_soft": "the same, pointed at",
    "good": "borne out", "bad": "contradicted",
}  # fmt: skip

_STYLE = f"""/* Rules of your own; they come after ours, on every page of the site. The classes are in `wenzhai
   theme show edition.html.j2`. Nothing may be loaded from elsewhere: see {MANUAL}. */
"""


def write_starter() -> dict[str, str]:
    """`tokens.toml` with our values as comments, and an empty `style.css`, by name."""
    tokens = read_tokens()
    lines = [
        f"# Your colours, type and space in the place of ours; {MANUAL} explains them. Take off the # of a",
        "# line and change its value. Text must stand out from its ground by 4.5 (WCAG 2.2 AA).",
    ]
    for block, palette in (("light", tokens.light), ("dark", tokens.dark)):
        lines += ["", f"[{block}]"]
        lines += [_line(name, getattr(palette, name), note) for name, note in _NOTES.items()]
    lines += [
        "",
        "[type]  # for page and mail; PDF and cards take font files: see publish.serif_font",
    ]
    lines += [
        _line(name, getattr(tokens, name).replace('"', "'"), "")
        for name in ThemeType.__struct_fields__
    ]
    lines += ["", "[space]"]
    lines += [_line(name, read_length(name), "") for name in ThemeSpace.__struct_fields__]
    return {TOKENS: "\n".join(lines) + "\n", "style.css": _STYLE}


def _line(name: str, value: str, note: str) -> str:
    line = f'# {name} = "{value}"'
    return f"{line:<26}# {note}" if note else line
