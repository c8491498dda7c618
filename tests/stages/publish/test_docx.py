"""The DOCX: opened again, in order, with its fonts, links and styles, and the same every time."""

from __future__ import annotations

import io
import zipfile

import docx
import msgspec
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from wenzhai.stages.publish import LocalPicture, PublishContext
from wenzhai.stages.publish.docx import DocxFormat


def render(edition, context: PublishContext | None = None) -> bytes:
    return DocxFormat().render(edition, context or PublishContext()).files["edition.docx"]


def read(data: bytes) -> list[tuple[str, str]]:
    """(style, text) of every paragraph, the text of links included, note numbers not."""
    paragraphs = []
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        runs = [
            run
            for run in paragraph._p.iter(qn("w:r"))
            if run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") is None
        ]
        text = "".join(t.text or "" for run in runs for t in run.iter(qn("w:t")))
        paragraphs.append((paragraph.style.name, text))
    return paragraphs


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whole_and_in_order(made, context, language):
    """Headlines are headings and sentences paragraphs, in the edition's order; every passage is listed."""
    edition = made.make_edition(language)
    paragraphs = read(render(edition, context(language)))
    assert paragraphs[0] == ("Title", edition.title)
    headings = [text for style, text in paragraphs if style == "Heading 1"]
    gap = "" if language == "zh" else " "
    lead = {"en": "Sources: ", "zh": "来源："}[language]
    listed = [text for style, text in paragraphs if style == "Source" and text.startswith(lead)]
    assert len(listed) >= len(edition.highlights) - 1
    for number, highlight in enumerate(edition.highlights, 1):
        if highlight.story_id == "hostile":
            continue
        assert headings[number - 1] == f"{number}. {highlight.headline.text}"
        for sentences in highlight.paragraphs:
            assert ("Normal", gap.join(s.text for s in sentences)) in paragraphs
            for citation in (c for s in sentences for c in s.citations):
                assert any(
                    style == "Passage" and citation.text in text and citation.publisher in text
                    for style, text in paragraphs
                )


def test_fonts_for_chinese(made):
    """Every style that is used names a font for Latin and one for Chinese, without the theme's in its way."""
    document = docx.Document(io.BytesIO(render(made.make_edition("zh"))))
    for name in ("Normal", "Title", "Heading 1", "Passage", "Source"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in {"SimSun", "Microsoft YaHei"}
        assert fonts.get(qn("w:ascii"))
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_links(made):
    """Links are http(s), or lead to a source within the document that is there."""
    data = render(made.make_edition("en"))
    document = docx.Document(io.BytesIO(data))
    outer = [r.target_ref for r in document.part.rels.values() if r.reltype.endswith("/hyperlink")]
    assert outer
    assert all(address.startswith(("http://", "https://")) for address in outer)
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert anchors == set(marks)
    assert len(marks) == len(set(marks))


def test_picture(made, context):
    """The picture at hand and the charts are in it with their alternative text, the picture with its
    credit; broken bytes are not."""
    data = render(made.make_edition("en"), context("en"))
    document = docx.Document(io.BytesIO(data))
    shape, *charts = document.inline_shapes
    told = [chart._inline.docPr.get("descr") for chart in charts]
    assert [text.partition(".")[0] for text in told] == [
        chart.title for h in made.make_edition("en").highlights for chart in h.charts
    ]
    assert shape._inline.docPr.get("descr") == "Bars of different heights"
    assert any("Photo: Harbour Tech Review" in text for _, text in read(data))
    broken = {"https://pictures.example/model.png": LocalPicture(name="m.png", data=b"\x89PNG")}
    without = render(made.make_edition("en"), PublishContext(pictures=broken))
    assert len(docx.Document(io.BytesIO(without)).inline_shapes) == len(charts)


def test_same_bytes(made, context):
    """The same edition gives the same bytes; all parts are of one time, the content types first."""
    edition = made.make_edition("zh")
    data = render(edition, context("zh"))
    assert data == render(edition, context("zh"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.title == edition.title
    assert properties.created.isoformat() == "2023-04-16T09:00:00+00:00"


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(), min_size=1, max_size=60))
def test_any_text_opens(made, text):
    """Whatever the texts, the document opens."""
    edition = msgspec.structs.replace(
        made.make_edition("en"), title=text, subtitle=text, greeting=text, wrap_up=text
    )
    assert read(render(edition, PublishContext(site_title=text)))
