"""Before: a sentence as it was drafted. After: the same in the house's spelling.

What is rewritten changes no meaning (per cent and percent, April 11 and 11 April, a spelling) and never
what stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from wenzhai.model import HouseStyle

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』|《[^》]*》")
PERCENT = re.compile(r"(?<=\d)(?: ?%(?!\w)|[ -]per ?cent\b(?!age))", re.IGNORECASE)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
# “In May 19 shops closed” names no day: one stands behind a preposition of days, or before a pause.
_TO_A_DAY = "|".join(
    rf"(?<=\b[{word[0].upper()}{word[0]}]{word[1:]} )"
    for word in (
        "on",
        "from",
        "until",
        "till",
        "by",
        "since",
        "before",
        "after",
        "to",
        "and",
        "of",
        "the",
    )
)
_PAUSE = r"(?=[,.;:)”]|$| (?:and|or|to|at|in|for|after|when|that|with)\b)"
_DAY = r"(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
MONTH_FIRST = re.compile(
    rf"(?:{_TO_A_DAY})({_MONTH}) {_DAY}\b(?!\d|[,.]\d|[-–/]\d)(,? (\d{{4}})\b,?)?"
    rf"|\b({_MONTH}) {_DAY}\b(?!\d|[,.]\d|[-–/]\d)(?:(,? (\d{{4}})\b,?)|{_PAUSE})"
)
DAY_FIRST = re.compile(rf"(?<![-–/\d] )(?<![$€£¥\d.,])\b{_DAY} ({_MONTH})(?![\w-])( \d{{4}}\b)?")
_SHORT_MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December",
}  # fmt: skip


PLAIN_STYLE = HouseStyle()


def apply_style(text: str, language: str, style: HouseStyle) -> str:
    """The text in the house's spelling; what is quoted stays as it was said. Linear in its length."""
    parts: list[str] = []
    end = 0
    for quoted in _QUOTED.finditer(text):
        parts += [_respell(text[end : quoted.start()], language, style), quoted[0]]
        end = quoted.end()
    return "".join((*parts, _respell(text[end:], language, style)))


def find_avoided(text: str, style: HouseStyle) -> str:
    """The first phrase in the house's own voice that it does not print; empty where there is none."""
    plain = _QUOTED.sub(lambda quoted: "“" * len(quoted[0]), text)
    found = (
        find_phrases(tuple(a.phrase for a in style.avoid)).search(plain) if style.avoid else None
    )
    return found[0] if found else ""


def _respell(text: str, language: str, style: HouseStyle) -> str:
    for pattern, rewrite in find_spellings(language, style):
        text = pattern.sub(rewrite, text)
    return text


def find_spellings(
    language: str, style: HouseStyle
) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
    """What is rewritten in a language, and how: patterns that are linear, and what replaces a match."""
    if language == "en" and style.percent:
        yield PERCENT, _Percent(style.percent)
    if language == "en" and style.dates == "day first":
        yield MONTH_FIRST, _put_day_first
    if language == "en" and style.dates == "month first":
        yield DAY_FIRST, _put_month_first
    if style.spelling:
        yield find_phrases(tuple(style.spelling)), _Spelling(style.spelling)


class _Percent:
    def __init__(self, wanted: str) -> None:
        self._wanted = "%" if wanted == "%" else " percent"

    def __call__(self, match: re.Match[str]) -> str:
        if match[0].lower() == self._wanted:
            return match[0]  # “Percent” in a headline
        # “12 % of” keeps the blank behind the sign, “a 12-percent cut” its hyphen.
        tail = " " if match[0].endswith(" ") else ""
        return (
            "-percent" if match[0].startswith("-") and self._wanted != "%" else self._wanted
        ) + tail


class _Spelling:
    def __init__(self, spelling: dict[str, str]) -> None:
        self._spelling = {word.lower(): use for word, use in spelling.items()}

    def __call__(self, match: re.Match[str]) -> str:
        use = self._spelling[match[0].lower()]
        return use[:1].upper() + use[1:] if match[0][:1].isupper() and use[:1].islower() else use


def _put_day_first(match: re.Match[str]) -> str:
    month, day, _, year = match.groups()[:4] if match[1] else match.groups()[4:]
    return f"{int(day)} {_spell_month(month)}" + (f" {year}" if year else "")


def _put_month_first(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    return f"{_spell_month(month)} {int(day)}" + (f", {year.strip()}" if year else "")


def _spell_month(month: str) -> str:
    return _SHORT_MONTHS.get(month.rstrip("."), month)


@lru_cache(maxsize=64)
def find_phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases, the longest first; whole words where they begin or end with a letter."""
    forms = []
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        left = r"(?<![\w])" if phrase[:1].isascii() and phrase[:1].isalnum() else ""
        right = r"(?![\w])" if phrase[-1:].isascii() and phrase[-1:].isalnum() else ""
        forms.append(left + re.escape(phrase) + right)
    return re.compile("|".join(forms), re.IGNORECASE)


def outside_quotes(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches that begin outside quotation marks."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in quoted):
            yield match
