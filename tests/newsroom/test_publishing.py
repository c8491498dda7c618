"""Publishing: whole folders in their place, only what changed, and never half an edition."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from printing import print_few
from stages.publish.extracting import extract_text
from wenzhai.errors import InputError, SettingsError
from wenzhai.model import Edition
from wenzhai.newsroom import FixedClock, Newsroom, publishing, swapping
from wenzhai.newsroom.publishing import publish_editions
from wenzhai.newsroom.signing import sign_off
from wenzhai.newsroom.swapping import clear_leftovers, exchange_paths, only_one, write_folder
from wenzhai.newsroom.verifying import verify

NOW = FixedClock(datetime(2023, 4, 17, tzinfo=UTC))
BOTH = ["2023-W15-en", "2023-W15-zh"]


@pytest.fixture
def room(sample_copy):
    with Newsroom.open(sample_copy, clock=NOW) as opened:
        yield opened


def read_files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def add_week(room: Newsroom, week: str, number: int) -> Edition:
    """The English edition again, as that of another week."""
    edition = room.store.load_edition("2023-W15-en")
    year, of = week.split("-W")
    start = datetime.fromisocalendar(int(year), int(of), 1).date()
    end = datetime.fromisocalendar(int(year), int(of), 7).date()
    other = msgspec.structs.replace(
        edition, id=f"{week}-en", week=week, number=number, starts_on=start, ends_on=end
    )
    room.store.save_editions([other])
    return other


def test_only_what_changed_is_made_again(room, sample_copy):
    """A second run makes nothing; a new edition makes itself and the neighbour that links to it; a
    file that someone changed is made again."""
    root = sample_copy / "editions"
    assert publish_editions(room, BOTH).built == ()
    add_week(room, "2023-W16", 3)
    report = publish_editions(room, ["2023-W16-en"])
    assert set(report.built) == {"2023-W15-en", "2023-W16-en"}
    assert report.kept == 1
    assert "2023-W16/en/index.html" in (root / "2023-W15/en/index.html").read_text("utf-8")
    assert "2023-W16/en/index.html" in (root / "index.html").read_text("utf-8")
    before = read_files(root)
    (root / "2023-W15/en/feed.atom").write_text("<feed/>")
    (root / "2023-W15/zh/stories/more.html").write_text("more")
    assert set(publish_editions(room, ["2023-W16-en"]).built) == set(BOTH)
    assert read_files(root) == before


def test_a_new_edition_changes_only_the_page_of_its_neighbour(room, sample_copy, monkeypatch):
    """Its PDF, cards and mail are not printed again, and are the bytes that printing would give."""
    root = sample_copy / "editions" / "2023-W15" / "en"
    asked: list[tuple[str, tuple[str, ...]]] = []
    real = publishing.print_files

    def spy(edition, context, names, formats=None):
        asked.append((edition.id, tuple(names)))
        return real(edition, context, names, formats)

    publish_editions(room, BOTH)
    add_week(room, "2023-W16", 3)
    monkeypatch.setattr(publishing, "print_files", spy)
    publish_editions(room, ["2023-W16-en"])
    assert dict(asked)["2023-W15-en"] == ("web",)
    assert len(dict(asked)["2023-W16-en"]) > 1
    spared = read_files(root)
    publish_editions(room, ["2023-W16-en"], again=True)
    assert read_files(root) == spared


def test_another_folder_is_a_site_of_its_own(room, tmp_path):
    """`--to` publishes only what is asked for, links only to that, and can be verified there."""
    sign_off(room, "2023-W15", by="Lin Yue")
    add_week(room, "2023-W16", 3)
    target = tmp_path / "www" / "digest"
    report = publish_editions(room, BOTH, to=target)
    assert set(report.built) == set(BOTH)
    assert "2023-W16" not in (target / "2023-W15/en/index.html").read_text("utf-8")
    assert verify(str(target), room=room).is_whole
    assert sorted(p.name for p in target.iterdir()) == [
        "2023-W15", "archive", "index.html", "key.pem", "manifest.json", "signatures.json",
    ]  # fmt: skip


def test_a_folder_with_something_else_in_it_is_left_alone(room, tmp_path):
    """Publishing over a home folder by mistake stops before a file is written."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear")
    with pytest.raises(InputError, match="something else"):
        publish_editions(room, BOTH, to=tmp_path / "letters")
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["one.txt"]


