"""Before: a time as sources write it. After: aware UTC, or None when it cannot be read."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

_LONGEST = 80
_CHINESE = re.compile(
    r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日(?:\s{0,4}(上午|下午|晚上)?\s?(\d{1,2})[:：时](\d{1,2})?"
    r"(?:[:：分](\d{1,2}))?)?"
)
_NUMERIC = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]{1,3}(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,12})?)?)?"
    r"\s{0,3}(Z|UTC|GMT|CST|[+-]\d{2}:?\d{2}|[+-]\d{2})?$",
    re.IGNORECASE,
)


def parse_time(text: str, zone: tzinfo) -> datetime | None:
    """Read ISO 8601, RFC 822 and Chinese dates; a time without a zone is meant in `zone`.

    `CST` is China's in Chinese sources and the American one elsewhere, as their writers mean it.
    """
    text = " ".join(text[:_LONGEST].split())
    if not text or len(text) >= _LONGEST:
        return None
    try:
        return _parse_chinese(text, zone) or _parse_numeric(text, zone) or _parse_mail(text, zone)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def from_epoch(number: float) -> datetime | None:
    """Read seconds or milliseconds since 1970 (told apart by size); None outside 1980 to 2100."""
    seconds = number / 1000 if abs(number) > 1e11 else number
    if not 315_532_800 <= seconds < 4_102_444_800:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def _parse_chinese(text: str, zone: tzinfo) -> datetime | None:
    found = _CHINESE.search(text)
    if found is None:
        return None
    year, month, day, half, hour, minute, second = found.groups()
    hours = int(hour or 0)
    if half in ("下午", "晚上") and hours < 12:
        hours += 12
    return datetime(
        int(year), int(month), int(day), hours, int(minute or 0), int(second or 0), tzinfo=zone
    ).astimezone(UTC)


def _parse_numeric(text: str, zone: tzinfo) -> datetime | None:
    found = _NUMERIC.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    return datetime(
        int(year),
        int(month),
        int(day),
        int(hour or 0),
        int(minute or 0),
        min(int(second or 0), 59),
        tzinfo=_read_offset(offset, zone),
    ).astimezone(UTC)


def _read_offset(offset: str | None, zone: tzinfo) -> tzinfo:
    if offset is None or offset.upper() == "CST":
        return zone
    if offset.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-shift if offset[0] == "-" else shift)


def _parse_mail(text: str, zone: tzinfo) -> datetime | None:
    if text.upper().endswith(" CST") and zone is not UTC:
        text = text[:-4]
    when = parsedate_to_datetime(text)
    # `-0000`, and no zone at all, come back naive: only the first of them means UTC.
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC if text.endswith("-0000") else zone)
    return when.astimezone(UTC)
