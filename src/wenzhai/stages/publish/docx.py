"""Before: an Edition. After: `edition.docx` (ISO/IEC 29500): styles to restyle, headings to navigate by, links,
fonts for Chinese, and every passage in a list of numbered sources at the end.

The package is written again with fixed times and in one order: the same edition gives the same bytes.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.charts import draw_where_fonts, say_alternative
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import ChartView, Cited, HighlightView, PageView, PassageView
from wenzhai.stages.publish.pictures import shrink_picture
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.tokens import read_rgb
from wenzhai.stages.publish.view import view_edition
from wenzhai.stages.publish.words import words_for

# ZIP knows no earlier time; what is in the document is dated by the edition.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LATIN = {"text": "Calibri", "display": "Georgia"}
_EAST_ASIAN = {"text": "Microsoft YaHei", "display": "SimSun"}
_MOST_TEXT = 4_000
_RUN, _TEXT, _SPACE = qn("w:r"), qn("w:t"), qn("xml:space")


class DocxFormat:
    """The edition for a word processor: to edit, to comment on, to print with a letterhead."""

    name = "docx"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        page = view_edition(edition, context)
        writer = DocxWriter(page, context)
        writer.write(edition)
        return Publication(
            format=self.name,
            entry_point="edition.docx",
            files={"edition.docx": pack(writer.document)},
        )


class DocxWriter:
    """One document in the making: it numbers the sources as sentences cite them."""

    def __init__(self, page: PageView, context: PublishContext) -> None:
        self.page = page
        self.context = context
        self.words = words_for(page.language)
        self.colours = context.tokens.light
        self.document: Document = docx.Document()
        self.notes: dict[tuple[tuple[str, str, str], ...], tuple[PassageView, ...]] = {}
        self.numbers: dict[tuple[tuple[str, str, str], ...], int] = {}
        self.styles: dict[str, str] = {}
        self.targets: dict[str, str] = {}
        self.dresses: dict[str, BaseOxmlElement] = {}
        self.end = self.document.element.body.sectPr

    def write(self, edition: Edition) -> None:
        """All of the edition, top to bottom."""
        page, words = self.page, self.words
        self.set_up(edition)
        self.add(page.edition.title, "Title")
        self.add(f"{page.number} · {page.dates}", "Subtitle")
        if page.signature:
            self.add(page.signature, "Source")
        self.write_lines(words["corrections"], [item.said for item in page.corrections])
        for paragraph in page.greeting:
            self.add(paragraph, "Normal")
        for item, highlight in zip(page.highlights, edition.highlights, strict=True):
            local = self.context.pictures.get(highlight.picture.url) if highlight.picture else None
            self.write_highlight(item, local.data if local else b"")
        self.part(page.numbers_title, [(n.value, n.cited, n.earlier) for n in page.numbers])
        self.part(words["follow_ups"], [("", f.cited, None) for f in page.follow_ups])
        self.part(words["coming_up"], [(c.told, c.cited, None) for c in page.coming_up])
        self.part(words["briefs"], [("", brief, None) for brief in page.briefs])
        if edition.wrap_up:
            self.add(words["wrap_up"], "Heading 1")
            self.add(edition.wrap_up, "Normal")
        self.add(words["colophon"], "Heading 1")
        self.add(" · ".join([*page.made, words["made_by"]]), "Source")
        self.write_lines(words["left_out"], page.left_out, small=True)
        self.write_notes()

    def set_up(self, edition: Edition) -> None:
        """Properties, page, language and styles."""
        document = self.document
        at = edition.updated_at or datetime.combine(edition.ends_on, time(), UTC)
        properties = document.core_properties
        properties.title = self.text(edition.title)[:250]
        properties.subject = self.text(self.page.dates)[:250]
        properties.author = self.text(self.context.site_title or edition.title)[:250]
        properties.language = self.page.lang
        properties.last_modified_by = "Wenzhai"
        properties.comments = ""
        properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
        properties.revision = 1
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.6)
        section.top_margin = section.bottom_margin = Cm(2.4)
        sizes = {"Title": 30, "Subtitle": 12, "Heading 1": 18, "Heading 2": 15, "Normal": 10.5}
        for name, size in sizes.items():
            self.set_style(name, size, "text" if name in {"Normal", "Subtitle"} else "display")
        for name, size in (("Kind", 9), ("Source", 9), ("Passage", 9)):
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
            self.set_style(name, size, "text")
        for name, colour in (("Kind", "seal"), ("Source", "soft"), ("Subtitle", "soft")):
            self.colour(name, getattr(self.colours, colour))
        document.styles["Passage"].paragraph_format.left_indent = Cm(0.8)
        for border in document.styles["Title"].element.iter(qn("w:bottom")):
            border.set(qn("w:color"), self.colours.seal.removeprefix("#"))
            for theme in ("themeColor", "themeTint", "themeShade"):
                border.attrib.pop(qn(f"w:{theme}"), None)
        normal = document.styles["Normal"].paragraph_format
        normal.line_spacing = 1.5 if self.page.language == "zh" else 1.25
        normal.space_after = Pt(7)

    def set_style(self, name: str, size: float, face: str) -> None:
        """Fonts for Latin and Chinese, size, ink, and the language that spelling is checked in."""
        style = self.document.styles[name]
        style.font.name = _LATIN[face]
        style.font.size = Pt(size)
        style.font.italic = False
        style.font.bold = face == "display" and name != "Title"
        self.colour(name, self.colours.ink)
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{kind}"), _LATIN[face])
        fonts.set(qn("w:eastAsia"), _EAST_ASIAN[face])
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)

    def colour(self, name: str, colour: str) -> None:
        style = self.document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - for mypy: all named here are
        style.font.color.rgb = RGBColor(*read_rgb(colour))

    def text(self, text: str) -> str:
        """`text` on one line and bounded; XML's own forbidden characters are gone with the others."""
        return one_line(text)[:_MOST_TEXT]

    def add(self, text: str, style: str) -> Paragraph:
        paragraph = self.paragraph(style)
        self.say(paragraph._p, self.text(text))
        return paragraph

    def paragraph(self, style: str) -> Paragraph:
        """An empty paragraph at the end, before the section's properties. Looking a style up by name
        takes longer than all the rest: its id is kept."""
        if style not in self.styles:
            self.styles[style] = self.document.styles[style].style_id
        element = OxmlElement("w:p")
        self.end.addprevious(element)
        paragraph = Paragraph(element, self.document._body)
        if style != "Normal":
            paragraph._p.style = self.styles[style]
        return paragraph

    def say(self, parent: BaseOxmlElement, text: str, dress: str = "") -> None:
        """A run of one line of text at the end of a paragraph or a link. The library's own takes each
        letter by itself and looks for every part's place: most of what a document costs."""
        run = parent.makeelement(_RUN)
        if dress:
            run.append(copy.deepcopy(self.dress(dress)))
        if text:
            words = run.makeelement(_TEXT)
            words.text = text
            if text != text.strip():
                words.set(_SPACE, "preserve")
            run.append(words)
        parent.append(run)

    def dress(self, name: str) -> BaseOxmlElement:
        """How runs of a sort look, made once: `seal` (what a list leads with), `mark` (a note's number),
        `word` (on whose word it prints), `link`."""
        if name not in self.dresses:
            colours = {"seal": "seal", "mark": "seal", "word": "soft", "link": "link"}
            run = Run(OxmlElement("w:r"), self.document._body)
            if name == "seal":
                run.font.bold = True
            elif name == "mark":
                run.font.superscript = True
            elif name == "word":
                run.font.size = Pt(9)
            run.font.color.rgb = RGBColor(*read_rgb(getattr(self.colours, colours[name])))
            if name == "link":
                run.font.underline = True
            self.dresses[name] = run._r.get_or_add_rPr()
        return self.dresses[name]

    def write_lines(self, heading: str, lines: Sequence[str], *, small: bool = False) -> None:
        """What was corrected or left out, or nothing where nothing was."""
        if lines:
            self.add(heading, "Heading 2")
        for line in lines:
            self.add(line, "Source" if small else "List Bullet")

    def write_highlight(self, item: HighlightView, picture: bytes) -> None:
        """Kind, headline, picture, paragraphs, what sources disagree about, sources."""
        words = self.words
        self.add(item.kind, "Kind").paragraph_format.keep_with_next = True
        heading = self.paragraph("Heading 1")
        heading.paragraph_format.space_before = Pt(0)
        self.say(heading._p, f"{item.number}. ")
        self.cite(heading, item.headline)
        if item.awaiting:
            self.add(f"{words['awaiting']}{words['colon']}{words['awaiting_why']}", "Source")
        if item.picture and item.picture.file and picture:
            self.add_picture(item, picture)
        gap = "" if self.page.language == "zh" else " "
        for sentences in item.paragraphs:
            paragraph = self.paragraph("Normal")
            for number, sentence in enumerate(sentences):
                if number and gap:
                    self.say(paragraph._p, gap)
                self.cite(paragraph, sentence)
        for disagreement in item.disagreements:
            self.add(disagreement.measure, "Source").paragraph_format.keep_with_next = True
            for side in disagreement.sides:
                paragraph = self.paragraph("List Bullet")
                self.cite(paragraph, side.cited)
                told = f"{self.text(side.publisher)}{words['comma']}{side.day}"
                self.say(paragraph._p, words["bracketed"].format(told))
        for chart in item.charts:
            self.write_chart(chart)
        for note in item.notes:
            self.add(note, "Source")
        self.write_sources(item)

    def write_chart(self, chart: ChartView) -> None:
        """What it shows, the drawing with its alternative text, and the values with their sources."""
        title = self.add(chart.heading, "Source")
        title.paragraph_format.keep_with_next = True
        title.runs[0].font.color.rgb = RGBColor(*read_rgb(self.colours.ink))
        data = draw_where_fonts(chart, self.context, self.page.language, 1200)
        if data:
            paragraph = self.paragraph("Normal")
            paragraph.paragraph_format.keep_with_next = True
            shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Cm(11))
            alt = say_alternative(chart, self.page.language)
            shape._inline.docPr.set("descr", self.text(alt))
        paragraph = self.paragraph("Source")
        for number, value in enumerate(chart.values):
            self.say(paragraph._p, " · " if number else "")
            self.say(paragraph._p, self.text(value.label) + self.words["colon"])
            self.cite(paragraph, value.cited)
        for note in chart.notes:
            self.add(note, "Source")

    def write_sources(self, item: HighlightView) -> None:
        """The sources of a highlight in one line, linked."""
        if not item.sources:
            return
        paragraph = self.paragraph("Source")
        self.say(paragraph._p, self.words["sources"] + self.words["colon"])
        for number, source in enumerate(item.sources):
            if number:
                self.say(paragraph._p, " · ")
            self.link(paragraph, source.url, self.text(source.publisher))
            more = [part for part in (source.role, source.copy_of, source.attribution) if part]
            if more:
                told = self.text(self.words["comma"].join(more))
                self.say(paragraph._p, self.words["bracketed"].format(told))
        if item.picture and not item.picture.file:
            self.say(paragraph._p, f" · {self.words['picture']}{self.words['colon']}")
            self.link(paragraph, item.picture.url, self.text(item.picture.credit))

    def add_picture(self, item: HighlightView, data: bytes) -> None:
        """The picture with its alternative text, caption and credit."""
        small = shrink_picture(data, 1200, 1200, quality=80)
        view = item.picture
        if small is None or view is None:
            return
        wide = min(15.8, 10.0 * small.width / small.height)
        paragraph = self.paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(small.data), width=Cm(wide))
        shape._inline.docPr.set("descr", self.text(view.alt or view.caption))
        line = " · ".join(self.text(part) for part in (view.caption, view.credit) if part)
        if line:
            self.add(line, "Source")

    def part(self, heading: str, items: Sequence[tuple[str, Cited, Cited | None]]) -> None:
        """A section with a list, or nothing where the list is empty; the last of three words is what
        is put in brackets behind an item."""
        if items:
            self.add(heading, "Heading 1")
        for lead, cited, earlier in items:
            paragraph = self.paragraph("List Bullet")
            if lead:
                self.say(paragraph._p, self.text(lead) + self.words["colon"], "seal")
            self.cite(paragraph, cited)
            if earlier:
                self.say(paragraph._p, " (")
                self.cite(paragraph, earlier)
                paragraph.add_run(")")

    def cite(self, paragraph: Paragraph, cited: Cited) -> None:
        """The words, the number of their source as a link to it, and on whose word they print."""
        self.say(paragraph._p, self.text("".join(run.text for run in cited.runs)))
        self.mark(paragraph, cited.passages)
        if cited.on_word:
            self.say(paragraph._p, f" [{self.text(cited.on_word)}]", "word")

    def mark(self, paragraph: Paragraph, passages: tuple[PassageView, ...]) -> None:
        """The number under which these passages are listed at the end; nothing for none."""
        if not passages:
            return
        key = tuple((p.publisher, p.url, "".join(r.text for r in p.runs)) for p in passages)
        self.notes.setdefault(key, passages)
        number = self.numbers.setdefault(key, len(self.notes))
        mark = OxmlElement("w:hyperlink")
        mark.set(qn("w:anchor"), f"source{number}")
        self.say(mark, str(number), "mark")
        paragraph._p.append(mark)

    def link(self, paragraph: Paragraph, url: str, text: str) -> None:
        """Words that lead to an address, or the words alone where there is none."""
        if not url:
            self.say(paragraph._p, text)
            return
        link = OxmlElement("w:hyperlink")
        if url not in self.targets:
            related = self.document.part.relate_to(
                url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            self.targets[url] = related
        link.set(qn("r:id"), self.targets[url])
        self.say(link, text, "link")
        paragraph._p.append(link)

    def write_notes(self) -> None:
        """Every source by number: the passage, who published it, when, under which title."""
        if not self.notes:
            return
        self.add(self.words["print_notes"], "Heading 1")
        for number, passages in enumerate(self.notes.values(), 1):
            for place, passage in enumerate(passages):
                paragraph = self.paragraph("Passage")
                if not place:
                    self.anchor(paragraph, f"source{number}", number)
                self.say(paragraph._p, f"{number}  " if not place else "")
                quoted = self.text("".join(run.text for run in passage.runs))
                self.say(paragraph._p, quoted)
                self.say(paragraph._p, f"  {self.text(passage.publisher)}, {passage.day}, ")
                self.link(paragraph, passage.url, self.text(passage.title))
                if passage.address:
                    self.say(paragraph._p, f" ({self.text(passage.address)})")

    def anchor(self, paragraph: Paragraph, name: str, number: int) -> None:
        """A place that links within the document lead to."""
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), str(number))
            if kind == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)


def pack(document: Document) -> bytes:
    """The document's package with its parts in order of their names, all of one time."""
    written = io.BytesIO()
    document.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w") as target:
        # Readers look for the list of content types first.
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            # A JPEG is as small as it gets.
            packed = name.endswith((".jpg", ".jpeg"))
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name), compresslevel=6)
    return out.getvalue()
