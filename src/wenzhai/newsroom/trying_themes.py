"""A theme tried on the latest edition of each language, in every format, without writing it anywhere."""

from __future__ import annotations

import msgspec

from wenzhai.errors import SettingsError
from wenzhai.newsroom.publishing import print_edition
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.theming import load_theme, read_theme_files
from wenzhai.stages.publish import THEME_FOLDER as FOLDER


class TriedFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A format of the edition that a theme was tried on: its first file, and how many bytes that has."""

    edition_id: str
    name: str
    file: str
    size: int


class ThemeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a theme changes: tokens as `light.seal`, templates and style sheets by name."""

    tokens: tuple[str, ...]
    templates: tuple[str, ...]
    styles: tuple[str, ...]
    tried: tuple[TriedFormat, ...]


def try_theme(room: Newsroom) -> ThemeReport:
    """Read the theme, and print the latest edition of each language with it, without writing it
    anywhere. Raises SettingsError for what is wrong with it, NotFound where there is no theme."""
    theme = load_theme(room.folder)
    if theme is None:
        raise SettingsError(
            "there is no theme here",
            where=str(room.folder / FOLDER),
            remedy="Begin one with `wenzhai theme init`.",
        )
    editions = room.store.load_editions()
    latest = {edition.language: edition for edition in editions}
    tried = []
    for edition in latest.values():
        for publication in print_edition(room, edition, editions):
            file = publication.entry_point
            tried.append(
                TriedFormat(
                    edition_id=edition.id,
                    name=publication.format,
                    file=file,
                    size=len(publication.files[file]),
                )
            )
    return ThemeReport(
        tokens=tuple(f"{change.block}.{change.name}" for change in theme.tokens),
        templates=tuple(name for name, _ in theme.templates),
        styles=tuple(
            sorted(name for name in read_theme_files(room.folder / FOLDER) if name.endswith(".css"))
        ),
        tried=tuple(tried),
    )
