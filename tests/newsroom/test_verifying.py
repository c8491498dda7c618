"""Verifying what lies in a folder or on the web, against whoever changed it: every change is named."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.errors import NotFound
from wenzhai.model import FileHash, Manifest
from wenzhai.newsroom import FixedClock, Newsroom
from wenzhai.newsroom.publishing import publish_editions
from wenzhai.newsroom.signing import sign_off
from wenzhai.newsroom.verifying import FolderPlace, verify
from wenzhai.services.signing import FileSigner, make_key
from wenzhai.stages.publish import encode_plain, sign_manifest, verify_place
from wenzhai.stages.publish.verify import describe_differences, is_plain

NOW = FixedClock(datetime(2023, 4, 17, tzinfo=UTC))


@pytest.fixture(scope="module")
def home(sample_run, tmp_path_factory) -> Path:
    """A newsroom with both editions signed and published."""
    folder = Path(shutil.copytree(sample_run.folder, tmp_path_factory.mktemp("verify") / "room"))
    with Newsroom.open(folder, clock=NOW) as room:
        sign_off(room, "2023-W15", by="Lin Yue")
        publish_editions(room, ["2023-W15-en", "2023-W15-zh"])
    return folder


@pytest.fixture(scope="module")
def key(home) -> str:
    return FileSigner(home / "keys" / "signing.pem").public.hex()


@pytest.fixture
def site(home, tmp_path) -> Path:
    """A copy of what was published, as another host has it."""
    return Path(shutil.copytree(home / "editions", tmp_path / "site"))


def find(site: Path, key: str = "") -> list[tuple[str, str]]:
    return [(f.kind, f.path) for f in verify(str(site), key=key).findings]


def test_what_is_whole_is_found_whole(site, key):
    """The site with a key from elsewhere, the site with its own, and one edition of it alone."""
    found = verify(str(site), key=key)
    assert found.is_whole
    assert found.trusted
    assert (found.editions, found.files) == (
        2,
        len([p for p in site.rglob("*.*") if p.is_file()]) - 3,
    )
    own = verify(str(site))
    assert own.is_whole
    assert not own.trusted
    assert own.key == key
    alone = verify(str(site / "2023-W15" / "en"), key=key)
    assert alone.is_whole
    assert alone.notes


def test_changed_missing_and_added_files_are_named(site, key):
    """A changed page, a picture taken away and a page put in: these three, and nothing else."""
    page = site / "2023-W15/zh/index.html"
    page.write_bytes(page.read_bytes().replace("签发".encode(), "审定".encode()))
    picture = next((site / "2023-W15/en/pictures").iterdir())
    picture.unlink()
    (site / "2023-W15/en/stories/added.html").write_text("<p>new</p>")
    (site / ".hidden").write_text("x")
    assert find(site, key) == [
        ("missing", f"2023-W15/en/pictures/{picture.name}"),
        ("changed", "2023-W15/zh/index.html"),
        ("added", ".hidden"),
        ("added", "2023-W15/en/stories/added.html"),
    ]


def test_a_changed_edition_is_told_to_the_sentence(site, home):
    """Where the newsroom still has what was signed, it says which words were changed into which."""
    path = site / "2023-W15/en/edition.json"
    edition = json.loads(path.read_bytes())
    before = edition["highlights"][0]["headline"]["text"]
    edition["highlights"][0]["headline"]["text"] = "Nothing happened"
    path.write_text(json.dumps(edition))
    with Newsroom.open(home, clock=NOW) as room:
        found = verify(str(site), room=room)
    assert found.trusted
    words = [f.words for f in found.findings if f.path == "2023-W15/en/edition.json"]
    assert f"highlights[0].headline.text is “Nothing happened”, it was “{before}”" in words
    assert "this is not the edition that was signed" in words


def test_a_forger_with_another_key_is_found_out(site, key, tmp_path):
    """Who changes a page and signs all manifests anew convinces nobody that knows the key."""
    signer = make_key(tmp_path / "forger")
    page = site / "2023-W15/en/index.html"
    page.write_bytes(page.read_bytes() + b"<!-- -->")
    folder = site / "2023-W15" / "en"
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    data = page.read_bytes()
    files = {
        **manifest.files,
        "index.html": FileHash(sha256=hashlib.sha256(data).hexdigest(), size=len(data)),
    }
    forged = encode_plain(sign_manifest(msgspec.structs.replace(manifest, files=files), signer))
    (folder / "manifest.json").write_bytes(forged)
    assert ("signature", "2023-W15/en/manifest.json") in find(site, key)
    assert ("changed", "2023-W15/en/manifest.json") in find(site, key)
    assert ("signature", "manifest.json") in [
        (f.kind, f.path) for f in verify(str(folder), key=key).findings
    ]


def test_swapped_signatures_are_found(site, key):
    """The Chinese edition's signature beside the English one is not the one that its manifest names."""
    for name in ("signature.json", "manifest.json"):
        shutil.copy(site / "2023-W15/zh" / name, site / "2023-W15/en" / name)
    found = find(site, key)
    assert ("changed", "2023-W15/en/manifest.json") in found
    assert ("changed", "2023-W15/en/edition.json") in found
    assert ("signature", "2023-W15/en/edition.json") in found


