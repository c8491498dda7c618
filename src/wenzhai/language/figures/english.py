"""Before: an English word where a figure may begin. After: the Figure, if it does."""

from __future__ import annotations

import re

from wenzhai.language.figures import dates, quantities
from wenzhai.language.figures import lexicon as lex
from wenzhai.language.figures.compounds import CompoundReader, find_digits
from wenzhai.language.figures.numerals import EN_ORDINALS, EN_SCALES, EN_TENS
from wenzhai.language.figures.quantities import NUMBER_WORDS, Number, exact

_MIXED = re.compile(
    r"(?a)[A-Za-z][A-Za-z0-9]{0,40}-?\d[A-Za-z0-9]{0,40}(?:[-.][A-Za-z0-9]{1,20}){0,3}"
)
_ONE_IN = re.compile(
    r"(?a)([a-z]+|\d{1,4}) (?:in|out of)(?: every)? (two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,4})\b(?![ -](?:years?|days?|weeks?|months?|hours?|minutes?|o'clock))"
)
_HEIGHT = re.compile(
    r"(?a)(\d|[一二三四五六七八九]|[a-z]+)(?:\s?(?:英尺|呎|尺)|[\s-](?:foot|feet|ft)[\s-]|ft\s?|')\s?(\d{1,2}|[一二三四五六七八九十]{1,2}|[a-z]+)(?:\s?(?:英寸|吋|寸)|[\s-](?:inch(?:es)?|in)\b|in\b|\")?"
)
_FEW_SCALED = re.compile(
    r"(?a)(couple(?: of)?|few|several) (dozen|hundred|thousand|million|billion)\b(?! of)"
)
_A_SHARE = {"third": 3, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
# "fell by a third", "nearly a quarter": a share only where no noun follows ("by a third party")
_LEADS_A_SHARE = re.compile(
    r"(?a)\b(?:by|nearly|almost|about|around|roughly|over|under|than|up|down|some|to|least|only|just) a $"
)
_ENDS_A_SHARE = re.compile(
    r"(?a)\s?(?:[.,;:!?)\"\u2014\u3002\uff0c-]|$)| (?:of|to|from|in|over|since|this|last|on|after|during|within|compared|against|"
    r"year|month|for|as|and|at|between|while|when|before|by|were|are|is|was|have|had|has|said|say)\b"
)
_PAST_HOUR = re.compile(
    r"(?a)(half|quarter|(?:five|ten|twenty|twenty-five) minutes) (past|to) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b"
    r"(?! (?:hundred|thousand|million|per|percent|of))"
)
_MINUTES_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_OF_AN_HOUR = re.compile(r"(?a) of an hour\b")
_SPELT_YEAR = re.compile(
    r"(?a)(eighteen|nineteen|twenty) ((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)\b(?!-| (?:percent|per|hundred|thousand|million|people|times))"
)
_ARTICLE = re.compile(r"(?a)(?:^|[^a-z])(an? )$")
_AND_A_HALF = re.compile(r"(?a) and a half\b")
_AGE_WORDS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
}
_FIRST_HALF = re.compile(r"(?a)(first|second) half\b(?! of)")
_WHOSE = re.compile(r"(?a)\b(?:his|her|their|my|early|mid|late)[ -]$")
_ROMAN = re.compile(r"(?:X{0,3}|XL|LX{0,3})(?:IX|IV|V?I{0,3})")
_NAME_BEFORE = re.compile(r"(?a)(?:[A-Z][a-z]{2,14} ){1,2}$")
_RANKED = re.compile(r"(?a)\b(?:rank|ranks|ranked|ranking|placed|came|finished) (?:at |as )?$")
_HALF = re.compile(
    r"(?a)half(?![\s-](?:time|way|marathon|brother|sister|hearted|term|finals?|back|century|decade|back|life|baked|price))"
)
_HALF_SPAN = re.compile(r"(?a)(?:[ -]an?[ -])(hour|minute|day|month|year|century|decade)\b")
_FOLD = re.compile(r"(?a)(two|three|four|five|six|seven|eight|nine|ten|twelve)fold")
_DOUBLING = {"double": 2.0, "doubled": 2.0, "doubles": 2.0, "doubling": 2.0, "twice": 2.0, "triple": 3.0, "tripled": 3.0, "tripling": 3.0,
             "trebled": 3.0, "quadruple": 4.0, "quadrupled": 4.0,
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
# the yearly meetings (两会) and what is one thing of two parts: the words count nothing
_IN_NAMES = re.compile(r"(?a)two (?:sessions|koreas)\b")
_SHARED = re.compile(
    r"(?a) (?:of|were|are|was|have|had|did|do|said|say|would|opposed|think|believe|want)\b"
)
# Chinese writes no space between a Latin name and a figure: in TikTok3月 and vivo100万台 the digits are
# no part of the name.
_HAN_MEASURED = re.compile(
    r"(?a)(?:1[0-2]|[1-9])月(?![饼活])|(?:19|20)\d\d年|\d[\d,]{0,20}(?:\.\d{1,9})?"
    r"(?:[%％](?=[\u3400-\u9fff，。；、）])|[万亿倍元]|个百分点|个月|个小时|美元|港元|欧元|日元|人民币|季度)"
)
_SPANS = frozenset({"decades"})
_SINGULAR = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_SCALE_START = re.compile(r"(?a)(?:a|an|half a)\s$")


class EnglishReader(CompoundReader):
    """Reads figures that begin with an English word."""

    def _word(self, place: re.Match[str]) -> int:
        start, end = place.span()
        word = self.low[start:end]
        after = self.s[end : end + 2]
        if word == "x" and after[:1].isdigit() and self.s[start - 1 : start].isdigit():
            return end  # 4x100m
        if after[:1].isdigit() or (after[:1] == "-" and after[1:].isdigit()):
            return self._word_digit(start, end, word)
        if word in _AGE_WORDS and _WHOSE.search(self.low[max(0, start - 8) : start]):
            age = float(_AGE_WORDS[word])
            return self._add(
                start,
                end,
                "age",
                age,
                low=age,
                high=age + 9,
                unit="years",
                approximation="vague",
                step=10.0,
            )
        if end - start > 1 and word[0] in "ivxl" and self.s[start:end].isupper():
            name = _NAME_BEFORE.search(self.s[max(self.floor, start - 32) : start])
            if name and _ROMAN.fullmatch(self.s, start, end):
                return self._add(start - len(name[0]), end, "identifier", None, weak=True)
        if word in NUMBER_WORDS or word in quantities._PLURALS or word in EN_ORDINALS:
            return self._number_word(start, word)
        if word in lex.MONTHS or word in lex.WEEKDAYS:
            return self._date(start, dates.read_word_date(self.s, self.low, start, word))
        past = _PAST_HOUR.match(self.low, start) if word in _MINUTES_PAST else None
        if past:
            return self._past_hour(start, past)
        if word == "half" and _HALF.match(self.low, start):
            return self._half(start, end)
        folds = _FOLD.fullmatch(word)
        if folds:
            times = quantities.read_words(folds[1], 0)
            if times:
                return self._add(start, end, "multiple", times.value, unit="times", weak=True)
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
        scaled = (
            _FEW_SCALED.match(self.low, start) if word in ("couple", "few", "several") else None
        )
        if scaled:
            scale = EN_SCALES[scaled[2]]
            few = _VAGUE_WORDS[scaled[1].split()[0]]
            number = Number(
                scaled.end(), few[0] * scale, scale, few[0] * scale, few[1] * scale,
                "exact" if few[0] == few[1] else "vague", True,
            )  # fmt: skip
            return self._measured(start, number)
        if (
            word == "few"
            and self.low[start - 3 : start] == "as "
            and self.low.startswith(" as ", end)
        ):
            return end  # as few as 10,000: it says what it is next to
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
        article = (
            _ARTICLE.search(self.low[max(0, start - 4) : start]) if word in _SINGULAR else None
        )
        if article:
            half = _AND_A_HALF.match(self.low, end)
            if half:
                amount = exact(half.end(), 1.5, 0.5, words=True)
                begin = max(start - len(article[1]), self.floor)
                return self._quantity(begin, amount, "duration", lex.EN_UNITS[word], "")
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
        if word in ("fiscal", "fy"):
            return self._date(start, dates.read_fiscal(self.low, start))
        if word in ("yesterday", "today", "tomorrow", "tonight", "last", "this", "next"):
            return self._relative(start)
        return 0

    def _product(self, start: int, end: int) -> int:
        number = re.compile(
            r"(?a) \d{1,5}(?:\.\d{1,3}){0,3}(?![\d,]*(?:\s?(?:%|percent|million|billion|users|people)))"
        ).match(self.low, end)
        if number is None or re.compile(r"(?a)(?:1[89]|20)\d\d$").search(number.group()):
            return 0
        return self._add(start, number.end(), "identifier", None, parts=find_digits(number.group()))

    def _word_digit(self, start: int, end: int, word: str) -> int:
        code = (
            dates.read_fiscal(self.low, start)
            if word == "fy"
            else dates.read_quarter_code(self.low, start)
        )
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
        if mixed is None or _HAN_MEASURED.match(self.s, end):
            return 0
        finish = mixed.end()
        return self._add(start, finish, "identifier", None, parts=find_digits(mixed.group()))

    def _number_word(self, start: int, word: str) -> int:
        when = dates.read_word_date(self.s, self.low, start, word) if word in EN_ORDINALS else None
        if when:
            return self._date(start, when)
        end = start + len(word)
        if word in _A_SHARE and self._is_share(start, end):
            share_of = exact(end, quantities.tidy(100.0 / _A_SHARE[word]), 0.5, words=True)
            return self._quantity(start - 2, share_of, "percent", "percent", "")
        ordinal = quantities.read_ordinal_word(self.low, start)
        if ordinal and (word in EN_ORDINALS or word in EN_TENS):
            of_year = _FIRST_HALF.match(self.low, start)
            if of_year:
                rank = 1 if of_year[1] == "first" else 2
                return self._add(start, of_year.end(), "date", None, iso=f"--H{rank}", weak=True)
            if _RANKED.search(self.low[max(0, start - 14) : start]) or self.low.startswith(
                " place", ordinal.end
            ):
                weak = ordinal.value < 2  # as 位居第一 is
                return self._add(start, ordinal.end, "rank", ordinal.value, step=1.0, weak=weak)
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
        spelt = _SPELT_YEAR.match(self.low, start)
        if spelt:
            century, rest = (quantities.read_words(g, 0) for g in spelt.groups())
            if century and rest:
                year = int(100 * century.value + rest.value)
                return self._date(start, dates.When(spelt.end(), f"{year}", (float(year),)))
        number = quantities.read_words(self.low, start)
        if number is None:
            return 0
        if _IN_NAMES.match(self.low, start):
            return self._add(start, number.end, "number", number.value, step=1.0, weak=True)
        part = quantities.read_fraction_words(self.low, number)
        hour = _OF_AN_HOUR.match(self.low, part.end) if part else None
        if part and hour:
            minutes = exact(hour.end(), quantities.tidy(part.value * 0.6), 1.0, words=True)
            return self._quantity(start, minutes, "duration", "minutes", "")
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

    def _past_hour(self, start: int, found: re.Match[str]) -> int:
        """Half past three: a time of day, of which half is not said."""
        minutes = _MINUTES_PAST[found[1].split()[0]]
        said = quantities.read_words(found[3], 0)
        hour = int(said.value if said else found[3])
        if found[2] == "to":
            hour, minutes = hour - 1, 60 - minutes
        hour %= 12
        return self._date(
            start,
            dates.When(found.end(), f"T{hour:02d}:{minutes:02d}?", (float(hour), float(minutes))),
        )

    def _is_share(self, start: int, end: int) -> bool:
        """Tell a third of the users, and by a third, from the third of a row."""
        low = self.low
        if low[start - 2 : start] != "a " or start - 2 < self.floor:
            return False
        if low.startswith(" of ", end):
            return True
        return bool(
            _LEADS_A_SHARE.search(low[max(0, start - 12) : start]) and _ENDS_A_SHARE.match(low, end)
        )

    def _single(self, start: int, end: int, word: str) -> int:
        before = self.low[max(0, start - 12) : start]
        if not re.search(r"\b(?:a|an|one|past|last|per|half a|the)[ -]$", before):
            return 0
        if word == "quarter":
            hour = _OF_AN_HOUR.match(self.low, end)
            if hour:
                minutes = exact(hour.end(), 15.0, 1.0, words=True)
                return self._quantity(start, minutes, "duration", "minutes", "")
            led = self._is_share(start, end) and not self.low.startswith(" of ", end)
            if not re.search(r"\ba $", before) or not (led or _SHARED.match(self.low, end)):
                return 0
            begin = start - 2 if led else start
            return self._quantity(
                begin, exact(end, 25.0, 0.5, words=True), "percent", "percent", ""
            )
        half = before.endswith(("half a ", "half-"))
        unit = {"decade": "decades", "century": "centuries", "fortnight": "fortnights"}[word]
        return self._add(
            start, end, "duration", 0.5 if half else 1.0, unit=unit, step=0.5, weak=True
        )

    def _half(self, start: int, end: int) -> int:
        span = _HALF_SPAN.match(self.low, end)
        if span:
            amount = exact(span.end(), 0.5, 0.5, words=True)
            return self._quantity(
                start, amount, "duration", lex.EN_UNITS[span[1]], "", weak=span[1] != "hour"
            )
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
