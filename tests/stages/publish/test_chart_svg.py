"""Drawings of charts: nothing leaves them, nothing covers a label, nothing in them can act."""

from __future__ import annotations

import itertools
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from wenzhai.model import Chart, ChartPoint
from wenzhai.stages.publish.chart_svg import (
    WIDTH,
    draw_chart,
    paint_classes,
    paint_colours,
)

COLOURS = {"paper": "#fdfdfc", "ink": "#15181c", "soft": "#555c65", "line": "#d9dde1", "seal": "#b3261e"}  # fmt: skip
DATES = st.one_of(
    st.integers(1990, 2030).map(str),
    st.tuples(st.integers(2019, 2024), st.integers(1, 4)).map(lambda t: f"{t[0]}-Q{t[1]}"),
    st.dates().map(lambda d: d.isoformat()),
    st.text(max_size=12),
)


@st.composite
def points(draw) -> ChartPoint:
    """A value of any size, told in any way, under any name."""
    value = draw(st.one_of(st.none(), st.floats(0.001, 1e13)))
    low = high = value or 20.0
    if value is not None:
        low, high = low * draw(st.floats(0.5, 1)), high * draw(st.floats(1, 2))
    said = st.sampled_from(["exact", "about", "over", "at least", "at most", "range", "nearly"])
    return ChartPoint(
        at=draw(DATES),
        label=draw(st.text(max_size=90)),
        words="x",
        value=value,
        low=low,
        high=high,
        approximation=draw(said),
        own=draw(st.booleans()),
    )


@st.composite
def charts(draw) -> Chart:
    """A chart of one to eight such points, in order of time."""
    kind = draw(st.sampled_from(["series", "comparison", "ranks"]))
    made = sorted(draw(st.lists(points(), min_size=1, max_size=8)), key=lambda p: p.at)
    if kind == "comparison":
        made = [msgspec.structs.replace(p, value=p.value or 1.0) for p in made]
    return Chart(
        id="c",
        kind=kind,
        title="t",
        subject="",
        measure="",
        value_kind="rank" if kind == "ranks" else draw(st.sampled_from(["number", "percent", "money"])),
        unit=draw(st.sampled_from(["", "CNY", "USD"])),
        points=tuple(made),
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(charts(), st.sampled_from(["en", "zh"]))
def test_labels_stay_inside_and_apart(chart, language):
    """Whatever the data, every label lies in the drawing, and none on another."""
    drawing = draw_chart(chart, language, paint_classes)
    for text, left, top, right, bottom in drawing.labels:
        assert left >= -0.1, text
        assert right <= WIDTH + 0.1, text
        assert top >= -0.1, text
        assert bottom <= drawing.height + 0.1, text
    for one, other in itertools.combinations(drawing.labels, 2):
        apart = one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
        assert apart, (one, other)


@settings(max_examples=100, deadline=None)
@given(charts(), st.sampled_from(["en", "zh"]))
def test_nothing_in_it_can_act(chart, language):
    """It is XML of shapes and texts, without style, script, link or reference, the same each time."""
    inside = draw_chart(chart, language, paint_colours(COLOURS)).inside
    assert inside == draw_chart(chart, language, paint_colours(COLOURS)).inside
    root = etree.fromstring(f"<svg>{inside}</svg>")
    for element in root.iter():
        assert element.tag in {"svg", "g", "rect", "path", "circle", "text"}
        assert not [a for a in element.attrib if a.startswith("on") or a in {"style", "href"}]
    assert "nan" not in re.sub(r">[^<]*<", "><", inside)


HOSTILE = (
    '"><script>alert(1)</script>',
    "</text><image href='https://evil.example/x.png'/>",
    "\u202eelif\u202c exe",
    "x" * 100_000,
    "ﷺ" * 60,
    "澄" * 400,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(made, name):
    """A script, a picture, an override, an endless name: each is letters that fit, or is not there."""
    bars = made.make_charts(made.passages(), "en")[1]
    named = tuple(msgspec.structs.replace(p, label=name) for p in bars.points)
    drawing = draw_chart(msgspec.structs.replace(bars, points=named), "en", paint_classes)
    assert len(drawing.inside) < 4_000
    root = etree.fromstring(f"<svg>{drawing.inside}</svg>")
    assert {e.tag for e in root.iter()} <= {"svg", "g", "rect", "text"}
    assert "\u202e" not in drawing.inside
    assert all(right <= WIDTH for _, _, _, right, _ in drawing.labels)


def test_a_gap_in_the_days_is_a_gap_in_the_line(made):
    """Places of days in a row are joined; a day without the topic has a dash, and no line across it."""
    ranks = made.make_charts(made.passages(), "en")[2]
    drawing = draw_chart(ranks, "en", paint_classes)
    (line,) = re.findall(r'd="(M[^"]*)" class="c-line"', drawing.inside)
    assert line.count("L") == 1
    assert drawing.inside.count("<circle") == 3
    assert [text for text, *_ in drawing.labels].count("–") == 1


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        (("2022-Q3", "2022-Q4", "2023-Q1"), [3]),
        (("2022-Q2", "2022-Q4", "2023-Q1"), [2]),
        (("2018", "2020", "2022"), []),
        (("2022-12", "2023-01", "2023-02"), [3]),
        (("2024-02-28", "2024-02-29", "2024-03-01"), [3]),
        (("2023-02-27", "2023-02-28", "2023-03-02"), [2]),
        (("2022-H1", "2022-H2", "2023-H1"), [3]),
    ],
)
def test_a_period_that_is_missing_is_a_gap_too(made, times, lines):
    """Only what follows each other is joined: nobody knows how it went in between."""
    series = made.make_charts(made.passages(), "en")[0]
    points = tuple(
        msgspec.structs.replace(p, at=at) for p, at in zip(series.points, times, strict=True)
    )
    inside = draw_chart(msgspec.structs.replace(series, points=points), "en", paint_classes).inside
    drawn = re.findall(r'd="(M[^"]*)" class="c-line"', inside)
    assert [path.count("L") + 1 for path in drawn] == lines
    assert inside.count("<circle") == 3


