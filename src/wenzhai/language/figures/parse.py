"""Before: a text in Chinese, English or both. After: its Figures in order, without overlaps.

One compiled pass finds the places where a figure may begin; at each, anchored and bounded patterns
read it. A place is never read twice, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import cast

from wenzhai.language.figures import dates, quantities, units
from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.chinese import ChineseReader
from wenzhai.language.figures.compounds import find_digits
from wenzhai.language.figures.english import _RANKED, _WHOSE, EnglishReader
from wenzhai.language.figures.named import find_name
from wenzhai.language.figures.quantities import HAN_NUMERALS, Number, exact
from wenzhai.model import Figure

_PLACE = re.compile(
    r"(?a)(?P<url>(?:https?://|www\.)[^\s<>\"'，。；）】]{1,500}|[@#][A-Za-z_][A-Za-z0-9_]{0,40})"
    r"|(?P<money>(?:US|HK|NT|AU|NZ|CN|JP|[ACSR])?[$¥]|[€£₩₹₽])"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<digit>\d)"
    rf"|(?P<han>[{HAN_NUMERALS}])"
    r"|(?P<fraction>[½¼¾⅓⅔])"
    r"|(?P<cue>[上本下这]个?(?:周|星期|礼拜)[一二三四五六日天]|(?<![人户次总单分系函指参倍位岁基多少])数(?=个?(?:月|年(?!级)|天|周|日|小时|分钟))|半(?!岛|导|径|球|途|空|夜|路|决|场|身|个月|信|点)|翻(?:一|两|三|了一|了两|了三|了)?番|翻倍|翻了?[一两三四]?倍|双倍|加倍|减半|倍增|"
    r"(?:周|星期|礼拜)[一二三四五六日天]|[上下]半年|昨[天日晚]|今[天日晚年早晨]|明[天日年]|前[天年]|后天|去年|上个?月|本月|下个?月|[上本下这]个?(?:周|星期|季度)|前日)"
)
_DIGIT_MIX = re.compile(
    r"(?a)(?!\d{1,2}x\d)\d{1,20}[A-Za-z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,20}){0,2}"
)
_GENERATION = re.compile(
    r"(?a)[2-6][Gg](?![A-Za-z0-9])|[248][Kk](?![A-Za-z0-9])(?!\s(?:users|people|downloads|followers))|[23]D(?![A-Za-z0-9])"
)
_TICKER = re.compile(r"(?a)\d{4,6}\.(?:HK|SZ|SH|SS|TW|KS|T)(?![A-Za-z0-9])")
_PHONE = re.compile(
    r"(?a)\+?\d{1,4}-\d{3,4}-\d{4}(?!\d)|\d{3,4}-\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d)|\d{3}-\d{4}-\d{4}(?!\d)"
)
_VERSION = re.compile(r"(?a)\d{1,4}\.\d{1,4}\.\d{1,5}(?:\.\d{1,5})?(?![\d%])")
_CHINESE_NAMES = re.compile(
    r"(?a)58同城|360(?=安全|集团|搜索|浏览器|公司|手机|数科|周鸿|智|，|。|、|$)|36氪|51信用卡|12306|12345(?=热线)|4399|7-11|7-ELEVEn|9·11|9/11|911(?=事件|恐怖|袭击)"
)
_SEASON = re.compile(r"(?a)((?:19|20)\d\d)\s?[-/]\s?(\d\d|(?:19|20)\d\d)(?![\d-])")
_RANGE = re.compile(r"(?a)\s?(?:-|~|至|到)\s?|\sto\s")
_ORDINAL = re.compile(r"(?a)(\d{1,6})(?:st|nd|rd|th)\b")
_RANK = re.compile(r"(?a)(?:no\.?|number|ranked|ranking|top|#)\s?#?$")


def parse_figures(
    text: str, language: str = "", published: date | None = None
) -> tuple[Figure, ...]:
    """Every figure of `text` in order; `text[a:b] == figure.text` for its span.

    `language` (`en`, `zh...`) is a hint and may be empty: both grammars read every text.
    `published` resolves relative dates and weekdays; without it relative days are not figures.
    Linear in the length of the text; never raises.
    """
    return _TextReader(text, language, published).read()


class _TextReader(EnglishReader, ChineseReader):
    """Finds the places and hands each to the method that reads it."""

    def read(self) -> tuple[Figure, ...]:
        readers: dict[str, Callable[[re.Match[str]], int]] = {
            "url": self._url,
            "money": self._money,
            "word": self._word,
            "digit": self._digit,
            "han": self._han,
            "fraction": self._vulgar,
            "cue": self._cue,
        }
        at = 0
        while True:
            place = _PLACE.search(self.s, at)
            if place is None:
                return tuple(self.found)
            end = readers[cast(str, place.lastgroup)](place)
            at = max(end, place.end() if end <= place.start() else end)

    def _url(self, place: re.Match[str]) -> int:
        if any(c.isdigit() for c in place.group()):
            return self._identifier(place.start(), place.end())
        return place.end()

    def _money(self, place: re.Match[str]) -> int:
        sign = place.group().lower()
        at = place.end() + (self.s[place.end() : place.end() + 1] == " ")
        return self._amount(place.start(), at, lex.MONEY_SIGNS.get(sign, "$"))

    def _vulgar(self, place: re.Match[str]) -> int:
        value = quantities._FRACTIONS[place.group()] * 100
        return self._quantity(
            place.start(), exact(place.end(), value, 0.5), "percent", "percent", ""
        )

    def _digit(self, place: re.Match[str]) -> int:
        start = place.start()
        s, low = self.s, self.low
        for pattern in (_CHINESE_NAMES, _TICKER, _PHONE, _GENERATION):
            found = pattern.match(s, start)
            if found:
                return self._add(
                    start,
                    found.end(),
                    "identifier",
                    None,
                    parts=find_digits(found.group()) if pattern is _CHINESE_NAMES else (),
                )
        named = find_name(s, start, self.floor)
        if named:
            digits = find_digits(s[start : named[1]])
            return self._add(named[0], named[1], "identifier", None, parts=digits)
        end = self._date(start, dates.read_fiscal(low, start) or dates.read_code(low, start))
        end = end or self._generation(start)
        if end:
            return end
        season = _SEASON.match(s, start)
        if season and (len(season[2]) == 4 or int(season[2]) == (int(season[1]) + 1) % 100):
            first = int(season[1])
            second = int(season[2]) if len(season[2]) == 4 else first + 1
            days = dates.bounds(season[1])
            value = float(days[0]) if days else None
            return self._add(
                start,
                season.end(),
                "date",
                value,
                iso=season[1],
                parts=(float(first), float(second)),
                approximation="range",
            )
        end = self._date(
            start,
            dates.read_numeric_date(low, start)
            or dates.read_chinese_date(low, start)
            or dates.read_time(low, start),
        )
        if end:
            return end
        version = _VERSION.match(s, start)
        if version:
            return self._add(start, version.end(), "identifier", None, parts=())
        ordinal = _ORDINAL.match(low, start)
        if ordinal:
            if _RANKED.search(low[max(0, start - 14) : start]):
                return self._add(start, ordinal.end(), "rank", float(ordinal[1]), step=1.0)
            return self._add(start, ordinal.end(), "ordinal", float(ordinal[1]), step=1.0)
        for read in (
            self._every, self._after_unit, self._minutes, self._score, self._height_at,
            self._share, self._slash,
        ):  # fmt: skip
            end = read(start)
            if end:
                return end
        mix = _DIGIT_MIX.match(s, start)
        number = quantities.read_digits(low, start)
        if number is None:
            run = re.compile(r"(?a)[\d.,]{1,200}").match(s, start)
            return self._identifier(start, run.end() if run else start + 1)
        if mix and mix.end() > number.end and not self._letters_ok(number, mix.end()):
            return self._add(start, mix.end(), "identifier", None, parts=find_digits(mix.group()))
        number = self._letter_scale(number)
        lead = low[max(self.floor, start - 8) : start]
        return self._measured(
            start, number, digits=s[start : number.end], rank=bool(_RANK.search(lead))
        )

    def _generation(self, start: int) -> int:
        """80后 (born in the eighties), "in her 30s", 前三季度, 50p; 0 where it is none of these."""
        low = self.low
        if re.compile(r"(?a)(?:[5-9][05]|0[05])后(?![来续期面台])").match(low, start):
            return self._add(
                start,
                start + 3,
                "date",
                None,
                iso=f"--{low[start]}X",
                parts=(float(low[start : start + 2]),),
            )
        ages = re.compile(r"(?a)([2-9]0)s\b").match(low, start)
        if ages and _WHOSE.search(low[max(0, start - 8) : start]):
            age = float(ages[1])
            return self._add(
                start,
                ages.end(),
                "age",
                age,
                low=age,
                high=age + 9,
                unit="years",
                approximation="vague",
                step=10.0,
            )
        pence = re.compile(r"(?a)([1-9]\d?)p(?![a-z0-9])").match(low, start)
        if pence:
            return self._add(start, pence.end(), "money", float(pence[1]), unit="PENNY", step=1.0)
        return 0

    def _letters_ok(self, number: Number, mix_end: int) -> bool:
        scaled = quantities.read_letters(self.low, number)
        if scaled and scaled.end == mix_end:
            return True
        unit = units.read_unit(self.low, number.end)
        return bool(unit and unit.end >= mix_end) or self.low[number.end : mix_end] == "s"
