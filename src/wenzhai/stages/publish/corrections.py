"""Before: a signed edition and a correction of one sentence. After: its next revision, which says so.

What else in the edition repeats the sentence (its number of the week, its brief, the greeting) is
corrected with it; the correction itself is listed, and every format shows the list. A value of a chart is
corrected in the same way, in every chart that has it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from wenzhai.model import Chart, ChartPoint, Check, Correction, Edition, Highlight, Sentence

_VALUE = re.compile(r"(h[0-9]{1,3}c[0-9]{1,3})-([0-9]{1,3})")


class Spot(NamedTuple):
    """A sentence of an edition, and the story that it is of (empty where it is of none)."""

    sentence: Sentence
    story_id: str


def find_sentence(edition: Edition, place: str) -> Spot | None:
    """The sentence at a place: `h2-1` (0 is the headline), `n1-1`, `b1-1`, `f1-1`, `c1-1`."""
    if _VALUE.fullmatch(place):
        return None
    kind, first, second = place[0], *(int(part) for part in place[1:].split("-"))
    if kind == "h" and 1 <= first <= len(edition.highlights):
        highlight = edition.highlights[first - 1]
        sentences = [highlight.headline, *(s for p in highlight.paragraphs for s in p)]
        if second < len(sentences):
            return Spot(sentences[second], highlight.story_id)
    if second != 1:
        return None
    if kind == "n" and 1 <= first <= len(edition.numbers):
        number = edition.numbers[first - 1]
        return Spot(number.sentence, number.story_id)
    if kind == "b" and 1 <= first <= len(edition.briefs):
        return Spot(edition.briefs[first - 1].sentence, edition.briefs[first - 1].story_id)
    if kind == "f" and 1 <= first <= len(edition.follow_ups):
        follow_up = edition.follow_ups[first - 1]
        return Spot(
            Sentence(
                text=follow_up.words,
                citations=(follow_up.earlier, follow_up.now),
                check=Check(verdict="not checkable"),
            ),
            "",
        )
    if kind == "c" and 1 <= first <= len(edition.coming_up):
        event = edition.coming_up[first - 1]
        unchecked = Check(verdict="not checkable")
        return Spot(Sentence(text=event.words, citations=(event.citation,), check=unchecked), "")
    return None


class ValueSpot(NamedTuple):
    """A value of a chart, the chart, and the story that it is of."""

    point: ChartPoint
    chart: Chart
    story_id: str


class PlacedChart(NamedTuple):
    """A chart of an edition, and where it stands (`h3c1`); `h3c1-2` is the second value that it lists."""

    place: str
    story_id: str
    chart: Chart


def list_charts(edition: Edition) -> tuple[PlacedChart, ...]:
    """The charts of an edition in order."""
    return tuple(
        PlacedChart(f"h{of}c{number}", highlight.story_id, chart)
        for of, highlight in enumerate(edition.highlights, 1)
        for number, chart in enumerate((c for c in highlight.charts if c.points), 1)
    )


def list_told(chart: Chart) -> tuple[ChartPoint, ...]:
    """The values of a chart that are listed under it: those that cite a passage. A correction's place
    counts these."""
    return tuple(point for point in chart.points if point.citations)


def find_value(edition: Edition, place: str) -> ValueSpot | None:
    """The value at a place: `h3c1-2` is the second of the first chart of highlight 3. None where there is
    none, and where the place is a sentence's."""
    found = _VALUE.fullmatch(place)
    if found is None:
        return None
    number = int(found[2])
    for placed in list_charts(edition):
        told = list_told(placed.chart)
        if placed.place == found[1] and 1 <= number <= len(told):
            return ValueSpot(told[number - 1], placed.chart, placed.story_id)
    return None


def correct_value(edition: Edition, correction: Correction, point: ChartPoint) -> Edition:
    """The next revision of `edition`: `point` in the place of the value at the correction's place, and
    wherever another chart has that value. The order of a chart stays, so that links lead where they led.

    Raises ValueError where there is no such value."""
    spot = find_value(edition, correction.place)
    if spot is None:
        raise ValueError(correction.place)
    wrong, of = spot.point, (spot.chart.kind, spot.chart.subject, spot.chart.measure)

    def draw(chart: Chart) -> Chart:
        if (chart.kind, chart.subject, chart.measure) != of:
            return chart
        points = tuple(
            msgspec.structs.replace(point, own=each.own)
            if msgspec.structs.replace(each, own=wrong.own) == wrong
            else each
            for each in chart.points
        )
        return msgspec.structs.replace(chart, points=points)

    highlights = tuple(
        msgspec.structs.replace(h, charts=tuple(draw(chart) for chart in h.charts))
        for h in edition.highlights
    )
    return _revise(msgspec.structs.replace(edition, highlights=highlights), correction)


def _revise(edition: Edition, correction: Correction) -> Edition:
    """The edition as the revision that the correction makes, signed by who corrected it."""
    return msgspec.structs.replace(
        edition,
        corrections=(*edition.corrections, correction),
        revision=correction.revision,
        signed_by=correction.by,
        signed_at=correction.at,
        updated_at=max(correction.at, edition.updated_at or correction.at),
    )


def correct_edition(edition: Edition, correction: Correction, check: Check) -> Edition:
    """The next revision of `edition`: the corrected sentence with its new `check`, wherever it stands,
    signed by who corrected it."""
    work = _Work(correction, check)
    changed = msgspec.structs.replace(
        edition,
        greeting=work.text(edition.greeting),
        wrap_up=work.text(edition.wrap_up),
        highlights=tuple(work.highlight(h) for h in edition.highlights),
        numbers=tuple(
            msgspec.structs.replace(
                n, sentence=work.sentence(n.sentence), value=work.value(n.value, n.sentence)
            )
            for n in edition.numbers
        ),
        briefs=tuple(
            msgspec.structs.replace(b, sentence=work.sentence(b.sentence)) for b in edition.briefs
        ),
        follow_ups=tuple(
            msgspec.structs.replace(f, words=work.text(f.words)) for f in edition.follow_ups
        ),
        coming_up=tuple(
            msgspec.structs.replace(c, words=work.text(c.words)) for c in edition.coming_up
        ),
        story_pages=tuple(
            msgspec.structs.replace(page, title=work.text(page.title))
            for page in edition.story_pages
        ),
    )
    return _revise(changed, correction)


class _Work:
    def __init__(self, correction: Correction, check: Check) -> None:
        self.correction, self.check = correction, check

    def text(self, text: str) -> str:
        return text.replace(self.correction.before, self.correction.after)

    def sentence(self, sentence: Sentence) -> Sentence:
        if sentence.text != self.correction.before:
            return sentence
        return msgspec.structs.replace(sentence, text=self.correction.after, check=self.check)

    def value(self, value: str, sentence: Sentence) -> str:
        """The large print of a number of the week, where its sentence is the corrected one."""
        if sentence.text != self.correction.before:
            return value
        if self.correction.wrong in value:
            return value.replace(self.correction.wrong, self.correction.right)
        if value in self.correction.wrong:
            figures = [f.figure.text for f in self.check.figures]
            return next((text for text in figures if text in self.correction.right), value)
        return value

    def highlight(self, highlight: Highlight) -> Highlight:
        return msgspec.structs.replace(
            highlight,
            headline=self.sentence(highlight.headline),
            paragraphs=tuple(tuple(self.sentence(s) for s in p) for p in highlight.paragraphs),
        )