def test_an_older_edition_in_its_place_is_found(home, site, key, tmp_path):
    """A whole folder of an earlier revision, put back, is not the one that the site names."""
    from wenzhai.newsroom.signing import withdraw

    folder = Path(shutil.copytree(home, tmp_path / "next"))
    with Newsroom.open(folder, clock=NOW) as room:
        withdraw(room, "2023-W15-en", by="Lin Yue", why="again")
        sign_off(room, "2023-W15-en", by="Lin Yue")
        publish_editions(room, ["2023-W15-en"])
        assert verify(str(folder / "editions"), room=room).is_whole
    new = folder / "editions" / "2023-W15" / "en"
    shutil.rmtree(new)
    shutil.copytree(site / "2023-W15" / "en", new)
    found = find(folder / "editions", key)
    assert ("changed", "2023-W15/en/manifest.json") in found
    assert ("chain", "2023-W15/en/signature.json") in found


def test_a_cut_chain_is_found(site, key):
    """A chain without its last link ends elsewhere than the site's manifest says."""
    path = site / "signatures.json"
    path.write_bytes(encode_plain(json.loads(path.read_bytes())[:1]))
    assert [kind for kind, _ in find(site, key)] == ["changed", "chain"]


@pytest.mark.parametrize("length", [0, 1, 100, -2])
def test_a_truncated_manifest_is_a_finding(site, key, length):
    """However much of a manifest is left, verifying says that it is damaged and does not break."""
    path = site / "manifest.json"
    path.write_bytes(path.read_bytes()[:length])
    assert [(f.kind, f.path) for f in verify(str(site), key=key).findings] == [
        ("changed", "manifest.json")
    ]


@pytest.mark.parametrize(
    "name",
    ["../secret", "/etc/passwd", "a/../../b", "a\\..\\b", "a//b", "./a", "", "a/", "x\0y", "a\nb"],
)
def test_a_manifest_that_leads_out_of_its_folder_reads_nothing(tmp_path, name):
    """Even one that is signed: no file outside is opened, and the path is a finding."""
    (tmp_path / "secret").write_bytes(b"top")
    folder = tmp_path / "site"
    folder.mkdir()
    signer = make_key(tmp_path / "key")
    manifest = Manifest(edition_id="2023-W15-en", files={name: FileHash(sha256="0" * 64, size=3)})
    (folder / "manifest.json").write_bytes(encode_plain(sign_manifest(manifest, signer)))

    class Watched(FolderPlace):
        def read(self, path, most):
            assert path == "manifest.json"
            return super().read(path, most)

    found = verify_place(Watched(folder), "site", key=signer.public.hex())
    assert [(f.kind, "leads elsewhere" in f.words) for f in found.findings] == [
        ("unreadable", True)
    ]
    assert not is_plain(name)


def test_a_site_that_names_folders_elsewhere_is_refused(tmp_path):
    """Folders of editions are of a plain form too."""
    signer = make_key(tmp_path / "key")
    manifest = Manifest(editions={"../../etc": "0" * 64})
    (tmp_path / "manifest.json").write_bytes(encode_plain(sign_manifest(manifest, signer)))
    assert find(tmp_path) == [("unreadable", "manifest.json")]