def test_the_folder_of_the_key_is_never_published_to(room, sample_copy):
    """The newsroom's own folder, where its key lies, is refused as a target."""
    with pytest.raises(SettingsError, match="would be published"):
        publish_editions(room, BOTH, to=sample_copy)


def test_a_second_publisher_waits_its_turn(room, sample_copy):
    """While one command publishes, another is told so, and does not write among its files."""
    with only_one(sample_copy / ".publishing"), pytest.raises(InputError, match="another command"):
        publish_editions(room, BOTH)
    publish_editions(room, BOTH)


def test_rights_hold_in_every_format(room, sample_copy):
    """With nothing to be quoted, no passage of any source is in any file, and each says why."""
    edition = room.store.load_edition("2023-W15-en")
    passages = {
        citation.text
        for h in edition.highlights
        for p in h.paragraphs
        for s in p
        for citation in s.citations
        if len(citation.text) > 80
    }
    path = sample_copy / "newsroom.toml"
    path.write_text(
        path.read_text("utf-8").replace("quote_words = 120", "quote_words = 0"), "utf-8"
    )
    with Newsroom.open(sample_copy, clock=NOW) as strict:
        assert set(publish_editions(strict, BOTH).built) == set(BOTH)
    folder = sample_copy / "editions" / "2023-W15" / "en"
    for name, data in read_files(folder).items():
        text = extract_text(name, data)
        assert not [p for p in passages if extract_text("", p.encode()) in text], name
    told = ("index.html", "edition.md", "edition.json", "edition.pdf", "edition.docx", "rss.xml")
    for name in (*told, "feed.atom", "feed.json", "mail/edition.eml", "mail/index.html"):
        assert "maybequoted" in extract_text(name, (folder / name).read_bytes()), name


def test_a_folder_is_exchanged_in_one_step(tmp_path):
    """A reader that asks all the time finds the page at every moment, of the old folder or the new."""
    target = tmp_path / "site"
    write_folder(target, {"index.html": b"0", "below/b": b"0"})
    missed: list[str] = []
    reads = 0
    stop = threading.Event()

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            try:
                reads += (target / "index.html").read_bytes() in (b"0", b"1")
            except FileNotFoundError as error:
                missed.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(300):
        write_folder(target, {"index.html": b"1", ("below/b" if turn % 2 else "new"): b"1"})
    stop.set()
    reader.join()
    assert missed == []
    assert reads > 100
    assert exchange_paths(tmp_path / "none", target) is False


def test_where_folders_cannot_be_exchanged_two_steps_do(tmp_path, monkeypatch):
    """A file system without that step is served too, and a run killed between the two is mended."""
    monkeypatch.setattr(swapping, "exchange_paths", lambda one, other: False)
    target = tmp_path / "2023-W15" / "en"
    write_folder(target, {"a": b"1"})
    write_folder(target, {"b": b"2"})
    assert read_files(tmp_path) == {"2023-W15/en/b": b"2"}
    (tmp_path / "2023-W15" / ".zh.new").mkdir()
    target.rename(target.with_name(".en.old"))
    clear_leftovers(tmp_path)
    assert read_files(tmp_path) == {"2023-W15/en/b": b"2"}
    assert [p.name for p in target.parent.iterdir()] == ["en"]


@pytest.mark.slow
def test_killed_anywhere_publishing_is_repeated_and_no_edition_is_half(sample_copy, tmp_path):
    """Killed at twelve random points while everything is made anew, every edition that a reader finds
    is whole by its own manifest; the next run ends with the same bytes as one left alone."""
    print_few(sample_copy)
    with Newsroom.open(sample_copy, clock=NOW) as room:
        sign_off(room, "2023-W15", by="Lin Yue")
        for number in range(16, 20):
            add_week(room, f"2023-W{number}", number)
        calm = tmp_path / "calm"
        names = [e.id for e in room.store.load_editions()]
        publish_editions(room, names, to=calm)
    target = tmp_path / "killed"
    command = [
        sys.executable, "-m", "wenzhai", "publish", "--again",
        "--to", str(target), "--room", str(sample_copy),
    ]  # fmt: skip
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    took = time.monotonic() - began
    shutil.rmtree(target)
    chance = random.Random(7)
    for _ in range(12):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.0) * took)
        run.kill()
        run.wait()
        for folder in sorted(target.glob("2023-W*/en")):
            manifest = json.loads((folder / "manifest.json").read_bytes())
            assert set(read_files(folder)) == {*manifest["files"], "manifest.json"}
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert read_files(target) == read_files(calm)
    assert not list(target.rglob(".*"))
