"""Before: number words in Chinese or English. After: (value, weight of the last digit said).

Pure arithmetic over words; what counts as one numeral in a text is the scanner's business.
"""

from __future__ import annotations

from functools import lru_cache

ZH_DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
    "弍": 2,
}
ZH_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
ZH_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
ZH_SCALES: dict[str, float] = {
    "万亿": 1e12,
    "千亿": 1e11,
    "百亿": 1e10,
    "十亿": 1e9,
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "十万": 1e5,
    "万": 1e4,
    "千": 1e3,
    "百": 1e2,
    "十": 10.0,
}
EN_ONES = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
EN_TENS = {
    w: i * 10
    for i, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
EN_SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "dozen": 12.0,
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000, "millionth": 1000000,
}  # fmt: skip
EN_ORDINALS: dict[str, int] = _ORDINALS


def read_chinese(word: str) -> tuple[float, float] | None:
    """Read a numeral of Han digits: 三百五十 (350, 10), 二〇一八 (2018, 1), 一万二 (12000, 1000), 一点五亿.

    None where the characters are not one number (一二, 万万千).
    """
    whole, dot, decimals = word.partition("点")
    if dot:
        return _read_decimal(whole, decimals)
    if not word:
        return None
    if all(c in ZH_DIGITS for c in word):
        if len(word) == 1:
            return float(ZH_DIGITS[word]), 1.0
        if len(word) == 2 and not any(c in "零〇" for c in word):
            return None  # 三五, 七八: an estimate, read by the grammar
        return float(int("".join(str(ZH_DIGITS[c]) for c in word[:18]))), 1.0
    return _read_places(word)


def _read_places(word: str) -> tuple[float, float] | None:
    total, section, digit = 0.0, 0.0, -1.0
    last, zero = 1.0, False
    for c in word:
        if c in ZH_DIGITS:
            if digit > 0:
                return None
            digit = float(ZH_DIGITS[c])
            zero = zero or digit == 0
            if digit == 0:
                digit = -1.0
                last = 1.0
        elif c == "廿":
            section += 20
            digit, last = -1.0, 1.0
        elif c in ZH_SMALL:
            section += (1.0 if digit < 0 else digit) * ZH_SMALL[c]
            digit, last, zero = -1.0, float(ZH_SMALL[c]), False
        elif c in ZH_LARGE:
            section += max(digit, 0.0)
            base = ZH_LARGE[c]
            if section == 0 and total == 0:
                section = 1.0
            unit = float(base)
            if section == 0:  # 一万亿: the scales multiply
                total *= base
                unit = last * base
            elif total and total < base:
                total = (total + section) * base
            else:
                total += section * base
            section, digit, last, zero = 0.0, -1.0, unit, False
        else:
            return None
        if total > 1e30:
            return None
    if digit > 0:
        short = last >= 100 and not zero
        unit = last / 10 if short else 1.0
        return total + section + digit * unit, unit
    return total + section, last


def _read_decimal(whole: str, decimals: str) -> tuple[float, float] | None:
    scale = 1.0
    while decimals and decimals[-1] in "十百千万亿兆":
        scale *= ZH_LARGE.get(decimals[-1], ZH_SMALL.get(decimals[-1], 1))
        decimals = decimals[:-1]
    if not decimals or len(decimals) > 12 or any(c not in ZH_DIGITS for c in decimals):
        return None
    head = read_chinese(whole)
    if head is None:
        return None
    digits = "".join(str(ZH_DIGITS[c]) for c in decimals)
    return round((head[0] + float("0." + digits)) * scale, 6), scale * 10.0 ** -len(digits)


def read_english(words: list[str]) -> tuple[float, float] | None:
    """Cardinal words in lower case without "and": fifty eight (58, 1), two hundred thousand."""
    total, section = 0.0, 0.0
    last, room = 1.0, 1e18
    seen = False
    for word in words:
        if word in EN_ONES:
            value = float(EN_ONES[word])
            if seen and (section % 100 if value >= 10 or section % 10 else 0):
                return None
            if seen and last == 1.0:
                return None
            section += value
            last = 1.0
        elif word in EN_TENS:
            if seen and section % 100:
                return None
            section += EN_TENS[word]
            last = 10.0
        elif word in ("hundred", "dozen"):
            section = (section or 1.0) * EN_SCALES[word]
            last = EN_SCALES[word]
        elif word in EN_SCALES:
            scale = EN_SCALES[word]
            if scale >= room:
                return None
            total += (section or 1.0) * scale
            section, last, room = 0.0, scale, scale
        else:
            return None
        seen = True
    return (total + section, 1.0 if last == 10.0 else last) if seen else None


@lru_cache(maxsize=8192)
def last_digit(value: float) -> float:
    """Find the weight of the last digit that is not a trailing zero: 10 for 60, 1 for 57, 0.1 for 57.5."""
    if value == 0:
        return 1.0
    digits = f"{abs(value):.12e}"
    mantissa, _, exponent = digits.partition("e")
    shown = len(mantissa.rstrip("0").replace(".", "")) - 1
    return float(10.0 ** (int(exponent) - shown))
