"""Before: a style sheet or script of this package or of a theme. After: what a browser needs of it: the
pages carry both inside them, and their comments and indents are for us.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

# Strings first, so that nothing within quotation marks is taken for a comment or a space to spare.
_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_STYLE = re.compile(
    rf"({_STRING})|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|\s*([{{}};,])\s*|(?<=[\w-])(:)\s+|\s+"
)


def read_asset(name: str) -> str:
    """A style sheet or script of this package, without what only its authors read."""
    text = read_source(name)
    return shorten_style(text) if name.endswith(".css") else shorten_script(text)


@lru_cache(maxsize=16)
def read_source(name: str) -> str:
    """A file of `assets` as it was written."""
    return (files("wenzhai.stages.publish") / "assets" / name).read_text(encoding="utf-8")


def shorten_style(css: str) -> str:
    """A style sheet without comments and without spaces around its marks. Within parentheses and between
    selectors a space has meaning, and stays, one of each run."""

    def keep(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        return found[2] or found[3] or (" " if found[0].isspace() else "")

    return _STYLE.sub(keep, css).replace(";}", "}").strip() + "\n"


def shorten_script(script: str) -> str:
    """A script without indents, empty lines and lines that are a comment alone. Our scripts have no text
    that runs over a line's end."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
