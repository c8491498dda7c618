"""Before: a published place and a public key. After: what in it is not as it was signed.

Everything here may be an attacker's: paths of a manifest are held to plain ones, links are not
followed, sizes and counts are bounded, and a file that cannot be read is a finding, not a failure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec

from wenzhai.errors import InputError
from wenzhai.model import Finding, FindingKind, Manifest, Signature, Verification
from wenzhai.stages.publish.canonical import encode_plain, hash_content
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.signature import (
    check_chain,
    find_standing,
    hash_file,
    holds_link,
    holds_manifest,
)

MANIFEST, SIGNATURE, CHAIN, EDITION = (
    "manifest.json",
    "signature.json",
    "signatures.json",
    "edition.json",
)
MOST_FILES, MOST_BYTES = 50_000, 200_000_000
_MOST_INDEX_BYTES = 50_000_000
_MOST_DIFFERENCES = 20
_PART = re.compile(r"[^\x00-\x1f\x7f/\\]{1,255}")
_FOLDER = re.compile(r"[0-9][0-9A-Za-z-]{0,20}/[a-z]{2}(-[A-Za-z]{2,8})?")


class Place(Protocol):
    """Where something was published: a folder, or an address on the web."""

    def read(self, path: str, most: int) -> bytes | None:
        """A file's bytes, at most `most` and one more; None where there is none.

        Raises InputError (in words why) where it is there and cannot be read."""
        ...

    def list_files(self) -> Sequence[str] | None:
        """Every file by its path, links among them; None where that cannot be known (the web)."""
        ...


Original = Callable[[str, int], object]
"""The JSON value of the edition of this id and revision as it was signed; None where nobody has it."""


def verify_place(
    place: Place, name: str, *, key: str = "", original: Original = lambda _id, _revision: None
) -> Verification:
    """Hold a site, or the folder of one edition, against its manifest and signatures.

    `key` is the public key (hex) that they must be of; without one the place's own is taken, which
    only shows that it fits together. `original` finds editions to compare a changed one with."""
    return _Verifier(place, name, key, original).run()


class _Verifier:
    def __init__(self, place: Place, name: str, key: str, original: Original) -> None:
        self.place, self.name, self.original = place, name, original
        self.trusted, self.key = bool(key), key
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.editions = 0
        self.expected: set[str] = set()
        self.read_files = 0
        # What is hashed is what is read: a server may answer twice in two ways.
        self.kept: dict[str, bytes] = {}

    def run(self) -> Verification:
        manifest = self.read_manifest("")
        if manifest is not None:
            self.key = self.key or manifest.key
            if self.check_manifest(manifest, MANIFEST):
                if manifest.edition_id:
                    self.check_edition("", manifest, None)
                    self.notes.append(
                        "This is one edition; the chain of signatures lies at the root of its site."
                    )
                else:
                    self.check_site(manifest)
                self.find_added()
        return Verification(
            place=self.name,
            key=self.key,
            trusted=self.trusted,
            editions=self.editions,
            files=self.read_files,
            findings=tuple(self.findings),
            notes=tuple(self.notes),
        )

    def add(self, kind: FindingKind, path: str, words: str) -> None:
        self.findings.append(Finding(kind=kind, path=one_line(path), words=one_line(words)))

    def read(self, path: str, most: int) -> bytes | None:
        """A file, or None with a finding."""
        self.expected.add(path)
        try:
            data = self.place.read(path, most)
        except InputError as error:
            self.add("unreadable", path, error.what)
            return None
        if data is None:
            self.add("missing", path, "it was published, and is not here")
            return None
        self.read_files += 1
        if path.rpartition("/")[2] in (SIGNATURE, CHAIN, EDITION):
            self.kept[path] = data
        return data

    def read_manifest(self, folder: str) -> Manifest | None:
        path = f"{folder}{MANIFEST}"
        self.expected.add(path)
        try:
            data = self.place.read(path, _MOST_INDEX_BYTES)
        except InputError as error:
            self.add("unreadable", path, error.what)
            return None
        if data is None:
            kind: FindingKind = "missing" if folder else "unsigned"
            self.add(kind, path, "there is no manifest, so nothing here can be verified")
            return None
        self.kept[path] = data
        found: Manifest | None = self.decode(path, data, Manifest)
        if found is not None and encode_plain(msgspec.json.decode(data)) != data:
            self.add("changed", path, "it says what it said, in other bytes")
        return found

    def decode(self, path: str, data: bytes, shape: Any) -> Any:  # noqa: ANN401 - the shape's own type
        if len(data) > _MOST_INDEX_BYTES:
            self.add("unreadable", path, "it is larger than any of its kind")
            return None
        try:
            return msgspec.json.decode(data, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            self.add("changed", path, f"it is damaged: {error}")
            return None

    def check_manifest(self, manifest: Manifest, path: str) -> bool:
        """Whether a manifest may be gone by: it is signed, and its paths are plain."""
        if not manifest.signature:
            self.add("unsigned", path, "nobody has signed it: anyone may have written it")
            return False
        if manifest.key != self.key:
            self.add(
                "signature",
                path,
                f"it is signed with another key ({manifest.key[:16]}…), not with {self.key[:16]}…",
            )
            return False
        if not holds_manifest(manifest, self.key):
            self.add("signature", path, "its signature does not hold: it was changed")
            return False
        # Signed by the newsroom, or by whoever took its place: still no way out of the folder.
        wrong = [name for name in manifest.files if not is_plain(name)]
        wrong += [name for name in manifest.editions if not _FOLDER.fullmatch(name)]
        for name in wrong[:_MOST_DIFFERENCES]:
            self.add("unreadable", path, f"it names a path that leads elsewhere: {name[:100]!r}")
        if len(manifest.files) + len(manifest.editions) > MOST_FILES:
            self.add("unreadable", path, "it names more files than any site has")
            return False
        return not wrong

    def check_site(self, manifest: Manifest) -> None:
        self.check_files("", manifest)
        chain = self.read_chain(manifest)
        standing = find_standing(chain)
        for folder, digest in sorted(manifest.editions.items()):
            below = self.read_manifest(f"{folder}/")
            if below is None:
                continue
            path = f"{folder}/{MANIFEST}"
            if hashlib.sha256(self.kept[path]).hexdigest() != digest:
                self.add("changed", path, "it is not the one that the site's manifest names")
            if self.check_manifest(below, path):
                self.check_edition(f"{folder}/", below, standing.get(below.edition_id))
        absent = len(standing) - self.editions
        if absent > 0:
            self.notes.append(f"{absent} signed editions of the chain are not published here.")

    def read_chain(self, manifest: Manifest) -> list[Signature]:
        chain: list[Signature] | None = self.reread(CHAIN, list[Signature])
        if chain is None:
            return []
        self.findings += check_chain(chain, self.key)
        if (hash_content(chain[-1]) if chain else "") != manifest.signed:
            self.add("chain", CHAIN, "its end is not the one that the site's manifest names")
        return chain

    def check_files(self, folder: str, manifest: Manifest) -> None:
        for name, known in sorted(manifest.files.items()):
            own = name in (SIGNATURE, CHAIN, EDITION)  # these are read, to say what is different
            most = _MOST_INDEX_BYTES if own else min(known.size, MOST_BYTES)
            data = self.read(f"{folder}{name}", most)
            if data is None or hash_file(data) == known:
                continue
            if len(data) == known.size:
                words = f"it has as many bytes as it had ({known.size}), but others"
            else:
                more = "more than " if len(data) > most else ""
                words = f"it has {more}{min(len(data), most)} bytes, it had {known.size}"
            self.add("changed", f"{folder}{name}", words)

    def check_edition(self, folder: str, manifest: Manifest, standing: Signature | None) -> None:
        self.check_files(folder, manifest)
        if not manifest.signed:
            self.notes.append(f"{manifest.edition_id} is not signed by an editor.")
            return
        path = f"{folder}{SIGNATURE}"
        link = self.reread(path, Signature)
        if link is None:
            if SIGNATURE not in manifest.files:
                self.add("missing", path, "the editor's signature is not here")
            return
        self.editions += 1
        if not holds_link(link, self.key):
            self.add("signature", path, "the editor's signature does not hold")
        if hash_content(link) != manifest.signed or link.edition_id != manifest.edition_id:
            self.add("signature", path, "it is another signature than the manifest names")
        if standing is not None and hash_content(standing) != manifest.signed:
            self.add(
                "chain",
                path,
                f"the chain has revision {standing.revision} of {standing.edition_id}, and this is "
                f"another",
            )
        self.check_content(folder, link)

    def check_content(self, folder: str, link: Signature) -> None:
        path = f"{folder}{EDITION}"
        value = self.reread(path, Any)
        if value is None:
            return
        try:
            same = hash_content(value) == link.content
        except InputError:
            same = False
        if same:
            return
        self.add("signature", path, "this is not the edition that was signed")
        original = self.original(link.edition_id, link.revision)
        if original is not None and hash_content(original) == link.content:
            for words in describe_differences(original, value):
                self.add("changed", path, words)

    def reread(self, path: str, shape: Any) -> Any:  # noqa: ANN401 - the shape's own type
        """A file that was hashed already, decoded; None where it cannot be."""
        data = self.kept.pop(path, None)
        return self.decode(path, data, shape) if data is not None else None

    def find_added(self) -> None:
        listed = self.place.list_files()
        if listed is None:
            self.notes.append("On the web it cannot be seen whether files were added.")
            return
        for path in sorted(set(listed) - self.expected):
            self.add("added", path, "it is in no manifest")


def is_plain(path: str) -> bool:
    """Whether a path is relative, POSIX, and stays below its folder."""
    parts = path.split("/")
    return len(path) <= 1_000 and all(
        part not in (".", "..") and _PART.fullmatch(part) is not None for part in parts
    )


def describe_differences(before: object, after: object) -> list[str]:
    """Where two JSON values differ: the path of each place with what was and what is, at most 20."""
    found: list[str] = []
    _compare(before, after, "", found)
    more = len(found) - _MOST_DIFFERENCES
    return [*found[:_MOST_DIFFERENCES], *([f"and {more} more differences"] if more > 0 else [])]


def _compare(before: object, after: object, path: str, found: list[str]) -> None:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(k for k in after if k not in before)]:
            step = f"{path}.{key}" if path else str(key)
            if key not in after:
                found.append(f"{step} was taken out; it was {_short(before[key])}")
            elif key not in before:
                found.append(f"{step} was put in: {_short(after[key])}")
            else:
                _compare(before[key], after[key], step, found)
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        if len(before) != len(after):
            found.append(f"{path} has {len(after)} items, it had {len(before)}")
        for place, (one, other) in enumerate(zip(before, after, strict=False)):
            _compare(one, other, f"{path}[{place}]", found)
    elif before != after:
        found.append(f"{path} is {_short(after)}, it was {_short(before)}")


def _short(value: object) -> str:
    text = one_line(str(value))
    return f"“{text[:120]}…”" if len(text) > 120 else f"“{text}”"
