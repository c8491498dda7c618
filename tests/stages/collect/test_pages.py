"""Index pages whose links are the news."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servers import reply
from wenzhai.errors import ParseError, SettingsError
from wenzhai.stages.collect import collect_source
from wenzhai.stages.collect.pages import list_links

PAGE = """<html><head><meta charset="gbk"></head><body><a href="/about">关于我们</a>
<a href="/article/1"><img src="x"></a><a href="/article/1?utm_source=h">第一条新闻的标题在这里</a>
<a href="/article/1">更多</a><a href="http://other.example/article/2">第二条新闻是这个</a>
<a href="javascript:x()">article</a><a>nothing</a></body></html>"""


def test_matching_links_become_entries(server, make_context, make_source):
    """The longest text of a link is its title, and menus are left out."""
    server.routes["/"] = reply(PAGE.encode("gbk"), content_type="text/html")
    source = make_source(
        kind="page", url="http://news.example/", options={"link_pattern": r"/article/\d+"}
    )
    batch = collect_source(source, make_context())
    assert [(entry.title, entry.url) for entry in batch.entries] == [
        ("第一条新闻的标题在这里", "http://news.example/article/1"),
        ("第二条新闻是这个", "http://other.example/article/2"),
    ]
    nothing = make_source(kind="page", url=source.url, options={"link_pattern": "xyz"})
    assert "no link of" in collect_source(nothing, make_context()).notes[0]


@pytest.mark.parametrize("options", [{}, {"link_pattern": "("}])
def test_missing_or_wrong_pattern_is_a_settings_error(options, make_context, make_source):
    """The pattern is required and checked before anything is fetched."""
    with pytest.raises(SettingsError, match="link_pattern"):
        collect_source(make_source(kind="page", options=options), make_context())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_links_or_a_parse_error(body):
    """No page crashes the reading."""
    for attempt in (body, b"<a href='" + body + b"'>" + body):
        with contextlib.suppress(ParseError):
            list_links(attempt, "", "http://a.example/")
