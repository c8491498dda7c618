"""Before: a number at a place. After: a Figure with its range, unit, approximation and direction."""

from __future__ import annotations

import re

from wenzhai.language.figures import dates, quantities, units
from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.context import find_age, find_direction, look_left, widen
from wenzhai.language.figures.quantities import Number, exact
from wenzhai.language.figures.reader import Reader
from wenzhai.language.figures.subjects import find_basis, find_measure

_RATE = re.compile(r"(?a)(?:每小时|时速)(?:约|达到|达|为|超过|近|\s){0,3}$")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALE_AFTER = re.compile(r"(?a) ?(?:\([^()\n]{1,24}\)|\)) ?(thousand|million|billion|trillion)\b")
_UNSCALED = 1000  # what is larger is written out
_RANGE = re.compile(r"(?a)\s?(?:-|~|至|到)\s?|-?\sto\s")
_OR = re.compile(r"(?a)\sor\s")
_AND = re.compile(r"(?a)\s?(?:-|~|至|到|和|与)\s?|\s(?:to|and)\s")
_HALF_MORE = re.compile(r"个?半(小时|钟头|个?月|个?世纪|个?季度|个?星期)")
_MONEY_BEFORE = re.compile(r"(人民币|新台币|台币|港币|港元|澳门元)\s?$")
_PLACES = re.compile(r"(?:位列|位居|排名|名列|高居|跻身|排在|居)[\u4e00-\u9fff]{0,4}$")
_COUNTED_BY = {
    "downloads": "downloads",
    "users": "users",
    "daily users": "users",
    "monthly users": "users",
}
_ALL_KINDS = frozenset({"percent", "points", "money", "multiple", "number"})
_MINUS = re.compile(r"(?a)\b(?:minus|negative) $")
_BELOW_ZERO = re.compile(r"(?a) below(?: zero)?\b(?! \d)")
_AND_A_HALF = re.compile(r"(?a)半|\sand a half\b")


# 20 percent off is 80 percent of the price, 八折; "20 percent off its peak" is none
_OFF = re.compile(
    r"(?a) off(?! (?:its|their|his|her|our|an?|from|last|record|peak|highs?|lows?|shore|campus|duty)\b| the (?!(?:list |original |regular |full |usual |normal |retail |sticker )?price))\b(?!-)| discount\b"
)
_DISCOUNT_OF = re.compile(r"(?a)\bdiscounts? of (?:up to |about |around )?$")
_OF_PRICE = re.compile(
    r"(?a) of (?:the|its|their) (?:original |list |regular |normal |full |usual |retail )?prices?\b"
)


