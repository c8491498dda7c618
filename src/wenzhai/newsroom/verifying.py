"""Verifying what was published: a folder, a site on the web, or an edition of this newsroom."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import msgspec

from wenzhai.errors import FetchError, InputError, NotFound, StatusError
from wenzhai.model import Edition, Finding, Signature, Verification
from wenzhai.newsroom.publishing import EDITIONS
from wenzhai.newsroom.room import Newsroom, choose_clock
from wenzhai.newsroom.signing import find_signer
from wenzhai.ports import Fetcher
from wenzhai.services.http import PoliteFetcher
from wenzhai.settings import CollectSettings
from wenzhai.stages.publish import check_chain, find_standing, hash_content, verify_place

_GONE = (404, 410)


class FolderPlace:
    """A folder; symbolic links are listed, and not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: set[str] = set()
        self._strange: set[str] = set()
        for parent, folders, names in os.walk(folder, followlinks=False):
            for name in (*folders, *names):
                path = Path(parent) / name
                relative = path.relative_to(folder).as_posix()
                if path.is_symlink() or not (path.is_file() or path.is_dir()):
                    self._strange.add(relative)
                elif path.is_file():
                    self._files.add(relative)

    def read(self, path: str, most: int) -> bytes | None:
        if path in self._strange or any(
            path.startswith(f"{strange}/") for strange in self._strange
        ):
            raise InputError("it is a link or a device, and was not followed")
        if path not in self._files:
            return None
        try:
            with (self.folder / path).open("rb") as file:
                return file.read(most + 1)
        except OSError as error:
            raise InputError(f"it cannot be read: {error.strerror}") from error

    def list_files(self) -> Sequence[str]:
        return sorted(self._files | self._strange)


class WebPlace:
    """A site on the web."""

    def __init__(self, url: str, fetcher: Fetcher) -> None:
        self.base = url.removesuffix("index.html").rstrip("/") + "/"
        self._fetcher = fetcher

    def read(self, path: str, most: int) -> bytes | None:
        del most  # the fetcher has a bound of its own
        try:
            return self._fetcher.fetch(self.base + quote(path)).body
        except StatusError as error:
            if error.status in _GONE:
                return None
            raise InputError(error.what) from error
        except FetchError as error:
            raise InputError(error.what) from error

    def list_files(self) -> None:
        return None


def verify(
    what: str, *, key: str = "", room: Newsroom | None = None, local: bool = False
) -> Verification:
    """Verify a folder, an address or an edition's id, against `key` (hex), by default `room`'s own,
    else the place's. `local` allows an address on this machine or its network.

    Raises NotFound where there is nothing of that name, ServiceError where the room's key is lost."""
    signer = find_signer(room) if room else None
    trusted = key or (signer.public.hex() if signer else "")

    def original(edition_id: str, revision: int) -> object:
        signed = room.store.load_signed(edition_id, revision) if room else None
        return msgspec.json.decode(signed) if signed else None

    if urlsplit(what).scheme in ("http", "https"):
        fetcher = PoliteFetcher(_settings(what, room, local), choose_clock())
        return verify_place(WebPlace(what, fetcher), what, key=trusted, original=original)
    if Path(what).is_dir():
        return verify_place(FolderPlace(Path(what)), what, key=trusted, original=original)
    if room is None:
        raise NotFound(
            f"there is no folder “{what}”",
            remedy="Name a folder, an address, or an edition with the --room that it is of.",
        )
    edition = room.store.load_edition(what)
    folder = room.folder / EDITIONS / edition.week / edition.language
    found = verify_place(FolderPlace(folder), what, key=trusted, original=original)
    return _with_store(found, room, edition)


def _with_store(found: Verification, room: Newsroom, edition: Edition) -> Verification:
    """The findings, with what is wrong in the newsroom's own database."""
    chain = room.store.load_chain()
    more = check_chain(chain, found.key) if chain else []
    link = find_standing(chain).get(edition.id)
    if link is not None and not _is_as_signed(room, edition, link):
        more.append(
            Finding(
                kind="signature",
                path=f"database: {edition.id}",
                words="the edition kept here is not the one that was signed",
            )
        )
    return Verification(
        place=found.place,
        key=found.key,
        trusted=found.trusted,
        editions=found.editions,
        files=found.files,
        findings=(*found.findings, *more),
        notes=tuple(note for note in found.notes if not note.startswith("This is one edition")),
    )


def _is_as_signed(room: Newsroom, edition: Edition, link: Signature) -> bool:
    """Whether the edition says what was signed: what is hashed is its JSON of then, since a later version
    of this program may know more fields."""
    signed = room.store.load_signed(edition.id, link.revision)
    return (
        signed is not None
        and hash_content(msgspec.json.decode(signed)) == link.content
        and msgspec.json.decode(signed, type=Edition) == edition
    )


def _settings(url: str, room: Newsroom | None, local: bool) -> CollectSettings:
    given = room.settings.collect if room else CollectSettings()
    host = urlsplit(url).hostname or ""
    return CollectSettings(
        user_agent=given.user_agent,
        pause=0.0,
        retries=1,
        max_bytes=max(given.max_bytes, 50_000_000),
        # What is asked for is one's own site, by its address: no crawling.
        obey_robots=False,
        allow_private=(*given.allow_private, host) if local else given.allow_private,
        resolve=given.resolve,
    )
