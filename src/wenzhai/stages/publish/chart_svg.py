"""Before: a Chart. After: an SVG of it, 400 units wide, with its labels on its marks.

The same drawing serves everywhere: on a page its parts have classes, which take the colours of the page's
theme; by itself it has the colours in it. It holds no style, no script, no link and nothing from
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import msgspec

from wenzhai.model import Chart, ChartPoint
from wenzhai.stages.publish.chart_text import (
    Scale,
    choose_scale,
    estimate_width,
    fit_label,
    name_tick,
    read_time,
    write_short,
)

WIDTH = 400
LETTERS, SMALL = 13.5, 11.5
# Bars: a name, and under it the bar.
_ROW, _BAR = 42.0, 13.0
# Lines: room above for labels, the height of the drawing; below it the days without the topic, the
# periods, the years.
_HEAD, _LINE, _ABOVE = 35.0, 15.0, 15.3
_HIGH = {"series": 92.0, "ranks": 112.0}
_DAY_LEFT = 30.0

Paint = Callable[[str], str]
"""Role of a part (`own`, `bar`, `line`, `dot`, `ink`, `soft`, `rule`) -> its attributes."""


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Drawing(msgspec.Struct, frozen=True):
    """The inside of an `<svg>`, and how high it is; `labels` are its texts with left, top, right and
    bottom."""

    inside: str
    height: float
    labels: tuple[tuple[str, float, float, float, float], ...]


def paint_classes(role: str) -> str:
    """The parts as a page's style sheet colours them."""
    return f' class="c-{role}"'


def paint_colours(colours: Mapping[str, str]) -> Paint:
    """The parts in these colours (`paper`, `ink`, `soft`, `line`, `seal`), for where no style reaches."""
    seal, paper = colours["seal"], colours["paper"]
    halo = f' paint-order="stroke" stroke="{paper}" stroke-width="3" stroke-linejoin="round"'
    made = {
        "own": f' fill="{seal}"',
        "bar": f' fill="{colours["soft"]}"',
        "line": f' fill="none" stroke="{seal}" stroke-width="2"',
        "dot": f' fill="{seal}" stroke="{seal}" stroke-width="2"',
        "open": f' fill="{paper}" stroke="{seal}" stroke-width="2"',
        "ink": f' fill="{colours["ink"]}"{halo}',
        "soft": f' fill="{colours["soft"]}"{halo}',
        "rule": f' stroke="{colours["line"]}"',
    }
    return made.__getitem__


def draw_chart(chart: Chart, language: str, paint: Paint) -> Drawing:
    """The drawing of a chart in `en` or `zh`."""
    canvas = _Canvas(paint)
    scale = choose_scale(chart, language)
    if chart.kind == "comparison":
        height = _draw_bars(canvas, chart, scale, language)
    else:
        height = _draw_line(canvas, chart, scale, language)
    return Drawing(canvas.write(), height, tuple(canvas.labels))


class _Canvas:
    """Parts of an SVG in order, and the boxes that its texts take."""

    def __init__(self, paint: Paint) -> None:
        self.paint = paint
        self.parts: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.labels: list[tuple[str, float, float, float, float]] = []

    def rect(self, x: float, y: float, wide: float, high: float, role: str, more: str = "") -> None:
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"{self.paint(role)}{more}/>'
        )

    def rule(self, x: float, y: float, to_x: float, to_y: float, role: str) -> None:
        self.parts.append(f'<path d="M{_n(x)} {_n(y)}L{_n(to_x)} {_n(to_y)}"{self.paint(role)}/>')

    def path(self, points: Sequence[tuple[float, float]], role: str) -> None:
        joined = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self.parts.append(f'<path d="M{joined}"{self.paint(role)}/>')

    def dot(self, x: float, y: float, role: str) -> None:
        self.parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="3.5"{self.paint(role)}/>')

    def text(self, text: str, x: float, y: float, size: float, role: str, anchor: str) -> None:
        """One line whose baseline is `y`; `anchor` is `start`, `middle` or `end`."""
        box = box_of(text, x, y, size, anchor)
        self.labels.append((text, *box))
        # Texts of one sort share a group, which holds what they have in common.
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        group = self.texts.setdefault(f'<g font-size="{_n(size)}"{place}{self.paint(role)}>', [])
        group.append(f'<text x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>')

    def place(self, lines: Sequence[tuple[str, float, float, float, str]]) -> bool:
        """Lines of text in the middle of their `x`, (text, x, y, size, role), where none covers what
        is there already; else none of them."""
        boxes = [box_of(text, x, y, size, "middle") for text, x, y, size, _ in lines]
        if any(_meet(box, label[1:]) for box in boxes for label in self.labels):
            return False
        for text, x, y, size, role in lines:
            self.text(text, x, y, size, role, "middle")
        return True

    def write(self) -> str:
        """The shapes, and the texts above them."""
        return "".join(self.parts) + "".join(
            f"{head}{''.join(texts)}</g>" for head, texts in self.texts.items()
        )


