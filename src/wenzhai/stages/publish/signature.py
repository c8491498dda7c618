"""Before: an edition, or the files of one. After: a signature on it, and whether a signature holds.

Ed25519 (RFC 8032) over canonical JSON. The first line of what is signed says what it is, so that no
signature on one sort of thing can be shown for another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wenzhai.model import Edition, FileHash, Finding, Manifest, Signature, SignatureKind
from wenzhai.ports import Signer
from wenzhai.stages.publish.canonical import canonicalize, hash_content

_LINK, _MANIFEST = b"wenzhai signature 1\n", b"wenzhai manifest 1\n"


def sign_edition(
    edition: Edition,
    chain: Sequence[Signature],
    signer: Signer,
    *,
    by: str,
    at: datetime,
    kind: SignatureKind = "signed",
    why: str = "",
) -> Signature:
    """The next link of `chain`: `by` answers for `edition` as it is."""
    link = Signature(
        sequence=len(chain) + 1,
        kind=kind,
        edition_id=edition.id,
        number=edition.number,
        revision=edition.revision,
        content=hash_content(edition),
        previous=hash_content(chain[-1]) if chain else "",
        by=by,
        at=at.astimezone(UTC),
        why=why,
        key=signer.public.hex(),
    )
    return msgspec.structs.replace(link, signature=_encode(signer.sign(_link_bytes(link))))


def sign_manifest(manifest: Manifest, signer: Signer) -> Manifest:
    """`manifest` with the newsroom's key and signature."""
    keyed = msgspec.structs.replace(manifest, key=signer.public.hex(), signature="")
    return msgspec.structs.replace(keyed, signature=_encode(signer.sign(_manifest_bytes(keyed))))


def holds_link(link: Signature, key: str) -> bool:
    """Whether the link was signed, as it is, with the public key `key` (hex)."""
    return link.key == key and _holds(key, link.signature, _link_bytes(link))


def holds_manifest(manifest: Manifest, key: str) -> bool:
    """Whether the manifest was signed, as it is, with the public key `key` (hex)."""
    return manifest.key == key and _holds(key, manifest.signature, _manifest_bytes(manifest))


def hash_file(data: bytes) -> FileHash:
    """SHA-256 and size."""
    return FileHash(sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def check_chain(chain: Sequence[Signature], key: str) -> list[Finding]:
    """What is wrong with a chain: a link that was not signed with `key`, one that is missing, moved or
    changed, a revision out of turn."""
    found: list[Finding] = []
    revisions: dict[str, int] = {}
    before = ""

    def add(link: Signature, words: str) -> None:
        name = f"link {link.sequence} ({link.edition_id}, revision {link.revision})"
        found.append(Finding(kind="chain", path=name, words=words))

    for place, link in enumerate(chain, 1):
        if not holds_link(link, key):
            add(link, "its signature does not hold: it was changed, or signed with another key")
        if link.sequence != place:
            add(link, f"it stands in place {place}: a link was taken out, put in or moved")
        if link.previous != before:
            add(link, "it does not follow the link before it: that one was changed or exchanged")
        last = revisions.get(link.edition_id, 0)
        if link.revision != last + (link.kind != "withdrawn"):
            add(link, f"its revision does not follow revision {last}")
        revisions[link.edition_id] = link.revision
        before = hash_content(link)
    return found


def find_standing(chain: Sequence[Signature]) -> Mapping[str, Signature]:
    """The link that stands for each edition: its last, unless that withdrew it."""
    last = {link.edition_id: link for link in chain}
    return {key: link for key, link in last.items() if link.kind != "withdrawn"}


def _link_bytes(link: Signature) -> bytes:
    plain = msgspec.to_builtins(link)
    del plain["signature"]
    return _LINK + canonicalize(plain)


def _manifest_bytes(manifest: Manifest) -> bytes:
    plain = msgspec.to_builtins(manifest)
    del plain["signature"]
    return _MANIFEST + canonicalize(plain)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _holds(key: str, signature: str, message: bytes) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(base64.b64decode(signature, validate=True), message)
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True
