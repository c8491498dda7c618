"""Before: a Han numeral or cue word. After: the Figure that begins there, if one does."""

from __future__ import annotations

import re

from wenzhai.language.figures import dates, quantities, units
from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.compounds import CompoundReader, read_either
from wenzhai.language.figures.quantities import HAN_NUMERALS, exact

_HALF_SPAN = re.compile(r"(个?小时|个?世纪|天|个?季度)")
# 十四五: the 14th five-year plan
_PLAN = re.compile("十([一二三四五六七])五(?=[”」』\"']|规划|时期|期间|计划)")
# 大三时: in the third year at university, no time of day
_YEAR_OF_STUDY = re.compile("[大高初][一二三四]时")
_IDIOMS = frozenset(lex.ZH_IDIOMS)


class ChineseReader(CompoundReader):
    """Reads figures that begin with a Han character."""

    def _han(self, place: re.Match[str]) -> int:
        start = place.start()
        if self.low.startswith("一半", start):
            return self._quantity(
                start, exact(start + 2, 50.0, 0.5, words=True), "percent", "percent", ""
            )
        if self.low.startswith("零下", start):
            below = quantities.read_digits(self.low, start + 2)
            unit = units.read_unit(self.low, below.end) if below else None
            if below and unit and unit.code.startswith("°"):
                return self._add(
                    start, unit.end, "number", -below.value, unit=unit.code, step=below.step
                )
        plan = _PLAN.match(self.s, start)
        if plan:
            parts = (10.0 + (read_either(plan[1]) or 0.0), 5.0)
            return self._add(start, plan.end(), "identifier", None, parts=parts)
        if _YEAR_OF_STUDY.match(self.low, start - 1):
            return start + 1
        idiom = self._idiom_end(start)
        if idiom:
            return idiom
        end = self._date(
            start, dates.read_fiscal(self.low, start) or dates.read_chinese_date(self.low, start)
        ) or self._han_time(start)
        if end:
            return end
        for read in (self._every, self._share, self._after_unit, self._score, self._height_at):
            end = read(start)
            if end:
                return end
        got = quantities.read_han(self.low, start, self.floor)
        if got is None:
            run = re.compile(rf"(?a)[{HAN_NUMERALS}]{{1,30}}").match(self.low, start)
            return run.end() if run else start + 1
        begin, number = got
        return self._measured(begin, number, han=start)

    def _han_time(self, start: int) -> int:
        when = dates.read_time(self.low, start)
        if (
            when
            and self.low[start : start + 2] in ("一点", "一时")
            and self.low[start - 1 : start] not in tuple("午晚晨上")
        ):
            return 0
        return self._date(start, when)

    def _idiom_end(self, at: int) -> int:
        if self.s.startswith("十分钟", at):
            return 0
        for offset in (0, 1, 2, 3):
            for size in (2, 3, 4, 5):
                if (
                    size > offset
                    and at >= offset
                    and self.s[at - offset : at - offset + size] in _IDIOMS
                ):
                    if (
                        self.s[at : at + 1] == "一"
                        and self.s[at - offset : at - offset + size] == "一一"
                    ):
                        continue
                    return max(at + 1, at - offset + size)
        return 0

    def _cue(self, place: re.Match[str]) -> int:
        start, end = place.span()
        word = place.group()
        if word == "数":
            unit = units.read_unit(self.low, end)
            if self.low.startswith("月", end):
                unit = units.Unit(end + 1, "duration", "months", 1.0, "")
            if unit is None or unit.kind != "duration":
                return end
            return self._add(
                start, unit.end, "duration", 2.0, low=2.0, high=9.0, unit=unit.code,
                approximation="vague", step=1.0, weak=True,
            )  # fmt: skip
        if word == "半":
            return self._half_zh(start, end)
        if word[0] in "上本下这" and not word.endswith(("月", "半年")):
            weekday = re.compile("周|星期|礼拜").search(word)
            return self._relative(start) or (
                self._date(
                    start + weekday.start(),
                    dates.read_chinese_weekday(self.low, start + weekday.start()),
                )
                if weekday
                else 0
            )
        if word[0] in "周星礼":
            return self._date(start, dates.read_chinese_weekday(self.low, start)) or start + 1
        if word.endswith("半年"):
            return self._add(
                start, end, "date", None, iso=f"--H{'上下'.index(word[0]) + 1}", parts=(), weak=True
            )
        if word == "减半":
            return self._add(start, end, "multiple", 0.5, unit="times")
        if "番" in word or "倍" in word:
            times = next((n for n in (read_either(c) for c in word) if n), 1.0)
            value = 2.0**times if "番" in word else max(2.0, times)
            return self._add(
                start, end, "multiple", value, unit="times", weak=word in ("倍增", "加倍")
            )
        return self._relative(start)

    def _half_zh(self, start: int, end: int) -> int:
        before = self.s[max(0, start - 1) : start]
        span = _HALF_SPAN.match(self.low, end)
        if span and before not in ("上", "下", "过"):
            code = lex.ZH_UNITS.get(span[1]) or lex.ZH_UNITS["个" + span[1]]
            return self._add(
                start, span.end(), "duration", 0.5, unit=code, step=0.5, weak=code == "days"
            )
        if self.low.startswith("数", end) and before != "过":
            number = exact(end + 1, 50.0, 0.5, words=True)
            return self._quantity(start, number, "percent", "percent", "")
        if self.s[end : end + 1] in ("年",) and before not in ("上", "下"):
            return self._add(start, end + 1, "duration", 6.0, unit="months", step=1.0, weak=True)
        if before and before in "上下前后":
            return 0
        number = exact(end, 50.0, 0.5, words=True)
        if before == "过":
            number = number._replace(low=50.0, high=65.0, approximation="over")
        return self._quantity(
            start - (before == "过"),
            number,
            "percent",
            "percent",
            "",
            weak=before not in ("过", "一"),
        )
