"""Charts in every format: the same values, each with its passage; drawn in the page's colours or their own."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import docx
import msgspec
import pypdfium2
import pytest
from lxml import html
from PIL import Image

from wenzhai.errors import SettingsError
from wenzhai.model import Rights
from wenzhai.model.rights_record import Policies
from wenzhai.stages.publish import PublishContext, charts, publish_edition
from wenzhai.stages.publish.card_content import view_deck
from wenzhai.stages.publish.charts import draw_png, draw_where_fonts, measure_chart, write_svg
from wenzhai.stages.publish.fonts import find_fonts
from wenzhai.stages.publish.json_edition import decode_edition
from wenzhai.stages.publish.rights import ELLIPSIS, apply_rights
from wenzhai.stages.publish.story_links import name_story_file
from wenzhai.stages.publish.theme import Theme
from wenzhai.stages.publish.tokens import TokenChange, read_tokens
from wenzhai.stages.publish.view import view_edition

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def charts_of(edition):
    return [chart for h in edition.highlights for chart in h.charts]


def publish(edition, *names, context=None):
    files = {}
    for publication in publish_edition(edition, context or PublishContext(), names):
        files.update(publication.files)
    return files


@LANGUAGES
def test_the_page_has_each_chart_with_its_values(made, language):
    """An SVG with role, title and description, and under it each value, which opens the passage it cites."""
    edition = made.make_edition(language)
    tree = html.fromstring(publish(edition, "web")["index.html"])
    figures = tree.xpath('//figure[@class="chart"]')
    assert len(figures) == len(charts_of(edition)) == 3
    for figure, chart in zip(figures, charts_of(edition), strict=True):
        (svg,) = figure.xpath("./svg")
        assert svg.get("role") == "img"
        named = [tree.get_element_by_id(key) for key in svg.get("aria-labelledby").split()]
        assert [n.tag for n in named] == ["title", "desc"]
        assert named[0].text == chart.title
        assert named[1].text
        values = figure.xpath(".//dd/a")
        told = [p for p in chart.points if p.citations]
        assert [v.text_content() for v in values] == [p.words for p in told]
        for value, point in zip(values, told, strict=True):
            note = tree.get_element_by_id(value.get("href")[1:])
            assert point.citations[0].text in note.text_content()
        assert not svg.xpath(".//@style | .//@href | .//script | .//image")


def test_values_of_one_passage_share_a_note(made):
    """Three values of one sentence open one note, in which what bears each out is marked."""
    edition = made.make_edition("en")
    page = view_edition(edition, PublishContext())
    series = next(h for h in page.highlights if h.charts).charts[0]
    assert len({v.cited.note_id for v in series.values}) == 1
    assert [v.first for v in series.values] == [True, False, False]
    (passage,) = series.values[0].cited.passages
    assert [run.text for run in passage.runs if run.figure] == ["$2 million"]


def test_a_drawing_is_small(made):
    """Each SVG stays under 3 kB, and a chart with its notes under 8."""
    files = publish(made.make_edition("en"), "web")
    for figure in re.findall(rb'<figure class="chart".*?</dl>', files["index.html"], re.DOTALL):
        assert len(re.search(rb"<svg.*</svg>", figure, re.DOTALL)[0]) < 3_000
        assert len(figure) < 8_000


@LANGUAGES
def test_the_story_has_the_charts_of_its_highlight(made, told, language):
    """On the story's page too, with the same values."""
    edition = told.with_stories(made.make_edition(language))
    charts = made.make_charts(made.passages(), language)
    first = msgspec.structs.replace(edition.highlights[0], charts=charts)
    edition = msgspec.structs.replace(edition, highlights=(first, *edition.highlights[1:]))
    files = publish(edition, "web")
    tree = html.fromstring(files[name_story_file(first.story_id)])
    assert len(tree.xpath('//section//figure[@class="chart"]/svg')) == 3
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


@LANGUAGES
def test_every_text_format_lists_the_values(made, language):
    """Markdown, feeds and the mail's text have title and values in words."""
    edition = made.make_edition(language)
    files = publish(edition, "markdown", "atom", "rss", "json-feed")
    for name in ("edition.md", "feed.atom", "rss.xml", "feed.json"):
        text = re.sub(r"\\(?!u)", "", files[name].decode())
        for chart in charts_of(edition):
            assert chart.title in text, name
            for point in chart.points:
                if point.citations:
                    assert point.words in text, name


def test_the_json_edition_has_the_data(made):
    """Points with values, intervals and citations, read back equal: what is signed is no picture."""
    edition = made.make_edition("en")
    assert decode_edition(publish(edition, "json")["edition.json"]) == edition


@LANGUAGES
def test_pdf_and_docx_show_it(made, language):
    """The PDF has the drawing's own letters as text; the DOCX a picture with an alternative text."""
    edition = made.make_edition(language)
    files = publish(edition, "pdf", "docx")
    document = pypdfium2.PdfDocument(files["edition.pdf"])
    text = "".join(page.get_textpage().get_text_range() for page in document)
    squeezed = re.sub(r"\s", "", text)
    for chart in charts_of(edition):
        assert re.sub(r"\s", "", chart.title) in squeezed
        for point in chart.points:
            assert not point.citations or re.sub(r"\s", "", point.words) in squeezed
    word = docx.Document(io.BytesIO(files["edition.docx"]))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    for chart in charts_of(edition):
        assert any(alt.startswith(chart.title) for alt in told)


