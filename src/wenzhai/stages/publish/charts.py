"""Before: the charts of a highlight. After: ChartViews: an SVG for the page, a PNG for mail, cards and DOCX,
and every value with the passage that it cites.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import msgspec
import typst
from markupsafe import Markup

from wenzhai.errors import SettingsError
from wenzhai.model import Chart, ChartPoint, Check, Sentence
from wenzhai.stages.publish.chart_svg import WIDTH, draw_chart, paint_classes, paint_colours
from wenzhai.stages.publish.chart_text import choose_scale, fit_label, say_chart
from wenzhai.stages.publish.corrections import list_told
from wenzhai.stages.publish.fonts import Fonts, find_fonts, fit_text, load_fonts
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import ChartValue, ChartView, Cited
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.tokens import Palette
from wenzhai.stages.publish.words import words_for

if TYPE_CHECKING:
    from wenzhai.stages.publish.view import ViewMaker

_TITLE = 300
# Paper round a picture that stands by itself.
_MARGIN = 10
MARGIN_SHARE = _MARGIN / (WIDTH + 2 * _MARGIN)
"""How much of a picture's width its margin is."""


def view_charts(maker: ViewMaker, place: str, charts: Sequence[Chart]) -> tuple[ChartView, ...]:
    """The views of a highlight's charts; `place` is its anchor (`h3`), theirs are `h3c1`, `h3c2`."""
    return tuple(_view(maker, f"{place}c{n}", c) for n, c in enumerate(charts, 1) if c.points)


def _view(maker: ViewMaker, place: str, chart: Chart) -> ChartView:
    language = maker.language
    title = one_line(chart.title[: 4 * _TITLE])[:_TITLE]
    words = one_line(say_chart(chart, language))
    unit = choose_scale(chart, language).words
    drawing = draw_chart(chart, language, paint_classes)
    size = f'viewBox="0 0 {WIDTH} {drawing.height:.0f}"'
    svg = (
        f'<svg {size} role="img" aria-labelledby="{place}-t {place}-d">'
        f'<title id="{place}-t">{escape(title)}</title><desc id="{place}-d">{escape(words)}</desc>'
        f"{drawing.inside}</svg>"
    )
    return ChartView(
        id=place,
        title=title,
        unit=unit,
        heading=title + (f"（{unit}）" if language == "zh" else f" ({unit})") if unit else title,
        words=words,
        svg=Markup(svg),  # noqa: S704 - every text in it is escaped above and in chart_svg
        values=_list_values(maker, place, chart),
        notes=tuple(one_line(note) for note in chart.notes),
        publishers=tuple(
            dict.fromkeys(one_line(c.publisher) for p in chart.points for c in p.citations)
        ),
        chart=chart,
    )


def _list_values(maker: ViewMaker, place: str, chart: Chart) -> tuple[ChartValue, ...]:
    """The values in order; those of one passage share a note, which the first of them carries."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for point in chart.points:
        for citation in point.citations[:1]:
            marked = spans.setdefault((citation.article_id, citation.passage_id), [])
            if point.span:
                marked.append(point.span)
    notes: dict[tuple[str, str], str] = {}
    values = []
    for number, point in enumerate(list_told(chart), 1):
        cited = _cite(maker, place, number, point, spans)
        key = (point.citations[0].article_id, point.citations[0].passage_id)
        first = key not in notes
        note = notes.setdefault(key, cited.note_id)
        values.append(
            ChartValue(
                label=fit_label(point.label, 1, 60),
                cited=msgspec.structs.replace(cited, note_id=note),
                first=first,
            )
        )
    return tuple(values)


def _cite(
    maker: ViewMaker,
    place: str,
    number: int,
    point: ChartPoint,
    spans: dict[tuple[str, str], list[tuple[int, int]]],
) -> Cited:
    sentence = Sentence(
        text=fit_label(point.words, 1, 60),
        citations=point.citations,
        check=Check(verdict="not checkable"),
    )
    cited = maker.sentence(place, number, sentence)
    passages = tuple(
        maker.passage(c, spans.get((c.article_id, c.passage_id), ())) for c in point.citations
    )
    return msgspec.structs.replace(cited, passages=passages)


def write_svg(chart: Chart, language: str, fonts: Fonts, palette: Palette) -> str:
    """The chart as an SVG that stands by itself, in these colours, in characters that the font has."""
    return _write_svg(chart, language, fonts, palette)[0]


@lru_cache(maxsize=64)
def _write_svg(chart: Chart, language: str, fonts: Fonts, palette: Palette) -> tuple[str, float]:
    colours = {name: getattr(palette, name) for name in ("paper", "ink", "soft", "line", "seal")}
    drawing = draw_chart(chart, language, paint_colours(colours))
    wide, high = WIDTH + 2 * _MARGIN, drawing.height + 2 * _MARGIN
    family = escape(fonts.sans.family)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high:.0f}" '
        f'viewBox="{-_MARGIN} {-_MARGIN} {wide} {high:.0f}">'
        f'<rect x="{-_MARGIN}" y="{-_MARGIN}" width="{wide}" height="{high:.0f}" fill="{palette.paper}"/>'
        f'<g font-family="{family}">{drawing.inside}</g></svg>'
    )
    return fit_text(svg, fonts.sans, fonts.serif), high / wide


def measure_chart(chart: Chart, language: str) -> float:
    """How high the chart's picture is for each unit of its width."""
    height = draw_chart(chart, language, paint_classes).height
    return (height + 2 * _MARGIN) / (WIDTH + 2 * _MARGIN)


@lru_cache(maxsize=64)
def draw_png(chart: Chart, language: str, fonts: Fonts, palette: Palette, width: int) -> bytes:
    """The chart as a PNG `width` pixels wide, on the palette's paper. The last ones are
    remembered, since several formats want the same."""
    svg, aspect = _write_svg(chart, language, fonts, palette)
    points = WIDTH + 2 * _MARGIN
    source = (
        f"#set page(width: {points}pt, height: {points * aspect:.0f}pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = typst.compile(
        source.encode(),
        font_paths=load_fonts(fonts),
        sys_inputs={"svg": svg},
        format="png",
        ppi=72 * width / points,
    )
    return bytes(made)


def draw_where_fonts(view: ChartView, context: PublishContext, language: str, width: int) -> bytes:
    """The chart as a PNG; empty where this machine has no font for it: the values are listed all the
    same, and `wenzhai doctor` says what is missing. Raises SettingsError for a named font that is none."""
    try:
        fonts = find_fonts(context.serif_font, context.sans_font)
    except SettingsError:
        if context.serif_font or context.sans_font:
            raise
        return b""
    return draw_png(view.chart, language, fonts, context.tokens.light, width)


def write_lines(view: ChartView, language: str) -> list[str]:
    """The chart as lines of text: what it shows, a line for each value with who gives it, the notes."""
    words = words_for(language)
    values = [
        f"- {value.label}{words['colon']}{''.join(run.text for run in value.cited.runs)}"
        f" ({', '.join(passage.publisher for passage in value.cited.passages)})"
        for value in view.values
    ]
    return [one_line(line) for line in (view.heading, *values, *view.notes)]


def say_alternative(view: ChartView, language: str) -> str:
    """What a picture of the chart shows, for those who do not see it."""
    return f"{view.title}{words_for(language)['stop']} {view.words}".strip()
