"""Before: an Edition. After: `edition.pdf`: a cover, the highlights, the other sections, and every cited
passage as a numbered note; typeset by Typst with `templates/edition.typ`.

The file is tagged and says so (PDF/UA-1, and PDF/A-2a for keeping), has an outline, links both ways, and
embeds its fonts. The texts go to Typst in a file of JSON, so that none is ever read as its markup. The time in it
is the edition's: the same edition gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import msgspec
import typst

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.breaks import cut_headline
from wenzhai.stages.publish.charts import say_alternative, write_svg
from wenzhai.stages.publish.fonts import (
    MISSING,
    Fonts,
    find_fonts,
    fit_text,
    list_missing,
    load_fonts,
)
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import (
    ChartView,
    Cited,
    DisagreementView,
    HighlightView,
    PageView,
    PassageView,
    PictureView,
    Run,
    SourceView,
)
from wenzhai.stages.publish.pictures import SmallPicture, shrink_picture
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.tokens import Palette
from wenzhai.stages.publish.view import view_edition
from wenzhai.stages.publish.words import words_for

STANDARDS: list[Any] = ["ua-1", "a-2a"]
# At 300 dots per inch of a column of 131 mm; higher than wide, a picture takes half of it.
_WIDEST, _HIGHEST = 1200, 1200
_LONG_WORD = re.compile(r"[!-~]{36,}")
_MOST_TEXT = 4_000


class PdfFormat:
    """The edition as a PDF to print, to read offline and to keep."""

    name = "pdf"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        """Raises `SettingsError` where there is no font with Chinese characters."""
        fonts = find_fonts(context.serif_font, context.sans_font)
        page = view_edition(edition, context)
        data = PdfData(page, context, fonts).write()
        at = edition.updated_at or datetime.combine(edition.ends_on, time(), UTC)
        sources: Any = {  # its stub does not know the files that its manual shows
            "main.typ": load_template(),
            "data.json": json.dumps(data, ensure_ascii=False).encode("utf-8"),
        }
        made = typst.compile(
            sources,
            font_paths=load_fonts(fonts),
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=int(at.timestamp()),
        )
        return Publication(
            format=self.name, entry_point="edition.pdf", files={"edition.pdf": bytes(made)}
        )


@lru_cache(maxsize=1)
def load_template() -> bytes:
    """The Typst source, which holds no text of any edition."""
    return (files("wenzhai.stages.publish") / "templates" / "edition.typ").read_bytes()


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """Passages that one or more sentences cite, under one number."""

    number: int
    passages: tuple[PassageView, ...]


class PdfData:
    """The JSON of one edition: it counts the notes, and remembers what the fonts lack."""

    def __init__(self, page: PageView, context: PublishContext, fonts: Fonts) -> None:
        self.page = page
        self.context = context
        self.fonts = fonts
        self.words = words_for(page.language)
        self.notes: dict[tuple[tuple[str, str, str], ...], Noted] = {}
        self.missing: dict[str, None] = {}

    def write(self) -> dict[str, object]:
        """All that the template places, in the order in which the notes are numbered."""
        page, text = self.page, self.text
        zh = page.language == "zh"
        made: dict[str, object] = {
            "language": page.language,
            "lang": "zh" if zh else "en",
            "region": "CN" if zh else "GB",
            "serif": self.fonts.serif.family,
            "sans": self.fonts.sans.family,
            "colours": list_colours(self.context.tokens.light),
            "words": dict(self.words),
            "title": text(page.edition.title) or "Wenzhai",
            "site": text(self.context.site_title or page.edition.title) or "Wenzhai",
            "number": text(page.number),
            "dates": text(page.dates),
            "signature": text(page.signature),
            "corrections": [text(item.said) for item in page.corrections],
            "greeting": [text(paragraph) for paragraph in page.greeting],
            "highlights": [self.highlight(item) for item in page.highlights],
            "numbers_title": page.numbers_title,
            "numbers": [
                {
                    "value": text(n.value),
                    "cited": self.cited(n.cited),
                    "earlier": self.cited(n.earlier) if n.earlier else None,
                }
                for n in page.numbers
            ],
            "follow_ups": [
                {
                    "cited": self.cited(follow.cited),
                    "moments": [
                        {"label": label, **self.article(moment)}
                        for moment, label in (
                            (follow.earlier, self.words["earlier"]),
                            (follow.now, self.words["now"]),
                        )
                    ],
                }
                for follow in page.follow_ups
            ],
            "coming_up": [
                {"when": text(event.told), "cited": self.cited(event.cited)}
                for event in page.coming_up
            ],
            "briefs": [self.cited(brief) for brief in page.briefs],
            "wrap_up": text(page.edition.wrap_up),
            "made": [text(line) for line in page.made],
            "left_out": [text(line) for line in page.left_out],
        }
        made["notes"] = [
            {"number": note.number, "articles": self.group(note.passages)}
            for note in self.notes.values()
        ]
        made["missing"] = self.say_missing()
        return made

    def text(self, text: str) -> str:
        """`text` on one line and bounded, in characters that the fonts have, where a line may break
        within a word of more than 35 letters."""
        line = one_line(text)
        if len(line) > _MOST_TEXT:
            line = line[:_MOST_TEXT] + "…"
        both = (self.fonts.serif, self.fonts.sans)
        self.missing.update(dict.fromkeys(list_missing(line, *both)))
        return _LONG_WORD.sub(break_word, fit_text(line, *both))

    def runs(self, runs: Sequence[Run]) -> list[dict[str, object]]:
        """The runs with the spaces at their edges, which `text` would take."""
        made = []
        for run in runs:
            before = " " if run.text[:1].isspace() else ""
            after = " " if run.text[-1:].isspace() and len(run.text) > 1 else ""
            made.append({"text": before + self.text(run.text) + after, "figure": run.figure})
        return made

    def cited(self, cited: Cited) -> dict[str, object]:
        """Words, the number of their note (0 where they cite nothing), and on whose word they print."""
        return {
            "runs": self.runs(cited.runs),
            "note": self.number(cited.passages),
            "on_word": self.text(cited.on_word),
        }

    def number(self, passages: tuple[PassageView, ...]) -> int:
        """The number under which these passages are noted; sentences that cite the same share it."""
        if not passages:
            return 0
        key = tuple((p.publisher, p.url, "".join(r.text for r in p.runs)) for p in passages)
        noted = self.notes.get(key)
        if noted is None:
            noted = Noted(number=len(self.notes) + 1, passages=passages)
        else:
            merged = (
                msgspec.structs.replace(old, runs=merge_runs(old.runs, new.runs))
                for old, new in zip(noted.passages, passages, strict=True)
            )
            noted = msgspec.structs.replace(noted, passages=tuple(merged))
        self.notes[key] = noted
        return noted.number

    def group(self, passages: Sequence[PassageView]) -> list[dict[str, object]]:
        """The articles cited, each once with its passages, in the order of the citations."""
        articles: dict[tuple[str, ...], dict[str, object]] = {}
        quoted: dict[tuple[str, ...], list[object]] = {}
        for passage in passages:
            key = (passage.publisher, passage.url, passage.address, passage.title, passage.iso)
            runs = self.runs(passage.runs)
            articles.setdefault(key, self.article(passage))
            quoted.setdefault(key, []).append(runs)
        return [{**article, "passages": quoted[key]} for key, article in articles.items()]

    def article(self, passage: PassageView) -> dict[str, object]:
        """The article that a passage is of."""
        return {
            "lang": passage.lang,
            "publisher": self.text(passage.publisher),
            "title": self.text(passage.title),
            "url": passage.url,
            "address": self.text(passage.address),
            "day": passage.day,
        }

    def highlight(self, item: HighlightView) -> dict[str, object]:
        shown = self.picture(item.picture) if item.picture and item.picture.file else None
        pointed = item.picture if item.picture and not item.picture.file else None
        return {
            "number": item.number,
            "kind": self.text(item.kind),
            "headline": {
                **self.cited(item.headline),
                "pieces": self.pieces(item.title),
            },
            "awaiting": item.awaiting,
            "picture": shown,
            "picture_at": {"url": pointed.url, "credit": self.text(pointed.credit)}
            if pointed
            else None,
            "paragraphs": [[self.cited(s) for s in paragraph] for paragraph in item.paragraphs],
            "disagreements": [self.disagreement(d) for d in item.disagreements],
            "charts": [self.chart(chart) for chart in item.charts],
            "notes": [self.text(note) for note in item.notes],
            "sources": [
                {
                    "publisher": self.text(source.publisher),
                    "url": source.url,
                    "lang": source.lang,
                    "more": self.describe_source(source),
                }
                for source in item.sources
            ],
        }

    def describe_source(self, source: SourceView) -> str:
        """Its role, what it repeats and the words that it asks for, in brackets; "" where it has none."""
        more = [self.text(m) for m in (source.role, source.copy_of, source.attribution) if m]
        return self.words["bracketed"].format(self.words["comma"].join(more)) if more else ""

    def pieces(self, headline: str) -> list[str]:
        """A headline in pieces between which a line may break: words in Chinese, else one piece."""
        text = self.text(headline)
        return cut_headline(text) if self.page.language == "zh" else [text]

    def disagreement(self, item: DisagreementView) -> dict[str, object]:
        return {
            "measure": self.text(item.measure),
            "sides": [
                {
                    "cited": self.cited(side.cited),
                    "publisher": self.text(side.publisher),
                    "day": side.day,
                }
                for side in item.sides
            ],
        }

    def chart(self, view: ChartView) -> dict[str, object]:
        """The drawing, which Typst takes as it is, and the values with their notes."""
        return {
            "title": self.text(view.title),
            "unit": view.unit,
            "svg": write_svg(view.chart, self.page.language, self.fonts, self.context.tokens.light),
            "alt": self.text(say_alternative(view, self.page.language)),
            "values": [
                {"label": self.text(value.label), "cited": self.cited(value.cited)}
                for value in view.values
            ],
            "line": self.text(
                " ".join(
                    (
                        *view.notes,
                        self.words["sources"]
                        + self.words["colon"]
                        + self.words["list_comma"].join(view.publishers),
                    )
                )
            ),
        }

    def picture(self, view: PictureView) -> dict[str, object] | None:
        """The picture with its credit; None where its bytes cannot be unpacked. It stands in an SVG:
        Typst takes only text here, and an SVG is the text that holds a JPEG, which goes into the PDF
        as it is."""
        data = next(
            (p.data for p in self.context.pictures.values() if view.file.endswith(p.name)), None
        )
        made = shrink_picture(data, _WIDEST, _HIGHEST, quality=80) if data else None
        if made is None:
            return None
        line = " · ".join(self.text(part) for part in (view.caption, view.credit) if part)
        return {
            "svg": wrap_jpeg(made),
            "alt": self.text(view.alt or view.caption) or self.words["picture"],
            "line": line,
            "aspect": made.width / made.height,
        }

    def say_missing(self) -> str:
        """One line that says which characters stand as a mark, empty where all are set."""
        if not self.missing:
            return ""
        listed = [f"U+{ord(c):04X}" for c in sorted(self.missing)]
        more = " …" if len(listed) > 12 else ""
        return self.words["print_missing"].format(
            mark=MISSING, characters=self.words["comma"].join(listed[:12]) + more
        )


def wrap_jpeg(picture: SmallPicture) -> str:
    """An SVG that is nothing but this JPEG."""
    size = f'width="{picture.width}" height="{picture.height}"'
    data = base64.b64encode(picture.data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{data}"/></svg>'
    )


def list_colours(palette: Palette) -> dict[str, str]:
    """A palette's colours, by name."""
    return {name: getattr(palette, name) for name in palette.__struct_fields__}


def merge_runs(one: Sequence[Run], other: Sequence[Run]) -> tuple[Run, ...]:
    """Two cuts of one text as one cut, where a figure of either is a figure."""
    marks = [
        a or b
        for a, b in zip(
            (run.figure for run in one for _ in run.text),
            (run.figure for run in other for _ in run.text),
            strict=True,
        )
    ]
    text = iter("".join(run.text for run in one))
    return tuple(Run("".join(next(text) for _ in same), figure) for figure, same in groupby(marks))


def break_word(match: re.Match[str]) -> str:
    """The word with a place to break after every twelfth letter."""
    word = match[0]
    return "\u200b".join(word[i : i + 12] for i in range(0, len(word), 12))
