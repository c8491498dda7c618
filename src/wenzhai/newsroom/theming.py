"""A newsroom's theme: its folder, read and begun."""

from __future__ import annotations

from pathlib import Path

from wenzhai.errors import InputError, SettingsError
from wenzhai.newsroom.creating import write_whole
from wenzhai.stages.publish import THEME_FOLDER as FOLDER
from wenzhai.stages.publish import Theme, read_theme, write_starter


def load_theme(folder: Path) -> Theme | None:
    """The theme in the newsroom's `theme` folder; None where there is none. Raises SettingsError."""
    root = folder / FOLDER
    files = read_theme_files(root)
    return read_theme(files) if files else None


def begin_theme(folder: Path) -> tuple[Path, ...]:
    """Write a commented `theme/tokens.toml` and `theme/style.css`. Raises InputError where one is there."""
    root = folder / FOLDER
    made = write_starter()
    for name in made:
        if (root / name).exists():
            raise InputError(
                "this file is there already",
                where=str(root / name),
                remedy="Change it; `wenzhai theme check` says whether it holds.",
            )
    root.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_whole(root / name, text.encode())
    return tuple(root / name for name in made)


def read_theme_files(root: Path) -> dict[str, bytes]:
    """The files of a folder by name; hidden ones and notes (`*.md`) are the newsroom's own."""
    if not root.is_dir():
        return {}
    found = {}
    for path in sorted(root.iterdir()):
        if path.name.startswith(".") or path.name.endswith(".md"):
            continue
        if not path.is_file():
            raise SettingsError(
                "a theme has no folders",
                where=f"{FOLDER}/{path.name}",
                remedy="Put templates and style sheets directly into the theme folder.",
            )
        found[path.name] = path.read_bytes()
    return found
