"""Publishing: every edition in every format, each put in place whole, and only what changed made anew.

A site is a folder: `index.html`, a folder `PERIOD/LANGUAGE` for each edition, and what it takes to
verify them. A manifest in each edition's folder says which files it has and what they were made from;
an edition whose manifest still fits is left alone.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import msgspec

from wenzhai.errors import InputError, ServiceError
from wenzhai.model import ArticleTerms, Edition, LedgerEntry, Manifest, Publication, Signature
from wenzhai.newsroom.creating import write_whole
from wenzhai.newsroom.planning_print import (
    MANIFEST,
    SIGNATURE,
    PrintJob,
    find_folder,
    is_as_made,
    order_languages,
    plan_edition,
    spare_formats,
)
from wenzhai.newsroom.rights import clear_edition
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.signing import find_key, find_signer, refuse_public
from wenzhai.newsroom.swapping import clear_leftovers, only_one, write_folder
from wenzhai.newsroom.theming import load_theme
from wenzhai.ports import Signer, SilentSteps, Steps
from wenzhai.services.signing import encode_public
from wenzhai.stages.highlight import merge_entries
from wenzhai.stages.publish import (
    Format,
    Theme,
    encode_plain,
    find_formats,
    find_standing,
    gather_stories,
    hash_content,
    hash_file,
    list_edition,
    print_files,
    publish_edition,
    render_archive,
    sign_manifest,
)

EDITIONS = "editions"
ARCHIVE = "archive"
CHAIN, KEY = "signatures.json", "key.pem"
_LOCK = ".publishing"
# A process takes about a second to start: fewer editions are made sooner by this one.
_JOBS_A_WORKER = 8


class PublishReport(msgspec.Struct, frozen=True, kw_only=True):
    """What publishing did: `built` were written, `kept` stayed as they were; `paths` lead to the page
    of each edition, by id. `unsigned` are those that nobody has signed."""

    folder: str
    built: tuple[str, ...]
    kept: int
    unsigned: tuple[str, ...]
    paths: dict[str, str]


def publish_editions(
    room: Newsroom,
    ids: Sequence[str],
    *,
    to: Path | None = None,
    steps: Steps | None = None,
    again: bool = False,
) -> PublishReport:
    """Publish the editions of these ids to `to` (by default the newsroom's `editions`), and bring the
    others that lie there up to date: links between neighbours, rights, the newsroom's words.

    `again` makes everything anew. Raises SettingsError where the signing key lies in that folder,
    InputError where another command is publishing."""
    watch = steps or SilentSteps()
    root = to or room.folder / EDITIONS
    refuse_public(room, find_key(room), root)
    _refuse_strange(root)
    root.mkdir(parents=True, exist_ok=True)
    with only_one(room.folder / _LOCK):
        clear_leftovers(root)
        signer = find_signer(room)
        formats = find_formats()
        theme = load_theme(room.folder)
        printed = [
            edition
            for edition in room.store.load_editions()
            if edition.id in ids or (find_folder(root, edition) / MANIFEST).is_file()
        ]
        known: dict[str, ArticleTerms] = {}
        site = [clear_edition(room, edition, known)[0] for edition in printed]
        chain = room.store.load_chain()
        standing = find_standing(chain)
        jobs = [
            plan_edition(room, root, edition, site, edition.id in ids, formats, theme)
            for edition in site
        ]
        due = [
            job
            for job in jobs
            if again or not is_as_made(job, standing.get(job.edition.id), signer)
        ]
        if not again:
            due = [spare_formats(job, standing.get(job.edition.id)) for job in due]
        progress = watch.begin("Publishing")
        for done, (job, made) in enumerate(_press(due, formats)):
            progress(done, len(due))
            _put(job, {**job.kept, **made}, standing.get(job.edition.id), signer)
        _write_root(room, root, site, chain, signer, theme)
        progress(len(due), len(due))
    return PublishReport(
        folder=str(root),
        built=tuple(job.edition.id for job in due),
        kept=len(jobs) - len(due),
        unsigned=tuple(e.id for e in site if e.id in ids and e.id not in standing),
        paths={job.edition.id: str(job.folder / "index.html") for job in jobs},
    )


def print_edition(
    room: Newsroom, edition: Edition, site: Sequence[Edition]
) -> tuple[Publication, ...]:
    """An edition in the newsroom's formats and with its theme, not written anywhere; `site` are the
    editions around it. Raises SettingsError."""
    formats = find_formats()
    cleared = clear_edition(room, edition)[0]
    around = [cleared if other.id == edition.id else other for other in site]
    theme = load_theme(room.folder)
    job = plan_edition(room, room.folder / EDITIONS, cleared, around, False, formats, theme)
    return publish_edition(job.edition, job.context, job.formats, formats)


def _refuse_strange(root: Path) -> None:
    """A folder with something else in it is not ours to publish to."""
    if root.is_dir() and any(root.iterdir()) and not (root / "index.html").is_file():
        names = {path.name for path in root.iterdir() if not path.name.startswith(".")}
        # A first run that was killed leaves folders of periods, the archive, and nothing else.
        if any(not name[:4].isdigit() and name != ARCHIVE for name in names):
            raise InputError(
                "this folder holds something else than a published site",
                where=str(root),
                remedy="Publish to an empty or a new folder.",
            )


def _press(
    jobs: Sequence[PrintJob], formats: Mapping[str, Format]
) -> Iterator[tuple[PrintJob, dict[str, bytes]]]:
    """The files of each job, in order; many are made by as many processes as there are cores."""
    long = sum(len(job.formats) > 1 for job in jobs)  # a page alone is quickly made
    workers = min(os.cpu_count() or 1, long // _JOBS_A_WORKER)
    if workers < 2:
        for job in jobs:
            yield job, print_files(job.edition, job.context, job.formats, formats)
        return
    # New processes, not copies of this one, which holds a database and a key.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=keep_to_a_core)
    try:
        # A few at a time: what is made and not yet written is held in memory.
        waiting: deque[tuple[PrintJob, Future[dict[str, bytes]]]] = deque()
        for job in jobs:
            waiting.append((job, pool.submit(print_files, job.edition, job.context, job.formats)))
            if len(waiting) > workers * 2:
                ready, made = waiting.popleft()
                yield ready, made.result()
        for ready, made in waiting:
            yield ready, made.result()
    except BrokenProcessPool as error:
        raise ServiceError(
            "a process that printed editions was ended from outside",
            remedy="Run the command again; the machine may be short of memory.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def keep_to_a_core() -> None:
    """In a process of its own: Typst's threads would only wait for those of the other processes."""
    os.environ["RAYON_NUM_THREADS"] = "1"


def _put(
    job: PrintJob, made: dict[str, bytes], link: Signature | None, signer: Signer | None
) -> None:
    """Add to an edition's files what they are verified by, and put them in place."""
    if link is not None:
        made[SIGNATURE] = encode_plain(link)
    manifest = Manifest(
        edition_id=job.edition.id,
        revision=job.edition.revision,
        signed=hash_content(link) if link else "",
        made_of=job.made_of,
        files={name: hash_file(data) for name, data in sorted(made.items())},
    )
    made[MANIFEST] = encode_plain(sign_manifest(manifest, signer) if signer else manifest)
    write_folder(job.folder, made)


def _write_root(
    room: Newsroom,
    root: Path,
    site: Sequence[Edition],
    chain: Sequence[Signature],
    signer: Signer | None,
    theme: Theme | None,
) -> None:
    """The archive, the chain and the key; last the manifest that binds all."""
    stories = gather_stories(site, room.names)
    made = dict(
        render_archive(
            stories,
            [list_edition(e, f"{e.week}/{e.language}/index.html") for e in site],
            room.names,
            titles={
                language: room.settings.title.get(language, "Wenzhai")
                for language in order_languages(room)
            },
            figures=_find_figures(room, {n.id for story in stories for n in story.names}),
            theme=theme,
        ).files
    )
    if signer:
        made[CHAIN] = encode_plain(chain)
        made[KEY] = encode_public(signer.public)
    manifest = Manifest(
        signed=hash_content(chain[-1]) if chain else "",
        files={name: hash_file(data) for name, data in sorted(made.items())},
        editions={
            f"{e.week}/{e.language}": hashlib.sha256(
                (find_folder(root, e) / MANIFEST).read_bytes()
            ).hexdigest()
            for e in site
        },
    )
    made[MANIFEST] = encode_plain(sign_manifest(manifest, signer) if signer else manifest)
    for name, data in made.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
    for path in sorted((root / ARCHIVE).rglob("*.html")):
        if path.relative_to(root).as_posix() not in made:
            path.unlink()  # of a name that no edition has any more


def _find_figures(room: Newsroom, names: set[str]) -> dict[str, list[LedgerEntry]]:
    """The ledger's entries by name, each figure once."""
    found: dict[str, list[LedgerEntry]] = {}
    asked = sorted(names)
    for start in range(0, len(asked), 500):  # SQLite takes so many parameters at most
        batch = asked[start : start + 500]
        for entry in merge_entries(room.store.find_figures(subjects=batch)):
            if entry.measure and entry.reports:
                found.setdefault(entry.subject, []).append(entry)
    return found
