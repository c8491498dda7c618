"""`collect`, `sources` and `import`: getting the news in."""

from __future__ import annotations

import gzip
import json
import tomllib

import pytest

_MAPPING = """
[fields]
title = "headline"
link = "at.url"
time = "when"
publisher = "by"
summary = "text"

[constants]
language = "en"
"""
_ROWS = [
    {"headline": "Lantern Games buys a studio", "at": {"url": "https://a.example/1"},
     "when": "2023-04-11T09:00:00+08:00", "by": "A", "text": "Lantern Games bought a studio."},
    {"headline": "灯笼游戏收购工作室", "at": {"url": "https://b.example/1"},
     "when": "2023-04-11T10:00:00+08:00", "by": "B"},
]  # fmt: skip
_OPML = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Mine &amp; yours</title></head><body>
<outline text="Tech"><outline type="rss" text="One &lt;1&gt;" xmlUrl="https://one.example/feed"/></outline>
<outline type="rss" text="二" title="二" xmlUrl="https://two.example/feed?a=1&amp;b=2"/>
</body></opml>
"""


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.toml"
    path.write_text(_MAPPING, "utf-8")
    return path


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "dump.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _ROWS)
    return path


def test_a_dump_is_imported_once(wenzhai, new_room, dump, mapping):
    """A second import of the same file reads the same lines and adds nothing."""
    for new in (2, 0):
        ran = wenzhai("import", dump, "--mapping", mapping, "--room", new_room, "--json")
        assert ran.code == 0
        [report] = ran.json.values()
        assert (report["read"], report["new"], report["problems"]) == (2, new, [])


def test_a_bad_line_of_a_dump_is_named_and_the_rest_is_read(wenzhai, new_room, tmp_path, mapping):
    """Exit code 3, with file, line and reason on standard error."""
    dump = tmp_path / "dump.jsonl"
    good = json.dumps(_ROWS[0])
    dump.write_text(f'{good}\n{{"headline": \n[1, 2]\n{json.dumps(_ROWS[1])}\n', "utf-8")
    ran = wenzhai("import", dump, "-m", mapping, "--room", new_room)
    assert ran.code == 3
    assert f"{dump}:2: " in ran.err
    assert f"{dump}:3: " in ran.err
    assert "2 new" in ran.out


def test_a_dump_needs_a_mapping(wenzhai, new_room, dump, tmp_path):
    """Without one, with a wrong one, or without the file itself, the remedy is told; exit code 1."""
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(_MAPPING.replace("[fields]", "[feilds]"), "utf-8")
    for given in (
        [dump],
        [dump, "--mapping", wrong],
        [dump, "--mapping", tmp_path / "none.toml"],
        [tmp_path / "none.jsonl", "--mapping", wrong],
        [tmp_path / "none.opml"],
    ):
        ran = wenzhai("import", *given, "--room", new_room)
        assert (ran.code, ran.out) == (1, ""), given
        assert "error" in ran.err
        assert "where" in ran.err


def test_an_imported_week_is_stored_under_the_time_of_the_rows(wenzhai, new_room, dump, mapping):
    """`stories` takes the rows for what they are: news of that week, in two languages."""
    wenzhai("import", dump, "-m", mapping, "--room", new_room)
    ran = wenzhai("stories", "--week", "2023-W15", "--json", "--room", new_room)
    assert ran.code == 0
    assert all(story["story"]["title"] in {r["headline"] for r in _ROWS} for story in ran.json)


def test_opml_goes_round(wenzhai, new_room, tmp_path):
    """Feeds of another reader become sources once, and come out again with their addresses."""
    given, written = tmp_path / "given.opml", tmp_path / "written.opml"
    given.write_text(_OPML, "utf-8")
    before = len(tomllib.loads((new_room / "newsroom.toml").read_text("utf-8"))["sources"])
    ran = wenzhai("import", given, "--room", new_room)
    assert ran.code == 0
    assert "2 sources added" in ran.out
    assert "0 sources added" in wenzhai("import", given, "--room", new_room).out
    assert wenzhai("sources", "--opml", written, "--room", new_room).code == 0
    other = tmp_path / "other"
    assert wenzhai("init", other).code == 0
    ran = wenzhai("import", written, "--room", other, "--json")
    assert [len(report["added"]) for report in ran.json.values()] == [2]
    sources = tomllib.loads((other / "newsroom.toml").read_text("utf-8"))["sources"]
    assert len(sources) == before + 2
    assert [(s["name"], s["url"]) for s in sources[-2:]] == [
        ("One <1>", "https://one.example/feed"),
        ("二", "https://two.example/feed?a=1&b=2"),
    ]


def test_opml_that_is_none_leaves_the_newsroom_alone(wenzhai, new_room, tmp_path):
    """A file that cannot be read changes nothing; exit code 1."""
    before = (new_room / "newsroom.toml").read_bytes()
    for number, text in enumerate(
        ["", "<opml", "<html/>", '<!DOCTYPE a [<!ENTITY b "c">]><opml/>']
    ):
        path = tmp_path / f"{number}.opml"
        path.write_text(text, "utf-8")
        ran = wenzhai("import", path, "--room", new_room)
        assert ran.code in (0, 1)
        assert ran.code == 1 or "0 sources added" in ran.out
    assert (new_room / "newsroom.toml").read_bytes() == before


def test_sources_as_json(wenzhai, new_room):
    """Each source with its health, which is null before it was asked."""
    ran = wenzhai("sources", "--json", "--room", new_room)
    assert ran.code == 0
    assert ran.json["page_problems"] == []
    assert {line["health"] for line in ran.json["sources"]} == {None}
    assert all(line["source"]["url"] for line in ran.json["sources"])


def test_collect_refuses_a_source_that_is_not_there(wenzhai, new_room):
    """The remedy says how to list those that are."""
    ran = wenzhai("collect", "--source", "nowhere", "--room", new_room)
    assert (ran.code, ran.out) == (1, "")
    assert "nowhere" in ran.err
    assert "wenzhai sources" in ran.err


def test_a_source_that_fails_is_told_and_makes_3(wenzhai, sample_copy):
    """Without its server the sample's source cannot answer: named on standard error, exit code 3."""
    ran = wenzhai("collect", "--source", "paper-kite", "--room", sample_copy)
    assert ran.code == 3
    assert "0 of 1 sources answered" in ran.out
    assert "paper-kite: " in ran.err


def test_sources_lists_what_went_wrong(wenzhai, sample_copy):
    """`--problems` leaves out the sources that are well."""
    ran = wenzhai("sources", "--problems", "--room", sample_copy)
    assert ran.code == 0
    assert "paper-kite" in ran.out
    assert "pearl-wire" not in ran.out
    health = {
        line["source"]["id"]: line["health"]
        for line in wenzhai("sources", "--json", "--room", sample_copy).json["sources"]
    }
    assert "410" in health["paper-kite"]["error"]
    assert health["pearl-wire"]["entries"] == 20