class MeasuredReader(Reader):
    """Reads a number with what stands around it."""

    def _measured(
        self, start: int, number: Number, *, digits: str = "", rank: bool = False, han: int = -1
    ) -> int:
        """Add a number with its range, unit or rank; `han` is where a Han numeral began, else -1."""
        unit = units.read_unit(self.low, number.end)
        if (
            self.low[start - 1 : start] == "前"
            and start > self.floor
            and unit
            and unit.kind == "number"
            and unit.counted[:1] in ("名", "位", "强")
        ):
            return self._add(start - 1, number.end + 1, "rank", number.value, step=1.0)
        lead = _MONEY_BEFORE.search(self.low[max(self.floor, start - 4) : start])
        if lead and (unit is None or unit.kind == "money" or unit.end == number.end):
            finish = unit.end if unit and unit.kind == "money" else number.end
            code = lex.ZH_MONEY[lead[1]]
            return self._quantity(
                start - len(lead[0]), number._replace(end=finish), "money", code, ""
            )
        half = _HALF_MORE.match(self.low, number.end)
        if half and han >= 0 and number.approximation == "exact":
            code = lex.ZH_UNITS.get(half[1]) or lex.ZH_UNITS["个" + half[1]]
            amount = exact(half.end(), number.value + 0.5, 0.5, words=True)
            return self._quantity(start, amount, "duration", code, "")
        if unit is None and self.low[number.end : number.end + 1] == "+":
            counted = units.read_unit(self.low, number.end + 1)
            if counted and counted.kind == "number" and counted.end == number.end + 1:
                unit = counted._replace(end=number.end)
        second = self._second(number, unit)
        if second:
            other, unit2 = second
            if unit2 and (other.value > number.value or unit2.kind in ("percent", "age")):
                other = other._replace(end=max(other.end, unit2.end))
                return self._range(start, number, other, unit2.kind, unit2.code, unit2.counted)
            if unit2 is None and other.value > number.value and not self._says_or(number, unit):
                return self._range(start, number, other, "number", "", "")
        if self.low[start - 1 : start] == "第" and start > self.floor:
            return self._ranked(start, number, unit)
        if rank:
            return self._add(
                start, number.end, "rank", number.value, step=number.step, weak=number.value == 1
            )
        plain = unit is None or (unit.kind == "number" and not unit.code and unit.end == number.end)
        if plain and not (unit and unit.counted.endswith("s")):
            end = self._year(start, number, digits)
            if end:
                return end
        if unit is None:
            return self._bare(start, number, han)
        if unit.code in ("mi", "km") and _RATE.search(self.low[max(0, start - 10) : start]):
            unit = unit._replace(code="mph" if unit.code == "mi" else "km/h")
        weak = self._is_weak(start, number, unit, han)
        if unit.kind == "duration" and unit.code in ("years", "hours", "days", "months", "weeks"):
            half = _AND_A_HALF.match(self.low, unit.end)
            if half:
                number = exact(unit.end, number.value + 0.5, 0.5, words=number.words)
                unit = unit._replace(end=half.end())
        if unit.kind == "percent" and number.approximation == "exact" and 0 < number.value < 100:
            end = self._of_price(start, number, unit.end)
            if end:
                return end
        amount = scale_number(number._replace(end=max(unit.end, number.end)), unit.factor)
        return self._quantity(start, amount, unit.kind, unit.code, unit.counted, weak=weak)

    def _of_price(self, start: int, number: Number, end: int) -> int:
        """Add what is left of a price: 20 percent off, a discount of 20 percent; 0 where it is none."""
        whole = _OF_PRICE.match(self.low, end)
        off = _OFF.match(self.low, end)
        led = _DISCOUNT_OF.search(self.low[max(self.floor, start - 24) : start])
        if not (whole or off or led):
            return 0
        value = number.value if whole else quantities.tidy(100.0 - number.value)
        left = exact(off.end() if off and off[0] == " off" else end, value, number.step)
        begin, said = look_left(self.low, start, self.floor)
        if said:
            return 0
        return self._add(begin, left.end, "percent", value, unit="of price", step=number.step)

    def _ranked(self, start: int, number: Number, unit: units.Unit | None) -> int:
        """Add what 第 makes an ordinal: 第三名 is a rank, 第17届 an ordinal."""
        counted = unit.counted if unit and unit.kind == "number" else ""
        finish = unit.end if unit and counted and unit.end - number.end <= 1 else number.end
        kind = "rank" if counted and counted[0] in "名位" else "ordinal"
        if _PLACES.search(self.low[max(0, start - 9) : start - 1]):
            return self._add(
                start - 1, finish, "rank", number.value, step=1.0, weak=number.value < 2
            )
        weak = number.words and number.value < 3
        return self._add(start - 1, finish, kind, number.value, step=1.0, weak=weak)

    def _year(self, start: int, number: Number, digits: str) -> int:
        """Add four digits with nothing counted as a year; 0 where they are none."""
        if len(digits) != 4 or not digits.isdigit() or not 1100 <= number.value <= 2100:
            return 0
        days = dates.bounds(digits)
        if days is None:
            return 0
        return self._date(start, dates.When(number.end, digits, (number.value,)))

    def _bare(self, start: int, number: Number, han: int) -> int:
        """Add a number with no unit."""
        alone = han == start and number.end - start == 1
        if alone and number.approximation == "vague":
            return number.end  # 伊万诺夫: a syllable of a name
        if not number.words and number.value < 120 and find_age(self.low, start, number.end):
            return self._add(start, number.end, "age", number.value, unit="years", step=1.0)
        small = number.value < (100 if han >= 0 else 2)
        weak = (number.words and small and number.approximation in ("exact", "vague")) or alone
        return self._quantity(start, number, "number", "", "", weak=weak)

    def _is_weak(self, start: int, number: Number, unit: units.Unit, han: int) -> bool:
        """Tell words that count nothing: 一名 (an article), 两国 (the two of them), 几天, 千人, 三度."""
        if not number.words:
            return False
        after = self.low[number.end : number.end + 1]
        if number.value < 2 and unit.kind in ("number", "duration"):
            return True
        if number.approximation == "vague" and han >= 0:
            some = "几" in self.low[start : number.end]  # 十几名 says more than 千人
            if number.high < 10 or (start == han and not some):
                return True
        if unit.kind != "number" or unit.code not in ("", "people", "°"):
            return False
        pair = self.low[number.end - 1] in "两二" and after in tuple("国队人者家地党方岸兄姐夫")
        two = han >= 0 and self.low[start : number.end] == "二"
        return pair or two or (number.value < 10 and after == "度")

    def _second(
        self, number: Number, unit: units.Unit | None
    ) -> tuple[Number, units.Unit | None] | None:
        """Read the upper end of a range, with its unit: 5%到10%, 30-40 people, five to ten per cent."""
        if unit is not None and unit.end == number.end:
            after = number.end
        else:
            after = unit.end if unit else number.end
        gap = _RANGE.match(self.low, after)
        if gap is None:
            between = self.low[max(0, number.end - 40) : number.end]
            gap = _AND.match(self.low, after) if "between " in between else None
        if gap is None and unit is None:
            gap = _OR.match(self.low, after)
        if gap is None:
            return None
        other = quantities.read_digits(self.low, gap.end()) or quantities.read_words(
            self.low, gap.end()
        )
        if other is None:
            han = quantities.read_han(self.low, gap.end(), gap.end())
            other = han[1] if han else None
        if other is None or dates.read_chinese_date(self.low, gap.end()):
            return None
        other = self._letter_scale(other)
        unit2 = units.read_unit(self.low, other.end)
        if unit and unit.code and (unit2 is None or unit2.code != unit.code):
            return None
        if unit2 and unit2.kind == "money" and unit2.code == "":
            return None
        return other, unit2

    def _says_or(self, number: Number, unit: units.Unit | None) -> bool:
        return bool(_OR.match(self.low, unit.end if unit else number.end))

    def _range(
        self, start: int, number: Number, other: Number, kind: str, code: str, counted: str
    ) -> int:
        first = number.value
        if (
            other.step > number.step
            and other.step >= 1e3
            and first * other.step <= other.value * 1.0
            and first < 1e4
            and number.step <= 1
        ):
            shared = next(
                (
                    f
                    for f in (1e12, 1e9, 1e8, 1e6, 1e4, 1e3)
                    if other.value / f >= 1
                    and other.step % (f / 1e3) == 0
                    and first * f < other.value
                ),
                1.0,
            )
            first *= shared
        if first > other.value:
            first, last = other.value, first
        else:
            last = other.value
        begin, _ = look_left(self.low, start, self.floor)
        return self._add(
            begin, other.end, kind, (first + last) / 2, low=first, high=last, unit=code, approximation="range",
            counted=counted, step=other.step, parts=(first, last),
        )  # fmt: skip

    def _quantity(
        self, start: int, number: Number, kind: str, code: str, counted: str, *, weak: bool = False
    ) -> int:
        begin, approximation = look_left(self.low, start, self.floor)
        direction = measure = basis = ""
        if kind in _ALL_KINDS:
            direction = find_direction(self.low, begin, number.end)
            measure = find_measure(self.low, begin, number.end)
        if kind in ("percent", "points", "multiple") or direction:
            basis = find_basis(self.low, begin, number.end)
        if kind == "number" and not code:
            code = _COUNTED_BY.get(measure, "") if counted in ("", "次", "名", "人") else ""
        value, low, high, said, end = widen(self.low, number, approximation)
        if kind == "age" and said == number.approximation == "over" and value % 10 == 0:
            said, high = "vague", value + 9  # 40多岁 is "in his 40s"
        if (
            self.low[begin - 1 : begin] == "-"
            and begin == start
            and (begin == 1 or self.low[begin - 2 : begin - 1] in tuple(" (，为是至到比"))
            and kind != "money"
        ) or (
            self.low[begin - 1 : begin] == "负"
            and begin == start
            and begin > self.floor
            and self.low[begin - 2 : begin - 1] not in tuple("担肩背抱自胜欺辜不")
            and kind in ("number", "percent", "points")
            and (not code or code.startswith("°") or kind != "number")
        ):
            begin, value, low, high = begin - 1, -value, -high, -low
            direction = direction or ("down" if kind in ("percent", "points") else "")
        elif minus := _MINUS.search(self.low[max(self.floor, begin - 9) : begin]):
            begin, value, low, high = begin - len(minus[0]), -value, -high, -low
            direction = direction or ("down" if kind in ("percent", "points") else "")
        elif _BELOW_ZERO.match(self.low, end) and code.startswith("°"):
            end += len(" below zero") if self.low.startswith(" below zero", end) else len(" below")
            value, low, high = -value, -high, -low
        elif self.low[begin - 1 : begin] == "+" and begin == start and begin > self.floor:
            begin, direction = begin - 1, "up"
        return self._add(
            begin, end, kind, value, low=low, high=high, unit=code, approximation=said, counted=counted,
            step=number.step, weak=weak, direction=direction, measure=measure, basis=basis,
        )  # fmt: skip

    def _letter_scale(self, number: Number) -> Number:
        scaled = quantities.read_letters(self.low, number)
        if scaled is None:
            return number
        if self.s[number.end] == " ":
            return scaled if scaled.end - number.end > 2 else number
        letters = self.low[number.end : scaled.end]
        if letters in ("m", "t", "b") and not (
            letters == "b"
            or self.s[number.end] == "M"  # a capital is a million: metres have a small one
            or re.compile(
                r"(?a)\s(?:users|people|downloads|installs|views|tonnes|barrels|followers|subscribers|copies|units|jobs|viewers|homes|customers|shares)"
            ).match(self.low, scaled.end)
        ):
            return number
        return scaled

    def _amount(self, start: int, at: int, code: str) -> int:
        """Add the money that stands at `at` after a sign or code."""
        number = quantities.read_digits(self.low, at)
        if number is None:
            return 0
        number = quantities.read_letters(self.low, number) or self._scale_after_brackets(number)
        unit = units.read_unit(self.low, number.end)
        if code in ("$", "¥", "CNY") and unit and unit.kind == "money":
            code = unit.code if unit.code != "$" else code
            number = number._replace(end=unit.end)
        other = _RANGE.match(self.low, number.end)
        if other is None and "between " in self.low[max(0, start - 10) : start]:
            other = _AND.match(self.low, number.end)
        if other:
            at2 = other.end() + (self.s[other.end() : other.end() + 1] in tuple("$€£¥"))
            second = quantities.read_digits(self.low, at2)
            second = second and (quantities.read_letters(self.low, second) or second)
            if second and second.value > number.value:
                return self._range(start, number, second, "money", code, "")
        return self._quantity(start, number, "money", code, "")

    def _scale_after_brackets(self, number: Number) -> Number:
        """£12.7 ($15.9) million: the scale stands once, after both."""
        found = _SCALE_AFTER.match(self.low, number.end)
        if found is None or number.value >= _UNSCALED:
            return number
        scaled = scale_number(number, _SCALES[found[1]])
        # The last of the two takes the word with it, which is no number of its own.
        return scaled._replace(end=found.end()) if found[0].lstrip().startswith(")") else scaled


def scale_number(number: Number, factor: float) -> Number:
    """Multiply a number, with its step and bounds."""
    if factor == 1.0:
        return number
    return number._replace(
        value=quantities.tidy(number.value * factor), step=number.step * factor,
        low=quantities.tidy(number.low * factor), high=quantities.tidy(number.high * factor),
    )  # fmt: skip
