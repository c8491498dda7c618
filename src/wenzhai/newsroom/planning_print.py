"""What an edition is printed from, and whether a folder holds that already: all of it, or all but what
its page says of its neighbours."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from wenzhai import __version__
from wenzhai.model import Edition, Manifest, Signature
from wenzhai.newsroom.pictures import fetch_pictures
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import Signer
from wenzhai.stages.publish import (
    BUILT_IN,
    ENTRY_FILES,
    EditionLink,
    Format,
    PublishContext,
    Theme,
    encode_edition,
    find_home,
    hash_content,
    hash_file,
    link_topics,
)

MANIFEST = "manifest.json"
SIGNATURE = "signature.json"
# What only pages say: the other formats are the same whatever stands beside their edition.
_OF_PAGES: dict[str, object] = {
    "previous": None, "next": None, "siblings": (), "editions": {}, "topics": {}, "home": "", "also": {},
}  # fmt: skip


class PrintJob(msgspec.Struct, frozen=True, kw_only=True):
    """An edition to print, where, with what, and the hash of all that: of what every format says, a hyphen,
    and of what pages say beside it. `kept` are files that stay as they are, by path, not printed again."""

    edition: Edition
    folder: Path
    context: PublishContext
    formats: tuple[str, ...]
    made_of: str
    kept: dict[str, bytes] = {}


def find_folder(root: Path, edition: Edition) -> Path:
    """Where an edition lies in its site."""
    return root / edition.week / edition.language


def plan_edition(
    room: Newsroom,
    root: Path,
    edition: Edition,
    site: Sequence[Edition],
    wanted: bool,
    formats: Mapping[str, Format],
    theme: Theme | None,
) -> PrintJob:
    """All that an edition is printed from: its neighbours in `site`, its pictures (fetched where it is
    `wanted` and nobody signed it), the newsroom's words and design."""
    own = [e for e in site if e.language == edition.language]
    place = own.index(edition)
    named = {entry.edition for page in edition.story_pages for entry in page.timeline}
    asked = room.settings.publish
    names = tuple(dict.fromkeys(("web", *asked.formats))) if asked.formats else tuple(formats)
    pictures = fetch_pictures(room, [edition], fetch=wanted and not edition.signed_by)
    context = PublishContext(
        site_title=room.settings.title.get(edition.language, edition.title),
        path=f"{edition.week}/{edition.language}/",
        home="../../" + find_home(edition.language, order_languages(room)),
        topics=link_topics(edition, room.names),
        siblings=tuple(
            EditionLink(
                path=f"../{other.language}/index.html",
                title=other.title,
                number=other.number,
                language=other.language,
                stories=tuple(page.story_id for page in other.story_pages),
            )
            for other in site
            if other.week == edition.week and other.language != edition.language
        ),
        previous=_link(own[place - 1]) if place else None,
        next=_link(own[place + 1]) if place + 1 < len(own) else None,
        pictures=pictures,
        editions={
            e.id: EditionLink(
                path=f"../../{e.week}/{e.language}/index.html", title=e.title, number=e.number
            )
            for e in site
            if e.id in named
        },
        timezone=room.settings.schedule.timezone,
        base_url=asked.base_url,
        sender=asked.sender,
        unsubscribe=asked.unsubscribe,
        theme=theme,
        names=_name_subjects(room, edition),
        signed=_find_signed(room, edition),
        serif_font=_find_font(room, asked.serif_font),
        sans_font=_find_font(room, asked.sans_font),
    )
    core = hashlib.sha256(encode_edition(edition))
    core.update(_encode(msgspec.structs.replace(context, pictures={}, signed=b"", **_OF_PAGES)))
    core.update(context.signed)
    for picture in pictures.values():
        core.update(picture.name.encode() + b"\0" + picture.alt.encode() + b"\0")
        core.update(hashlib.sha256(picture.data).digest())
    core.update("\0".join((*names, _hash_press())).encode())
    page = hashlib.sha256(_encode(msgspec.structs.replace(context, pictures={}, signed=b"")))
    return PrintJob(
        edition=edition,
        folder=find_folder(root, edition),
        context=context,
        formats=names,
        made_of=f"{core.hexdigest()}-{page.hexdigest()}",
    )


