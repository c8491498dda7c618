"""Charts of an edition: what the ledger and the hot lists carry, for each highlight."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wenzhai.model import Chart, Highlight, LedgerEntry
from wenzhai.newsroom.ledger import KeptLedger, published_by
from wenzhai.newsroom.periods import Period
from wenzhai.newsroom.ranking import RankedPeriod
from wenzhai.newsroom.room import Newsroom
from wenzhai.stages.highlight import (
    COMPARABLE,
    count_days,
    find_comparison,
    find_ranks,
    find_series,
    merge_entries,
)

# A page with a chart at every turn is read for none of them.
_MOST, _MOST_RANKS = 3, 1


def add_charts(
    room: Newsroom,
    highlights: Sequence[Highlight],
    done: RankedPeriod,
    kept: KeptLedger,
    language: str,
    period: Period,
) -> list[Highlight]:
    """The highlights, each with at most one chart of its figures and one of its places on a hot list;
    three of an edition, one of these on a hot list: figures before places, then the first highlights,
    of places the longest.

    Only what was published before the end of `period` counts, so that an edition made again is the
    same."""
    figures = {h.story_id: _find_figures(room, h, kept, language, period) for h in highlights}
    drawn = [key for key, chart in figures.items() if chart][:_MOST]
    places = _find_places(room, highlights, done, language, period)
    longest = sorted(places, key=lambda key: -count_days(places[key]))
    ranked = longest[: min(_MOST_RANKS, _MOST - len(drawn))]
    return [
        msgspec.structs.replace(
            highlight,
            charts=tuple(
                chart
                for chart in (
                    figures[highlight.story_id] if highlight.story_id in drawn else None,
                    places[highlight.story_id] if highlight.story_id in ranked else None,
                )
                if chart
            ),
        )
        for highlight in highlights
    ]


def _find_places(
    room: Newsroom,
    highlights: Sequence[Highlight],
    done: RankedPeriod,
    language: str,
    period: Period,
) -> dict[str, Chart]:
    """Story -> its places on a hot list, in the order of the highlights."""
    sightings = room.store.load_sightings(period.start, period.end)
    stories = {r.story.id: r.story for r in done.ranked}
    found = {}
    for highlight in highlights:
        thread = [s for s in done.stories if s.thread_id == highlight.thread_id]
        chart = find_ranks(
            sightings,
            [done.articles[i] for i in stories[highlight.story_id].article_ids],
            [done.articles[i] for s in thread for i in s.article_ids if i in done.articles],
            highlight.headline.text,
            room.names,
            language,
            room.settings.schedule.timezone,
            (period.first_day, period.last_day),
        )
        if chart is not None:
            found[highlight.story_id] = chart
    return found


def _find_figures(
    room: Newsroom, highlight: Highlight, kept: KeptLedger, language: str, period: Period
) -> Chart | None:
    """A series where there is one, else a comparison."""
    own = kept.entries.get(highlight.story_id, ())
    about = sorted(room.names.names_in(highlight.headline.text) & {e.subject for e in own})
    if not about:
        return None
    headline = highlight.headline.text
    of_subjects = _merge(room.store.find_figures(subjects=about), period)
    series = find_series(of_subjects, highlight.story_id, headline, room.names, language)
    if series is not None:
        return series
    measures = sorted({e.measure for e in own if e.subject in about} & COMPARABLE)
    of_measures = [e for m in measures for e in room.store.find_figures(measure=m)]
    return find_comparison(
        _merge(of_measures, period), highlight.story_id, headline, room.names, language
    )


def _merge(entries: Sequence[LedgerEntry], period: Period) -> tuple[LedgerEntry, ...]:
    return merge_entries(published_by(entries, period.end))
