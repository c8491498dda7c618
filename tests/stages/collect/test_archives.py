"""Archives through mapping files."""

import contextlib
import gzip
import json
import lzma
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.errors import InputError, SettingsError
from wenzhai.model import Entry, Sighting, Source
from wenzhai.stages.collect import collect_source
from wenzhai.stages.collect.archives import LineProblem, read_archive, read_row
from wenzhai.stages.collect.mapping import Mapping, parse_mapping, read_mapping

NOW = datetime(2023, 4, 10, tzinfo=UTC)
SOURCE = Source(id="s", name="Dump", kind="archive", url="dump.jsonl", language="en", family="f")
MAPPINGS = Path(__file__).parents[3] / "benchmarks/mappings"

TOPICS = """
[fields]
title = "head.line"
link = "id"
time = "ts"
publisher = "outlets[].name"
summary = "text"

[time]
format = "epoch_ms"

[constants]
language = "zh-Hans"
link_prefix = "https://topics.example/"

[where]
field = "day"
first = "2023-04-03"
"""
ROW = {
    "head": {"line": "标题"},
    "id": 7,
    "ts": 1_681_113_600_000,
    "outlets": [{"name": "甲"}, {"name": "乙"}, {"name": "甲"}, {}],
    "text": "<p>摘要</p>",
    "day": "2023-04-10",
}


def test_topic_with_several_publishers():
    """One entry for each archived item: the first publisher leads, all of them are kept."""
    entry = read_row(ROW, parse_mapping(TOPICS, "m.toml"), SOURCE, line=1, seen_at=NOW)
    assert isinstance(entry, Entry)
    assert (entry.title, entry.url) == ("标题", "https://topics.example/7")
    assert (entry.publisher, entry.publishers) == ("甲", ("甲", "乙"))
    assert (entry.summary, entry.language, entry.family) == ("摘要", "zh-Hans", "")
    assert entry.published_at == entry.seen_at == datetime(2023, 4, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.xz", ".json"])
def test_every_packing_and_bad_lines(suffix, tmp_path):
    """Plain, gz, xz and a JSON array are read; a bad line is told with its number and skipped."""
    old = {**ROW, "day": "2023-03-01"}
    lines = [json.dumps(ROW), "{bad", "[1]", json.dumps(old), "", json.dumps({"day": "2023-05-01"})]
    text = "\n".join(lines)
    if suffix == ".json":
        text = f"[{json.dumps(ROW)}, 3, [1], {json.dumps(old)}, null, {lines[-1]}]"
    pack = {".gz": gzip.compress, ".xz": lzma.compress}.get(Path(suffix).suffix, bytes)
    path = tmp_path / f"dump{suffix}"
    path.write_bytes(pack(text.encode()))
    items = list(read_archive(path, parse_mapping(TOPICS, "m"), SOURCE, seen_at=NOW))
    assert sum(isinstance(item, Entry) for item in items) == 1
    numbers = [item.line for item in items if isinstance(item, LineProblem)]
    assert numbers == ([2, 3, 5, 6] if suffix == ".json" else [2, 3, 6])


def test_collect_an_archive_and_jsonl(tmp_path, make_context, make_source):
    """Both kinds end in a batch whose notes name the bad lines."""
    (tmp_path / "m.toml").write_text(TOPICS, encoding="utf-8")
    (tmp_path / "dump.jsonl").write_text(json.dumps(ROW) + "\nbad\n", encoding="utf-8")
    source = make_source(kind="archive", url="dump.jsonl", options={"mapping": "m.toml"})
    batch = collect_source(source, make_context())
    assert len(batch.entries) == 1
    assert batch.notes[0].startswith("line 2: it is no JSON")

    own = {"title": "Own", "url": "http://a.example/1", "published_at": "2023-04-10T08:00:00Z"}
    (tmp_path / "own.jsonl").write_text(json.dumps(own), encoding="utf-8")
    batch = collect_source(make_source(kind="jsonl", url="own.jsonl"), make_context())
    assert batch.entries[0].published_at == datetime(2023, 4, 10, 8, tzinfo=UTC)
    assert batch.entries[0].family == "owner"
    with pytest.raises(SettingsError, match="mapping"):
        collect_source(make_source(kind="archive"), make_context())


def test_hot_list_with_heat_unit_and_without_time():
    """A sighting needs a time; its heat is in the list's unit times `heat_unit`."""
    text = 'kind="hotlist"\n[fields]\ntime="at"\nrank="r"\nheat="h"\n[constants]\nheat_unit=10000'
    mapping = parse_mapping(text, "m")
    row = {"title": "热", "at": "2023-04-10T08:00:00+08:00", "r": 3, "h": 9.5}
    got = read_row(row, mapping, SOURCE, line=1, seen_at=NOW)
    assert isinstance(got, Sighting)
    assert (got.rank, got.heat, got.list_name) == (3, 95_000, "Dump")
    assert isinstance(read_row({"title": "热"}, mapping, SOURCE, line=2, seen_at=NOW), LineProblem)


def test_strptime_zone_shift_and_host():
    """A pattern of its own, the mapping's zone, a shift, and the host of a link as publisher."""
    text = """[fields]
link = "u"
time = "t"
publisher = "u|host"
[time]
format = "%d.%m.%Y %H:%M"
zone = "Asia/Shanghai"
shift_hours = -24
"""
    row = {"title": "T", "u": "https://www.Outlet.example/x", "t": "10.04.2023 08:00"}
    entry = read_row(row, parse_mapping(text, "m"), SOURCE, line=1, seen_at=NOW)
    assert isinstance(entry, Entry)
    assert entry.publisher == "outlet.example"
    assert entry.published_at == datetime(2023, 4, 9, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[fields]\ntitle = headline", 2),
        ("[fields]\ntitle = 'x'\ntitel = 'y'", 3),
        ("kind = 'news'", 1),
        ("[fields]\n\ntitle = 3", 3),
        ("[time]\nzone = 'Mars/Base'", 2),
        ("[fields]\ntitle = ''", 2),
    ],
)
def test_wrong_mapping_names_file_line_and_remedy(text, line):
    """Whoever wrote the mapping is told where and what to do."""
    with pytest.raises(SettingsError) as caught:
        parse_mapping(text, "m.toml")
    assert caught.value.where == f"m.toml:{line}"
    assert caught.value.remedy


