"""Before: a place with several numbers. After: a score, a height, a fraction, 分之, 成, 折 or 番 as one Figure."""

from __future__ import annotations

import re

from wenzhai.language.figures import quantities, units
from wenzhai.language.figures.measured import MeasuredReader, scale_number
from wenzhai.language.figures.numerals import read_chinese
from wenzhai.language.figures.quantities import HAN_NUMERALS, exact

_SCORE = re.compile(
    r"(?a)(\d{1,3}(?:\.5|½)?)(\s?[-:]\s?|\s?比\s?|\s?&\s?)(\d{1,3}(?:\.5|½)?)(?:(?:[-:]|\s-\s)(\d{1,3}))?(?![\d.:%,]\d|\d|[A-Za-z/])"
)
_MINUTES = re.compile(r"(?a)(\d{1,3})\s?分钟?\s?(\d{1,2})\s?秒")
_MINUTES_LEFT = re.compile(r"(?a)(\d{1,2})\s?分(?![钟之]|\s?\d)")
_AFTER_UNIT = re.compile(
    r"(?a)(\d{1,3}|[一两二])(秒|米)(\d{1,3}|[一二三四五六七八九])(?![\d.万千百十:米秒公个层]|[零一二三四五六七八九])"
)
_EVERY = re.compile(
    r"(?a)(\d{1,3}|[两三四五六七八九十]{1,2})(?:个|名|位|家|人)[\u4e00-\u9fff]{0,4}?(?:中|里|当中)?[就便约]{0,2}有(?:近|约)?(\d{1,2}|[一二两三四五六七八九])(?:个|名|位|家)?人?(?![\d.])"
)
_HAN_SCORE = re.compile(
    r"(?a)([零一二三四五六七八九十]{1,2})比([零一二三四五六七八九十]{1,2})(?![较赛如例喻亚利得])"
)
_FRACTION = re.compile(r"(?a)(\d{1,3})/(\d{1,4})(?![\d/])")
_SHARE = re.compile(rf"(?a)([{HAN_NUMERALS}]{{1,8}}|\d{{1,8}})\s?分之\s?(?=[{HAN_NUMERALS}\d])")
_TENTHS = re.compile(
    r"(?a)([一二三四五六七八九]|两|\d(?:\.\d)?)\s?成(?:([半多])|([一二三四五六七八九]))?(?![为立功员果本交长就分都了语千绩人型])"
)
# 三又二分之一: three and a half; 两块五, 三块二毛: yuan and tenths
_MIXED = re.compile(
    rf"(?a)([{HAN_NUMERALS}]{{1,6}}|\d{{1,6}})又([{HAN_NUMERALS}]{{1,4}}|\d{{1,4}})分之([{HAN_NUMERALS}]{{1,4}}|\d{{1,4}})"
)
_COINS = re.compile(
    rf"(?a)([{HAN_NUMERALS}]{{1,6}}|\d{{1,6}})块([一二三四五六七八九]|\d(?!\d))(?:毛|角)?(?![{HAN_NUMERALS}\d.分个名家台只张花金香仁星粮环谷角])"
)
_DIGIT = "[一二两三四五六七八九]"
_TENTHS_RANGE = re.compile(rf"({_DIGIT})成?[到至~-]({_DIGIT})成(?![为立功员])")
_TENTHS_PAIR = re.compile(rf"({_DIGIT})({_DIGIT})成(?![为立功员])")
_HUNDREDTHS_RANGE = re.compile(
    rf"百分之([{HAN_NUMERALS}\d]{{1,6}})[到至](?:百分之)?([{HAN_NUMERALS}\d]{{1,6}})(?![{HAN_NUMERALS}点.\d])"
)
_AGE_TENS = re.compile(r"([五六七八九])旬")
_DISCOUNT = re.compile(r"(?a)([一二三四五六七八九]{1,2}|\d(?:\.\d)?)折(?![叠扣旧腾磨射算])")
_FOLD = re.compile(rf"(?a)([{HAN_NUMERALS}]{{1,4}}|\d{{1,4}}(?:\.\d)?)\s?番")
_ONE_IN = re.compile(
    r"(?a)([a-z]+|\d{1,4}) (?:in|out of)(?: every)? (two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,4})\b(?![ -](?:years?|days?|weeks?|months?|hours?|minutes?|o'clock))"
)
_HEIGHT = re.compile(
    r"(?a)(\d|[一二三四五六七八九]|[a-z]+)(?:\s?(?:英尺|呎|尺)|[\s-](?:foot|feet|ft)[\s-]|ft\s?|')\s?(\d{1,2}|[一二三四五六七八九十]{1,2}|[a-z]+)(?:\s?(?:英寸|吋|寸)|[\s-](?:inch(?:es)?|in)\b|in\b|\")?"
)


