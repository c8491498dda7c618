"""Before: words such as 上周五, last Tuesday, 去年底 and the day of publication. After: an ISO date.

上周五 is the Friday of the ISO week before; "last Tuesday" the last Tuesday before the day, "next Monday"
the first after it, "this Friday" the one of its week. A week is an ISO interval.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from wenzhai.language.figures import lexicon as lex

_DAYS = {
    "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "今晨": 0, "明天": 1, "明日": 1,
    "前天": -2, "前日": -2, "后天": 2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
}  # fmt: skip
_YEARS = {
    "去年": -1,
    "今年": 0,
    "明年": 1,
    "前年": -2,
    "last year": -1,
    "this year": 0,
    "next year": 1,
}
_MONTHS = {
    "上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "下月": 1, "下个月": 1, "last month": -1, "this month": 0, "next month": 1,
}  # fmt: skip
_QUARTERS = {
    "上季度": -1,
    "上个季度": -1,
    "本季度": 0,
    "last quarter": -1,
    "this quarter": 0,
    "next quarter": 1,
}
_WEEKS = {
    "上周": -1,
    "上星期": -1,
    "本周": 0,
    "这周": 0,
    "下周": 1,
    "下星期": 1,
    "last week": -1,
    "this week": 0,
    "next week": 1,
}
_WORDS = sorted([*_DAYS, *_YEARS, *_MONTHS, *_QUARTERS, *_WEEKS], key=len, reverse=True)
RELATIVE = re.compile(
    r"(?a)(?P<zh>上个?|本|这|下个?)(?:周|星期|礼拜)(?P<zhday>[一二三四五六日天])"
    rf"|(?P<en>last|this|next) (?P<enday>{'|'.join(d for d in lex.WEEKDAYS if d.endswith('day'))})\b"
    rf"|(?P<word>{'|'.join(_WORDS)})"
)


def resolve_relative(found: re.Match[str], published: date) -> str:
    """Find the ISO date that a match of `RELATIVE` means on the day of publication."""
    if found["zhday"]:
        weeks = {"上": -1, "下": 1}.get(found["zh"][0], 0)
        return _in_week(published, weeks, lex.ZH_WEEKDAYS[found["zhday"]])
    if found["enday"]:
        day = lex.WEEKDAYS[found["enday"]]
        if found["en"] == "this":
            return _in_week(published, 0, day)
        ahead = (day - published.isoweekday() - 1) % 7 + 1
        back = (published.isoweekday() - day - 1) % 7 + 1
        days = ahead if found["en"] == "next" else -back
        return (published + timedelta(days=days)).isoformat()
    word = found["word"]
    if word in _DAYS:
        return (published + timedelta(days=_DAYS[word])).isoformat()
    if word in _YEARS:
        return f"{published.year + _YEARS[word]:04d}"
    if word in _WEEKS:
        return f"{_in_week(published, _WEEKS[word], 1)}/{_in_week(published, _WEEKS[word], 7)}"
    if word in _QUARTERS:
        quarters = published.year * 4 + (published.month - 1) // 3 + _QUARTERS[word]
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
    months = published.year * 12 + published.month - 1 + _MONTHS[word]
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _in_week(published: date, weeks: int, weekday: int) -> str:
    days = weekday - published.isoweekday() + 7 * weeks
    return (published + timedelta(days=days)).isoformat()
