"""Hot lists: formats, ranks, heat, and lists by day."""

import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servers import reply
from wenzhai.errors import ParseError, SettingsError, StatusError
from wenzhai.model import Source
from wenzhai.ports import Fetched
from wenzhai.stages.collect import collect_source
from wenzhai.stages.collect.hotlists import parse_heat, parse_hot_list

SEEN = datetime(2023, 4, 9, 16, 0, tzinfo=UTC)


def newsnow(updated=None, count=2):
    items = [
        {
            "id": n,
            "title": f"热搜第{n}条",
            "url": f"https://s.example/{n}",
            "extra": {"info": f"{321 - n}万热度"},
        }
        for n in range(1, count + 1)
    ]
    return json.dumps({"status": "success", "id": "x", "updatedTime": updated, "items": items})


@pytest.mark.parametrize(
    ("value", "heat"),
    [
        ("321万热度", 3_210_000),
        ("1.2M", 1_200_000),
        ("3,456", 3456),
        ("１２３４５", 12345),
        ("1.5亿", 150_000_000),
        ("热度 45.5 万", 455_000),
        ("12w", 120_000),
        ("88 views", 88),
        ("7 minutes", 7),
        (936.0, 936),
        (True, None),
        (-5, None),
        ("hot", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_heat_is_read_in_every_unit(value, heat):
    """Numbers come with Chinese and Latin scales, with commas and full-width digits."""
    assert parse_heat(value) == heat


@given(st.one_of(st.text(max_size=100), st.floats(), st.integers(), st.lists(st.integers())))
def test_any_value_is_heat_or_none(value):
    """Whatever stands there is a number that is not negative, or nothing."""
    heat = parse_heat(value)
    assert heat is None or 0 <= heat < 1e18


def test_newsnow_gives_rank_heat_and_time(server, make_context, make_source):
    """Rank is the place, heat is read from the extra, the time is the list's own."""
    server.routes["/hot"] = reply(newsnow(1_681_113_600_000))
    source = make_source(kind="hotlist", url="http://hot.example/hot", options={"list": "weibo"})
    first, second = collect_source(source, make_context()).sightings
    assert (first.rank, second.rank) == (1, 2)
    assert first.heat == 3_200_000
    assert first.list_name == "weibo"
    assert first.seen_at == datetime(2023, 4, 10, 8, 0, tzinfo=UTC)


def test_each_day_of_a_dated_list(server, make_context, make_source):
    """`{date}` is fetched for each day in Beijing's time; a missing day is a note, no failure."""
    server.routes = {
        "/d/2023-04-09": reply(newsnow()),
        "/d/2023-04-10": reply(newsnow(count=1)),
    }
    source = make_source(kind="hotlist", url="http://hot.example/d/{date}", language="zh-Hans")
    batch = collect_source(source, make_context(since=datetime(2023, 4, 8, tzinfo=UTC)))
    assert server.paths() == ["/d/2023-04-08", "/d/2023-04-09", "/d/2023-04-10"]
    assert len(batch.sightings) == 3
    assert batch.sightings[0].seen_at == datetime(2023, 4, 8, 16, tzinfo=UTC)
    assert "404" in batch.notes[0]


def test_all_days_missing_is_a_failure(make_context, make_source):
    """A list of which no day can be had fails as any source does."""
    source = make_source(kind="hotlist", url="http://hot.example/d/{date}")
    with pytest.raises(StatusError):
        collect_source(source, make_context())


def test_rsshub_and_plain_json(server, make_context, make_source):
    """A feed's order is the rank; any JSON is read through dotted paths."""
    rss = "<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>"
    server.routes["/rss"] = reply(rss)
    source = make_source(kind="hotlist", url="http://hot.example/rss", options={"format": "rsshub"})
    assert [(s.title, s.rank) for s in collect_source(source, make_context()).sightings] == [
        ("A", 1),
        ("B", 2),
    ]
    rows = {"data": {"list": [{"word": {"text": "甲"}, "pos": 5, "n": "2万", "link": "/x"}]}}
    server.routes["/json"] = reply(json.dumps(rows))
    options = {
        "format": "json",
        "items": "data.list",
        "title": "word.text",
        "rank": "pos",
        "heat": "n",
        "url": "link",
    }
    source = make_source(kind="hotlist", url="http://hot.example/json", options=options)
    (one,) = collect_source(source, make_context()).sightings
    assert (one.title, one.rank, one.heat, one.url) == ("甲", 5, 20_000, "http://hot.example/x")


def test_unknown_format_and_wrong_shape(server, make_context, make_source):
    """Both are said in words, with what to set."""
    server.routes["/hot"] = reply('{"data": []}')
    source = make_source(kind="hotlist", url="http://hot.example/hot", options={"format": "xml"})
    with pytest.raises(SettingsError, match="newsnow"):
        collect_source(source, make_context())
    with pytest.raises(ParseError, match="items"):
        collect_source(make_source(kind="hotlist", url=source.url), make_context())


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(["items", "title", "url", "extra", "info", "updatedTime"]), inner
            ),
        ),
    )
)
def test_any_json_is_a_list_or_a_parse_error(document):
    """No JSON crashes the reading."""
    source = Source(id="s", name="S", kind="hotlist", url="http://a.example/", language="zh-Hans")
    body = json.dumps(document).encode()
    with contextlib.suppress(ParseError):
        got = Fetched(url=source.url, status=200, headers={}, body=body)
        parse_hot_list(got, source, SEEN)
