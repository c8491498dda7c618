"""Charts of the sample week: what is drawn is what the cited passages and lists say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wenzhai.language.figures import parse_figures
from wenzhai.newsroom import FixedClock, Newsroom


@pytest.fixture(scope="module")
def room(sample_run):
    """The sample's newsroom, open for reading."""
    with Newsroom.open(
        sample_run.folder, clock=FixedClock(datetime(2023, 4, 17, tzinfo=UTC))
    ) as opened:
        yield opened


@pytest.fixture(scope="module")
def charts(room):
    """(edition, highlight, chart) of all editions."""
    return [
        (edition, highlight, chart)
        for edition in room.store.load_editions()
        for highlight in edition.highlights
        for chart in highlight.charts
    ]


def test_each_edition_has_one_of_each_kind(charts):
    """Over time, side by side, and on a hot list; the same ones in both languages, three at most."""
    kinds = {
        language: [(h.story_id, c.kind) for e, h, c in charts if e.language == language]
        for language in ("en", "zh")
    }
    assert kinds["en"] == kinds["zh"]
    assert sorted(kind for _, kind in kinds["en"]) == ["comparison", "ranks", "series"]


def test_every_figure_is_read_again_in_its_passage(charts, room):
    """The value that is drawn stands in the passage that it cites, at its place, with its interval."""
    for _, _, chart in charts:
        if chart.kind == "ranks":
            continue
        assert len(chart.points) >= 3
        for point in chart.points:
            (citation,) = point.citations
            article = room.store.load_articles([citation.article_id])[citation.article_id]
            assert citation.text in article.text
            day = citation.published_at.date()
            found = {f.span: f for f in parse_figures(citation.text, citation.language, day)}
            figure = found[point.span]
            assert figure.value == pytest.approx(point.value)
            assert (figure.low, figure.high) == pytest.approx((point.low, point.high))
            assert figure.approximation == point.approximation


def test_every_place_is_one_that_was_seen(charts, room):
    """At that rank, on that list, in those words; a day without it is one on which the list was seen."""
    seen = room.store.load_sightings(
        datetime(2023, 4, 9, tzinfo=UTC), datetime(2023, 4, 18, tzinfo=UTC)
    )
    places = {(s.list_name, s.title, s.rank, s.seen_at) for s in seen}
    for _, _, chart in charts:
        for point in chart.points if chart.kind == "ranks" else ():
            for c in point.citations:
                assert (c.publisher, c.text, point.value, c.published_at) in places
            assert point.citations or point.value is None


def test_no_unit_is_mixed_and_nothing_disputed_is_drawn(charts, room):
    """Of each value the ledger has an entry of this measure and unit, and none says that it is disputed."""
    for _, _, chart in charts:
        if chart.kind == "ranks":
            continue
        entries = room.store.find_figures(measure=chart.measure, unit=chart.unit)
        for point in chart.points:
            told = [e for e in entries if e.value == point.value and e.date == point.at]
            assert told
            assert not any(e.disputed for e in told)