def test_missing_and_damaged_files(tmp_path):
    """A file that is not there, or is damaged, is an InputError; a mapping, a SettingsError."""
    with pytest.raises(SettingsError):
        read_mapping(tmp_path / "none.toml")
    for name, body in (("none.jsonl", None), ("bad.jsonl.gz", b"no"), ("bad.jsonl.xz", b"no")):
        if body is not None:
            (tmp_path / name).write_bytes(body)
        with pytest.raises(InputError):
            list(read_archive(tmp_path / name, Mapping(), SOURCE, seen_at=NOW))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_a_settings_error(text):
    """No text crashes the reading of a mapping."""
    for attempt in (text, TOPICS + text):
        with contextlib.suppress(SettingsError):
            parse_mapping(attempt, "m")


@given(
    st.dictionaries(
        st.sampled_from(["head", "id", "ts", "outlets", "text", "day"]),
        st.one_of(st.none(), st.text(max_size=9), st.integers(), st.floats(), st.lists(st.text())),
    )
)
def test_any_row_is_an_item_or_a_problem(row):
    """No object in an archive crashes its reading."""
    read_row(row, parse_mapping(TOPICS, "m"), SOURCE, line=1, seen_at=NOW)
    row = {**row, "head": {"line": "t"}}
    read_row(row, parse_mapping(TOPICS, "m"), SOURCE, line=1, seen_at=NOW)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["rss-en", "readhub", "zaobao", "yarb", "weibo", "zhihu"])
def test_mappings_of_the_real_weeks(name, shared):
    """The first lines of each real dump come out with title, time and address."""
    mapping = read_mapping(MAPPINGS / f"{name}.toml")
    path = shared / f"data/newsweeks/{name}.jsonl.gz"
    items = list(islice(read_archive(path, mapping, SOURCE, seen_at=NOW), 200))
    assert len(items) == 200
    for item in items:
        assert not isinstance(item, LineProblem)
        assert item.title
        assert item.url.startswith("http")
        at = item.published_at if isinstance(item, Entry) else item.seen_at
        assert at is not None
        assert datetime(2023, 2, 20, tzinfo=UTC) < at < NOW
    if name == "readhub":
        assert any(item.publishers for item in items if isinstance(item, Entry))
    if name == "zhihu":
        assert all(item.rank and item.heat for item in items if isinstance(item, Sighting))
