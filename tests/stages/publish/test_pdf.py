"""The PDF: opened by two readers' libraries, in order, tagged, linked, safe and the same every time."""

from __future__ import annotations

import io
import re

import msgspec
import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wenzhai.model import Edition
from wenzhai.stages.publish import LocalPicture, PublishContext
from wenzhai.stages.publish.fonts import MISSING
from wenzhai.stages.publish.page import Run
from wenzhai.stages.publish.pdf import PdfFormat, merge_runs


def render(edition: Edition, context: PublishContext | None = None) -> bytes:
    publication = PdfFormat().render(edition, context or PublishContext())
    return publication.files["edition.pdf"]


@pytest.fixture(scope="module", params=["en", "zh"])
def printed(request, made):
    edition = made.make_edition(request.param)
    return edition, render(edition)


def squeeze(text: str) -> str:
    """Without what setting a line adds: spaces, breaks, soft hyphens, invisible marks."""
    return re.sub("[\\s\u2060\u200b\u00ad\u2010-]", "", text)


def read(data: bytes) -> str:
    return squeeze("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))


def read_with_pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return squeeze("".join(page.get_textpage().get_text_range() for page in document))


@pytest.mark.parametrize("reader", [read, read_with_pdfium])
def test_text_in_order(printed, reader):
    """Both libraries give every headline and sentence back, in the edition's order, Chinese included."""
    edition, data = printed
    text = reader(data)
    # The cover lists the headlines; the pages follow it.
    at = text.index(squeeze(edition.greeting.split("\n\n")[0]))
    for highlight in edition.highlights:
        if highlight.story_id == "hostile":
            continue
        for part in (highlight.headline, *(s for p in highlight.paragraphs for s in p)):
            at = text.index(squeeze(part.text)[:-1], at)
    for section in (*edition.numbers, *edition.briefs):
        at = text.index(squeeze(section.sentence.text)[:-1], at)


def test_a_source_is_told_from_its_role(made):
    """In English a space stands before the brackets."""
    reader = pypdf.PdfReader(io.BytesIO(render(made.make_edition("en"))))
    told = re.findall(
        r"(.)\((?:news agency|official|reprint|company)",
        "".join(p.extract_text() for p in reader.pages),
    )
    assert told
    assert set(told) <= {" ", "\n"}


def test_every_passage_is_noted(printed):
    """Each cited passage stands in the notes with its publisher, and each note's number in the text."""
    edition, data = printed
    text = read(data)
    notes = text[
        text.rindex("Sources,sentencebysentence" if edition.language == "en" else "逐句出处") :
    ]
    for highlight in edition.highlights:
        for sentence in (s for p in highlight.paragraphs for s in p):
            for citation in sentence.citations:
                if highlight.story_id != "hostile":
                    assert squeeze(citation.text) in notes
                assert squeeze(citation.publisher) in notes


def test_for_all_readers(printed):
    """The file says what it is to a screen reader: tagged, titled, in which language, with an outline;
    it declares PDF/UA-1 and PDF/A-2a, and every font is in it."""
    edition, data = printed
    reader = pypdf.PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == {"en": "en-GB", "zh": "zh-CN"}[edition.language]
    assert edition.title in reader.metadata.title
    titles = [item.title for item in reader.outline]
    assert (
        titles[: len(edition.highlights) - 2]
        == [h.headline.text for h in edition.highlights if h.story_id != "hostile"][: len(titles)][
            : len(edition.highlights) - 2
        ]
    )
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts[font["/BaseFont"]] = font["/DescendantFonts"][0]["/FontDescriptor"]
    assert any("NotoSerifSC" in name for name in fonts)
    assert all({"/FontFile2", "/FontFile3"} & set(each) for each in fonts.values())


def test_links(printed):
    """Links lead to http(s) addresses or within the file; a script or a disguised host is no link."""
    edition, data = printed
    reader = pypdf.PdfReader(io.BytesIO(data))
    addresses, inner = set(), 0
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            if "/URI" in action:
                addresses.add(action["/URI"])
            else:
                inner += 1
    assert addresses
    assert all(re.match("https?://[^@]*$", address) for address in addresses)
    assert inner >= sum(len(p) for h in edition.highlights for p in h.paragraphs)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(reader.trailer["/Root"].get("/Names", {}))
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_same_bytes(made, context):
    """The same edition gives the same bytes; the time in them is the edition's."""
    edition = made.make_edition("en")
    first = render(edition, context("en"))
    assert first == render(edition, context("en"))
    assert "20230416" in pypdf.PdfReader(io.BytesIO(first)).metadata["/CreationDate"]
    without = msgspec.structs.replace(edition, updated_at=None)
    assert render(without) == render(without)


def test_picture(made, context):
    """A picture whose bytes are at hand is printed with its alternative text and credit; the other is
    only pointed at."""
    data = render(made.make_edition("en"), context("en"))
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert sum(len(page.images) for page in reader.pages) == 1
    text = read(data)
    assert "Photo:HarbourTechReview" in text
    assert "Picture:LanternBusinessDaily" in text
    assert b"Bars of different heights" in data or "Barsofdifferentheights" not in text


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"<svg onload='x'/>"])
def test_broken_picture(made, data):
    """Bytes that are no picture, or only begin like one, leave the page without it."""
    pictures = {"https://pictures.example/model.png": LocalPicture(name="m.png", data=data)}
    made_of = render(made.make_edition("en"), PublishContext(pictures=pictures))
    assert sum(len(p.images) for p in pypdf.PdfReader(io.BytesIO(made_of)).pages) == 0