def test_links_are_named_and_not_followed(site, key, tmp_path):
    """A file exchanged for a link to a copy of it, and a folder for one, are findings: what a link
    leads to may be another thing tomorrow."""
    page = site / "2023-W15/en/index.html"
    page.rename(tmp_path / "copy.html")
    page.symlink_to(tmp_path / "copy.html")
    stories = site / "2023-W15/zh/stories"
    names = sorted(p.name for p in stories.iterdir())
    stories.rename(tmp_path / "stories")
    stories.symlink_to(tmp_path / "stories")
    (site / "loop").symlink_to(site)
    found = find(site, key)
    assert ("unreadable", "2023-W15/en/index.html") in found
    assert [path for kind, path in found if kind == "unreadable"][1:] == [
        f"2023-W15/zh/stories/{name}" for name in names
    ]
    assert ("added", "loop") in found
    os.mkfifo(site / "pipe")
    assert ("added", "pipe") in find(site, key)


def test_an_unsigned_folder_is_called_that(tmp_path, sample_run):
    """A folder without manifest, and one that nobody signed, are not whole."""
    assert find(tmp_path) == [("unsigned", "manifest.json")]
    assert find(sample_run.folder / "editions") == [("unsigned", "manifest.json")]
    with pytest.raises(NotFound, match="no folder"):
        verify("no-such-folder")


def test_hostile_names_do_not_reach_the_terminal(site, key):
    """Controls and overrides in a file's name are taken out of the report."""
    (site / "a\x1b[31m\u202eb").write_text("x")
    [finding] = verify(str(site), key=key).findings
    assert finding.path == "a[31mb"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changed_byte_is_found(home, data):
    """Whatever single byte of whatever file is changed, that file is named."""
    root = home / "editions"
    names = sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    name = data.draw(st.sampled_from(["manifest.json"]) | st.sampled_from(names))
    place = data.draw(st.integers(0, (root / name).stat().st_size - 1))
    flip = data.draw(st.integers(1, 255))

    class Changed(FolderPlace):
        def read(self, path, most):
            found = super().read(path, most)
            if path == name and found:
                found = found[:place] + bytes([found[place] ^ flip]) + found[place + 1 :]
            return found

    public = FileSigner(home / "keys" / "signing.pem").public.hex()
    assert name in {f.path for f in verify_place(Changed(root), "site", key=public).findings}


def test_white_space_in_a_manifest_is_a_change(site, key):
    """A manifest that says the same in other bytes was not written by us."""
    path = site / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"\n ", b"\n\t", 1))
    assert find(site, key) == [("changed", "manifest.json")]


def test_differences_are_said_by_place():
    """Values changed, taken out, put in, and lists of other lengths."""
    assert describe_differences(
        {"a": [1, {"b": "x"}], "c": 1}, {"a": [1, {"b": "y"}, 3], "d": None}
    ) == [
        "a has 3 items, it had 2",
        "a[1].b is “y”, it was “x”",
        "c was taken out; it was “1”",
        "d was put in: “None”",
    ]
    many = describe_differences(list(range(50)), list(range(1, 51)))
    assert len(many) == 21
    assert many[-1] == "and 30 more differences"


@pytest.fixture
def served(site) -> Iterator[str]:
    """The copy on a real HTTP server on loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_site_on_the_web_is_verified_over_http(site, served, key):
    """Over real HTTP: whole, then with a file changed and one gone; what the web cannot show is said."""
    found = verify(f"{served}/", key=key, local=True)
    assert found.is_whole
    assert any("added" in note for note in found.notes)
    page = site / "2023-W15/en/feed.atom"
    page.write_bytes(page.read_bytes() + b" ")
    (site / "2023-W15/zh/edition.md").unlink()
    found = verify(f"{served}/index.html", key=key, local=True)
    assert [(f.kind, f.path) for f in found.findings] == [
        ("changed", "2023-W15/en/feed.atom"),
        ("missing", "2023-W15/zh/edition.md"),
    ]


def test_an_address_inside_is_not_asked_without_leave(served, key):
    """Without --local an address on this machine is refused as anywhere else in the program."""
    [finding] = verify(served, key=key).findings
    assert finding.kind == "unreadable"