def _name_subjects(room: Newsroom, edition: Edition) -> dict[str, str]:
    """What the sources of an edition disagree about, by id, in its language."""
    told = (
        d
        for part in (edition.highlights, edition.story_pages)
        for h in part
        for d in h.disagreements
    )
    found = {d.subject: room.names.get(d.subject) for d in told if d.subject}
    return {
        key: room.names.translate(name, edition.language)
        for key, name in sorted(found.items())
        if name is not None
    }


def _find_signed(room: Newsroom, edition: Edition) -> bytes:
    """The JSON that was signed; empty for what nobody signed."""
    signed = room.store.load_signed(edition.id, edition.revision) if edition.signed_by else None
    return signed or b""


def _find_font(room: Newsroom, path: str) -> str:
    """A font's path from the newsroom's folder; empty for those that ship."""
    return str(room.folder / path) if path else ""


def _link(edition: Edition) -> EditionLink:
    return EditionLink(
        path=f"../../{edition.week}/{edition.language}/index.html",
        title=edition.title,
        number=edition.number,
        language=edition.language,
    )


def _encode(context: PublishContext) -> bytes:
    return msgspec.json.encode(context, order="deterministic")


@cache
def _hash_press() -> str:
    """A hash of what prints: the formats' code, templates and styles, and the version around them."""
    digest = hashlib.sha256(__version__.encode())

    def add(folder: Traversable) -> None:
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.is_dir() and item.name != "__pycache__":
                add(item)
            elif item.is_file() and item.name.endswith((".py", ".j2", ".css", ".js", ".typ")):
                digest.update(item.name.encode() + b"\0" + item.read_bytes())

    add(files("wenzhai.stages.publish"))
    return digest.hexdigest()


def spare_formats(job: PrintJob, link: Signature | None) -> PrintJob:
    """The job without the formats whose files lie there already, as they would be printed: a new edition
    changes the page of the one before it, which leads to it, and nothing else."""
    manifest = read_manifest(job.folder / MANIFEST)
    if (
        manifest is None
        or manifest.made_of.partition("-")[0] != job.made_of.partition("-")[0]
        or manifest.signed != (hash_content(link) if link else "")
        or not set(job.formats) <= set(BUILT_IN)
    ):
        return job
    kept: dict[str, bytes] = {}
    for name, known in manifest.files.items():
        if name in ("index.html", SIGNATURE) or name.startswith(("stories/", "pictures/")):
            continue
        path = job.folder / name
        if path.is_symlink() or not path.is_file():
            return job
        data = path.read_bytes()
        if hash_file(data) != known:
            return job
        kept[name] = data
    also = {name: ENTRY_FILES[name] for name in job.formats if name != "web"}
    return msgspec.structs.replace(
        job,
        formats=("web",),
        context=msgspec.structs.replace(job.context, also=also),
        kept=kept,
    )


def is_as_made(job: PrintJob, link: Signature | None, signer: Signer | None) -> bool:
    """Whether the folder holds what printing this would give, to the byte."""
    manifest = read_manifest(job.folder / MANIFEST)
    if (
        manifest is None
        or manifest.made_of != job.made_of
        or manifest.signed != (hash_content(link) if link else "")
        or manifest.key != (signer.public.hex() if signer else "")
    ):
        return False
    found = {
        path.relative_to(job.folder).as_posix(): path
        for path in job.folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    del found[MANIFEST]
    return found.keys() == manifest.files.keys() and all(
        not path.is_symlink() and hash_file(path.read_bytes()) == manifest.files[name]
        for name, path in found.items()
    )


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a folder of ours; None where there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None


def order_languages(room: Newsroom) -> tuple[str, ...]:
    """The newsroom's languages, that of the root page first."""
    return tuple(sorted(room.settings.languages, key=lambda language: language != "en"))