def test_truncated_picture(made, context):
    """A picture that breaks off in the middle is left out."""
    (whole,) = context("en").pictures.values()
    cut = LocalPicture(name="model.png", data=whole.data[: len(whole.data) // 2])
    pictures = {"https://pictures.example/model.png": cut}
    made_of = render(made.make_edition("en"), PublishContext(pictures=pictures))
    assert sum(len(p.images) for p in pypdf.PdfReader(io.BytesIO(made_of)).pages) == 0


def test_what_the_fonts_lack(made):
    """A character without a glyph prints as a geta mark, and the colophon says which it was."""
    edition = msgspec.structs.replace(made.make_edition("en"), wrap_up="A smile 😀 here.")
    text = read(render(edition))
    assert f"Asmile{MISSING}here." in text
    assert "U+1F600" in text


def test_markup_is_text(made):
    """What Typst would take for code, markup or an escape prints as it was written."""
    wrap_up = (
        '#panic("x") $x^2$ *bold* _em_ `raw` @label <label> \\u{41} [c] = no heading // no comment'
    )
    edition = msgspec.structs.replace(made.make_edition("en"), wrap_up=wrap_up)
    assert squeeze(wrap_up) in read(render(edition))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(), min_size=1, max_size=60))
def test_any_text_prints(made, text):
    """Whatever the texts, the edition is set, and opens."""
    edition = msgspec.structs.replace(
        made.make_edition("zh"), title=text, subtitle=text, greeting=text, wrap_up=text
    )
    assert len(pypdfium2.PdfDocument(render(edition, PublishContext(site_title=text)))) > 3


def test_empty_edition(made):
    """An edition without a highlight is a cover, and what there is."""
    edition = msgspec.structs.replace(
        made.make_edition("zh"), highlights=(), briefs=(), numbers=(), coming_up=(), follow_ups=()
    )
    assert edition.title in read(render(edition))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_merged_runs(marks):
    """Two cuts of a text make one: it reads the same, and what either marks is marked."""
    one = tuple(Run("x", a) for a, _ in marks)
    other = tuple(Run("x", b) for _, b in marks)
    merged = merge_runs(one, other)
    assert "".join(run.text for run in merged) == "x" * len(marks)
    assert [run.figure for run in merged for _ in run.text] == [a or b for a, b in marks]
