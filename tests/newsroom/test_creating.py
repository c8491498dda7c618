"""What is written into newsroom.toml is read back the same, whatever names and addresses hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.model import Rights, Source
from wenzhai.newsroom.creating import render_sources, write_whole
from wenzhai.settings import load_newsroom

_HEAD = 'beat = "china-digital"\nfirst_week = "2023-W15"\n[title]\nen = "Digest"\n'

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_sources = st.builds(
    Source,
    id=st.just("one"),
    name=_texts,
    kind=_texts,
    url=_texts,
    language=st.sampled_from(["en", "zh-Hans", "zh-Hant"]),
    family=_texts,
    role=st.sampled_from(["media", "wire", "hotlist"]),
    quality=st.floats(0, 1),
    every=st.integers(0, 100_000),
    full_text=st.booleans(),
    enabled=st.booleans(),
    rights=st.none()
    | st.builds(
        Rights,
        quote_words=st.integers(0, 1_000),
        quote_share=st.floats(0, 1),
        pictures=st.sampled_from(["none", "link", "credit"]),
        attribution=_texts,
        derivatives=st.booleans(),
        licence=_texts,
        licensed_until=st.none() | st.dates(),
        translate=st.booleans(),
        summarise=st.booleans(),
        cards=st.booleans(),
    ),
    options=st.dictionaries(_texts, _texts, max_size=3),
)


def _read_back(folder, sources):
    path = folder / "newsroom.toml"
    write_whole(path, (_HEAD + render_sources(sources)).encode())
    return load_newsroom(path).sources


@settings(max_examples=150, deadline=None)
@given(_sources)
def test_a_source_with_any_text_is_read_back(tmp_path_factory, source):
    """Quotes, line breaks, control characters and TOML's own signs pass through."""
    assert _read_back(tmp_path_factory.getbasetemp(), [source]) == (source,)


@pytest.mark.parametrize("text", ['"', "\\", "\x7f", "\n[[sources]]\n", "{{ 7 * 7 }}", "# ]", "\0"])
def test_hostile_text_stays_text(tmp_path, text):
    """Neither TOML nor the template takes a name from an imported list for its own."""
    source = Source(
        id="a", name=text, kind="feed", url=text, language="en", options={text: text, "a.b": "c d"}
    )
    assert _read_back(tmp_path, [source]) == (source,)


def test_several_sources_keep_their_order(tmp_path):
    """A list is read back as a list."""
    sources = tuple(
        Source(id=f"s{n}", name="S", kind="feed", url="https://s.example", language="en")
        for n in range(3)
    )
    assert _read_back(tmp_path, sources) == sources


def test_a_file_is_replaced_whole(tmp_path):
    """The old file is there until the new one is, and nothing is left beside it."""
    path = tmp_path / "folder" / "file"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [found.name for found in path.parent.iterdir()] == ["file"]
