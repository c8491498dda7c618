"""Before: a place in folded text. After: the date or time that begins there, as exact as its words.

ISO 8601 with the extended forms of EDTF for what is coarser: `2018`, `2018-09`, `--09-29`, `---29`,
`-W-6` (a Saturday), `2018-Q1`, `--H1`, `199X` (a decade), `18XX` (a century).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.numerals import EN_ORDINALS, read_chinese


class When(NamedTuple):
    """A date (`iso`) or a time of day (`iso` begins with T); `parts` are the numbers said."""

    end: int
    iso: str
    parts: tuple[float, ...]


_N = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_HOUR_N = r"(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})"
_ZH_YEAR = re.compile(
    rf"(?a)(\d{{4}}|[〇零一二三四五六七八九]{{4}}|\d{{2}}(?=\s?年\s?{_N}\s?月)|\d{{2}}(?=年[初底末中]))\s?年"
    rf"(?!代)(?:\s?({_N})\s?月(?:份)?(?:\s?({_N})\s?[日号])?)?"
)
_ZH_MONTH = re.compile(rf"(?a)({_N})\s?月(?!经|球)(?:份)?(?:\s?({_N})\s?[日号])?")
_ZH_DAY = re.compile(
    rf"(?a)({_N})\s?(?:日(?!均|益|元|圆|语|本|式|内|间|游)|号(?!线|楼|机|房|码|院|文|公|洞|选|位|人物|球|店|种子|作品|员工))"
)
_ZH_ERA = re.compile(rf"(?a)({_N})\s?世纪(?:\s?(\d0|[一二三四五六七八九]十)\s?年代)?")
_ZH_DECADE = re.compile(r"(?a)(\d{3}0|\d0|[一二三四五六七八九]十)\s?年代")
_ZH_QUARTER = re.compile(r"(?a)([一二三四1-4])\s?季度?(?!赛)")
_ZH_WEEKDAY = re.compile(r"(?a)(?:周|星期|礼拜)([一二三四五六日天])(?!天|个|年|期)")
_ZH_TIME = re.compile(
    rf"(?a)({_HOUR_N})\s?(?:点(?:钟|整|半|一刻|三刻|(?:\s?({_N})\s?分))?|时(?!代|期|间|装|尚)(?:\s?({_N})\s?分|许|整)?)"
)
_DECIMAL = re.compile(r"[零一二三四五六七八九几]")
_DAYPART = re.compile(
    r"(?a)(凌晨|清晨|早上|上午|早|中午|下午|傍晚|晚上|今晚|晚间|夜间|深夜|午夜|夜里|晚)\s?$"
)
_CLOCK = re.compile(r"(?a)(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)(?:\s?([ap])(?:\.m\.?|m\b))?")
_HOUR = re.compile(r"(?a)(\d{1,2})(?:[.:](\d{2}))?\s?([ap])(?:\.m\.?|m\b)(?![a-z])")
_OCLOCK = re.compile(r"(?a)(\d{1,2})\s?o'clock\b")
_ISO = re.compile(r"(?a)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?a)(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)")
_MONTH_WORD = "|".join(sorted(lex.MONTHS, key=len, reverse=True))
_ORD = r"(\d{1,2})(?:st|nd|rd|th)?(?![\d:%,]\d|\d|[a-z])"
_DAY_MONTH = re.compile(rf"(?a){_ORD}(?:\sof)?\s({_MONTH_WORD})\b(?:\.?,?\s(\d{{4}})(?!\d))?")
_MONTH_DAY = re.compile(
    rf"(?a)({_MONTH_WORD})\b\.?\s(?:the\s)?{_ORD}(?!\s(?:people|percent|per cent|million))(?:,?\s(\d{{4}})(?!\d))?"
)
_MONTH_YEAR = re.compile(rf"(?a)({_MONTH_WORD})\b\.?,?\s(?:of\s)?(\d{{4}})(?!\d)")
_DECADE = re.compile(r"(?a)(\d{3}0|\d0)'?s\b")
_CENTURY = re.compile(r"(?a)(\d{1,2})(?:st|nd|rd|th)[\s-]century\b")
_QUARTER = re.compile(
    r"(?a)(first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter(?!-?final)\b(?:\s(?:of\s)?(\d{4})(?!\d))?"
)
_HALF = re.compile(r"(?a)(first|second)[\s-]half of (?:the year|(\d{4}))(?!\d)")
_Q = re.compile(r"(?a)(q|h)([1-4])\b(?:\s(?:of\s)?(\d{4})(?!\d))?")
_YEAR_Q = re.compile(r"(?a)(\d{4})\s?(q|h)([1-4])\b")
_YEAR_WORD_CENTURY = re.compile(r"(?a)([a-z]+)[\s-]century\b")
_AMBIGUOUS = frozenset({"may", "march", "mar", "jan", "jun", "dec", "sat", "sun", "mon", "wed"})
_LEAD = re.compile(
    r"(?a)(?:\b(?:in|on|since|until|till|by|last|this|next|early|late|mid|of|from|to|before|after|between|and|for|during)\s|mid-)$"
)


def _n(text: str | None) -> int | None:
    if not text:
        return None
    if text[0].isdigit():
        return int(text)
    if len(text) == 4 and all(c in "〇零一二三四五六七八九" for c in text):
        got = read_chinese(text)
        return int(got[0]) if got else None
    got = read_chinese(text)
    return int(got[0]) if got else None


_ZH_PART = re.compile(r"(?:月份?|年)?(上旬|初|中旬|下旬|底|末)")
_EN_PART = re.compile(r"(?a)\b(?:(early|mid|late)[ -]|(?:the )?(beginning|start|middle|end) of )$")
_PARTS = {
    "初": "early", "上旬": "early", "中旬": "mid", "下旬": "late", "底": "late", "末": "late", "beginning": "early",
    "start": "early", "middle": "mid", "end": "late",
}  # fmt: skip
_BARE = re.compile(r"(?a)(?:\d{4}|-|\d{4}-\d\d|--\d\d)")
_FISCAL_ZH = re.compile(
    r"(?a)(\d{4}|\d{2})\s?财年(?:的?第?([一二三四1-4])(?:财季|季度?))?|()([一二三四1-4])\s?财季"
)
_FISCAL_EN = re.compile(
    r"(?a)fy\s?(20\d\d|\d\d)\b|fiscal[ -](?:year[ -])?(20\d\d|\d\d)\b|fiscal[ -]()(first|second|third|fourth|q[1-4])(?:[ -]quarter)?\b"
)
_FISCAL_OF = re.compile(r"(?a) (?:of|in) (?:fiscal (?:year )?|fy\s?)(20\d\d|\d\d)\b")
_CODE = re.compile(r"(?a)([1-4])(q|h)\s?(20\d\d|\d\d)(?![\da-z])|(\d\d)(q|h)([1-4])(?![\da-z])")


def read_fiscal(low: str, at: int) -> When | None:
    """2023财年第三财季, FY2023, fiscal third quarter: `FY2023-Q3`, `FY-Q3`."""
    found = _FISCAL_ZH.match(low, at)
    if found:
        year, quarter = found[1], _n(found[2] or found[4])
    else:
        found = _FISCAL_EN.match(low, at)
        if found is None:
            return None
        year, said = found[1] or found[2], found[4]
        quarter = (EN_ORDINALS.get(said) or int(said[1])) if said else None
    return _fiscal(found.end(), year, quarter)


def _fiscal(end: int, year: str | None, quarter: int | None) -> When:
    full = (int(year) + 2000 if len(year) == 2 else int(year)) if year else None
    parts = tuple(float(p) for p in (full, quarter) if p)
    return When(end, f"FY{full or ''}" + (f"-Q{quarter}" if quarter else ""), parts)


def read_code(low: str, at: int) -> When | None:
    """4Q22, 1H23, 22Q4."""
    found = _CODE.match(low, at)
    if found is None:
        return None
    part, letter, year = (
        (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    )
    if letter == "h" and part > "2":
        return None
    full = year if len(year) == 4 else f"20{year}"
    return When(found.end(), f"{full}-{letter.upper()}{part}", (float(full), float(part)))


def narrow(low: str, start: int, floor: int, when: When) -> tuple[int, When]:
    """Add what part of a month or year is meant: 3月底, late March, the end of 2023; the start may move left."""
    of = _FISCAL_OF.match(low, when.end) if "-Q" in when.iso else None
    if of:
        return start, _fiscal(of.end(), of[1], int(when.iso[-1]))
    if not _BARE.fullmatch(when.iso) or when.iso == "-":
        return start, when
    zh = _ZH_PART.match(low, when.end) if low[when.end - 1] in "月份年" else None
    if zh and zh.start(1) == zh.start():
        return start, when._replace(end=zh.end(), iso=f"{when.iso}-{_PARTS[zh[1]]}")
    lead = _EN_PART.search(low[max(floor, start - 17) : start])
    if lead is None:
        return start, when
    begin = max(floor, start - 17) + (lead.start(1) if lead[1] else lead.start(2))
    return begin, when._replace(iso=f"{when.iso}-{lead[1] or _PARTS[lead[2]]}")


def form_date(end: int, year: int | None, month: int | None, day: int | None) -> When | None:
    """Make a When of the parts that are said; None where no calendar has them."""
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= (calendar.monthrange(2024, month)[1] if month else 31):
        return None
    if year is not None and year < 100:
        year += 2000 if year < 50 else 1900
    parts = tuple(float(p) for p in (year, month, day) if p is not None)
    head = f"{year:04d}" if year is not None else "-"
    if month is None:
        return When(end, f"---{day:02d}" if day is not None else head, parts)
    return When(end, f"{head}-{month:02d}" + (f"-{day:02d}" if day is not None else ""), parts)


def read_chinese_date(low: str, at: int) -> When | None:
    """2018年9月29日, 二〇一八年, 9月, 29日, 20世纪90年代, 一季度."""
    found = _ZH_YEAR.match(low, at)
    if found:
        when = form_date(found.end(), _n(found[1]), _n(found[2]), _n(found[3]))
        if when:
            rest = _ZH_QUARTER.match(
                low, found.end() + (low[found.end() : found.end() + 1] == "第")
            )
            if rest and not found[2]:
                quarter = _n(rest[1]) or 0
                return When(rest.end(), f"{when.iso}-Q{quarter}", (*when.parts, float(quarter)))
            half = re.compile("([上下])半年").match(low, found.end())
            if half and not found[2]:
                return When(half.end(), f"{when.iso}-H{'上下'.index(half[1]) + 1}", when.parts)
            return when
    found = _ZH_ERA.match(low, at)
    if found and low[at - 1 : at] not in ("上", "本", "下", "半", "个"):
        century, decade = _n(found[1]) or 0, _n(found[2])
        if not 1 <= century <= 30:
            return None
        if decade is None:
            return When(found.end(), f"{century - 1:02d}XX", (float(century),))
        return When(
            found.end(), f"{century - 1:02d}{decade // 10}X", (float(century), float(decade))
        )
    found = _ZH_DECADE.match(low, at)
    if found:
        decade = _n(found[1]) or 0
        head = f"{decade // 10:03d}X" if decade > 99 else f"--{decade // 10}X"
        return When(found.end(), head, (float(decade),))
    found = _ZH_MONTH.match(low, at)
    if found:
        when = form_date(found.end(), None, _n(found[1]), _n(found[2]))
        if when:
            return when
    found = _ZH_DAY.match(low, at)
    if found:
        when = form_date(found.end(), None, None, _n(found[1]))
        if when:
            return when
    found = _ZH_QUARTER.match(low, at)
    if found and low[at - 1 : at] == "前":
        return None
    if found and (low[found.end() - 1] == "度" or low[at - 1 : at] in ("首", "第")):
        quarter = _n(found[1]) or 0
        return When(found.end(), f"--Q{quarter}", (float(quarter),))
    return None


def read_time(low: str, at: int) -> When | None:
    """19:30, 7 p.m., 下午3点半 (from the 3), 7时30分."""
    found = _CLOCK.match(low, at)
    if found and int(found[1]) < 25 and int(found[2]) < 60:
        return _time(found.end(), int(found[1]), int(found[2]), found[4])
    found = _HOUR.match(low, at)
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return _time(found.end(), int(found[1]), int(found[2] or 0), found[3])
    found = _OCLOCK.match(low, at)
    if found and int(found[1]) < 25:
        return _time(found.end(), int(found[1]), 0, None)
    found = _ZH_TIME.match(low, at)
    if found is None:
        return None
    said = found.group()
    before = _DAYPART.search(low[max(0, at - 4) : at])
    if said.endswith("点") and before is None:
        return (
            _time(found.end(), 0, 0, "a")
            if said == "零点" and not _DECIMAL.match(low, found.end())
            else None
        )
    hour = _n(found[1])
    if hour is None or hour > 24:
        return None
    minute = _n(found[2] or found[3]) or (
        30 if said.endswith("半") else 15 if said.endswith("一刻") else 0
    )
    if minute > 59:
        return None
    late = before is not None and before[1] in (
        "下午",
        "傍晚",
        "晚上",
        "今晚",
        "晚间",
        "夜间",
        "晚",
    )
    early = before is not None and before[1] in ("凌晨", "清晨", "早上", "上午", "早")
    return _time(found.end(), hour, minute, "p" if late else "a" if early else None)


def _time(end: int, hour: int, minute: int, half: str | None) -> When:
    sure = hour > 12 or half is not None
    if half == "p" and hour < 12:
        full = hour + 12
    elif half == "a" and hour == 12:
        full = 0
    else:
        full = hour % 24
    parts = (float(hour), float(minute)) if minute else (float(hour),)
    return When(end, f"T{full:02d}:{minute:02d}" + ("" if sure else "?"), parts)


def read_numeric_date(low: str, at: int) -> When | None:
    """Dates that begin with a digit in any language: 2018-09-29, 29 September 2018, 1990s, 19th century."""
    found = _ISO.match(low, at)
    if found:
        return form_date(found.end(), int(found[1]), int(found[3]), int(found[4]))
    found = _SLASHED.match(low, at)
    if found:
        numbers = tuple(float(p) for p in found.groups())
        first, second, year = (int(p) for p in found.groups())
        if first > 12 or second > 12:
            day, month = (first, second) if first > 12 else (second, first)
            return form_date(found.end(), year, month, day)
        return When(found.end(), f"{year:04d}" if year > 99 else "", numbers)
    found = _DAY_MONTH.match(low, at)
    if found:
        return form_date(found.end(), _n(found[3]), lex.MONTHS[found[2]], int(found[1]))
    found = _CENTURY.match(low, at)
    if found and 1 <= int(found[1]) <= 30:
        return When(found.end(), f"{int(found[1]) - 1:02d}XX", (float(found[1]),))
    found = _DECADE.match(low, at)
    if found:
        decade = int(found[1])
        return When(
            found.end(),
            f"{decade // 10:03d}X" if decade > 99 else f"--{decade // 10}X",
            (float(decade),),
        )
    found = _YEAR_Q.match(low, at)
    if found:
        return When(
            found.end(),
            f"{found[1]}-{found[2].upper()}{found[3]}",
            (float(found[1]), float(found[3])),
        )
    return None


def read_word_date(text: str, low: str, at: int, word: str) -> When | None:
    """Dates that begin with an English word: September 29, 2018; Saturday; the first quarter of 2018."""
    if word in lex.MONTHS:
        capital = text[at].isupper()
        found = _MONTH_DAY.match(low, at)
        if found and capital:
            when = form_date(found.end(), _n(found[3]), lex.MONTHS[word], int(found[2]))
            if when:
                return when
        found = _MONTH_YEAR.match(low, at)
        if found and capital:
            return form_date(found.end(), int(found[2]), lex.MONTHS[word], None)
        if capital and (word not in _AMBIGUOUS or _LEAD.search(low[max(0, at - 9) : at])):
            end = at + len(word)
            return form_date(end, None, lex.MONTHS[word], None)
        return None
    if word in lex.WEEKDAYS:
        if not text[at].isupper() or (word in _AMBIGUOUS and not low.startswith(".", at + 3)):
            return None
        return When(at + len(word), f"-W-{lex.WEEKDAYS[word]}", ())
    for pattern in (_QUARTER, _HALF):
        found = pattern.match(low, at)
        if found:
            first = found[1]
            rank = EN_ORDINALS.get(first) or int(first[0])
            head = found[2] or "-"
            letter = "Q" if pattern is _QUARTER else "H"
            year = (float(found[2]),) if found[2] else ()
            return When(found.end(), f"{head}-{letter}{rank}", (*year, float(rank)))
    found = _YEAR_WORD_CENTURY.match(low, at)
    if found and found[1] in EN_ORDINALS:
        return When(
            found.end(), f"{EN_ORDINALS[found[1]] - 1:02d}XX", (float(EN_ORDINALS[found[1]]),)
        )
    return None


def read_quarter_code(low: str, at: int) -> When | None:
    """Q1, H2 2018."""
    found = _Q.match(low, at)
    if found is None or (found[1] == "h" and found[2] > "2"):
        return None
    year = (float(found[3]),) if found[3] else ()
    return When(
        found.end(), f"{found[3] or '-'}-{found[1].upper()}{found[2]}", (*year, float(found[2]))
    )


def read_chinese_weekday(low: str, at: int) -> When | None:
    """周六, 星期日."""
    found = _ZH_WEEKDAY.match(low, at)
    return When(found.end(), f"-W-{lex.ZH_WEEKDAYS[found[1]]}", ()) if found else None


def resolve_weekday(weekday: int, published: date) -> str:
    """Find the last such weekday on or before publication: news tells what has happened."""
    return (published - timedelta(days=(published.isoweekday() - weekday) % 7)).isoformat()


_MONTH_PARTS = {"early": (1, 12), "mid": (9, 22), "late": (19, 31)}
_YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def bounds(iso: str) -> tuple[int, int] | None:
    """First and last ordinal day of an ISO date with a year; None without one."""
    found = re.fullmatch(
        r"(\d{2})(\d|X)(\d|X)(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?(?:-(early|mid|late))?",
        iso,
    )
    if found is None:
        return None
    first = int(found[1] + found[2].replace("X", "0") + found[3].replace("X", "0"))
    last = int(found[1] + found[2].replace("X", "9") + found[3].replace("X", "9"))
    months = (1, 12)
    if found[4]:
        months = (int(found[4]) * 3 - 2, int(found[4]) * 3)
    elif found[5]:
        months = (int(found[5]) * 6 - 5, int(found[5]) * 6)
    elif found[6]:
        months = (int(found[6]), int(found[6]))
    if first < 1 or not 1 <= months[0] <= 12:
        return None
    end_day = calendar.monthrange(last, months[1])[1]
    if found[7]:
        if not 1 <= int(found[7]) <= end_day:
            return None
        day = date(first, months[0], int(found[7])).toordinal()
        return day, day
    if found[8] and found[6]:
        begin, end = _MONTH_PARTS[found[8]]
        return (
            date(first, months[0], begin).toordinal(),
            date(first, months[0], min(end, end_day)).toordinal(),
        )
    if found[8]:
        months = _YEAR_PARTS[found[8]]
        end_day = calendar.monthrange(last, months[1])[1]
    return date(first, months[0], 1).toordinal(), date(last, months[1], end_day).toordinal()
