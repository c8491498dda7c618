"""An editor's sign-off: it freezes an edition, and every later word on it is a link of the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from wenzhai.errors import InputError, NotFound, SettingsError
from wenzhai.model import Edition, Signature
from wenzhai.newsroom.pictures import fetch_pictures
from wenzhai.newsroom.rights import clear_edition
from wenzhai.newsroom.room import SETTINGS_FILE, Newsroom
from wenzhai.services.signing import FileSigner, make_key
from wenzhai.stages.publish import decode_edition, encode_edition, find_standing, sign_edition
from wenzhai.store.signed import refuse_change

_LONGEST_NAME = 100


def find_editions(room: Newsroom, name: str) -> list[Edition]:
    """The edition of this id, or all of a period (`2023-W15`). Raises NotFound."""
    found = room.store.find_editions(name.strip())
    if not found:
        raise NotFound(
            f"there is no edition “{name}”", remedy="wenzhai show lists those that are made."
        )
    return found


def sign_off(
    room: Newsroom, name: str, *, by: str, at: datetime | None = None
) -> tuple[Signature, ...]:
    """Freeze the editions that `name` names, as they may be published: `by` answers for them since
    `at` (by default now). One that is signed already stays as it is.

    Raises NotFound, InputError for an empty name, ServiceError where there is no key to sign with.
    """
    editor = read_name(by)
    found = find_editions(room, name)
    signer = open_signer(room)
    made = []
    for edition in found:
        chain = room.store.load_chain()
        standing = find_standing(chain).get(edition.id)
        if standing is not None:
            made.append(standing)
            continue
        last = max((link.revision for link in chain if link.edition_id == edition.id), default=0)
        plain = msgspec.structs.replace(edition, signed_by="", signed_at=None)
        printed, record = clear_edition(room, plain)
        # What may be shown is fetched now: later it is the same or nothing.
        fetch_pictures(room, [printed])
        time = date_link(room, chain, at)
        frozen = freeze(
            msgspec.structs.replace(printed, revision=last + 1, signed_by=editor, signed_at=time)
        )
        link = sign_edition(frozen, chain, signer, by=editor, at=time)
        room.store.save_signature(link, frozen, record)
        made.append(link)
    return tuple(made)


def withdraw(
    room: Newsroom, name: str, *, by: str, why: str, at: datetime | None = None
) -> tuple[Signature, ...]:
    """Take signatures back, so that the editions can be made again; the chain keeps that they were
    signed, and why they are no more.

    Raises NotFound, and InputError without a reason or where nothing is signed."""
    editor = read_name(by)
    if not why.strip():
        raise InputError("a signature is taken back for a reason", remedy="Add --why “…”.")
    signer = open_signer(room)
    made = []
    for edition in find_editions(room, name):
        chain = room.store.load_chain()
        if edition.id not in find_standing(chain):
            continue
        record = room.store.load_rights(edition.id)
        assert record is not None  # noqa: S101  # saved with the signature that stands
        link = sign_edition(
            edition,
            chain,
            signer,
            by=editor,
            at=date_link(room, chain, at),
            kind="withdrawn",
            why=why.strip(),
        )
        open_again = msgspec.structs.replace(edition, signed_by="", signed_at=None)
        room.store.save_signature(link, open_again, record)
        made.append(link)
    if not made:
        raise InputError(f"{name} is not signed, so nothing was taken back")
    return tuple(made)


def refuse_signed(room: Newsroom, edition_ids: Sequence[str]) -> None:
    """Raises InputError where one of these editions is signed."""
    standing = find_standing(room.store.load_chain())
    for key in edition_ids:
        if key in standing:
            raise refuse_change(standing[key])


def open_signer(room: Newsroom) -> FileSigner:
    """The newsroom's key; the first time it is made. Raises ServiceError where it is lost, and
    SettingsError where it would lie among what is published."""
    path = find_key(room)
    if room.store.load_chain():
        return FileSigner(path)  # a new key would not fit the chain: a lost one is an error
    return make_key(path)


def find_signer(room: Newsroom) -> FileSigner | None:
    """The newsroom's key; None where nothing was ever signed here. Raises ServiceError."""
    path = find_key(room)
    return FileSigner(path) if path.exists() or room.store.load_chain() else None


def find_key(room: Newsroom) -> Path:
    """Where the private key lies. Raises SettingsError where that is published."""
    path = room.folder / room.settings.signing_key
    refuse_public(room, path, room.folder / "editions")
    return path


def refuse_public(room: Newsroom, key: Path, published: Path) -> None:
    """Raises SettingsError where the private key lies inside the published folder."""
    if key.resolve().is_relative_to(published.resolve()):
        raise SettingsError(
            f"the signing key would be published with {published}",
            where=str(room.folder / SETTINGS_FILE),
            remedy="Publish to another folder, or set signing_key to a file outside it.",
        )


def freeze(edition: Edition) -> Edition:
    """The edition as its published JSON gives it back: what is hashed is what everyone can read."""
    return decode_edition(encode_edition(edition))


def read_name(by: str) -> str:
    """An editor's name on one line. Raises InputError where there is none, or it is too long."""
    name = " ".join(by.split())
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(
            "an edition is signed by somebody", remedy="Add --by “Name”, at most 100 letters."
        )
    return name


def date_link(room: Newsroom, chain: Sequence[Signature], at: datetime | None) -> datetime:
    """The time of a new link. Raises InputError where it would come before the last one's."""
    time = (at or room.clock.now()).replace(microsecond=0)
    if chain and time < chain[-1].at:
        raise InputError(
            f"{time.isoformat()} is before the last signature, of {chain[-1].at.isoformat()}",
            where=chain[-1].edition_id,
            remedy="Give a later time with --at.",
        )
    return time
