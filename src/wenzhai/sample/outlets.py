"""The authored files of the sample week as types: outlets, their articles, the hot lists."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from wenzhai.model.source import Role
from wenzhai.toml_reading import read_toml

_ROOT = files("wenzhai.sample")


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An invented outlet and how its site is built; outlets.toml explains the fields."""

    id: str
    name: str
    host: str
    language: str
    family: str
    feed: str
    layout: str
    role: Role = "media"
    quality: float = 0.5
    encoding: str = "utf-8"
    declared: str = ""
    fault: str = ""


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An authored article: its front matter and body (Markdown). `event` and `thread` are the labels
    that our tests hold the engine against; they are never served."""

    outlet: str
    slug: str
    title: str
    published: datetime
    event: str
    thread: str
    author: str = ""
    kind: str = "article"
    copy_of: str = ""
    section: str = ""
    on_beat: bool = True
    picture: str = ""
    picture_alt: str = ""
    caption: str = ""
    credit: str = ""
    summary: str = ""
    seeded_error: str = ""
    raw_html: str = ""
    body: str = ""

    @property
    def path(self) -> str:
        """Where the outlet publishes it, dated as news sites do."""
        return f"/{self.published:%Y/%m/%d}/{self.slug[11:]}.html"


class HotItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a hot list: `rank` 1 is the top, `heat` how often it was looked for."""

    title: str
    rank: int
    heat: float = 0


class HotDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day's snapshot of a hot list."""

    seen: datetime
    items: tuple[HotItem, ...]


class _Outlets(msgspec.Struct):
    outlets: tuple[Outlet, ...]


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """The outlets, in the order of outlets.toml."""
    text = (_ROOT / "outlets.toml").read_text("utf-8")
    return read_toml(text, "sample/outlets.toml", _Outlets).outlets


@cache
def load_pieces() -> tuple[Piece, ...]:
    """All articles, by outlet and time."""
    pieces = [
        _read_piece(outlet.id, file)
        for outlet in load_outlets()
        for file in _files(_ROOT / "week" / outlet.id, ".md")
    ]
    return tuple(sorted(pieces, key=lambda p: (p.outlet, p.published, p.slug)))


@cache
def load_hot_lists() -> dict[str, dict[str, HotDay]]:
    """List id -> day (`2023-04-10`) -> snapshot."""
    root = _ROOT / "week" / "hotlists"
    folders = [folder for folder in root.iterdir() if folder.is_dir()] if root.is_dir() else []
    return {
        folder.name: {
            file.name.removesuffix(".toml"): read_toml(
                file.read_text("utf-8"), f"sample/week/hotlists/{folder.name}/{file.name}", HotDay
            )
            for file in _files(folder, ".toml")
        }
        for folder in sorted(folders, key=lambda f: f.name)
    }


def _files(folder: Traversable, ending: str) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted(
        (f for f in folder.iterdir() if f.name.endswith(ending)), key=lambda file: file.name
    )


def _read_piece(outlet: str, file: Traversable) -> Piece:
    _, front, body = file.read_text("utf-8").split("+++\n", 2)
    data = {**tomllib.loads(front), "outlet": outlet, "slug": file.name.removesuffix(".md")}
    return msgspec.convert({**data, "body": body.strip()}, Piece)
