"""OPML from other readers, and our own there and back."""

import contextlib
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.errors import ParseError
from wenzhai.model import Source
from wenzhai.model.source import Role
from wenzhai.stages.collect.opml import guess_language, read_opml, write_opml

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="科技"><outline text="博客"><outline type="rss" text="Blog" xmlUrl="http://a.example/f"/>
</outline><outline text="電腦報導與資訊" xmlUrl="http://b.example/f"/></outline>
<outline text="Tech &amp; More" xmlUrl="http://c.example/f?utm_source=o"/>
<outline text="Tech &amp; More" xmlUrl="http://d.example/f"/>
<outline text="again" xmlUrl="http://c.example/f"/><outline text="x" xmlUrl="javascript:1"/>
<outline text="Said" language="zh-TW" xmlUrl="http://e.example/f"/></body></opml>"""


def test_nested_folders_slugs_and_languages():
    """Each address comes once, ids are unique, the language is said, or guessed from the names."""
    sources = read_opml(OPML.encode())
    assert [(s.id, s.language) for s in sources] == [
        ("blog", "zh-Hans"),
        ("b-example", "zh-Hant"),
        ("tech-more", "en"),
        ("tech-more-2", "en"),
        ("said", "zh-Hant"),
    ]
    assert sources[2].url == "http://c.example/f"
    assert {s.kind for s in sources} == {"feed"}
    assert guess_language("阮一峰的网络日志") == "zh-Hans"


NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=0x9FFF), min_size=1, max_size=12)
SOURCES = st.lists(
    st.builds(
        Source,
        id=st.from_regex(r"[a-z][a-z0-9\-]{0,9}", fullmatch=True),
        name=NAMES,
        kind=st.sampled_from(["feed", "page", "hotlist", "archive"]),
        url=st.from_regex(r"https://[a-z]{1,9}\.example/[a-z?={}]{0,9}", fullmatch=True),
        language=st.sampled_from(["en", "zh-Hans", "zh-Hant"]),
        family=st.one_of(st.just(""), NAMES),
        role=st.sampled_from(get_args(Role)),
        quality=st.floats(0, 1),
        options=st.dictionaries(st.sampled_from(["list", "link_pattern"]), NAMES, max_size=2),
    ),
    max_size=5,
    unique_by=(lambda source: source.id, lambda source: source.url),
)


@settings(max_examples=80, deadline=None)
@given(SOURCES, st.text(max_size=30))
def test_round_trip(sources, title):
    """What we write we read back: id, kind, language, family, role, quality and options."""
    assert read_opml(write_opml(tuple(sources), title)) == tuple(sources)


def test_entities_of_a_hostile_file_come_to_nothing(tmp_path):
    """An OPML file reads no other file and expands nothing."""
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    doctype = f'<!DOCTYPE opml [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    text = OPML.replace("<opml", doctype + "<opml", 1).replace("Said", "&f;")
    assert all("secret words" not in source.name for source in read_opml(text.encode()))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(OPML)))
def test_any_bytes_give_sources_or_a_parse_error(noise, place):
    """Noise anywhere ends in sources or in a ParseError."""
    body = OPML.encode()
    for attempt in (noise, body[:place] + noise + body[place:]):
        with contextlib.suppress(ParseError):
            read_opml(attempt)


@pytest.mark.shared
def test_public_list_of_chinese_feeds(shared):
    """A list in the wild comes out whole and is recognised as Chinese."""
    sources = read_opml((shared / "data/feeds/andybowu-chinese-rss-feeds.opml").read_bytes())
    assert len(sources) > 20
    assert len({source.id for source in sources}) == len(sources)
    assert all(source.language == "zh-Hans" for source in sources)