def test_an_interval_without_a_middle_is_joined_to_nothing(made):
    """“14 to 16 million” is a bar; no line runs through it."""
    series = made.make_charts(made.passages(), "en")[0]
    middle = msgspec.structs.replace(series.points[1], approximation="range", low=1e6, high=1.5e6)
    points = (series.points[0], middle, series.points[2])
    inside = draw_chart(msgspec.structs.replace(series, points=points), "en", paint_classes).inside
    assert "c-line" not in inside
    assert inside.count("<circle") == 2
    assert "1–1.5" in inside


def test_the_first_place_is_on_top(made):
    """The axis of places is the other way round: a better place is higher."""
    ranks = made.make_charts(made.passages(), "en")[2]
    heights = dict(
        zip(
            [p.value for p in ranks.points if p.value],
            (float(y) for y in re.findall(r'cy="([\d.]+)"', draw_chart(ranks, "en", paint_classes).inside)),
            strict=True,
        )
    )  # fmt: skip
    assert heights[3] < heights[9] < heights[14]


def test_an_interval_is_drawn_as_one(made):
    """What is only “over” or “about” is hollow, or pale from its least to its most."""
    series, bars, _ = made.make_charts(made.passages(), "en")
    assert draw_chart(bars, "en", paint_classes).inside.count('opacity=".35"') == 1
    drawn = draw_chart(series, "en", paint_classes).inside
    assert drawn.count('class="c-open"') == 1
    assert drawn.count('class="c-dot"') == 2
    assert drawn.count('opacity=".35"') == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_bar_is_as_long_as_its_value(made, language):
    """Bars begin at zero: their lengths are to each other as the values."""
    bars = made.make_charts(made.passages(), language)[1]
    drawn = draw_chart(bars, language, paint_classes).inside
    wide = [float(w) for w in re.findall(r'width="([\d.]+)" height="13" class="c-(?:own|bar)"/>', drawn)]  # fmt: skip
    assert wide[0] / wide[1] == pytest.approx(5200 / 3800, rel=0.01)
    assert wide[1] / wide[2] == pytest.approx(3800 / 410, rel=0.01)
