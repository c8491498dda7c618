"""The newsroom's key: who may read it, and what happens to a wrong one."""

from __future__ import annotations

import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from wenzhai.errors import InputError, ServiceError
from wenzhai.services.signing import FileSigner, encode_public, make_key, read_public


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    """The file has mode 0600 from its first byte, and a second making keeps the first key."""
    path = tmp_path / "keys" / "signing.pem"
    mask = os.umask(0)
    try:
        signer = make_key(path)
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert make_key(path).public == signer.public == FileSigner(path).public
    assert [p.name for p in path.parent.iterdir()] == ["signing.pem"]


def test_the_same_message_has_the_same_signature(tmp_path):
    """Ed25519 takes no chance: a rebuilt site is the same to the byte."""
    signer = make_key(tmp_path / "k")
    assert signer.sign(b"one") == FileSigner(tmp_path / "k").sign(b"one") != signer.sign(b"two")


def test_a_key_that_others_can_read_is_not_used(tmp_path):
    """A private key with mode 0644 is refused, with what to do."""
    make_key(tmp_path / "k")
    (tmp_path / "k").chmod(0o644)
    with pytest.raises(ServiceError, match="chmod 600"):
        FileSigner(tmp_path / "k")


def test_a_missing_broken_or_other_key_is_an_error_in_words(tmp_path):
    """No key, no PEM and a key of another sort are each told apart."""
    with pytest.raises(ServiceError, match="cannot be read"):
        FileSigner(tmp_path / "none")
    path = tmp_path / "k"
    path.write_bytes(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    path.chmod(0o600)
    with pytest.raises(ServiceError, match="no signing key"):
        FileSigner(path)
    other = generate_private_key(SECP256R1())
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(ServiceError, match="not an Ed25519"):
        FileSigner(path)


def test_a_public_key_is_read_from_digits_or_a_file(tmp_path):
    """Both ways to give a reader the key lead to the same one; anything else is refused."""
    signer = make_key(tmp_path / "k")
    (tmp_path / "key.pem").write_bytes(encode_public(signer.public))
    assert read_public(str(tmp_path / "key.pem")) == signer.public.hex()
    assert read_public(f" {signer.public.hex().upper()} ") == signer.public.hex()
    with pytest.raises(InputError, match="no public key"):
        read_public("abc")
    with pytest.raises(InputError, match="no public key"):
        read_public(str(tmp_path / "k"))
