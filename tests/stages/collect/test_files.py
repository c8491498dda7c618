"""Folders of pages on this machine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.errors import InputError
from wenzhai.stages.collect import collect_source
from wenzhai.stages.collect.files import read_html_file, read_markdown_file

MARKDOWN = """---
title: "A title of its own"
date: 2023-04-10 08:00
author: Ann
url: http://blog.example/post?utm_source=x
---
# Another heading

First line
second line.

## Part <two>

Last.
"""


def test_html_and_markdown_become_entries(tmp_path, make_context, make_source):
    """Titles, times and addresses are found; without an address the path stays relative."""
    folder = tmp_path / "notes"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep/b.md").write_text(MARKDOWN, encoding="utf-8")
    page = "<meta charset=gbk><title>网页 &amp; 标题</title><p>正文</p>".encode("gbk")
    (folder / "a.html").write_bytes(page)
    (folder / "c.txt").write_text("not read")
    source = make_source(kind="folder", url="notes", language="zh-Hans")
    first, second = collect_source(source, make_context()).entries
    assert (first.title, first.url) == ("网页 & 标题", "file:s/a.html")
    assert "正文" in first.content_html
    assert (second.title, second.url) == ("A title of its own", "http://blog.example/post")
    assert second.author == "Ann"
    assert second.published_at is not None
    assert second.published_at.isoformat() == "2023-04-10T00:00:00+00:00"
    assert "<p>First line second line.</p>\n<h2>Part &lt;two&gt;</h2>" in second.content_html


def test_links_out_of_the_folder_and_huge_files(tmp_path, make_context, make_source):
    """A symbolic link leads nowhere, a huge file is noted, and the others are read."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (tmp_path / "secret.html").write_text("<title>secret</title>")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "huge.md").write_bytes(b"x" * 8_000_001)
    (folder / "own.md").write_text("# Own")
    batch = collect_source(make_source(kind="folder", url="notes"), make_context())
    assert [entry.title for entry in batch.entries] == ["Own"]
    assert "huge.md" in batch.notes[0]


def test_missing_folder_is_said(make_context, make_source):
    """A folder that is not there is an error with a remedy."""
    with pytest.raises(InputError, match="no such folder"):
        collect_source(make_source(kind="folder", url="none"), make_context())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_document(body):
    """No file crashes the reading."""
    for attempt in (body, MARKDOWN.encode() + body, b"<title>" + body):
        assert isinstance(read_html_file(attempt).title, str)
        assert isinstance(read_markdown_file(attempt).title, str)
