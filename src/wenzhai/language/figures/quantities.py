"""Before: a place in folded text where a number begins. After: its value, and where it ends.

Every pattern is anchored at a position and bounded, so reading a place costs constant time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.numerals import (
    EN_ONES,
    EN_ORDINALS,
    EN_SCALES,
    EN_TENS,
    ZH_SCALES,
    last_digit,
    read_chinese,
    read_english,
)

HAN_NUMERALS = "〇零一二三四五六七八九十百千万亿兆两俩仨几廿壹贰叁肆伍陆柒捌玖拾佰仟"
_DIGITS = re.compile(
    r"(?a)(?:\d{1,3}(?:,\d{2,3}){0,8},\d{3}(?![\d])|\d{1,24}(?!\d))(?:\.\d{1,12}(?!\d))?"
)
_ZH_SCALE = re.compile(
    r"(?a)\s?([多余几来])?\s?(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![米克瓦兆])|百(?!分))"
)
_ZH_MORE = re.compile(r"(?a)\s?[多余](?=\s?[\u4e00-\u9fff])(?!数|少)")
_ZH_REST = re.compile(r"(?a)\s?(?:(\d{1,4}(?:\.\d{1,4})?)\s?(万|千)|(\d{4}))(?![\d万亿])")
_EN_SCALE = re.compile(
    r"(?a)(?:\s|-)?(hundred|thousand|lakh|million|crore|billion|trillion|dozen)s?\b"
)
_EN_LETTERS = re.compile(r"(?a)\s?(mln|trn|bln|mn|bn|tn|[kmbt])(?![a-z0-9])")
_WORD = re.compile(r"(?a)[a-z]+")
_GAP = re.compile(r"(?a)-|\s(?:and\s)?|\s?-\s?")
_HAN = re.compile(rf"(?a)[{HAN_NUMERALS}]{{1,24}}(?:点[{HAN_NUMERALS}]{{1,10}})?")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}
_VULGAR = re.compile(r"(?a)\s?([½¼¾⅓⅔⅕⅛])")
NUMBER_WORDS = frozenset({*EN_ONES, *EN_TENS, *EN_SCALES})


class Number(NamedTuple):
    """A value read at a place; `low` and `high` differ from it where the words are vague."""

    end: int
    value: float
    step: float
    low: float
    high: float
    approximation: str
    words: bool


def exact(end: int, value: float, step: float, *, words: bool = False) -> Number:
    """Make a number without any vagueness."""
    return Number(end, value, step, value, value, "exact", words)


def between(end: int, low: float, high: float, approximation: str, step: float) -> Number:
    """Make a vague number: "数百", "dozens", "二十多"."""
    return Number(end, low, step, low, high, approximation, True)


def read_digits(low: str, at: int) -> Number | None:
    """Digits with their scale: 1.2亿, 3亿5000万, 20多万, 15 bn, 2.4 million, 10k, 2½."""
    found = _DIGITS.match(low, at)
    if found is None:
        return None
    shown = found.group().replace(",", "")
    value = float(shown)
    _, dot, decimals = shown.partition(".")
    step = 10.0 ** -len(decimals) if dot else 1.0
    end = found.end()
    part = _VULGAR.match(low, end)
    if part:
        return exact(part.end(), value + _FRACTIONS[part[1]], 0.01)
    scale = _ZH_SCALE.match(low, end)
    if scale:
        factor = ZH_SCALES[scale[2]]
        value, step, end = value * factor, step * factor, scale.end()
        if scale[1]:
            return Number(end, value, step, value, value + step, "over", False)
        rest = _ZH_REST.match(low, end)
        if rest and factor >= 1e4:
            amount = float(rest[1] or rest[3]) * (ZH_SCALES[rest[2]] if rest[2] else 1.0)
            if amount < factor:
                return exact(rest.end(), value + amount, ZH_SCALES.get(rest[2] or "", 1.0))
        return exact(end, tidy(value), step)
    more = _ZH_MORE.match(low, end)
    if more and value >= 10 and not dot:
        return Number(more.end(), value, step, value, value + last_digit(value), "over", False)
    word = _EN_SCALE.match(low, end)
    if word:
        factor, end = EN_SCALES[word[1]], word.end()
        again = _EN_SCALE.match(low, end)
        if (
            again
            and word[1] in ("lakh", "hundred", "thousand")
            and again[1] in ("crore", "million", "billion")
        ):
            factor, end = factor * EN_SCALES[again[1]], again.end()
        return exact(end, tidy(value * factor), step * factor)
    odd = _ODD.match(low, end)
    if odd and value >= 10 and not dot:
        return Number(odd.end(), value, step, value, value + last_digit(value), "over", False)
    return exact(end, value, step)


def read_letters(low: str, number: Number) -> Number | None:
    """Read the scale letters of money and counts (15B, 3.5bn, 10k), where the place allows them."""
    found = _EN_LETTERS.match(low, number.end)
    if found is None:
        return None
    factor = lex.EN_SUFFIX_SCALES[found[1]]
    return exact(found.end(), tidy(number.value * factor), number.step * factor)


def tidy(value: float) -> float:
    """1.2 * 1e8 without the dust of binary fractions."""
    return float(f"{value:.12g}")


def read_han(low: str, at: int, floor: int) -> tuple[int, Number] | None:
    """Han numerals, vague ones too: (start, number). 数百 and 上万 begin before the numeral."""
    found = _HAN.match(low, at)
    if found is None:
        return None
    word, end, start = found.group(), found.end(), at
    if len(word) == 1 and word in "壹贰叁肆伍陆柒捌玖拾佰仟":
        return None  # alone, these are surnames and syllables
    before = low[at - 1] if at > floor else ""
    if before == "数" and low[at - 2 : at - 1] in ("位", "倍", "岁", "人", "次", "分"):
        before = ""
    if word in ("百千万", "千千万", "千万") and before == "成":
        return None
    base = ZH_SCALES.get(word)
    if base is None and word[0] in "十百千万亿" and before in ("数", "上"):
        whole = read_chinese(word)
        base = whole[0] if whole else None
    if base is not None and before in ("数", "上", "成", "几"):
        begin = 2.0 if before in ("数", "几") else 1.0
        if before == "成" and low[at : at + 3] == "千上万":
            return start - 1, between(at + 3, 1000.0, 99999.0, "vague", 1000.0)
        return start - 1, between(end, begin * base, 10 * base - 1, "vague", base)
    if base is not None and word != "十":
        more = _MORE_THAN_BASE.match(low, end)
        if more:
            return start, between(more.end(), base, 2 * base, "over", base)
        if before in ("近", "逾", "超", "约", "破"):
            return start, exact(end, base, base, words=True)
        return start, between(end, base, 10 * base - 1, "vague", base)  # 千人: as many, or so
    pair = _HAN_PAIR.fullmatch(word)
    if pair:
        return _read_pair(start, end, pair)
    if word[0] == "几":
        base = ZH_SCALES.get(word[1:], None) if len(word) > 1 else 1.0
        if base is None:
            return None
        return start, between(end, 2 * base, 10 * base - (1 if base > 1 else 0), "vague", base)
    if "几" in word:
        head, _, tail = word.partition("几")
        got = read_chinese(head)
        scale = ZH_SCALES.get(tail, 1.0) if tail else 1.0
        if got is None or got[0] < 10 or head[-1] not in "十百千万亿":
            return None
        unit = max(1.0, got[1] / 10 if head[-1:] not in ("十",) else 1.0)
        top = got[0] + 9 * unit if head[-1:] == "十" else got[0] + got[1] - 1
        top = (top + 1) * scale - 1 if scale > 1 else top
        return start, between(end, (got[0] + 1) * scale, top, "vague", scale)
    if len(word) == 2 and all(c in "一二三四五六七八九两" for c in word):
        first, second = read_chinese(word[0]), read_chinese(word[1])
        if first and second and 0 < second[0] - first[0] <= 2:
            return start, Number(end, first[0], 1.0, first[0], second[0], "vague", True)
        return None
    got = read_chinese(word)
    if got is None:
        return None
    value, step = got
    if value < 10 and _MORE_OF_TIME.match(low, end):
        return start, Number(end, value, step, value, value + 1, "over", True)
    more = re.compile(r"(?a)[多余来](万亿|亿|千万|百万|万|千)?(?![年月]?来)").match(low, end)
    if more and value >= 10:
        factor = ZH_SCALES[more[1]] if more[1] else 1.0
        return start, Number(
            more.end(),
            value * factor,
            step * factor,
            value * factor,
            (value + step) * factor,
            "over",
            True,
        )
    return start, exact(end, tidy(value), step, words=True)


# 三个多月: the word for more stands inside the unit, which `_read_zh_unit` reads on from here
_MORE_OF_TIME = re.compile("个多(?:月|小时|钟头|星期|礼拜|世纪|季度)")
_MORE_THAN_BASE = re.compile(r"[余多](?=[人名家个款台部次万亿元户件辆])")
_HAN_PAIR = re.compile(
    r"(十|[一二三四五六七八九]十)?([一二两三四五六七八])([二三四五六七八九])([十百千万亿]{0,2})"
)


def _read_pair(start: int, end: int, pair: re.Match[str]) -> tuple[int, Number] | None:
    """Two digits side by side are an estimate: 七八百, 十五六, 三四十."""
    first, second = read_chinese(pair[2]), read_chinese(pair[3])
    tens = read_chinese(pair[1]) if pair[1] else (0.0, 1.0)
    scale = ZH_SCALES.get(pair[4], 0.0) if pair[4] else 1.0
    if not (first and second and tens and scale) or not 0 < second[0] - first[0] <= 2:
        return None
    low, high = (tens[0] + first[0]) * scale, (tens[0] + second[0]) * scale
    return start, Number(end, low, scale, low, high, "vague", True)


_PLURALS = {
    "dozens": (24.0, 99.0), "scores": (40.0, 99.0), "hundreds": (200.0, 999.0), "thousands": (2e3, 9999.0),
    "tens": (20.0, 99.0), "millions": (2e6, 9_999_999.0), "billions": (2e9, 9_999_999_999.0), "trillions": (2e12, 9e12),
}  # fmt: skip
_MOST_WORDS = 24  # nine hundred ninety-nine million ... and ninety-nine has fifteen
_OF = re.compile(r"(?a)\s(?:and\s[a-z]+\s)?of\s(thousands|millions|billions|trillions)\b")
_ODD = re.compile(r"(?a)[\s-]odd\b")
_POINT = re.compile(
    r"(?a) point (zero|one|two|three|four|five|six|seven|eight|nine)\b(?: (thousand|million|billion|trillion)\b)?"
)
_AND_HALF = re.compile(
    r"(?a)(?: and a half|-and-a-half)\b(?:[ -](dozen|hundred|thousand|million|billion|trillion)\b)?"
)
_HALF_OF_TIME = re.compile(r"(?a) and a half(?= (?:years|months|weeks|days|hours|minutes)\b)")
_FRACTION_WORD = re.compile(
    r"(?a)[\s-](half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)\b"
    r"(?!\s(?:of\s(?:20|19)\d\d|\d|in a row|straight|place|time|year|day|game|season))"
)
_FRACTION_SIZE = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100,
}  # fmt: skip


def read_words(low: str, at: int) -> Number | None:
    """English number words from `at`: fifty-eight, two hundred thousand, hundreds of millions, a dozen."""
    found = _WORD.match(low, at)
    if found is None:
        return None
    plural = _PLURALS.get(found.group())
    if plural is not None:
        of = _OF.match(low, found.end())
        if of:
            scale = EN_SCALES[of[1][:-1]]
            base = {"tens": 10.0, "hundreds": 100.0, "thousands": 1000.0}.get(found.group(), 1.0)
            return between(of.end(), 2 * base * scale, 10 * base * scale - 1, "vague", base * scale)
        if found.group() in ("tens", "scores"):
            return None
        return between(found.end(), plural[0], plural[1], "vague", plural[0] / 2)
    words: list[str] = []
    end, best = at, None
    for _ in range(_MOST_WORDS):
        word = _WORD.match(low, end)
        if word is None or word.group() not in NUMBER_WORDS:
            break
        words.append(word.group())
        got = read_english(words)
        if got is None:
            break
        best = (word.end(), got)
        gap = _GAP.match(low, word.end())
        if gap is None:
            break
        end = gap.end()
    if best is None:
        return None
    number = exact(best[0], best[1][0], best[1][1], words=True)
    return _read_rest(low, number)


def _read_rest(low: str, number: Number) -> Number:
    """Read what may follow number words: two point five million, one and a half million, thirty-odd."""
    if number.value < 100:
        point = _POINT.match(low, number.end)
        if point:
            scale = EN_SCALES.get(point[2] or "", 1.0)
            value = tidy((number.value + EN_ONES[point[1]] / 10) * scale)
            return exact(point.end(), value, scale / 10, words=True)
        half = _AND_HALF.match(low, number.end)
        if half and half[1]:
            scale = EN_SCALES[half[1]]
            return exact(half.end(), (number.value + 0.5) * scale, scale / 10, words=True)
        years = _HALF_OF_TIME.match(low, number.end)
        if years:
            return exact(years.end(), number.value + 0.5, 0.5, words=True)
    odd = _ODD.match(low, number.end)
    if odd and number.value >= 20:
        top = number.value + last_digit(number.value)
        return Number(odd.end(), number.value, number.step, number.value, top, "over", True)
    return number


def read_fraction_words(low: str, number: Number) -> Number | None:
    """two-thirds, three quarters, one-fifth as a share in percent, where `number` is the numerator."""
    found = _FRACTION_WORD.match(low, number.end)
    if (
        found is None
        or not 1 <= number.value <= 20
        or (number.value > 1) != found[1].endswith("s")
        or number.value >= _FRACTION_SIZE[found[1]]
    ):
        return None
    share = 100.0 * number.value / _FRACTION_SIZE[found[1]]
    return exact(found.end(), share, 0.5, words=True)


def read_ordinal_word(low: str, at: int) -> Number | None:
    """first, twenty-third."""
    found = _WORD.match(low, at)
    if found is None:
        return None
    if found.group() in EN_ORDINALS:
        return exact(found.end(), float(EN_ORDINALS[found.group()]), 1.0, words=True)
    if found.group() in EN_TENS and low[found.end() : found.end() + 1] in ("-", " "):
        second = _WORD.match(low, found.end() + 1)
        if second and EN_ORDINALS.get(second.group(), 10) < 10:
            value = EN_TENS[found.group()] + EN_ORDINALS[second.group()]
            return exact(second.end(), float(value), 1.0, words=True)
    return None
