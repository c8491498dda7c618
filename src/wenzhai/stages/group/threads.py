"""Before: stories in threads by likeness. After: follow-ups in the thread of what they look back on.

A follow-up says what it follows: its reports name the day of the earlier event and the same companies
and people. That is stronger evidence than likeness of words, which the pair model has used already.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import msgspec

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Story

_ZONE = ZoneInfo("Asia/Shanghai")
_ACTORS = frozenset({"company", "app", "product", "person", "regulator", "event"})
_READ = 14  # passages of an article in which it says what it follows
_NAMED_IN = 4  # passages in which it names whom it is about
_FEWEST_NAMES = 2
_COMMON = 6  # a name of more stories than this says little; rarer ones count by their rarity
_APART = timedelta(hours=20)


def link_follow_ups(
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    names: NameFinder,
    earlier: Sequence[Story] = (),
) -> tuple[Story, ...]:
    """The stories, each follow-up with its thread in that of the story that it looks back on: one of
    them, or one of `earlier`.

    Story B follows A when half of B's reports (at least one) name the day on which A was first
    reported, and both are about at least two same names, of which one is rare among the stories.
    """
    # By place and not by id: those that were just grouped have no lasting id yet.
    known = [*earlier, *stories]
    about = [_find_actors(_originals(s, articles), names) for s in known]
    spread = Counter(name for found in about for name in found)
    by_day: dict[date, list[int]] = {}
    of_name: dict[str, list[int]] = {}
    for at, story in enumerate(known):
        by_day.setdefault(story.first_at.astimezone(_ZONE).date(), []).append(at)
        for name in about[at]:
            if spread[name] <= _COMMON:
                of_name.setdefault(name, []).append(at)

    def may_follow(at: int, before: int) -> bool:
        apart = known[at].first_at - known[before].first_at >= _APART
        return apart and len(about[at] & about[before]) >= _FEWEST_NAMES

    threads = [s.thread_id for s in known]
    # By time, so that the third story of a thread joins what the second has joined.
    for at in sorted(
        range(len(earlier), len(known)), key=lambda n: (known[n].first_at, known[n].id)
    ):
        near = {n for name in about[at] for n in of_name.get(name, ()) if may_follow(at, n)}
        if not near:
            continue  # whatever days it names; finding them is what costs
        best: tuple[float, str, int] | None = None
        for day in _find_days(_originals(known[at], articles)):
            for before in by_day.get(day, ()):
                if before in near:
                    shared = about[at] & about[before]
                    rare = math.fsum(1 / spread[n] for n in shared if spread[n] <= _COMMON)
                    best = max(best or (0.0, "", 0), (rare, known[before].id, before))
        if best is not None:
            # The whole thread moves: what belongs to a follow-up belongs to what it follows.
            own, of_earlier = threads[at], threads[best[2]]
            threads = [of_earlier if thread == own else thread for thread in threads]
    return tuple(
        msgspec.structs.replace(story, thread_id=thread)
        for story, thread in zip(stories, threads[len(earlier) :], strict=True)
    )


def _originals(story: Story, articles: Mapping[str, Article]) -> list[Article]:
    told = [articles[i] for i in story.article_ids]
    return [a for a in told if not a.copy_of] or told


def _find_actors(told: Sequence[Article], names: NameFinder) -> frozenset[str]:
    """Names in at least a third of the reports' titles and openings."""
    counts: Counter[str] = Counter()
    for article in told:
        opening = "\n".join([article.title, *(p.text for p in article.passages[:_NAMED_IN])])
        counts.update({m.name.id for m in names.find(opening) if m.name.kind in _ACTORS})
    return frozenset(name for name, count in counts.items() if count * 3 >= len(told))


def _find_days(told: Sequence[Article]) -> list[date]:
    """The days that at least half of the reports name, earlier than the reports themselves."""
    counts: Counter[date] = Counter()
    for article in told:
        published = article.published_at.astimezone(_ZONE).date()
        language = "zh" if article.is_chinese else "en"
        text = "\n".join(p.text for p in article.passages[:_READ])
        days = set()
        for figure in parse_figures(text, language, published):
            day = _read_day(figure.iso, published) if figure.kind == "date" else None
            if day is not None and day < published:
                days.add(day)
        counts.update(days)
    return sorted(day for day, count in counts.items() if count * 2 >= len(told))


def _read_day(iso: str, published: date) -> date | None:
    """A whole day; one without a year is the last of that name."""
    try:
        if iso.startswith("--") and not iso.startswith("---"):
            day = date.fromisoformat(f"{published.year}-{iso[2:]}")
            return day if day <= published else day.replace(year=day.year - 1)
        return date.fromisoformat(iso)
    except ValueError:
        return None
