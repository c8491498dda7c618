"""The registry: which collector reads a kind of source. Others are plugged in by entry points.

An entry point of the group `wenzhai.sources` has the kind as its name and leads to an object (or a
module) with the one function of `Collector`.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Final

from wenzhai.errors import SettingsError
from wenzhai.stages.collect import archives, feeds, files, hotlists, pages, sitemaps, transcripts
from wenzhai.stages.collect.context import CollectContext, Collector

__all__ = ["BUILT_IN", "GROUP", "CollectContext", "Collector", "get_collector", "list_kinds"]

GROUP: Final = "wenzhai.sources"

BUILT_IN: Final[dict[str, Collector]] = {
    "archive": archives,
    "feed": feeds,
    "folder": files.FOLDER,
    "hotlist": hotlists,
    "jsonl": files.JSON_LINES,
    "page": pages,
    "sitemap": sitemaps,
    "transcript": transcripts.TRANSCRIPTS,
}


# What people write for a feed; which of them it is shows in the feed itself.
_ALIASES: Final = dict.fromkeys(("rss", "atom", "rdf", "jsonfeed"), "feed")


def list_kinds() -> tuple[str, ...]:
    """List the kinds that can be written in newsroom.toml, built in and plugged in."""
    return tuple(sorted({*BUILT_IN, *_find_plug_ins()}))


def get_collector(kind: str) -> Collector:
    """Find the collector of a kind; a built-in one cannot be replaced.

    Raises `SettingsError` when there is none, or when its plug-in does not load.
    """
    built_in = BUILT_IN.get(_ALIASES.get(kind, kind))
    if built_in is not None:
        return built_in
    plug_in = _find_plug_ins().get(kind)
    if plug_in is None:
        raise SettingsError(
            f"`{kind}` is no kind of source",
            where="sources, kind",
            remedy=f"Use one of: {', '.join(list_kinds())}; or install the plug-in that brings it.",
        )
    return _load(kind, plug_in)


def _find_plug_ins() -> dict[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda p: p.value)}


def _load(kind: str, plug_in: EntryPoint) -> Collector:
    try:
        loaded = plug_in.load()
    except Exception as error:  # somebody else's code: its failure is told as the setting's
        raise SettingsError(
            f"the plug-in `{plug_in.value}` does not load ({type(error).__name__}: {error})",
            where=f"sources, kind `{kind}`",
            remedy="Reinstall the package that brings it, or take the source out.",
        ) from error
    if not callable(getattr(loaded, "collect", None)):
        raise SettingsError(
            f"the plug-in `{plug_in.value}` has no function `collect`",
            where=f"sources, kind `{kind}`",
            remedy="docs/extend-source-kind.md shows what it has to offer.",
        )
    collector: Collector = loaded
    return collector
