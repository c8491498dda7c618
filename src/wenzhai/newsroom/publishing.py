"""Writing an edition's files: every format of every language, and the list of editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wenzhai.model import Edition
from wenzhai.newsroom.creating import write_whole
from wenzhai.newsroom.periods import Period
from wenzhai.newsroom.room import Newsroom
from wenzhai.stages.publish import (
    BUILT_IN,
    EditionLink,
    LocalPicture,
    PublishContext,
    list_edition,
    publish_edition,
    render_site_index,
)

EDITIONS = "editions"


def publish_period(
    room: Newsroom,
    period: Period,
    editions: Sequence[Edition],
    pictures: Mapping[str, LocalPicture],
) -> dict[str, Path]:
    """Write `editions/PERIOD/LANGUAGE/...`; returns the page to open by language. Files that did not
    change are not touched. Raises NotFound where the settings name a format that there is not."""
    asked = room.settings.publish
    names = tuple(dict.fromkeys(("web", *asked.formats))) if asked.formats else BUILT_IN
    root = room.folder / EDITIONS
    paths: dict[str, Path] = {}
    all_editions = room.store.load_editions()
    for edition in editions:
        context = PublishContext(
            site_title=room.settings.title.get(edition.language, edition.title),
            path=f"{period.id}/{edition.language}/",
            home="../../index.html",
            siblings=tuple(
                EditionLink(
                    path=f"../{other.language}/index.html",
                    title=other.title,
                    number=other.number,
                    language=other.language,
                    stories=tuple(page.story_id for page in other.story_pages),
                )
                for other in editions
                if other.language != edition.language
            ),
            previous=_link_neighbour(all_editions, edition, -1),
            next=_link_neighbour(all_editions, edition, 1),
            pictures=pictures,
            editions={
                e.id: EditionLink(
                    path=f"../../{e.week}/{e.language}/index.html", title=e.title, number=e.number
                )
                for e in all_editions
            },
            timezone=room.settings.schedule.timezone,
            base_url=asked.base_url,
            sender=asked.sender,
            unsubscribe=asked.unsubscribe,
            serif_font=_find_font(room, asked.serif_font),
            sans_font=_find_font(room, asked.sans_font),
        )
        folder = root / period.id / edition.language
        for publication in publish_edition(edition, context, names):
            for name, data in sorted(publication.files.items()):
                _write_changed(folder / name, data)
            if publication.format == "web":
                paths[edition.language] = folder / publication.entry_point
                _remove_stale(folder, "stories/*.html", publication.files)
            if publication.format == "cards":
                _remove_stale(folder, "cards/**/*.*", publication.files)
    language = "en" if "en" in room.settings.languages else room.settings.languages[0]
    index = render_site_index(
        [list_edition(e, f"{e.week}/{e.language}/index.html") for e in all_editions],
        title=room.settings.title.get(language, "Wenzhai"),
        language=language,
    )
    for name, data in index.files.items():
        _write_changed(root / name, data)
    return paths


def _remove_stale(folder: Path, pattern: str, files: Mapping[str, bytes]) -> None:
    """Pages and cards of stories that the edition had when it was made before, and has no more."""
    for path in sorted(folder.glob(pattern)):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()


def _find_font(room: Newsroom, path: str) -> str:
    """A font's path from the newsroom's folder; empty for those that ship."""
    return str(room.folder / path) if path else ""


def _link_neighbour(editions: Sequence[Edition], edition: Edition, step: int) -> EditionLink | None:
    own = sorted((e for e in editions if e.language == edition.language), key=lambda e: e.week)
    place = next((i for i, e in enumerate(own) if e.id == edition.id), None)
    if place is None or not 0 <= place + step < len(own):
        return None
    other = own[place + step]
    return EditionLink(
        path=f"../../{other.week}/{other.language}/index.html",
        title=other.title,
        number=other.number,
        language=other.language,
    )


def _write_changed(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        write_whole(path, data)
