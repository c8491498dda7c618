"""Before: the sightings of hot lists. After: the Chart of a topic's places, day by day, or none.

A topic is a name that most reports of the story have in their title. A title of the list is of it where it
has that name, no name that the reports of the story's thread do not have, and of its other words a
quarter in their titles and openings: on the real week this parts a company's dividend from its phones.
The title is what each place cites. A day counts as seen without the topic only where a whole list was
seen, from its first place on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import han_pairs, normalise
from wenzhai.model import Article, Chart, ChartPoint, Citation, Sighting, content_key
from wenzhai.stages.highlight.brief import word_date
from wenzhai.stages.highlight.chart_words import (
    name_place,
    name_subject,
    say_absent,
    title_ranks,
)

FEWEST_DAYS = 3
_SHARED = 0.25
_OPENING = 300
_WORD = re.compile(r"[a-z]{3,}|\d+")
_FEWEST_PLACES = 10
_TOPICS = frozenset({"company", "app", "product", "person", "event"})


def find_ranks(
    sightings: Sequence[Sighting],
    told: Sequence[Article],
    thread: Sequence[Article],
    headline: str,
    names: NameFinder,
    language: str,
    zone: str,
    days: tuple[date, date],
) -> Chart | None:
    """The places of the story's topic on one hot list, the best of each day of `zone` (IANA), where it
    stood there on at least three days; of several topics and lists the one of most days.

    `sightings` are those of the edition's period, whose first and last of `days` are given; `told` are
    the story's articles, `thread` those of all its thread."""
    topics = _find_topics(told, headline, names)
    known = frozenset(key for a in thread for key in names.names_in(f"{a.title}\n{a.text}"))
    said = normalise(" ".join(f"{a.title} {a.text[:_OPENING]}" for a in thread))
    lists: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        if sighting.rank is not None and sighting.rank >= 1:
            lists.setdefault(sighting.list_name, []).append(sighting)
    in_zone = ZoneInfo(zone)
    found = []
    for list_name in sorted(lists):
        titles = {s.title: names.names_in(s.title) for s in lists[list_name]}
        of_thread = {t for t, n in titles.items() if n and n <= known and _says(t, said, names)}
        places = _count_places(lists[list_name])
        for topic in topics:
            own = [s for s in lists[list_name] if s.title in of_thread and topic in titles[s.title]]
            chart = _draw(own, places, topic, names, language, in_zone, days)
            if chart is not None:
                found.append(chart)
    return max(found, key=count_days, default=None)


def _says(title: str, said: str, names: NameFinder) -> bool:
    """Whether enough of what a title says beside its names is said in the thread, too."""
    rest, end = "", 0
    for match in names.find(title):
        rest += f"{title[end : match.start]} "
        end = match.end
    plain = normalise(rest + title[end:])
    pieces = {*han_pairs(plain), *_WORD.findall(plain)}
    return sum(piece in said for piece in pieces) >= _SHARED * len(pieces)


def count_days(chart: Chart) -> int:
    """On how many days the topic was seen."""
    return sum(point.value is not None for point in chart.points)


def _find_topics(told: Sequence[Article], headline: str, names: NameFinder) -> list[str]:
    """The names of the headline that at least half of the reports have in their titles."""
    about = names.names_in(headline)
    counts: Counter[str] = Counter(
        key for article in told for key in names.names_in(article.title) & about
    )
    return sorted(
        key
        for key, count in counts.items()
        if count * 2 >= len(told) and (name := names.get(key)) and name.kind in _TOPICS
    )


def _count_places(sightings: Sequence[Sighting]) -> dict[datetime, int]:
    """How many places each snapshot had, of those that were seen whole."""
    ranks: dict[datetime, set[int]] = {}
    for sighting in sightings:
        ranks.setdefault(sighting.seen_at, set()).add(sighting.rank or 0)
    return {
        at: len(seen)
        for at, seen in ranks.items()
        if len(seen) >= _FEWEST_PLACES and max(seen) == len(seen)
    }


def _draw(
    own: Sequence[Sighting],
    places: Mapping[datetime, int],
    topic: str,
    names: NameFinder,
    language: str,
    zone: ZoneInfo,
    period: tuple[date, date],
) -> Chart | None:
    best: dict[date, Sighting] = {}
    for sighting in sorted(own, key=lambda s: (s.rank or 0, s.seen_at, s.title)):
        best.setdefault(sighting.seen_at.astimezone(zone).date(), sighting)
    if len(best) < FEWEST_DAYS:
        return None
    whole: dict[date, int] = {}
    for at, count in places.items():
        day = at.astimezone(zone).date()
        whole[day] = min(count, whole.get(day, count))
    first, last = min(period[0], *best), max(period[1], *best)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    points = [
        _make_point(day, best.get(day), whole.get(day, 0), language)
        for day in days
        if day in best or day in whole
    ]
    absent = [whole[day] for day in days if day in whole and day not in best]
    sighted = best[min(best)]
    return Chart(
        id=content_key("chart", "ranks", topic, sighted.list_name, *(s.id for s in best.values())),
        kind="ranks",
        title=title_ranks(name_subject(topic, names, language), sighted.list_name, language),
        subject=topic,
        measure=sighted.list_name,
        value_kind="rank",
        unit="",
        points=tuple(points),
        notes=say_absent(min(absent), language) if absent else (),
    )


def _make_point(day: date, seen: Sighting | None, places: int, language: str) -> ChartPoint:
    at = day.isoformat()
    label = word_date(datetime.combine(day, time(12), UTC), language)
    if seen is None or seen.rank is None:
        return ChartPoint(
            at=at, label=label, words="–", value=None, low=float(places), high=float(places)
        )
    place = name_place(seen.rank, language)
    citation = Citation(
        article_id=seen.id,
        passage_id=seen.id,
        publisher=seen.list_name,
        title=seen.title,
        url=seen.url,
        language="zh-Hans" if any(c >= "\u2e80" for c in seen.title) else "en",
        published_at=seen.seen_at,
        text=seen.title,
        location=place,
    )
    return ChartPoint(
        at=at,
        label=label,
        words=place,
        value=float(seen.rank),
        low=float(seen.rank),
        high=float(seen.rank),
        own=True,
        citations=(citation,),
    )
