"""Corrections of charts: which value is meant, where else it stands, and what stays."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from wenzhai.model import Correction
from wenzhai.stages.publish.corrections import correct_value, find_value, list_charts


def make_correction(place: str) -> Correction:
    return Correction(
        place=place,
        story_id="earth",
        wrong="1.2",
        right="1.3",
        before="$1.2 million",
        after="$1.3 million",
        at=datetime(2023, 4, 20, tzinfo=UTC),
        by="Lin Yue",
        ground="checked",
        revision=2,
    )


def test_a_value_is_counted_among_those_that_are_listed(made):
    """`h3c3-3` is the third place on the list, which stands behind a day without one; what is no value of a
    chart is none."""
    edition = made.make_edition("en")
    of = next(c.place for c in list_charts(edition) if c.chart.kind == "ranks")
    assert [find_value(edition, f"{of}-{n}").point.words for n in (1, 2, 3)] == [
        "No. 14",
        "No. 3",
        "No. 9",
    ]
    for place in (f"{of}-0", f"{of}-4", "h99c1-1", "h1c1-1", "h3-1", f"{of}-1-1"):
        assert find_value(edition, place) is None


def test_a_value_is_corrected_in_every_chart_that_has_it_and_the_order_stays(made):
    """The same series under another story, where the value is not the story's own, is put right with it;
    the other charts, and the order of the values, are as they were."""
    edition = made.make_edition("en")
    placed = next(c for c in list_charts(edition) if c.chart.kind == "series")
    theirs = tuple(msgspec.structs.replace(p, own=False) for p in placed.chart.points)
    other = msgspec.structs.replace(placed.chart, id="other", points=theirs)
    first = msgspec.structs.replace(edition.highlights[0], charts=(other,))
    edition = msgspec.structs.replace(edition, highlights=(first, *edition.highlights[1:]))
    right = msgspec.structs.replace(placed.chart.points[1], words="$1.3 million", value=1.3e6)
    place = next(c.place for c in list_charts(edition) if c.chart.id == "funds")
    revised = correct_value(edition, make_correction(f"{place}-2"), right)
    charts = {c.chart.id: c.chart for c in list_charts(revised)}
    before = {c.chart.id: c.chart for c in list_charts(edition)}
    for name in ("funds", "other"):
        values = [p.value for p in charts[name].points]
        assert values == [p.value if n != 1 else 1.3e6 for n, p in enumerate(before[name].points)]
    assert [p.own for p in charts["other"].points] == [False] * 3
    assert (charts["creators"], charts["places"]) == (before["creators"], before["places"])
    assert (revised.revision, revised.signed_by, len(revised.corrections)) == (2, "Lin Yue", 1)
    with pytest.raises(ValueError, match="h9c9-1"):
        correct_value(edition, make_correction("h9c9-1"), right)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "in the chart “Earth Month: fund”, 2022"), ("zh", "图“地球月：基金”中的2022年")],
)
def test_every_format_says_which_value_was_wrong(made, context, language, said):
    """Page, text of the mail, Markdown, PDF's data and the caption of the card name chart and value."""
    from wenzhai.stages.publish import publish_edition

    edition = made.make_edition(language, hostile=False)
    placed = next(c for c in list_charts(edition) if c.chart.kind == "series")
    right = msgspec.structs.replace(placed.chart.points[1], words="$1.3 million", value=1.3e6)
    revised = correct_value(edition, make_correction(f"{placed.place}-2"), right)
    files = {}
    for made_of in publish_edition(
        revised, context(language), ["web", "markdown", "cards", "atom", "rss", "json-feed"]
    ):
        files.update(made_of.files)
    number = int(placed.place[1:].partition("c")[0])
    told = [
        "index.html",
        "edition.md",
        "feed.atom",
        "rss.xml",
        "feed.json",
        f"cards/captions/{number:02}.instagram.txt",
    ]
    for name in told:
        assert said in files[name].decode("utf-8"), name