class CompoundReader(MeasuredReader):
    """Reads figures made of several numbers."""

    def _score(self, start: int) -> int:
        found = _SCORE.match(self.s, start) or _HAN_SCORE.match(self.s, start)
        if found is None:
            return 0
        if found.re is _HAN_SCORE:
            numbers = [n[0] for n in map(read_chinese, found.groups()) if n]
            if len(numbers) < 2:
                return 0
            return self._add(start, found.end(), "score", None, parts=tuple(numbers))
        if found[2].strip() == "比" and self.low[found.end() : found.end() + 1] in tuple("较赛"):
            return 0
        numbers = [float(g.replace("½", ".5")) for g in (found[1], found[3], found[4]) if g]
        unit = units.read_unit(self.low, found.end())
        scaled = quantities.read_digits(self.low, found.start(3))
        rising = len(numbers) == 2 and numbers[0] < numbers[1]
        if found[2].strip() == "-" and (
            scaled is None
            or scaled.end > found.end()
            or (unit and (rising or unit.kind in ("percent", "age", "money")))
        ):
            return 0
        if unit is not None and unit.kind == "duration":
            return 0
        return self._add(start, found.end(), "score", None, parts=tuple(numbers))

    def _height_at(self, start: int) -> int:
        found = _HEIGHT.match(self.low, start)
        if found is None or not found[1][0].isalnum():
            return 0
        if self.low[found.end(1)] == "'" and (read_either(found[1]) or 9) > 8:
            return 0
        return self._height(start, found) if read_either(found[2]) is not None else 0

    def _height(self, start: int, found: re.Match[str]) -> int:
        feet, inches = read_either(found[1]), read_either(found[2])
        if feet is None or inches is None or inches >= 12:
            return 0
        return self._add(
            start,
            found.end(),
            "number",
            round(feet + inches / 12, 6),
            unit="ft",
            step=1 / 12,
            parts=(feet, inches),
        )

    def _slash(self, start: int) -> int:
        share = _ONE_IN.match(self.low, start)
        if share and share[2] != share[1]:
            end = self._one_in(start, share)
            if end:
                return end
        found = _FRACTION.match(self.s, start)
        if found is None:
            return 0
        top, bottom = float(found[1]), float(found[2])
        if top < bottom <= 10 and bottom:
            return self._add(
                start,
                found.end(),
                "percent",
                round(100 * top / bottom, 6),
                unit="percent",
                step=0.5,
                parts=(top, bottom),
            )
        return self._add(start, found.end(), "score", None, parts=(top, bottom))

    def _share(self, start: int) -> int:
        """分之, 成, 折, 番 from a numeral in digits or Han."""
        found = _MIXED.match(self.low, start)
        if found:
            units, bottom, top = (read_either(g) for g in found.groups())
            if units is not None and bottom and top is not None and top < bottom:
                value = quantities.tidy(units + top / bottom)
                return self._quantity(start, exact(found.end(), value, 0.1), "number", "", "")
        found = _COINS.match(self.low, start)
        if found:
            units, tenths = read_either(found[1]), read_either(found[2])
            if units is not None and tenths is not None:
                amount = exact(found.end(), quantities.tidy(units + tenths / 10), 0.1)
                return self._quantity(start, amount, "money", "CNY", "")
        found = _HUNDREDTHS_RANGE.match(self.low, start)
        if found:
            first, last = read_either(found[1]) or 0.0, read_either(found[2]) or 0.0
            if 0 < first < last:
                return self._add(
                    start, found.end(), "percent", (first + last) / 2, low=first, high=last,
                    unit="percent", step=1.0, approximation="range", parts=(first, last),
                )  # fmt: skip
        found = _SHARE.match(self.low, start)
        if found:
            bottom = read_either(found[1])
            number = quantities.read_digits(self.low, found.end())
            if number is None:
                han = quantities.read_han(self.low, found.end(), found.end())
                whole = "百" if self.low.startswith("百", found.end()) else ""
                number = exact(found.end() + 1, 100.0, 1.0) if whole else han[1] if han else None
            if number is None or not bottom:
                return 0
            factor = 100.0 / bottom
            return self._quantity(start, scale_number(number, factor), "percent", "percent", "")
        for pattern in (_TENTHS_RANGE, _TENTHS_PAIR):
            found = pattern.match(self.low, start)
            if found:
                first, last = (10 * (read_either(found[i]) or 0.0) for i in (1, 2))
                if 0 < first < last:
                    ranged = pattern is _TENTHS_RANGE
                    return self._add(
                        start, found.end(), "percent", (first + last) / 2 if ranged else first,
                        low=first, high=last, unit="percent", step=10.0,
                        approximation="range" if ranged else "vague", parts=(first, last) if ranged else (),
                    )  # fmt: skip
        found = _AGE_TENS.match(self.low, start)
        if found:
            tens = 10 * (read_either(found[1]) or 0.0)
            if self.low[start - 1 : start] == "近" and start > self.floor:
                return self._quantity(start, exact(found.end(), tens, 10.0), "age", "years", "")
            return self._add(
                start, found.end(), "age", tens, low=tens, high=tens + 9, unit="years",
                approximation="vague", step=10.0,
            )  # fmt: skip
        found = _TENTHS.match(self.low, start)
        if found:
            tenths = read_either(found[1])
            if tenths is None:
                return 0
            more = {"半": 5.0}.get(found[2] or "", 0.0) + 10 * (
                (read_either(found[3]) or 0.0) / 10 if found[3] else 0.0
            )
            value = tenths * 10 + more
            number = exact(found.end(), value, 1.0 if more else 10.0)
            if found[2] == "多":
                number = number._replace(high=value + 10, approximation="over")
            return self._quantity(start, number, "percent", "percent", "")
        found = _DISCOUNT.match(self.low, start)
        if found:
            digits = [read_either(c) for c in found[1]] if not found[1][0].isdigit() else []
            value = (
                float(found[1]) * 10
                if not digits
                else sum((d or 0.0) * 10 ** (1 - i) for i, d in enumerate(digits))
            )
            return self._add(start, found.end(), "percent", value, unit="of price", step=1.0)
        found = _FOLD.match(self.low, start)
        if found:
            times = read_either(found[1])
            if times is None or times > 60:
                return 0
            return self._add(start, found.end(), "multiple", 2.0**times, unit="times", step=1.0)
        return 0

    def _one_in(self, start: int, share: re.Match[str]) -> int:
        top = float(share[1]) if share[1].isdigit() else read_small(share[1])
        bottom = float(share[2]) if share[2].isdigit() else read_small(share[2])
        if top is None or not bottom or not top < bottom:
            return 0 if share[1].isdigit() else share.end(1)
        return self._add(
            start,
            share.end(),
            "percent",
            round(100 * top / bottom, 6),
            unit="percent",
            step=0.5,
            parts=(top, bottom),
        )

    def _after_unit(self, start: int) -> int:
        """56秒46, 1米65, 一米八: what follows the unit is its fraction."""
        found = _AFTER_UNIT.match(self.low, start)
        if found is None:
            return 0
        whole, rest = read_either(found[1]), read_either(found[3])
        if whole is None or rest is None:
            return 0
        digits = len(found[3]) if found[3].isdecimal() else 1
        step = 10.0**-digits
        seconds = found[2] == "秒"
        return self._add(
            start, found.end(), "duration" if seconds else "number", round(whole + rest * step, 6),
            unit="seconds" if seconds else "m", step=step,
        )  # fmt: skip

    def _every(self, start: int) -> int:
        """每5个人中就有1人: a share, where the group is a small one."""
        found = _EVERY.match(self.low, start) if self.low[start - 1 : start] == "每" else None
        if found is None or start == self.floor:
            return 0
        bottom, top = read_either(found[1]), read_either(found[2])
        if not bottom or not top or not top < bottom <= 20:
            return 0
        share = round(100 * top / bottom, 6)
        return self._add(
            start - 1, found.end(), "percent", share, unit="percent", step=0.5, parts=(top, bottom)
        )

    def _minutes(self, start: int) -> int:
        clock = _MINUTES_LEFT.match(self.s, start)
        if clock and self.s[start - 2 : start] in ("小时", "钟头"):
            return self._add(
                start, clock.end(), "duration", float(clock[1]), unit="minutes", step=1.0
            )
        minutes = _MINUTES.match(self.s, start)
        if minutes:
            parts = (float(minutes[1]), float(minutes[2]))
            return self._add(
                start,
                minutes.end(),
                "duration",
                parts[0] * 60 + parts[1],
                unit="seconds",
                step=1.0,
                parts=parts,
            )
        return 0


def read_small(word: str) -> float | None:
    """Read a number in one English word."""
    number = quantities.read_words(word, 0)
    return number.value if number else None


def read_either(text: str) -> float | None:
    """Read a small numeral in digits, Han or English."""
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return float(text)
    if text.isascii():
        return read_small(text)
    got = read_chinese(text)
    return got[0] if got else None


def find_digits(text: str) -> tuple[float, ...]:
    """Find the numbers inside an identifier."""
    return tuple(float(d) for d in re.findall(r"\d{1,15}(?:\.\d{1,6})?", text))
