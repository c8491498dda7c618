"""Before: a text in Chinese, English or both. After: its Figures in order, without overlaps.

One compiled pass finds the places where a figure may begin; at each, anchored and bounded patterns
read it. A place is never read twice, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import cast

from wenzhai.language.figures import dates, quantities
from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.context import find_age, find_direction, look_left, widen
from wenzhai.language.figures.fold import fold, lower
from wenzhai.language.figures.numerals import EN_ORDINALS, EN_TENS, read_chinese
from wenzhai.language.figures.quantities import HAN_NUMERALS, NUMBER_WORDS, Number, exact
from wenzhai.model import Figure
from wenzhai.model.figure import Approximation, Direction, FigureKind

_PLACE = re.compile(
    r"(?a)(?P<url>(?:https?://|www\.)[^\s<>\"'，。；）】]{1,500}|[@#][A-Za-z_][A-Za-z0-9_]{0,40})"
    r"|(?P<money>(?:US|HK|NT|AU|NZ|CN|[ACSR])?[$¥]|[€£₩₹₽])"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<digit>\d)"
    rf"|(?P<han>[{HAN_NUMERALS}])"
    r"|(?P<fraction>[½¼¾⅓⅔])"
    r"|(?P<cue>半(?!岛|导|径|球|途|空|夜|路|决|场|身|个月|信|点)|翻(?:一|两|三|了一|了两|了三|了)?番|翻倍|翻了?[一两三四]?倍|双倍|加倍|减半|倍增|"
    r"(?:周|星期|礼拜)[一二三四五六日天]|[上下]半年|昨[天日晚]|今[天日晚年]|明[天日年]|前[天年]|后天|去年|上个?月|本月|下个?月)"
)
_IDIOMS = frozenset(lex.ZH_IDIOMS)
_MIXED = re.compile(
    r"(?a)[A-Za-z][A-Za-z0-9]{0,40}-?\d[A-Za-z0-9]{0,40}(?:[-.][A-Za-z0-9]{1,20}){0,3}"
)
_DIGIT_MIX = re.compile(r"(?a)\d{1,20}[A-Za-z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,20}){0,2}")
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
_SCORE = re.compile(
    r"(?a)(\d{1,3}(?:\.5|½)?)(\s?[-:]\s?|\s?比\s?|\s?&\s?)(\d{1,3}(?:\.5|½)?)(?:(?:[-:]|\s-\s)(\d{1,3}))?(?![\d.:%,]\d|\d|[A-Za-z/])"
)
_MINUTES = re.compile(r"(?a)(\d{1,3})\s?分钟?\s?(\d{1,2})\s?秒")
_RATE = re.compile(r"(?a)(?:每小时|时速)(?:约|达到|达|为|超过|近|\s){0,3}$")
_HAN_SCORE = re.compile(
    r"(?a)([零一二三四五六七八九十]{1,2})比([零一二三四五六七八九十]{1,2})(?![较赛如例喻亚利得])"
)
_SEASON = re.compile(r"(?a)((?:19|20)\d\d)\s?[-/]\s?(\d\d|(?:19|20)\d\d)(?![\d-])")
_RANGE = re.compile(r"(?a)\s?(?:-|~|至|到)\s?|\sto\s")
_AND = re.compile(r"(?a)\s?(?:-|~|至|到|和|与)\s?|\s(?:to|and)\s")
_FRACTION = re.compile(r"(?a)(\d{1,3})/(\d{1,4})(?![\d/])")
_SHARE = re.compile(rf"(?a)([{HAN_NUMERALS}]{{1,8}}|\d{{1,8}})\s?分之\s?(?=[{HAN_NUMERALS}\d])")
_TENTHS = re.compile(
    r"(?a)([一二三四五六七八九]|两|\d(?:\.\d)?)\s?成(?:([半多])|([一二三四五六七八九]))?(?![为立功员果本交长就分都了语千绩人型])"
)
_DISCOUNT = re.compile(r"(?a)([一二三四五六七八九]{1,2}|\d(?:\.\d)?)折(?![叠扣旧腾磨射算])")
_FOLD = re.compile(rf"(?a)([{HAN_NUMERALS}]{{1,4}}|\d{{1,4}}(?:\.\d)?)\s?番")
_ONE_IN = re.compile(
    r"(?a)([a-z]+|\d{1,4}) (?:in|out of)(?: every)? (two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,4})\b(?![ -](?:years?|days?|weeks?|months?|hours?|minutes?|o'clock))"
)
_ORDINAL = re.compile(r"(?a)(\d{1,6})(?:st|nd|rd|th)\b")
_HEIGHT = re.compile(
    r"(?a)(\d|[一二三四五六七八九]|[a-z]+)(?:\s?(?:英尺|呎|尺)|[\s-](?:foot|feet|ft)[\s-]|ft\s?|')\s?(\d{1,2}|[一二三四五六七八九十]{1,2}|[a-z]+)(?:\s?(?:英寸|吋|寸)|[\s-](?:inch(?:es)?|in)\b|in\b|\")?"
)
_HALF = re.compile(
    r"(?a)half(?![\s-](?:time|way|marathon|brother|sister|hearted|term|finals?|back|century|decade|back|life|baked|price))"
)
_DOUBLING = {"double": 2.0, "doubled": 2.0, "doubles": 2.0, "doubling": 2.0, "twice": 2.0, "triple": 3.0, "tripled": 3.0, "tripling": 3.0,
             "trebled": 3.0, "quadruple": 4.0, "quadrupled": 4.0, "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0,
             "halved": 0.5, "halving": 0.5, "thrice": 3.0}  # fmt: skip
_VAGUE_WORDS = {
    "couple": (2.0, 2.0),
    "several": (3.0, 9.0),
    "few": (2.0, 9.0),
    "both": (2.0, 2.0),
    "pair": (2.0, 2.0),
    "twins": (2.0, 2.0),
    "once": (1.0, 1.0),
    "teenage": (13.0, 19.0),
    "teenager": (13.0, 19.0),
    "teenagers": (13.0, 19.0),
    "teen": (13.0, 19.0),
    "teens": (13.0, 19.0),
    "foursome": (4.0, 4.0),
    "foursomes": (4.0, 4.0),
    "fourball": (4.0, 4.0),
    "fourballs": (4.0, 4.0),
    "quartet": (4.0, 4.0),
    "trio": (3.0, 3.0),
    "threesome": (3.0, 3.0),
    "duo": (2.0, 2.0),
}
_SPANS = frozenset({"decades"})
_SINGULAR = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_SCALE_START = re.compile(r"(?a)(?:a|an|half a)\s$")
_RANK = re.compile(r"(?a)(?:no\.?|number|ranked|ranking|top|#)\s?#?$")
_SUM = ("digit", "han")


def parse_figures(
    text: str, language: str = "", published: date | None = None
) -> tuple[Figure, ...]:
    """Every figure of `text` in order; `text[a:b] == figure.text` for its span.

    `language` (`en`, `zh...`) is a hint and may be empty: both grammars read every text.
    `published` resolves relative dates and weekdays; without it relative days are not figures.
    Linear in the length of the text; never raises.
    """
    return _Reader(text, language, published).read()


class _Reader:
    """One text being read, from left to right."""

    def __init__(self, text: str, language: str, published: date | None) -> None:
        self.text = text
        self.language = language
        self.published = published
        self.s = fold(text)
        self.low = lower(self.s)
        self.floor = 0
        self.found: list[Figure] = []

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

    def _add(
        self,
        start: int,
        end: int,
        kind: str,
        value: float | None,
        *,
        low: float | None = None,
        high: float | None = None,
        unit: str = "",
        approximation: str = "exact",
        counted: str = "",
        iso: str = "",
        step: float = 0.0,
        parts: tuple[float, ...] = (),
        weak: bool = False,
        direction: str = "",
    ) -> int:
        start = max(start, self.floor)
        if low is None:
            low, high = value, value
        self.found.append(
            Figure(
                text=self.text[start:end],
                span=(start, end),
                kind=cast(FigureKind, kind),
                value=value,
                low=low,
                high=high,
                unit=unit,
                approximation=cast(Approximation, approximation),
                direction=cast(Direction, direction),
                counted=counted,
                iso=iso,
                step=step,
                parts=parts,
                weak=weak,
            )
        )
        self.floor = end
        return end

    def _identifier(self, start: int, end: int) -> int:
        return self._add(start, end, "identifier", None)

    def _url(self, place: re.Match[str]) -> int:
        if any(c.isdigit() for c in place.group()):
            return self._identifier(place.start(), place.end())
        return place.end()

    def _date(self, start: int, when: dates.When | None) -> int:
        """Add a date or time that was read; 0 when there was none."""
        if when is None:
            return 0
        if when.iso.startswith("T"):
            hour, minute = int(when.iso[1:3]), int(when.iso[4:6])
            return self._add(
                start, when.end, "time", hour + minute / 60, iso=when.iso, parts=when.parts
            )
        iso = when.iso
        if iso.startswith("-W-") and self.published:
            iso = dates.resolve_weekday(int(iso[3]), self.published)
        days = dates.bounds(iso)
        if days is None:
            return self._add(start, when.end, "date", None, iso=when.iso, parts=when.parts)
        return self._add(
            start,
            when.end,
            "date",
            float(days[0]),
            low=float(days[0]),
            high=float(days[1]),
            iso=iso,
            parts=when.parts,
        )

    def _relative(self, start: int) -> int:
        found = dates.RELATIVE.match(self.low, start)
        if found is None or self.published is None:
            return 0
        iso = dates.resolve_relative(found.group(), self.published)
        days = dates.bounds(iso)
        if days is None:
            return 0
        return self._add(
            start,
            found.end(),
            "date",
            float(days[0]),
            low=float(days[0]),
            high=float(days[1]),
            iso=iso,
            weak=True,
        )

    # ---- places ---------------------------------------------------------------------------------

    def _money(self, place: re.Match[str]) -> int:
        sign = place.group().lower()
        at = place.end() + (self.s[place.end() : place.end() + 1] == " ")
        return self._amount(place.start(), at, lex.MONEY_SIGNS.get(sign, "$"))

    def _amount(self, start: int, at: int, code: str) -> int:
        number = quantities.read_digits(self.low, at)
        if number is None:
            return 0
        number = quantities.read_letters(self.low, number) or number
        unit = quantities.read_unit(self.low, number.end)
        if code in ("$", "¥", "CNY") and unit and unit.kind == "money":
            code = unit.code if unit.code != "$" else code
            number = number._replace(end=unit.end)
        other = _RANGE.match(self.low, number.end)
        if other:
            at2 = other.end() + (self.s[other.end() : other.end() + 1] in tuple("$€£¥"))
            second = quantities.read_digits(self.low, at2)
            second = second and (quantities.read_letters(self.low, second) or second)
            if second and second.value > number.value:
                return self._range(start, number, second, "money", code, "")
        return self._quantity(start, number, "money", code, "")

    def _word(self, place: re.Match[str]) -> int:
        start, end = place.span()
        word = self.low[start:end]
        after = self.s[end : end + 2]
        if after[:1].isdigit() or (after[:1] == "-" and after[1:].isdigit()):
            return self._word_digit(start, end, word)
        if word in NUMBER_WORDS or word in quantities._PLURALS or word in EN_ORDINALS:
            return self._number_word(start, end, word)
        if word in lex.MONTHS or word in lex.WEEKDAYS:
            return self._date(start, dates.read_word_date(self.s, self.low, start, word))
        if word == "half" and _HALF.match(self.low, start):
            return self._half(start, end)
        if word in _DOUBLING:
            kind = "multiple"
            return self._add(
                start,
                end,
                kind,
                _DOUBLING[word],
                unit="times",
                weak=word not in ("doubled", "tripled", "quadrupled", "halved", "trebled"),
            )
        if word in _VAGUE_WORDS:
            span = _VAGUE_WORDS[word]
            fixed = span[0] == span[1]
            kind, unit = ("age", "years") if word.startswith("teen") else ("number", "")
            return self._add(
                start,
                end,
                kind,
                span[0],
                low=span[0],
                high=span[1],
                unit=unit,
                approximation="exact" if fixed else "vague",
                weak=True,
            )
        if word in ("quarter", "decade", "century", "fortnight"):
            return self._single(start, end, word)
        if word in _SPANS:
            return self._add(
                start,
                end,
                "duration",
                20.0,
                low=20.0,
                high=99.0,
                unit="years",
                approximation="vague",
                weak=True,
            )
        if word in _SINGULAR and self.low[max(0, start - 3) : start].endswith(
            (" a ", " an", "an ")
        ):
            return self._add(
                start, end, "duration", 1.0, unit=lex.EN_UNITS[word], step=1.0, weak=True
            )
        if word in ("noon", "midday", "midnight"):
            hour = 0 if word == "midnight" else 12
            return self._add(
                start,
                end,
                "time",
                float(hour),
                iso=f"T{hour:02d}:00",
                parts=(float(hour),),
                weak=True,
            )
        if word in lex.MONEY_SIGNS and after[:1] == " " and self.s[end + 1 : end + 2].isdigit():
            return self._amount(start, end + 1, lex.MONEY_SIGNS[word])
        if (
            word in lex.PRODUCTS
            and self.s[start].isupper() | (word in ("iphone", "ipad", "ios"))
            and after[:1] == " "
            and after[1:].isdigit()
        ):
            return self._product(start, end)
        if word in ("yesterday", "today", "tomorrow", "tonight", "last", "this", "next"):
            return self._relative(start)
        return 0

    def _product(self, start: int, end: int) -> int:
        number = re.compile(
            r"(?a) \d{1,5}(?:\.\d{1,3}){0,3}(?![\d,]*(?:\s?(?:%|percent|million|billion|users|people)))"
        ).match(self.low, end)
        if number is None or re.compile(r"(?a)(?:1[89]|20)\d\d$").search(number.group()):
            return 0
        return self._add(start, number.end(), "identifier", None, parts=_digits_in(number.group()))

    def _word_digit(self, start: int, end: int, word: str) -> int:
        code = dates.read_quarter_code(self.low, start)
        if code:
            return self._date(start, code)
        if word in lex.MONEY_SIGNS:
            return self._amount(start, end, lex.MONEY_SIGNS[word])
        if word in (
            "mid",
            "pre",
            "post",
            "under",
            "over",
            "late",
            "early",
            "non",
            "sub",
            "to",
            "and",
            "in",
            "aged",
            "no",
            "about",
            "age",
            "nearly",
            "by",
            "of",
            "at",
            "some",
            "plus",
        ):
            return 0
        if word in lex.MONTHS:
            return self._date(start, dates.read_word_date(self.s, self.low, start, word))
        mixed = _MIXED.match(self.s, start)
        if mixed is None:
            return 0
        finish = mixed.end()
        return self._add(start, finish, "identifier", None, parts=_digits_in(mixed.group()))

    def _number_word(self, start: int, end: int, word: str) -> int:
        when = dates.read_word_date(self.s, self.low, start, word) if word in EN_ORDINALS else None
        if when:
            return self._date(start, when)
        ordinal = quantities.read_ordinal_word(self.low, start)
        if ordinal and (word in EN_ORDINALS or word in EN_TENS):
            if word == "second" and self.low.startswith("second half", start):
                return 0
            return self._add(
                start,
                ordinal.end,
                "ordinal",
                ordinal.value,
                step=1.0,
                weak=ordinal.value < 3 or word in ("third", "fourth", "fifth"),
            )
        share = _ONE_IN.match(self.low, start)
        if share:
            return self._one_in(start, share)
        height = _HEIGHT.match(self.low, start)
        if (
            height
            and height[1] in NUMBER_WORDS
            and (height[2] in NUMBER_WORDS or height[2].isdigit())
        ):
            return self._height(start, height)
        number = quantities.read_words(self.low, start)
        if number is None:
            return 0
        part = quantities.read_fraction_words(self.low, number)
        if part:
            return self._quantity(start, part, "percent", "percent", "", weak=part.value == 50.0)
        clock = re.compile(r"(?a)\s?(?:o'clock|([ap])\.?m\b\.?)").match(self.low, number.end)
        if clock and number.value < 13:
            half = clock[1] == "p"
            return self._add(
                start,
                clock.end(),
                "time",
                number.value + 12 * half,
                iso=f"T{int(number.value) % 12 + 12 * half:02d}:00",
                parts=(number.value,),
            )
        begin = start
        lead = _SCALE_START.search(self.low[max(self.floor, start - 8) : start])
        if lead and word in ("hundred", "thousand", "million", "billion", "trillion", "dozen"):
            begin = start - len(lead.group())
            if lead.group().startswith("half"):
                number = exact(number.end, number.value / 2, number.step / 10, words=True)
        return self._measured(begin, number)

    def _one_in(self, start: int, share: re.Match[str]) -> int:
        top = float(share[1]) if share[1].isdigit() else _small(share[1])
        bottom = float(share[2]) if share[2].isdigit() else _small(share[2])
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

    def _single(self, start: int, end: int, word: str) -> int:
        before = self.low[max(0, start - 12) : start]
        if not re.search(r"\b(?:a|an|one|past|last|per|half a|the)[ -]$", before):
            return 0
        if word == "quarter":
            if not re.search(r"\ba $", before) or not self.low.startswith(" of", end):
                return 0
            return self._quantity(
                start, exact(end, 25.0, 0.5, words=True), "percent", "percent", ""
            )
        half = before.endswith(("half a ", "half-"))
        unit = {"decade": "decades", "century": "centuries", "fortnight": "fortnights"}[word]
        return self._add(
            start, end, "duration", 0.5 if half else 1.0, unit=unit, step=0.5, weak=True
        )

    def _half(self, start: int, end: int) -> int:
        if self.low.startswith(
            (" a million", " a billion", " a dozen", " a trillion", "-a-million"), end
        ):
            return 0
        when = re.compile(r"(?a)half of (\d{4})(?!\d)").match(self.low, start)
        if when:
            return 0
        lead = self.low[max(0, start - 8) : start]
        weak = not (
            self.low.startswith(" of", end)
            or lead.endswith(("in ", "by ", "nearly ", "than ", "about "))
        ) or lead.endswith(("first ", "second ", "and a ", "top ", "bottom ", "other ", "better "))
        return self._quantity(
            start, exact(end, 50.0, 0.5, words=True), "percent", "percent", "", weak=weak
        )

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
                    parts=_digits_in(found.group()) if pattern is _CHINESE_NAMES else (),
                )
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
            return self._add(start, ordinal.end(), "ordinal", float(ordinal[1]), step=1.0)
        minutes = _MINUTES.match(s, start)
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
        for read in (self._score, self._height_at, self._share, self._slash):
            end = read(start)
            if end:
                return end
        mix = _DIGIT_MIX.match(s, start)
        number = quantities.read_digits(low, start)
        if number is None:
            run = re.compile(r"(?a)[\d.,]{1,200}").match(s, start)
            return self._identifier(start, run.end() if run else start + 1)
        if mix and mix.end() > number.end and not self._letters_ok(number, mix.end()):
            return self._add(start, mix.end(), "identifier", None, parts=_digits_in(mix.group()))
        number = self._letter_scale(number)
        lead = low[max(self.floor, start - 8) : start]
        return self._measured(
            start, number, plain_year=s[start : number.end], rank=bool(_RANK.search(lead))
        )

    def _letters_ok(self, number: Number, mix_end: int) -> bool:
        scaled = quantities.read_letters(self.low, number)
        if scaled and scaled.end == mix_end:
            return True
        unit = quantities.read_unit(self.low, number.end)
        return bool(unit and unit.end >= mix_end) or self.low[number.end : mix_end] == "s"

    def _letter_scale(self, number: Number) -> Number:
        scaled = quantities.read_letters(self.low, number)
        if scaled is None or self.s[number.end] == " ":
            return number
        letters = self.low[number.end : scaled.end]
        if letters in ("m", "t", "b") and not (
            letters == "b"
            or re.compile(
                r"(?a)\s(?:users|people|downloads|views|tonnes|barrels|followers|subscribers|copies|units|jobs|viewers|homes|customers|shares)"
            ).match(self.low, scaled.end)
        ):
            return number
        return scaled

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
        unit = quantities.read_unit(self.low, found.end())
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
        if self.low[found.end(1)] == "'" and int(found[1]) > 8:
            return 0
        return self._height(start, found) if _either(found[2]) is not None else 0

    def _height(self, start: int, found: re.Match[str]) -> int:
        feet, inches = _either(found[1]), _either(found[2])
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
        found = _SHARE.match(self.low, start)
        if found:
            bottom = _either(found[1])
            number = quantities.read_digits(self.low, found.end())
            if number is None:
                han = quantities.read_han(self.low, found.end(), found.end())
                whole = "百" if self.low.startswith("百", found.end()) else ""
                number = exact(found.end() + 1, 100.0, 1.0) if whole else han[1] if han else None
            if number is None or not bottom:
                return 0
            factor = 100.0 / bottom
            return self._quantity(start, _scale(number, factor), "percent", "percent", "")
        found = _TENTHS.match(self.low, start)
        if found:
            tenths = _either(found[1])
            if tenths is None:
                return 0
            more = {"半": 5.0}.get(found[2] or "", 0.0) + 10 * (
                (_either(found[3]) or 0.0) / 10 if found[3] else 0.0
            )
            value = tenths * 10 + more
            number = exact(found.end(), value, 1.0 if more else 10.0)
            if found[2] == "多":
                number = number._replace(high=value + 10, approximation="over")
            return self._quantity(start, number, "percent", "percent", "")
        found = _DISCOUNT.match(self.low, start)
        if found:
            digits = [_either(c) for c in found[1]] if not found[1][0].isdigit() else []
            value = (
                float(found[1]) * 10
                if not digits
                else sum((d or 0.0) * 10 ** (1 - i) for i, d in enumerate(digits))
            )
            return self._add(start, found.end(), "percent", value, unit="of price", step=1.0)
        found = _FOLD.match(self.low, start)
        if found:
            times = _either(found[1])
            if times is None or times > 60:
                return 0
            return self._add(start, found.end(), "multiple", 2.0**times, unit="times", step=1.0)
        return 0

    def _han(self, place: re.Match[str]) -> int:
        start = place.start()
        idiom = self._idiom_end(start)
        if idiom:
            return idiom
        end = self._date(start, dates.read_chinese_date(self.low, start)) or self._han_time(start)
        if end:
            return end
        for read in (self._share, self._score, self._height_at):
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
        if word == "半":
            return self._half_zh(start, end)
        if word[0] in "周星礼":
            return self._date(start, dates.read_chinese_weekday(self.low, start)) or start + 1
        if word.endswith("半年"):
            return self._add(
                start, end, "date", None, iso=f"--H{'上下'.index(word[0]) + 1}", parts=(), weak=True
            )
        if word == "减半":
            return self._add(start, end, "multiple", 0.5, unit="times")
        if "番" in word or "倍" in word:
            times = next((n for n in (_either(c) for c in word) if n), 1.0)
            value = 2.0**times if "番" in word else max(2.0, times)
            return self._add(
                start, end, "multiple", value, unit="times", weak=word in ("倍增", "加倍")
            )
        return self._relative(start)

    def _half_zh(self, start: int, end: int) -> int:
        before = self.s[max(0, start - 1) : start]
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

    # ---- a number and what stands around it -----------------------------------------------------

    def _measured(
        self, start: int, number: Number, *, plain_year: str = "", rank: bool = False, han: int = -1
    ) -> int:
        low = self.low
        ordinal = low[start - 1 : start] == "第" and start > self.floor
        unit = quantities.read_unit(low, number.end)
        second = self._second(number, unit)
        if second:
            other, unit2 = second
            if other.value > number.value or (unit2 and unit2.kind in ("percent", "age")):
                kind, code, counted = (
                    (unit2.kind, unit2.code, unit2.counted) if unit2 else ("number", "", "")
                )
                finish = max(other.end, unit2.end) if unit2 else other.end
                return self._range(start, number, other._replace(end=finish), kind, code, counted)
        if ordinal:
            finish = (
                unit.end
                if unit and unit.kind == "number" and unit.counted and unit.end - number.end <= 1
                else number.end
            )
            kind = "rank" if unit and unit.counted[:1] in "名位" and unit.counted else "ordinal"
            return self._add(
                start - 1,
                finish,
                kind,
                number.value,
                step=1.0,
                weak=number.words and number.value < 3,
            )
        if rank:
            return self._add(
                start, number.end, "rank", number.value, step=number.step, weak=number.value == 1
            )
        if unit is None:
            if len(plain_year) == 4 and plain_year.isdigit() and 1100 <= number.value <= 2100:
                days = dates.bounds(plain_year)
                if days:
                    return self._add(
                        start,
                        number.end,
                        "date",
                        float(days[0]),
                        low=float(days[0]),
                        high=float(days[1]),
                        iso=plain_year,
                        parts=(number.value,),
                        step=1.0,
                    )
            if find_age(low, start, number.end) and not number.words and number.value < 120:
                return self._add(start, number.end, "age", number.value, unit="years", step=1.0)
            weak = (
                number.words
                and (
                    number.value < 2
                    or (
                        han >= 0
                        and number.value < 100
                        and number.approximation in ("exact", "vague")
                    )
                )
            ) or (han >= 0 and number.end - start == 1)
            return self._quantity(start, number, "number", "", "", weak=weak)
        if (
            unit.kind == "number"
            and not unit.code
            and plain_year.isdigit()
            and len(plain_year) == 4
            and 1100 <= number.value <= 2100
            and not unit.counted.endswith("s")
            and unit.end == number.end
        ):
            days = dates.bounds(plain_year)
            if days:
                return self._add(
                    start,
                    number.end,
                    "date",
                    float(days[0]),
                    low=float(days[0]),
                    high=float(days[1]),
                    iso=plain_year,
                    parts=(number.value,),
                    step=1.0,
                )
        if unit.code in ("mi", "km") and _RATE.search(low[max(0, start - 10) : start]):
            unit = unit._replace(code="mph" if unit.code == "mi" else "km/h")
        if unit.kind == "duration" and unit.code in ("years", "hours", "days", "months", "weeks"):
            half = re.compile(r"(?a)半|\sand a half\b").match(low, unit.end)
            if half:
                number = exact(unit.end, number.value + 0.5, 0.5, words=number.words)
                unit = unit._replace(end=half.end())
        amount = _scale(number._replace(end=max(unit.end, number.end)), unit.factor)
        weak = number.words and number.value < 2 and unit.kind in ("number", "duration")
        # 两国, 两队: the two of them; 千人, 百家: as many, or so
        known = (
            number.words
            and unit.code in ("", "people")
            and (
                low[number.end : number.end + 1] in tuple("国队人者家地党方岸兄姐夫")
                and low[number.end - 1] in "两二"
            )
        )
        loose = number.approximation == "vague" and han >= 0 and (number.high < 10 or start == han)
        loose = loose or (
            number.words and number.value < 10 and low[number.end : number.end + 1] == "度"
        )
        known = known or (
            number.words and han >= 0 and low[start : number.end] == "二" and unit.kind == "number"
        )
        weak = weak or known or loose
        return self._quantity(start, amount, unit.kind, unit.code, unit.counted, weak=weak)

    def _second(
        self, number: Number, unit: quantities.Unit | None
    ) -> tuple[Number, quantities.Unit | None] | None:
        """Read the upper end of a range, with its unit: 5%到10%, 30-40 people, five to ten per cent."""
        if unit is not None and unit.end == number.end:
            after = number.end
        else:
            after = unit.end if unit else number.end
        gap = _RANGE.match(self.low, after)
        if gap is None:
            between = self.low[max(0, number.end - 40) : number.end]
            gap = _AND.match(self.low, after) if "between " in between else None
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
        unit2 = quantities.read_unit(self.low, other.end)
        if unit and unit.code and (unit2 is None or unit2.code != unit.code):
            return None
        if unit2 and unit2.kind == "money" and unit2.code == "":
            return None
        return other, unit2

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
        direction = (
            find_direction(self.low, begin, number.end)
            if kind in ("percent", "points", "money", "multiple", "number")
            else ""
        )
        value, low, high, said, end = widen(self.low, number, approximation)
        if (
            self.low[begin - 1 : begin] == "-"
            and begin == start
            and self.low[begin - 2 : begin - 1] in tuple(" (，为是至到")
            and kind != "money"
        ):
            begin, value, low, high = begin - 1, -value, -high, -low
        return self._add(
            begin, end, kind, value, low=low, high=high, unit=code, approximation=said, counted=counted,
            step=number.step, weak=weak, direction=direction,
        )  # fmt: skip


def _scale(number: Number, factor: float) -> Number:
    if factor == 1.0:
        return number
    return number._replace(
        value=quantities.tidy(number.value * factor), step=number.step * factor,
        low=quantities.tidy(number.low * factor), high=quantities.tidy(number.high * factor),
    )  # fmt: skip


def _is_scale_alone(number: Number, han: int, start: int) -> bool:
    """Tell a scale word alone (千, 万) that no word before it makes a number."""
    return han == start and number.approximation == "vague" and number.end - start == 1


def _small(word: str) -> float | None:
    number = quantities.read_words(word, 0)
    return number.value if number else None


def _either(text: str) -> float | None:
    """Read a small numeral in digits, Han or English."""
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return float(text)
    if text.isascii():
        return _small(text)
    got = read_chinese(text)
    return got[0] if got else None


def _digits_in(text: str) -> tuple[float, ...]:
    return tuple(float(d) for d in re.findall(r"\d{1,15}(?:\.\d{1,6})?", text))
