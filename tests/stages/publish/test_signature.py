"""Signatures and their chain: what holds, and what each way of tampering breaks."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wenzhai.model import Manifest
from wenzhai.stages.publish import (
    check_chain,
    find_standing,
    hash_file,
    sign_edition,
    sign_manifest,
)
from wenzhai.stages.publish.signature import holds_link, holds_manifest

AT = datetime(2023, 4, 17, tzinfo=UTC)


class Key:
    """A key in memory."""

    def __init__(self, seed: int) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


@pytest.fixture(scope="module")
def chain(made):
    """Two editions signed, the first of them corrected."""
    links = []
    for number, (language, revision, kind) in enumerate(
        [("en", 1, "signed"), ("zh", 1, "signed"), ("en", 2, "corrected")]
    ):
        edition = msgspec.structs.replace(
            made.make_edition(language, hostile=False), revision=revision
        )
        at = AT + timedelta(number)
        links.append(sign_edition(edition, links, Key(1), by="Lin Yue", at=at, kind=kind))
    return links


KEY = Key(1).public.hex()


def test_a_whole_chain_has_nothing_wrong(chain):
    """Three links hold, follow each other, and the last word on each edition stands."""
    assert check_chain(chain, KEY) == []
    assert [link.sequence for link in chain] == [1, 2, 3]
    assert find_standing(chain)["2023-W15-en"].revision == 2


@pytest.mark.parametrize(
    "change",
    [
        {"by": "Someone Else"},
        {"at": AT + timedelta(days=9)},
        {"content": "0" * 64},
        {"why": "no reason"},
        {"revision": 7},
        {"signature": base64.b64encode(bytes(64)).decode()},
        {"signature": "not base64!"},
        {"signature": ""},
        {"key": Key(2).public.hex()},
        {"key": "zz"},
    ],
    ids=lambda change: "-".join(change),
)
def test_a_changed_link_is_found(chain, change):
    """Whatever of a link is changed, it no longer holds, and the chain says which it is."""
    changed = [msgspec.structs.replace(chain[0], **change), *chain[1:]]
    found = check_chain(changed, KEY)
    assert any("link 1" in finding.path and "does not hold" in finding.words for finding in found)


def test_links_taken_out_moved_or_exchanged_are_found(chain):
    """A chain without a link, in another order, or with the signature of another link does not hold."""
    assert check_chain(chain[1:], KEY)
    assert check_chain([chain[0], chain[2]], KEY)
    assert check_chain([chain[1], chain[0], chain[2]], KEY)
    swapped = msgspec.structs.replace(chain[0], signature=chain[1].signature)
    assert not holds_link(swapped, KEY)


def test_another_key_signs_a_chain_of_its_own(chain):
    """A chain that someone signs anew from its first link fits together, and not with our key."""
    forged = []
    for link in chain:
        bare = msgspec.structs.replace(link, key="", signature="")
        assert bare.content
        edition_key = Key(2).public.hex()
        forged.append(msgspec.structs.replace(link, key=edition_key))
    assert len([f for f in check_chain(forged, KEY) if "does not hold" in f.words]) == 3


def test_a_manifest_holds_until_a_file_of_it_is_another():
    """A manifest's signature covers every name and hash, and no link's signature stands for it."""
    manifest = sign_manifest(Manifest(files={"a": hash_file(b"1")}), Key(1))
    assert holds_manifest(manifest, KEY)
    assert not holds_manifest(manifest, Key(2).public.hex())
    other = msgspec.structs.replace(manifest, files={"a": hash_file(b"2")})
    assert not holds_manifest(other, KEY)
    assert not holds_manifest(msgspec.structs.replace(manifest, editions={"x": "y"}), KEY)
