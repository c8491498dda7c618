"""Writing an edition's files: every format of every language, and the list of editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wenzhai.model import Edition
from wenzhai.newsroom.creating import write_whole
from wenzhai.newsroom.periods import Period
from wenzhai.newsroom.room import Newsroom
from wenzhai.stages.publish import (
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
    change are not touched."""
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
                )
                for other in editions
                if other.language != edition.language
            ),
            previous=_link_neighbour(all_editions, edition, -1),
            next=_link_neighbour(all_editions, edition, 1),
            pictures=pictures,
            timezone=room.settings.schedule.timezone,
        )
        for publication in publish_edition(edition, context):
            for name, data in sorted(publication.files.items()):
                _write_changed(root / period.id / edition.language / name, data)
            if publication.format == "web":
                paths[edition.language] = (
                    root / period.id / edition.language / publication.entry_point
                )
    language = "en" if "en" in room.settings.languages else room.settings.languages[0]
    index = render_site_index(
        [list_edition(e, f"{e.week}/{e.language}/index.html") for e in all_editions],
        title=room.settings.title.get(language, "Wenzhai"),
        language=language,
    )
    for name, data in index.files.items():
        _write_changed(root / name, data)
    return paths


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
