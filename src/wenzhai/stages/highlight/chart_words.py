"""Before: periods and values of a chart. After: what they are called in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from wenzhai.language.measures import name_measure
from wenzhai.language.names import NameFinder
from wenzhai.language.render_figures import render_figure
from wenzhai.model import Figure, LedgerEntry

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_QUARTERS = "一二三四"
# What kind of time a date names; each with the months that it lasts, 0 for a day.
SORTS = (
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)"), 0),
    ("month", re.compile(r"(\d{4})-(\d\d)"), 1),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])"), 3),
    ("half", re.compile(r"(\d{4})-H([12])"), 6),
    ("year", re.compile(r"(\d{4})"), 12),
)


def sort_of(at: str) -> str:
    """`day`, `month`, `quarter`, `half` or `year`; empty for a date that is none of them."""
    return next((name for name, pattern, _ in SORTS if pattern.fullmatch(at)), "")


def end_of(at: str) -> date | None:
    """The last day of a period; None for what is none."""
    for name, pattern, months in SORTS:
        match = pattern.fullmatch(at)
        if match is None:
            continue
        year, *rest = (int(part) for part in match.groups())
        try:
            if name == "day":
                return date(year, rest[0], rest[1])
            last = (rest[0] if rest else 1) * months
            return date(year + last // 12, last % 12 + 1, 1) - timedelta(1)
        except (ValueError, OverflowError):
            return None
    return None


def name_period(at: str, language: str) -> str:
    """`Q1 2022`, `2022年一季度`; a date of another kind as it stands."""
    sort = sort_of(at)
    if not sort or end_of(at) is None:
        return at
    year, rest = at[:4], at[5:]
    zh = language == "zh"
    if sort == "year":
        return f"{year}年" if zh else year
    if sort == "quarter":
        return f"{year}年{_QUARTERS[int(rest[1]) - 1]}季度" if zh else f"{rest} {year}"
    if sort == "half":
        return f"{year}年{'上下'[int(rest[1]) - 1]}半年" if zh else f"{rest} {year}"
    month, day = int(rest[:2]), int(rest[3:] or 0)
    if zh:
        return f"{year}年{month}月" + (f"{day}日" if day else "")
    return " ".join(filter(None, (str(day or ""), _MONTHS[month - 1], year)))


def write_value(entry: LedgerEntry, language: str) -> str:
    """An entry's value in full: `about 14.6 million`, `$1.2 billion`, `8.46 billion yuan`, `约1460万`."""
    zh = language == "zh"
    yuan = entry.unit == "CNY" and not zh
    unit = "$" if entry.unit == "USD" and not zh else entry.unit
    figure = Figure(
        text=entry.reports[0].figure,
        span=(0, 0),
        kind="number" if yuan else entry.kind,
        value=entry.value,
        low=entry.low,
        high=entry.high,
        unit="" if yuan else unit,
        approximation=entry.approximation,
    )
    written = render_figure(figure, language)
    return f"{written} yuan" if yuan else written


def name_subject(subject: str, names: NameFinder, language: str) -> str:
    """A name of the glossary in the language, by its id; the id where it is not known."""
    name = names.get(subject)
    return names.translate(name, language) if name else subject


def name_scope(scope: Sequence[str], names: NameFinder, language: str) -> str:
    """The places that a figure is of, as they stand behind what it measures; empty for none."""
    own = {"home": ("at home", "国内"), "abroad": ("abroad", "海外")}
    zh = language == "zh"
    listed = [own[s][zh] if s in own else name_subject(s, names, language) for s in scope]
    if not listed:
        return ""
    return f"（{'、'.join(listed)}）" if zh else f" ({', '.join(listed)})"


def title_series(entry: LedgerEntry, names: NameFinder, language: str) -> str:
    """`Clearsea Mobility: monthly users`, `澄海出行：月活跃用户`."""
    mark = "：" if language == "zh" else ": "
    measure = name_measure(entry.measure, language)
    scope = name_scope(entry.scope, names, language)
    return f"{name_subject(entry.subject, names, language)}{mark}{measure}{scope}"


def title_comparison(entry: LedgerEntry, names: NameFinder, language: str) -> str:
    """`Revenue, 2022`, `2022年营收`."""
    measure = name_measure(entry.measure, language)
    scope = name_scope(entry.scope, names, language)
    when = name_period(entry.date, language)
    if language == "zh":
        return f"{when}{measure}{scope}"
    return f"{measure[:1].upper()}{measure[1:]}{scope}, {when}"


def title_ranks(name: str, list_name: str, language: str) -> str:
    """`Titles that name Lemon8 on 微澜热搜: best place of each day`."""
    if language == "zh":
        return f"提到{name}的话题在{list_name}的每日最高位置"
    return f"Titles that name {name} on {list_name}: best place of each day"


def say_left_out(dates: Sequence[str], language: str) -> tuple[str, ...]:
    """That the sources disagree on these periods, which are not drawn; nothing for none."""
    if not dates:
        return ()
    zh = language == "zh"
    listed = ("、" if zh else ", ").join(name_period(at, language) for at in dates)
    if zh:
        return (f"未画出：{listed}，各方说法不一。",)
    return (f"Not drawn: {listed}, on which the sources disagree.",)


def say_absent(places: int, language: str) -> tuple[str, ...]:
    """What a gap means: the list was seen, and the topic was not on it."""
    if language == "zh":
        return (f"“–”表示当日未进入所见的前{places}位。",)
    return (f"“–” means not among the {places} places seen that day.",)


def name_place(rank: int, language: str) -> str:
    """`No. 7`, `第7位`."""
    return f"第{rank}位" if language == "zh" else f"No. {rank}"
