"""The Markdown file, read by a CommonMark parser."""

from __future__ import annotations

import json
import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from wenzhai.stages.publish import PublishContext
from wenzhai.stages.publish.markdown import MarkdownFormat, escape, escape_block
from wenzhai.stages.publish.safe import one_line


def render(edition) -> str:
    return MarkdownFormat().render(edition, PublishContext()).files["edition.md"].decode()


def read(text: str) -> html.HtmlElement:
    """As GitHub would: raw HTML allowed, bare addresses linked."""
    return html.fromstring(
        f"<div>{MarkdownIt('gfm-like', {'html': True, 'linkify': False}).render(text)}</div>"
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_footnotes_are_complete(made, language):
    """Every mark has one footnote and every footnote a mark; all passages and publishers are there."""
    edition = made.make_edition(language)
    text = render(edition)
    marks = re.findall(r"\[\^([\w-]+)\](?!:)", text)
    notes = re.findall(r"^\[\^([\w-]+)\]:", text, flags=re.MULTILINE)
    assert sorted(marks) == sorted(notes)
    assert len(set(notes)) == len(notes)
    sentences = [h.headline for h in edition.highlights]
    sentences += [s for h in edition.highlights for p in h.paragraphs for s in p]
    assert len(notes) >= len(sentences)
    for sentence in sentences:
        for citation in sentence.citations:
            assert escape(citation.text) in text
            assert escape(citation.publisher) in text


def test_front_matter(made):
    """The head is YAML that any reader takes: JSON strings, a date, a number."""
    head = render(made.make_edition("zh")).split("---\n")[1]
    values = dict(line.split(": ", 1) for line in head.splitlines())
    assert json.loads(values["title"]) == "中国数字产业周报"
    assert values["date"] == "2023-04-16"
    assert values["number"] == "12"


def test_hostile_text(made):
    """Markup and links in titles stand as text; only http(s) links are links."""
    body = render(made.make_edition("en")).split("---\n", 2)[2]
    tree = read(body)
    assert not tree.xpath("//script | //img | //*[@onerror] | //*[@onmouseover] | //b | //i")
    assert all(href.startswith(("http://", "https://")) for href in tree.xpath("//a/@href"))
    assert "evil.example" not in " ".join(tree.xpath("//a/@href"))


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_escaped_text_reads_back(text):
    """A paragraph of any text is one paragraph with that text and nothing else."""
    plain = " ".join(read(escape_block(text)).text_content().split())
    tree = read(escape_block(text))
    assert plain == " ".join(one_line(text).split())
    assert [element.tag for element in tree.iter()] in (["div", "p"], ["div"])


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=30))
def test_any_title(made, text):
    """Whatever the title, the head keeps its eight lines between two rules."""
    edition = msgspec.structs.replace(made.make_edition("en"), title=text)
    lines = render(edition).split("\n")
    assert lines[0] == "---"
    assert lines[9] == "---"
