"""Signature and Manifest: who signed which edition when, and which files were published of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

SignatureKind = Literal["signed", "corrected", "withdrawn"]


class Signature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One link of a newsroom's chain of signatures.

    `sequence` counts from 1. `content` is the SHA-256 (hex) of the edition as canonical JSON,
    `previous` that of the link before (empty for the first). `revision` counts from 1 for each
    edition. `by` is the editor who answers for it, `at` the time that was given for it. `key` is the
    public key (hex, 32 bytes), `signature` its Ed25519 signature (base64, 64 bytes) over all the rest.
    """

    sequence: int
    kind: SignatureKind
    edition_id: str
    number: int
    revision: int
    content: str
    previous: str
    by: str
    at: datetime
    why: str = ""
    key: str = ""
    signature: str = ""


class FileHash(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published file: SHA-256 in hex, and its size in bytes."""

    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of a published folder, signed: `files` are those beside and below it.

    That of an edition names it, and in `signed` the hash of its link of the chain (empty for an
    edition that nobody signed); `made_of` is a hash of what its files were made from. That of a site
    has no `edition_id`; `editions` are the hashes (SHA-256, hex) of the manifests below it, by folder,
    and `signed` is the last link of the chain.
    """

    edition_id: str = ""
    revision: int = 0
    signed: str = ""
    made_of: str = ""
    files: dict[str, FileHash] = {}
    editions: dict[str, str] = {}
    key: str = ""
    signature: str = ""


FindingKind = Literal["changed", "missing", "added", "signature", "chain", "unsigned", "unreadable"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it was signed: which file (or link of the chain), and in words what."""

    kind: FindingKind
    path: str
    words: str


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What checking a published place found. `key` is the public key that it was held against (hex),
    `trusted` whether that key came from elsewhere than the place itself. `editions` counts what was
    signed of them, `files` what was read; `notes` say what could not be looked at."""

    place: str
    key: str
    trusted: bool
    editions: int
    files: int
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.findings