def _n(value: float) -> str:
    """A number as short as a tenth of a unit allows."""
    return f"{value:.1f}".removesuffix(".0")


def box_of(text: str, x: float, y: float, size: float, anchor: str) -> Box:
    """Left, top, right and bottom of a line of text."""
    wide = estimate_width(text, size)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return (left, y - size * 0.9, left + wide, y + size * 0.25)


def _draw_bars(canvas: _Canvas, chart: Chart, scale: Scale, language: str) -> float:
    values = [_join(*write_short(p, chart, scale, language), language) for p in chart.points]
    values = [fit_label(value, LETTERS, WIDTH / 2) for value in values]
    room = WIDTH - 8 - max((estimate_width(v, LETTERS) for v in values), default=0)
    most = max((p.high for p in chart.points), default=0) or 1.0
    for row, (point, value) in enumerate(zip(chart.points, values, strict=True)):
        top = row * _ROW
        name = fit_label(point.label, LETTERS, WIDTH)
        canvas.text(name, 0, top + 13, LETTERS, "ink" if point.own else "soft", "start")
        role = "own" if point.own else "bar"
        sure = max(1.0, room * max(point.low, 0) / most)
        end = max(sure, room * point.high / most)
        canvas.rect(0, top + 19, sure, _BAR, role)
        if end - sure >= 0.5:
            canvas.rect(sure, top + 19, end - sure, _BAR, role, ' opacity=".35"')
        canvas.text(value, end + 7, top + 19 + _BAR - 2, LETTERS, "ink", "start")
    return len(chart.points) * _ROW - 6


def _join(before: str, value: str, language: str) -> str:
    return f"{before} {value}" if before and language == "en" else before + value


def _draw_line(canvas: _Canvas, chart: Chart, scale: Scale, language: str) -> float:
    ranks = chart.kind == "ranks"
    points = chart.points
    across = _spread(points)
    tall = _HIGH[chart.kind]
    bottom = _HEAD + tall
    if ranks:
        places = max(10.0, *(max(p.high, p.low) for p in points))
        heights = [None if p.value is None else _HEAD + tall * (p.value - 1) / (places - 1) for p in points]  # fmt: skip
        for place, y in ((1.0, _HEAD), (places, bottom)):
            canvas.rule(_DAY_LEFT, y, WIDTH, y, "rule")
            if estimate_width(f"{place:.0f}", SMALL) <= _DAY_LEFT - 6:
                canvas.text(f"{place:.0f}", _DAY_LEFT - 6, y + 4, SMALL, "soft", "end")
    else:
        most = max(p.high for p in points) or 1.0
        heights = [None if p.value is None else bottom - tall * p.value / most for p in points]
        canvas.rule(0, bottom, WIDTH, bottom, "rule")
        _draw_intervals(canvas, points, across, lambda v: bottom - tall * v / most)
    # A gap in the time is a gap in the line.
    for part in _find_runs(points):
        if len(part) > 1:
            canvas.path([(across[i], heights[i] or 0.0) for i in part], "line")
    for i, (point, high) in enumerate(zip(points, heights, strict=True)):
        if high is None:
            canvas.place([("–", across[i], bottom + _LINE, LETTERS, "soft")])
        elif point.approximation != "range":
            canvas.dot(across[i], high, "dot" if point.approximation == "exact" else "open")
    _label_points(canvas, chart, scale, language, across, heights)
    absent = any(high is None for high in heights)
    return _label_periods(canvas, points, across, bottom + 3 + _LINE * (1 + absent), language)


