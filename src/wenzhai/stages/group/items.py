"""Before: items as they come, good or bad. After: distinct units ready to compare, and who is in each.

A unit stands for all items with the same language, headline and opening within two days: ten thousand
identical entries are one unit. Everything is bounded and sorted by id, so that order does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wenzhai.language.tokens import is_chinese, normalise
from wenzhai.model import GroupItem

LONGEST_TITLE = 300  # characters: a headline beyond that is a page in the wrong field
OPENING = 120  # characters of the body that stand in for an empty headline
LONGEST_TEXT = 4_000  # characters of the body that are compared
EARLIEST, LATEST = 1995, 2095  # years: clocks at their epoch, or set to nonsense, say nothing
AHEAD_DAYS = 60  # beyond nearly all the other dates: next year's
SAME_DAYS = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared. `title` and `text` are normalised, `shown` is the headline as it stood;
    `day` is in days since 1970 (UTC), or None. A silent unit has no words at all and is never
    compared: it stands alone."""

    chinese: bool
    title: str
    text: str
    shown: str
    day: float | None
    source: str
    members: tuple[int, ...]

    @property
    def silent(self) -> bool:
        return not _has_words(self.title)


def distinct_items(items: Sequence[GroupItem]) -> list[GroupItem]:
    """One for each id, sorted by id; of several with one id, the one with the longest text."""
    best: dict[str, GroupItem] = {}
    for item in items:
        known = best.get(item.id)
        if known is None or _fullness(item) > _fullness(known):
            best[item.id] = item
    return [best[key] for key in sorted(best)]


def _fullness(item: GroupItem) -> tuple[int, int, str, str, str]:
    return (len(item.text), len(item.title), item.title, item.text[:200], item.source)


def make_units(items: Sequence[GroupItem], alone: Collection[str] = ()) -> list[Unit]:
    """Units in the order of their first members; `members` are positions in `items`. Items whose ids
    are in `alone` are units by themselves."""
    days = _trusted_days([item.published for item in items])
    together: dict[tuple[str, int], list[int]] = {}
    ready: list[tuple[bool, str, str, str]] = []
    for index, item in enumerate(items):
        body = item.text[:LONGEST_TEXT]
        shown = item.title[:LONGEST_TITLE].strip()
        if not _has_words(shown):
            shown = body[:OPENING].strip()
        title, text = normalise(shown), normalise(body)
        ready.append((_is_chinese(item, title, text), title, text, shown))
        joins = _has_words(title) and item.id not in alone
        together.setdefault((title, -1 if joins else index), []).append(index)
    units: list[Unit] = []
    for members in together.values():
        for run in _split_by_days(members, days):
            fullest = max(run, key=lambda i: (len(ready[i][2]), -i))
            chinese, title, text, shown = ready[fullest]
            known = [day for i in run if (day := days[i]) is not None]
            sources = {items[i].source for i in run}
            units.append(
                Unit(
                    chinese=chinese,
                    title=title,
                    text=text,
                    shown=shown,
                    day=min(known) if known else None,
                    source=sources.pop() if len(sources) == 1 else "",
                    members=tuple(run),
                )
            )
    units.sort(key=lambda unit: unit.members[0])
    return units


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _is_chinese(item: GroupItem, title: str, text: str) -> bool:
    """The headline's script decides; the item's own word only where the headline has no say."""
    if is_chinese(title):
        return True
    return item.lang.startswith("zh") and is_chinese(text)


def _trusted_days(times: Sequence[datetime | None]) -> list[float | None]:
    """Days since 1970; None for a date that cannot be right."""
    days: list[float | None] = []
    for at in times:
        if at is None or not EARLIEST <= at.year <= LATEST:
            days.append(None)
            continue
        aware = at if at.tzinfo else at.replace(tzinfo=UTC)
        days.append(aware.timestamp() / 86_400)
    known = sorted(day for day in days if day is not None)
    if len(known) < 20:
        return days
    latest = known[int(len(known) * 0.95)] + AHEAD_DAYS
    return [day if day is None or day <= latest else None for day in days]


def _split_by_days(members: list[int], days: list[float | None]) -> list[list[int]]:
    """Runs of members no more than SAME_DAYS after the first of their run; undated ones join the
    first run, since the same headline is evidence enough."""
    dated = sorted((day, i) for i in members if (day := days[i]) is not None)
    undated = [i for i in members if days[i] is None]
    runs: list[list[int]] = []
    start = -1e9
    for day, index in dated:
        if day - start > SAME_DAYS:
            runs.append([])
            start = day
        runs[-1].append(index)
    if undated:
        if not runs:
            runs.append([])
        runs[0].extend(undated)
    return [sorted(run) for run in runs]