@LANGUAGES
def test_the_card_shows_the_first_chart(made, language):
    """The card of the highlight has it in place of a large figure, and its alternative text says so."""
    edition = made.make_edition(language)
    files = publish(edition, "cards")
    without = msgspec.structs.replace(
        edition,
        highlights=tuple(msgspec.structs.replace(h, charts=()) for h in edition.highlights),
    )
    plain = publish(without, "cards")
    number = next(i for i, h in enumerate(edition.highlights, 1) if h.charts)
    changed = [name for name in files if name.endswith(".png") and files[name] != plain[name]]
    assert changed == [f"cards/{number:02}.png"]
    assert charts_of(edition)[0].title in files["cards/alt.txt"].decode()


def test_places_do_not_take_the_room_of_a_figure(made):
    """A card whose headline has a large figure keeps it rather than places on a hot list."""
    edition = made.make_edition("en")
    places = made.make_charts(made.passages(), "en")[2]
    first = msgspec.structs.replace(edition.highlights[0], charts=(places,))
    edition = msgspec.structs.replace(edition, highlights=(first, *edition.highlights[1:]))
    card = view_deck(edition, PublishContext()).cards[0]
    assert (card.figure, card.chart) == ("57 percent", None)


def test_without_a_font_the_values_stand_alone(made, monkeypatch):
    """Mail and DOCX go without the pictures where the machine has no font; a font that is named and is
    none is an error."""

    def find_none(serif, sans):
        raise SettingsError("there is no font here")

    monkeypatch.setattr(charts, "find_fonts", find_none)
    edition = made.make_edition("en")
    files = publish(edition, "email", "docx")
    assert b"image/png" not in files["mail/edition.eml"]
    assert not docx.Document(io.BytesIO(files["edition.docx"])).inline_shapes
    assert "more than 5,200" in files["mail/index.html"].decode()
    with pytest.raises(SettingsError):
        publish(edition, "email", context=PublishContext(sans_font="/no/font.otf"))


@LANGUAGES
def test_the_picture_is_in_the_designs_colours(made, language):
    """A PNG as wide as asked, on paper, with cinnabar in it; the same bytes each time."""
    fonts = find_fonts()
    palette = read_tokens().light
    for chart in made.make_charts(made.passages(), language):
        data = draw_png(chart, language, fonts, palette, 800)
        draw_png.cache_clear()
        assert draw_png(chart, language, fonts, palette, 800) == data
        picture = Image.open(io.BytesIO(data)).convert("RGB")
        assert picture.width == 800
        assert picture.height == pytest.approx(800 * measure_chart(chart, language), abs=2)
        colours = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in picture.getcolors(1 << 20)}
        assert {palette.paper, palette.seal, palette.ink} <= colours
        assert len(data) < 60_000


def test_a_themes_colours_are_the_charts(made):
    """Where a newsroom has a seal of another colour, so have its charts."""
    change = TokenChange(block="light", name="seal", value="#123f7a")
    context = PublishContext(theme=Theme(tokens=(change,)))
    view = next(h for h in view_edition(made.make_edition("en"), context).highlights if h.charts)
    data = draw_where_fonts(view.charts[0], context, "en", 400)
    colours = Image.open(io.BytesIO(data)).convert("RGB").getcolors(1 << 20)
    assert (0x12, 0x3F, 0x7A) in [colour for _, colour in colours]


def test_the_svg_by_itself_needs_nothing(made):
    """It names a font and colours, and no address but that of its own namespace."""
    for chart in made.make_charts(made.passages(), "zh"):
        svg = write_svg(chart, "zh", find_fonts(), read_tokens().dark)
        ET.fromstring(svg)
        assert svg.count("http") == 1
        assert "class=" not in svg
        assert "var(" not in svg


def test_rights_cut_the_passages_and_not_the_values(made):
    """A value is a fact; of its passage no more is shown than may be quoted."""
    edition = made.make_edition("en")
    careful = Rights(quote_words=8, quote_share=0.01)
    printed, record = apply_rights(edition, Policies(careful=careful, articles={}, pictures=()))
    before, after = charts_of(edition), charts_of(printed)
    assert [[p.value for p in c.points] for c in after] == [[p.value for p in c.points] for c in before]  # fmt: skip
    cited = [c for chart in after for p in chart.points for c in p.citations]
    assert all(c.text.endswith(ELLIPSIS) or len(c.text.split()) <= 8 for c in cited if c.language == "en")  # fmt: skip
    assert {c.article_id for c in cited} <= {q.article_id for q in record.quotations}


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_colours_it(made, browser, tmp_path, scheme):
    """In light and dark the marks have the page's colours, under the page's own policy; its labels stay
    inside at 320 pixels and at 1280."""
    (tmp_path / "index.html").write_bytes(publish(made.make_edition("en"), "web")["index.html"])
    palette = getattr(read_tokens(), scheme)
    page = browser.new_page(color_scheme=scheme)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())
    for selector, colour in ((".c-own", palette.seal), (".c-bar", palette.soft)):
        found = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).fill")
        assert found == f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        outside = page.evaluate("""() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const own = text.getBoundingClientRect();
                return own.left < box.left - 1 || own.right > box.right + 1;
            }).map(text => text.textContent); })""")
        assert outside == []
    assert complaints == []
    page.close()