def _spread(points: Sequence[ChartPoint]) -> list[float]:
    """Where points stand: by their time, which the caller has in order."""
    left, right = 46.0, WIDTH - 34.0
    days = [read_time(p.at).day for p in points]
    first, whole = min(days), (max(days) - min(days)) or 1.0
    return [left + (right - left) * (day - first) / whole for day in days]


def _find_runs(points: Sequence[ChartPoint]) -> list[list[int]]:
    """The points that a line may join: values, not intervals, of days or periods that follow each other."""
    runs: list[list[int]] = []
    for i, point in enumerate(points):
        if point.value is None or point.approximation == "range":
            continue
        before = runs[-1][-1] if runs else -1
        if before >= 0 and read_time(points[before].at).precedes(read_time(point.at)):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _draw_intervals(
    canvas: _Canvas,
    points: Sequence[ChartPoint],
    across: Sequence[float],
    height: Callable[[float], float],
) -> None:
    """What the words of a value allow, where that can be seen: a bar from the least to the most."""
    for point, x in zip(points, across, strict=True):
        top, low = height(point.high), height(max(point.low, 0.0))
        if low - top >= 2 or point.approximation == "range":
            canvas.rect(x - 4, top, 8, max(2.0, low - top), "own", ' opacity=".35"')


def _label_points(
    canvas: _Canvas,
    chart: Chart,
    scale: Scale,
    language: str,
    across: Sequence[float],
    heights: Sequence[float | None],
) -> None:
    """The values above their points: the last, the first, the extremes, then what has room beside them."""
    told = [i for i, p in enumerate(chart.points) if p.value is not None]
    by_value = sorted(told, key=lambda i: (chart.points[i].value or 0.0, i))
    order = dict.fromkeys([told[-1], told[0], by_value[-1], by_value[0], *told]) if told else {}
    for i in order:
        y = heights[i]
        if y is None:
            continue
        before, value = write_short(chart.points[i], chart, scale, language)
        lines = [(value, LETTERS)]
        if before and language == "en":
            lines.append((before, SMALL))
        elif before:
            lines = [(before + value, LETTERS)]
        canvas.place(
            [
                (text, _within(text, across[i], size), y - 9 - _ABOVE * n, size, "ink")
                for n, (text, size) in enumerate(lines)
            ]
        )


def _within(text: str, x: float, size: float) -> float:
    """The middle of a label that stays in the drawing, as near to `x` as may be."""
    half = estimate_width(text, size) / 2
    return min(max(x, half), WIDTH - half) if half * 2 <= WIDTH else WIDTH / 2


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap, with a little air between them."""
    return (
        one[0] < other[2] + 4 and other[0] < one[2] + 4 and one[1] < other[3] and other[1] < one[3]
    )


def _label_periods(
    canvas: _Canvas, points: Sequence[ChartPoint], across: Sequence[float], y: float, language: str
) -> float:
    """The periods on the line `y` under their points, the ends first; under them a year only where it
    begins. Returns where the last line ends."""
    order = dict.fromkeys([0, len(points) - 1, *range(len(points))])
    shown = []
    for i in order:
        tick, _ = name_tick(points[i].at, language)
        if canvas.place([(tick, _within(tick, across[i], SMALL), y, SMALL, "soft")]):
            shown.append(i)
    before, below = "", False
    for i in sorted(shown):
        _, year = name_tick(points[i].at, language)
        if year and year != before:
            x = _within(year, across[i], SMALL)
            below |= canvas.place([(year, x, y + _LINE, SMALL, "soft")])
        before = year
    return y + 4 + (_LINE if below else 0)
