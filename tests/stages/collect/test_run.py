"""Any kind through one door, plug-ins among them, and the page behind an entry."""

import re
import sys
import types
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from servers import reply
from wenzhai.errors import ParseError, SettingsError
from wenzhai.model import Entry
from wenzhai.stages.collect import collect_source, fetch_page, get_collector, kinds, list_kinds

GUIDE = Path(__file__).parents[3] / "docs/extend-source-kind.md"


@pytest.fixture
def plug_in(monkeypatch):
    """Make installed packages look as if one of them had the entry point `kind = value`."""

    def install(kind, value):
        point = EntryPoint(name=kind, value=value, group=kinds.GROUP)
        monkeypatch.setattr(kinds, "entry_points", lambda **_: EntryPoints([point]))

    return install


@pytest.fixture
def guide_module(monkeypatch):
    """Run the example of the guide from the text that a reader sees."""
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    module = types.ModuleType("wenzhai_example_csv")
    exec(compile(code, str(GUIDE), "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module.__name__


def test_built_in_kinds():
    """These are the kinds that newsroom.toml may name without any plug-in."""
    assert set(list_kinds()) >= {
        "archive",
        "feed",
        "folder",
        "hotlist",
        "jsonl",
        "page",
        "sitemap",
    }


def test_unknown_kind_lists_the_known_ones(make_source, make_context):
    """A mistyped kind is answered with the ones that there are."""
    with pytest.raises(SettingsError, match=r"archive, feed, folder"):
        collect_source(make_source(kind="fead"), make_context())


def test_the_guides_example_is_a_kind(plug_in, guide_module, server, make_source, make_context):
    """The code of docs/extend-source-kind.md, installed as a plug-in, collects over HTTP."""
    plug_in("csv", guide_module)
    server.routes["/list.csv"] = reply(
        "标题,http://news.example/1\nSecond,http://news.example/2\n,x\n"
    )
    batch = collect_source(
        make_source(kind="csv", url="http://news.example/list.csv"), make_context()
    )
    assert [entry.title for entry in batch.entries] == ["标题", "Second"]
    assert batch.notes == ("line 3 has no title",)
    assert "csv" in list_kinds()


def test_broken_plug_ins_are_settings_errors(plug_in, monkeypatch):
    """A plug-in that does not load, or is no collector, is named and does not crash."""
    plug_in("bad", "no_such_module_anywhere")
    with pytest.raises(SettingsError, match="does not load"):
        get_collector("bad")
    monkeypatch.setitem(sys.modules, "empty_plug_in", types.ModuleType("empty_plug_in"))
    plug_in("bad", "empty_plug_in")
    with pytest.raises(SettingsError, match="no function `collect`"):
        get_collector("bad")


def test_a_plug_in_cannot_replace_a_built_in_kind(plug_in):
    """`feed` stays ours, whatever is installed."""
    plug_in("feed", "no_such_module_anywhere")
    assert get_collector("feed") is kinds.BUILT_IN["feed"]


def entry_at(url, now):
    return Entry(id="e", source_id="s", url=url, title="t", seen_at=now)


def test_page_is_decoded_whatever_it_claims(server, make_context):
    """A GBK page that calls itself UTF-8 is read as what it is."""
    text = "<html><meta charset=utf-8><p>我们在这里说的是一个不大的市场，公司会发布新的产品。</p>"
    server.routes["/a"] = reply(text.encode("gbk"), content_type="text/html")
    context = make_context()
    page = fetch_page(entry_at("http://news.example/a", context.now), context.fetcher, context.now)
    assert page.html == text
    assert (page.entry_id, page.url, page.fetched_at) == ("e", "http://news.example/a", context.now)


@pytest.mark.parametrize(
    ("kind", "body"), [("application/pdf", "%PDF-1.7"), ("image/png", "\x89PNG"), ("", "\x00\x01")]
)
def test_what_is_no_page_is_refused(kind, body, server, make_context):
    """A PDF or a picture behind an entry is said in words."""
    server.routes["/a"] = reply(body, content_type=kind)
    context = make_context()
    with pytest.raises(ParseError, match="no web page"):
        fetch_page(entry_at("http://news.example/a", context.now), context.fetcher, context.now)
