"""When something was published, as pages write it: ISO 8601, RFC 2822, Chinese and English forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import msgspec

BEIJING = timezone(timedelta(hours=8))

_TIME = (
    r"(?:(?P<half>上午|下午|中午|晚上|凌晨|早上|晚)?\s?(?P<hour>\d{1,2})\s?[:：时時点點]\s?(?P<minute>[0-5]\d)分?"
    r"(?:\s?[:：]?\s?(?P<second>[0-5]\d)秒?(?:[.,]\d{1,9})?)?\s?(?P<meridiem>[ap]\.?m\b\.?)?)"
)
_ZONE = r"(?:\s?\(?(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d{2})?(?!\d)|[A-Z]{1,4}T\b|UTC\b|GMT\b|北京时间)\)?)"
_NUMERIC = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?(?:年|(?P<mark>[-/.]))\s?(?P<month>1[0-2]|0?[1-9])\s?(?:月|(?P=mark))\s?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号號]?"
    r"(?:\s{0,3}(?:[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)?\s{0,3}[T,|]?\s{0,3}"
    + _TIME
    + _ZONE
    + "?)?",
    re.IGNORECASE,
)
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_CLOCK = r"(?:\s{0,3}(?:,|\||-|–|—|·|•|at)?\s{0,3}(?:at\s)?" + _TIME + _ZONE + "?)?"
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d{{2}})(?!\d)"
    + _CLOCK,
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?[\s-]{_MONTH},?[\s-](?P<year>(?:19|20)\d{{2}})(?!\d)"
    + _CLOCK,
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?P<zone>Z|[+-]\d{4})?)?"
)
_EPOCH = re.compile(r"(1?\d{9})(\d{3})?")
_FORMS = (_NUMERIC, _MONTH_FIRST, _DAY_FIRST)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED: dict[str, str] = {
    "ET": "America/New_York",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "PT": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "MT": "America/Denver",
    "CT": "America/Chicago",
    "CDT": "America/Chicago",
    "BST": "Europe/London",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)


class PublishTime(msgspec.Struct, frozen=True):
    """`at` is aware UTC; without `has_clock` it is the start of the day that was written (in the zone
    assumed); without `has_zone` the caller's default zone was taken."""

    at: datetime
    has_clock: bool
    has_zone: bool


def read_publish_time(text: str, zone: tzinfo = UTC) -> PublishTime | None:
    """Reads a value that should be a time (an attribute, a feed field); `zone` where it states none."""
    text = " ".join(text[:120].split())
    if found := _EPOCH.fullmatch(text):
        return PublishTime(datetime.fromtimestamp(int(found[1]), UTC), True, True)
    if found := _COMPACT.fullmatch(text):
        return _read(found, zone)
    return find_publish_time(text, zone)


def find_publish_time(text: str, zone: tzinfo = UTC) -> PublishTime | None:
    """The first date written out in `text`, with its time of day if that follows it."""
    found = [match for form in _FORMS if (match := form.search(text[:4000]))]
    for match in sorted(found, key=lambda m: m.start()):
        if (read := _read(match, zone)) is not None:
            return read
    return None


def _read(match: re.Match[str], default: tzinfo) -> PublishTime | None:
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    hour = int(parts["hour"]) if parts.get("hour") else None
    minute = int(parts.get("minute") or 0)
    second = int(parts.get("second") or 0)
    if hour is not None:
        hour = _on_24_hours(hour, parts.get("half") or "", parts.get("meridiem") or "")
        if hour > 23:
            hour = None
    named = parts.get("zone") if hour is not None else None
    zone = _read_zone(named, default) if named else None
    try:
        local = datetime(
            int(parts["year"]),
            number,
            int(parts["day"]),
            hour or 0,
            minute if hour is not None else 0,
            second if hour is not None else 0,
            tzinfo=zone or default,
        )
        return PublishTime(local.astimezone(UTC), hour is not None, zone is not None)
    except (ValueError, OverflowError):
        return None


def _on_24_hours(hour: int, half: str, meridiem: str) -> int:
    if half in ("下午", "晚上", "晚", "中午") or meridiem.lower().startswith("p"):
        late = hour < 12 and not (half == "中午" and hour == 11)
        return hour + 12 if late else hour
    if (half in ("凌晨", "上午") or meridiem.lower().startswith("a")) and hour == 12:
        return 0
    return hour


def _read_zone(name: str, default: tzinfo) -> tzinfo | None:
    name = name.strip().upper()
    if name in ("Z", "UTC", "GMT"):
        return UTC
    if name == "北京时间":
        return BEIJING
    if name == "CST":
        # China's and Chicago's: the page's own language, in the default zone, decides.
        return default if default is not UTC else ZoneInfo("America/Chicago")
    if name in _NAMED:
        return ZoneInfo(_NAMED[name])
    if found := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if offset <= timedelta(hours=14):
            return timezone(offset if found[1] == "+" else -offset)
    return None
