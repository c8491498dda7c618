"""What an edition says of itself, in both languages: its dates, its greeting and its wrap-up.

Only what is certain: counts and dates. News is said in cited sentences, and those come from the gate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from wenzhai.errors import InputError
from wenzhai.model import Highlight, read_days

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def period_days(period: str) -> tuple[date, date]:
    """First and last day of an ISO week (`2023-W15`) or a day (`2023-04-11`). Raises `InputError`."""
    try:
        return read_days(period)
    except ValueError as error:
        raise InputError(
            f"{period!r} is no ISO week and no day", remedy="Write it as 2023-W15 or 2023-04-11."
        ) from error


def write_subtitle(period: str, language: str) -> str:
    """`Week 15 · 10–16 April 2023` or `2023年第15周 · 4月10日—16日`; for a day `Tuesday, 11 April 2023`
    or `2023年4月11日 · 星期二`."""
    starts_on, ends_on = period_days(period)
    if starts_on == ends_on:
        if language.startswith("zh"):
            weekday = "一二三四五六日"[starts_on.weekday()]
            return f"{starts_on.year}年{starts_on.month}月{starts_on.day}日 · 星期{weekday}"
        month = MONTHS[starts_on.month - 1]
        return f"{WEEKDAYS[starts_on.weekday()]}, {starts_on.day} {month} {starts_on.year}"
    year, number, _ = starts_on.isocalendar()
    days = write_days(starts_on, ends_on, language)
    if language.startswith("zh"):
        return f"{year}年第{number}周 · {days}"
    return f"Week {number} · {days}"


def write_days(first: date, last: date, language: str) -> str:
    """A span of days, naming month and year once where they are the same."""
    if language.startswith("zh"):
        end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
        if first.year != last.year:
            return f"{first.year}年{first.month}月{first.day}日—{last.year}年{end}"
        return f"{first.month}月{first.day}日—{end}"
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {end}"
    return f"{first.day}–{end}"


def count(number: int, singular: str, plural: str = "") -> str:
    """`one story`, `eight stories`, `1,204 entries`: words up to twelve, then digits."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{SMALL[number] if number < len(SMALL) else f'{number:,}'} {noun}"


def write_greeting(
    scope: str,
    highlights: int,
    made_from: Mapping[str, int],
    language: str,
    *,
    daily: bool = False,
) -> str:
    """A welcome with the number of highlights and publishers, then the beat's scope as a paragraph of
    its own (paragraphs are parted by a blank line)."""
    publishers = made_from.get("publishers", 0)
    if language.startswith("zh"):
        found = f"，取材于{publishers}家中英文媒体" if publishers else ""
        when = "今日" if daily else "本周"
        hello = (
            f"您好。本期有{highlights}条要闻{found}。" if highlights else f"您好。{when}没有要闻。"
        )
    else:
        found = (
            f", read from {count(publishers, 'publisher')} in Chinese and English"
            if publishers
            else ""
        )
        when = "today" if daily else "this week"
        hello = (
            f"Welcome. {count(highlights, 'story', 'stories').capitalize()} {when}{found}."
            if highlights
            else f"Welcome. There is no highlight {when}."
        )
    return "\n\n".join(part for part in (hello, scope) if part)


def write_wrap_up(
    highlights: Sequence[Highlight],
    briefs: int,
    coming_up: int,
    language: str,
    *,
    daily: bool = False,
) -> str:
    """What the edition held, in counts: stories told in both languages, disagreements, what awaits
    translation, what is ahead. Empty where there is no highlight."""
    if not highlights:
        return ""
    both = sum(
        len({source.language[:2] for source in highlight.sources}) > 1 for highlight in highlights
    )
    publishers = len({source.publisher for h in highlights for source in h.sources})
    split = sum(bool(highlight.disagreements) for highlight in highlights)
    awaiting = sum(highlight.awaiting_translation for highlight in highlights)
    if language.startswith("zh"):
        write, when = _wrap_up_zh, "今日" if daily else "本周"
    else:
        write, when = _wrap_up_en, "day" if daily else "week"
    return write(when, len(highlights), publishers, both, split, awaiting, briefs, coming_up)


def _wrap_up_en(
    when: str,
    stories: int,
    publishers: int,
    both: int,
    split: int,
    awaiting: int,
    briefs: int,
    ahead: int,
) -> str:
    parts = [
        f"That was the {when}: {count(stories, 'highlight')} from {count(publishers, 'publisher')}"
        + (f", {count(both, 'of them', 'of them')} reported in both languages." if both else ".")
    ]
    if split:
        parts.append(
            f"In {count(split, 'story', 'stories')} the sources disagree, and we say who says what."
        )
    if awaiting:
        verb = "awaits" if awaiting == 1 else "await"
        parts.append(f"{count(awaiting, 'story', 'stories').capitalize()} {verb} translation.")
    if briefs:
        parts.append(f"{count(briefs, 'more story', 'more stories').capitalize()} in brief.")
    if ahead:
        parts.append(f"Ahead: {count(ahead, 'dated event')}.")
    return " ".join(parts)


def _wrap_up_zh(
    when: str,
    stories: int,
    publishers: int,
    both: int,
    split: int,
    awaiting: int,
    briefs: int,
    ahead: int,
) -> str:
    parts = [
        f"{when}要闻{stories}条，来自{publishers}家媒体"
        + (f"，其中{both}条中英文媒体均有报道。" if both else "。")
    ]
    if split:
        parts.append(f"有{split}条各方说法不一，文中已列明谁说了什么。")
    if awaiting:
        parts.append(f"有{awaiting}条待翻译。")
    if briefs:
        parts.append(f"另有简讯{briefs}条。")
    if ahead:
        parts.append(f"未来日程{ahead}项。")
    return "".join(parts)
