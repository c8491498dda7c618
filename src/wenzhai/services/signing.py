"""The newsroom's Ed25519 key in a file that only its owner can read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from wenzhai.errors import InputError, ServiceError

_MOST_BYTES = 10_000


class FileSigner:
    """Signs with the key of a file. Raises ServiceError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._key = _read_key(path)

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def make_key(path: Path) -> FileSigner:
    """A new key at `path` with mode 0600; one that is there already is used as it is.

    Raises ServiceError where the file cannot be written or used."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        # Made with its mode, and put in place whole: at no time can others read it, and of two
        # that make one at once the second finds the first's.
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return FileSigner(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise ServiceError(
            f"the signing key cannot be written: {error}",
            where=str(path),
            remedy="Choose another place for it: signing_key in newsroom.toml.",
        ) from error
    return FileSigner(path)


def encode_public(public: bytes) -> bytes:
    """A public key (32 bytes) as PEM, as `openssl pkey -pubin` reads it."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_public(text: str) -> str:
    """The public key (hex) that `text` names: 64 hex digits, or the path of a PEM file.

    Raises InputError."""
    plain = text.strip().lower()
    if len(plain) == 64 and all(char in "0123456789abcdef" for char in plain):
        return plain
    try:
        with Path(text).open("rb") as file:
            key = load_pem_public_key(file.read(_MOST_BYTES))
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise InputError(
            f"this is no public key: {error}",
            where=text,
            remedy="Name the newsroom's key.pem, or its 64 hex digits.",
        ) from error
    if not isinstance(key, Ed25519PublicKey):
        raise InputError("this is a key, but not an Ed25519 key", where=text)
    return key.public_bytes_raw().hex()


def _read_key(path: Path) -> Ed25519PrivateKey:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            pem = file.read(_MOST_BYTES)
    except OSError as error:
        raise ServiceError(
            f"the signing key cannot be read: {error}",
            where=str(path),
            remedy="Bring it back from your copy of it: without it nothing can be signed.",
        ) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise ServiceError(
            "others can read the signing key, so it is not used",
            where=str(path),
            remedy=f"chmod 600 {path}, and if it was copied make a new one.",
        )
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ServiceError(f"this is no signing key: {error}", where=str(path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ServiceError("this is a key, but not an Ed25519 key", where=str(path))
    return key
