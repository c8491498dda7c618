"""An edition with a model: from newsroom.toml over real HTTP to the files, and what happens when it fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from chat_server import Told, completion, read_material, serve_chat
from wenzhai.cli.making import _say_use
from wenzhai.newsroom import Newsroom
from wenzhai.newsroom.making import make
from wenzhai.newsroom.overruling import list_withheld
from wenzhai.newsroom.room import SETTINGS_FILE
from wenzhai.newsroom.writing import find_translator
from wenzhai.settings import TranslatorEndpoint, WriterEndpoint

from .conftest import NOW


def answer_well(asked):
    """Faithful sentences for a writer: the passages' own, the second without its first words."""
    material = read_material(asked)
    if "texts" in material:
        return completion(json.dumps({"translations": material["texts"]}))
    rows = [{"text": p["text"], "cites": [p["id"]]} for p in material["passages"]]
    if "refused" in material:
        return completion(json.dumps({"sentences": []}))
    return completion(json.dumps({"headline": {"text": "", "cites": []}, "paragraphs": [rows[:2], rows[2:4]]}))  # fmt: skip


def add_model(folder: Path, url: str, more: str = "", table: str = "writer") -> None:
    settings = folder / SETTINGS_FILE
    text = settings.read_text("utf-8")
    with_model = f'\n[models.{table}]\nurl = "{url}"\nmodel = "pen"\nretries = 0\n{more}\n'
    settings.write_text(text + with_model, "utf-8")


def make_edition(folder: Path):
    with Newsroom.open(folder, clock=NOW) as room:
        report = make(room, room.read_period("2023-W15"), ("en", "zh"))
    files = sorted(p for p in (folder / "editions").rglob("*") if p.is_file())
    return report, {p.relative_to(folder): p.read_bytes() for p in files}


def test_an_edition_is_worded_once_and_the_same_again(small_room):
    """The first run asks, the second takes what is kept: the files are the same to the byte, and the
    report counts both."""
    with serve_chat(answer_well) as server:
        add_model(small_room.folder, server.url, "price_in = 1.0")
        first, files = make_edition(small_room.folder)
        asked = len(server.asked)
        second, again = make_edition(small_room.folder)
        assert len(server.asked) == asked > 0
    assert again == files
    use, kept = first.models[0], second.models[0]
    assert use.written > 0
    assert (use.requests, use.kept) == (asked, 0)
    assert (kept.requests, kept.kept) == (0, asked)
    assert use.cost > 0 == kept.cost
    assert b"pen" in next(data for path, data in files.items() if path.name == "index.html")
    assert "sentences printed" in _say_use(use)


@pytest.mark.parametrize(
    "told",
    [
        Told([b"{}"], status=500),
        Told([b'{"choices": [{"mess']),
        Told([b" " * 2_000_000]),
        Told([b'{"choices": [{"message": {"content": "\xff"}}]}']),
        completion(""),
    ],
    ids=["500", "half", "large", "no UTF-8", "empty"],
)
def test_a_model_that_fails_leaves_the_extractive_edition(told, small_room, tmp_path):
    """Every file is that of a newsroom without a model, and one notice says why."""
    plain = Path(shutil.copytree(small_room.folder, tmp_path / "plain"))
    _, files = make_edition(plain)
    with serve_chat(lambda _: told) as server:
        add_model(small_room.folder, server.url)
        report, again = make_edition(small_room.folder)
        assert len(server.asked) == 2
    assert again == files
    assert report.models[0].notice
    assert "extractive" in _say_use(report.models[0])


def test_wrong_answers_print_nothing(small_room, tmp_path):
    """Unknown ids, inventions, no JSON: the edition is the extractive one."""
    plain = Path(shutil.copytree(small_room.folder, tmp_path / "plain"))
    _, files = make_edition(plain)

    def answer(asked):
        row = {"text": "Tencent was sold to Zorblat for 91 billion dollars.", "cites": ["P99"]}
        return completion(json.dumps({"headline": row, "paragraphs": [[row]], "sentences": [row]}))

    with serve_chat(answer) as server:
        add_model(small_room.folder, server.url)
        report, again = make_edition(small_room.folder)
    assert again == files
    assert report.models[0].printed == 0
    assert report.models[0].refused > 0
    # An editor sees what was refused, and why, in the edition's own language.
    with Newsroom.open(small_room.folder, clock=NOW) as room:
        offered = [w for w in list_withheld(room, "2023-W15-zh") if w.publisher == "pen"]
    assert offered
    assert {w.text for w in offered} == {"Tencent was sold to Zorblat for 91 billion dollars."}
    assert {w.reasons for w in offered} == {("没有引用任何现有段落。",)}


def test_a_budget_ends_the_asking(small_room):
    """After as many requests as the settings allow, the rest stays extractive, with a notice."""
    with serve_chat(answer_well) as server:
        add_model(small_room.folder, server.url, "max_requests = 3")
        report, _ = make_edition(small_room.folder)
        assert len(server.asked) == 3
    assert "max_requests" in report.models[0].notice


def test_a_translator_takes_the_writers_endpoint():
    """Where it names none of its own; what it names stays."""
    writer = WriterEndpoint(url="http://a/v1", model="m", key_from="K")
    assert find_translator(TranslatorEndpoint(), writer).url == "http://a/v1"
    own = TranslatorEndpoint(kind="libretranslate", url="http://b")
    assert find_translator(own, writer) is own
