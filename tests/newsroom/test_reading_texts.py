"""Texts that people write by hand are read as paragraphs with their links, whatever the file is."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.errors import InputError
from wenzhai.newsroom.reading_texts import read_text

URL = "https://meridian.example/kapok"
LETTER = f"""---
title: Parcels
url: https://desk.example/parcels
---
# Parcels go south

It got [57 percent]({URL}) of its
orders abroad.[^1] Bare: https://bare.example/2023/04/11.

木棉快递投递
包裹3300万件。

```
99 bottles
```

| Month | Parcels |
|---|---|
| March | 33 million |

[^1]: Lanwan, [title](<https://lanwan.example/a>), “words 12”
"""


def lines(written):
    return [p.text for p in written.paragraphs]


def urls(written):
    return [link.url for p in written.paragraphs for link in p.links]


def make_word() -> bytes:
    """A Word file with a heading, a link and a table, as Word writes them."""
    document = Document()
    document.core_properties.title = "Parcels"
    document.add_heading("Parcels go south", 1)
    paragraph = document.add_paragraph("It got ")
    key = document.part.relate_to(URL, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink xmlns:w="{space}" xmlns:r="{relations}" r:id="{key}">'
            "<w:r><w:t>57 percent</w:t></w:r></w:hyperlink>"
        )
    )
    paragraph.add_run(" of its orders abroad.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "March", "33 million"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_markdown_is_read_without_its_marks():
    """Links and footnotes are kept as links, addresses and code are no text, Chinese lines join without
    a blank, and front matter names the text."""
    written = read_text(LETTER.encode(), "letter.md")
    assert written.title == "Parcels"
    assert written.url == "https://desk.example/parcels"
    assert lines(written) == [
        "Parcels go south",
        "It got 57 percent of its orders abroad. Bare:",
        "木棉快递投递包裹3300万件。",
        "Month",
        "Parcels",
        "March",
        "33 million",
    ]
    assert urls(written) == [URL, "https://lanwan.example/a", "https://bare.example/2023/04/11"]
    link = written.paragraphs[1].links[0]
    assert written.paragraphs[1].text[link.start : link.end] == "57 percent"


def test_a_page_is_read_as_its_visible_lines():
    """Blocks part lines, links keep their words, what is hidden is not read."""
    page = (
        "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><h1>Parcels</h1>"
        f'<p>It got <a href="{URL}">57 <b>percent</b></a> of it.<br>More</p>'
        '<p hidden>secret</p><div style="display: none">secret</div><script>1</script></body></html>'
    )
    written = read_text(page.encode(), "-")
    assert lines(written) == ["Parcels", "It got 57 percent of it.", "More"]
    assert urls(written) == [URL]
    assert written.title == "T"


def test_a_word_file_is_read_with_links_and_tables():
    written = read_text(make_word(), "letter.docx")
    assert written.title == "Parcels"
    assert lines(written) == [
        "Parcels go south",
        "It got 57 percent of its orders abroad.",
        "March",
        "33 million",
    ]
    assert urls(written) == [URL]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nstill one.\n\nTwo.", ["One line still one.", "Two."]),
        ("First.\nSecond.", ["First.", "Second."]),
        (f"It is so ({URL}).\n", ["It is so ()."]),
    ],
)
def test_plain_text_has_paragraphs_by_blank_lines_else_by_lines(text, expected):
    assert lines(read_text(text.encode(), "a.txt")) == expected


def test_an_encoding_of_old_is_read():
    """GB 18030 is what many Chinese files are in."""
    text = "木棉快递四月十二日宣布，公司近六成订单来自海外，三月投递包裹三千三百万件。"
    assert lines(read_text(text.encode("gb18030"), "a.txt")) == [text]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7 ...", "report.pdf", "PDF"),
        (b'{"text":"It sold 3."}', "drafts.jsonl", "JSON lines"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.png", "no text"),
        (b"PK\x03\x04 broken", "a.docx", "Word"),
        (b"not a zip", "a.docx", "Word"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data, name, words):
    with pytest.raises(InputError, match=words) as refused:
        read_text(data, name)
    assert refused.value.remedy


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.txt", "a.html", "a.docx", "-"]))
def test_any_bytes_are_read_or_refused(data, name):
    """Links lie inside of their paragraphs, whatever the bytes are."""
    try:
        written = read_text(data, name)
    except InputError:
        return
    for paragraph in written.paragraphs:
        assert all(0 <= k.start <= k.end <= len(paragraph.text) + 1 for k in paragraph.links)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab 1[](){}<>*_`#|-\n^:!https//.例。", max_size=200))
def test_any_markdown_is_read(text):
    for paragraph in read_text(text.encode(), "a.md").paragraphs:
        assert "\n" not in paragraph.text
        assert all(0 <= k.start <= k.end <= len(paragraph.text) + 1 for k in paragraph.links)
