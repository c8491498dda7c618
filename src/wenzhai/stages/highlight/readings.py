"""Before: an article. After: its Readings: each figure with its subject, its measure and its time.

What the words do not tell stays empty; nothing is guessed from the value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from wenzhai.language.figures import parse_figures
from wenzhai.language.figures.lexicon import COUNTED
from wenzhai.language.measures import MEASURES, MeasureWord, find_measures
from wenzhai.language.names import NameFinder, NameMatch
from wenzhai.model import Article, Figure, Passage
from wenzhai.model.ledger import Aspect

_KINDS = frozenset({"number", "percent", "points", "multiple", "money"})
_SUBJECTS = frozenset({"company", "app", "product", "event"})
_OPENING = 15  # letters of a clause in which its subject begins
_PASSAGES = 60  # of an article; what comes after is background
_CLAUSE = re.compile(
    r"[;；。！？!?，、:：—]|,(?!\d)|\.\s|\b(?:while|whereas|but|although|with|after)\b"
)
# A name that only says who counted: "data from Sensor Tower", 据X数据, X said.
_TELLER_BEFORE = re.compile(
    r"(?i)(?:according to|data (?:from|by)|estimates? (?:from|by)|analysts? at|figures from|reported by|"
    r"told|by|citing|据|根据|引述|来自)\s?(?:the |data from |research firm |analytics firm )?$"
)
_TELLER_AFTER = re.compile(
    r"^(?:'s|’s)?\s?(?:data|estimates?|figures|report(?:s|ed)?|said|says|shows?|expects?|forecasts?|analysts?|"
    r"的?(?:数据|报告|统计|报道|估算|估计|分析师|预计|显示|监测|指|puts|counted|日前|公布))"
)
_OWNER_AFTER = re.compile(r"^(?:'s|’s|-owned|-backed|旗下的?|的|集团的?)\s?$")
_PRIOR = re.compile(
    r"(?i)(?:\bfrom|compared (?:with|to)|versus|\bvs\.?|against|than|up from|down from|较|从|由|上年同期的?为?|"
    r"去年同期的?为?|此前的?)\s?(?:the |a |about |around |nearly |some )?$"
)
_TO_LEVEL = re.compile(
    r"(?i)(?:\b(?:to|at|reach(?:ed|ing|es)?|hit|stood at|as high as)|[至到达为])\s?$"
)
_BY_CHANGE = re.compile(
    r"(?i)\b(?:by|(?:increase|rise|gain|growth|jump|drop|fall|decline|decrease) of)\s?(?:about |nearly |around |almost |more than )?$"
    r"|(?:增|涨|升|降|跌|减|增长|增加|增幅|涨幅|降幅|跌幅|上升|上涨|下降|下跌|减少|提升|提高|下滑)(?:了|约|近|超|逾|为|达|超过|幅度)?$"
)
_CHANGE_AFTER = re.compile(r"(?i)\s?(?:more|less|fewer|higher|lower) than\b")
_ON_YEAR = re.compile(
    r"(?i)year[- ]on[- ]year|year[- ]over[- ]year|\byoy\b|from a year (?:earlier|ago)|a year earlier|同比|较上年"
)
_ON_QUARTER = re.compile(
    r"(?i)quarter[- ](?:on|over)[- ]quarter|\bqoq\b|previous quarter|month[- ](?:on|over)[- ]month|环比|上一?季度|上季"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SINCE = re.compile(r"(?i)(?:\bsince(?: its (?:launch|debut|release) in| launching in)?|自从?)\s?$")
_SINCE_AFTER = ("以来", "至今", "起", "上线以来")
_ON_TO = frozenset(
    {"to", "to about", "to nearly", "to just", "至", "到", "达", "，达", ",to", ", to"}
)
_MODAL = re.compile(
    r"(?i)\b(?:would|could|may|might|plans? to|aims? to|target(?:s|ed|ing)?|expect(?:s|ed)?|forecasts?|seeks?|hopes?)\b|计划|预计|目标|拟|有望|力争|或将|预期"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’]{1,40}[^—–-]{0,40}\s?[—–-]{1,2}\s|[^，。]{0,12}\d{1,2}[日电電讯訊]+"
)
_AMERICA = re.compile(r"\bU\.?S\.?(?![$A-Za-z])")
_HOME = re.compile(r"(?i)\bdomestic\b|国内|國內")
_ABROAD = re.compile(
    r"(?i)\boverseas\b|\binternational(?:ly)? (?:market|sales|revenue)|海外|国际市场"
)
_COMING = re.compile(
    r"(?i)\b(?:will|until|by the end|takes? effect|from)\b|将|将于|自|起|之前|截止"
)
_CUMULATED = re.compile(
    r"(?i)\b(?:lifetime|cumulative(?:ly)?|in total|to date|so far|all[- ]time)\b|累计|累計|总共|至今|迄今"
)
_UNTIL_NOW = "../.."  # of all time until the report
_FILLER = re.compile(
    r"(?:of|in|for|a|an|the|about|to|its|was|were|is|are|at|on|\s|了|约|为|达|的|近|超|已)*"
)


class Reading(NamedTuple):
    """One figure of an article. `date` is ISO 8601 or empty; `prior` marks a value given to compare
    with (“from 12 million”), `planned` one that is not so yet."""

    article: Article
    passage: Passage
    figure: Figure
    subject: str
    measure: str
    aspect: Aspect
    scope: tuple[str, ...]
    date: str
    prior: bool
    planned: bool
    clause: str

    @property
    def unit(self) -> str:
        """The unit, a bare dollar being that of America; of what is counted, the measure tells."""
        if self.figure.kind == "number" and self.measure in MEASURES:
            return ""
        return "USD" if self.figure.unit == "$" else self.figure.unit

    @property
    def period(self) -> str:
        """The period that the figure is of; empty where a day is told, which is that of the event."""
        return "" if _DAY.fullmatch(self.date) else self.date

    @property
    def unit_of_value(self) -> str:
        """What must be the same for two values to be compared: the currency; counts have none."""
        return self.unit if self.figure.kind == "money" else ""


class _Clause(NamedTuple):
    start: int
    end: int


@lru_cache(maxsize=2048)
def read_figures(article: Article, names: NameFinder) -> tuple[Reading, ...]:
    """The figures of an article's passages, in order; dates, ranks and identifiers are none.

    Linear in the text; the first sixty passages are read."""
    found: list[Reading] = []
    heading = _head_name(names.find(article.title), article.title, 0, len(article.title))
    subject, paragraph = heading, -1
    for passage in article.passages[:_PASSAGES]:
        if passage.paragraph != paragraph:
            subject, paragraph = heading, passage.paragraph
        reader = _PassageReader(article, passage, names, subject)
        found.extend(reader.read())
        subject = reader.subject or subject
    return tuple(found)


class _PassageReader:
    """One passage: its figures, names, measures and dates, and how they belong together."""

    def __init__(
        self, article: Article, passage: Passage, names: NameFinder, inherited: str
    ) -> None:
        self.article, self.passage, self.text = article, passage, passage.text
        language = "zh" if article.is_chinese else "en"
        figures = parse_figures(self.text, language, article.published_at.date())
        self.figures = [f for f in figures if f.kind != "identifier"]
        if not any(_tells(f) for f in self.figures):
            self.subject = inherited
            return
        self.inherited = inherited
        self.names = names.find(self.text)
        self.measures = list(find_measures(self.text))
        self.clauses = _cut_clauses(self.text, self.figures)
        self.subject = _head_name(self.names, self.text, 0, len(self.text)) or inherited

    def read(self) -> list[Reading]:
        found = []
        last, ended = "", 0
        for figure in self.figures:
            if not _tells(figure):
                continue
            clause = next(c for c in self.clauses if c.start <= figure.span[0] < c.end)
            words = self.text[clause.start : clause.end]
            aspect = self._aspect(figure, words)
            measure = self._measure(figure, clause)
            between = self.text[ended : figure.span[0]].lower().strip()
            if not measure and last and (aspect != "level" or between in _ON_TO):
                # 营收84.6亿元，同比增长28.6%; revenue climbed 28.6 percent to 8.46 billion yuan
                measure = last if _fits(figure, last) else ""
            last, ended = measure or last, figure.span[1]
            if not measure and figure.kind == "number":
                continue
            before = self.text[clause.start : figure.span[0]]
            found.append(
                Reading(
                    article=self.article,
                    passage=self.passage,
                    figure=figure,
                    subject=self._subject(figure, clause),
                    measure=measure,
                    aspect=aspect,
                    scope=self._scope(clause),
                    date=self._date(figure, clause),
                    prior=bool(_PRIOR.search(before)),
                    planned=bool(_MODAL.search(self.text[max(0, clause.start - 30) : clause.end])),
                    clause=words,
                )
            )
        return found

    def _aspect(self, figure: Figure, clause: str) -> Aspect:
        before = self.text[max(0, figure.span[0] - 24) : figure.span[0]]
        by = _BY_CHANGE.search(before) or _CHANGE_AFTER.match(self.text, figure.span[1])
        moved = bool(figure.direction) or bool(by)
        relative = figure.kind in ("percent", "points", "multiple")
        if relative and (_ON_YEAR.search(clause) and not _TO_LEVEL.search(before)):
            return "change on year"
        if relative and moved and _ON_QUARTER.search(clause):
            return "change on quarter"
        if _TO_LEVEL.search(before) and not by:
            return "level"
        return "change" if moved and (relative or by) else "level"

    def _measure(self, figure: Figure, clause: _Clause) -> str:
        """The counted thing where it is a measure; else the nearest word, none beyond another figure."""
        if figure.unit in MEASURES:
            return self._sharpen(figure.unit, clause)
        counted = [m.measure.id for m in find_measures(figure.counted)] if figure.counted else []
        near = [
            (self._distance(m, figure), m.measure.id == "spending", m.measure.id)
            for m in self.measures
            if _within(m, clause)
        ]
        near = [row for row in near if row[0] >= 0 and _fits(figure, row[2])]
        if counted:
            return self._sharpen(counted[-1], clause)
        if near:
            chosen = min(near)[2]
            # What is paid for a company is of the deal: 总价, the price.
            return "deal" if chosen == "price" and self._buys(figure) else chosen
        if figure.kind == "money":
            # Lantern will buy Pohjola, the Finnish studio behind Barley Lane, for up to 105 million.
            before = [m for m in self.measures if m.measure.id in _ACTS and m.end <= clause.start]
            if before and self._distance(before[-1], figure) >= 0:
                return before[-1].measure.id
        return figure.unit if figure.kind == "number" and figure.unit in COUNTED else ""

    def _buys(self, figure: Figure) -> bool:
        return any(m.measure.id == "deal" and m.end <= figure.span[0] for m in self.measures)

    def _sharpen(self, measure: str, clause: _Clause) -> str:
        """Users that the clause calls monthly or daily ones."""
        if measure == "users":
            for word in self.measures:
                if _within(word, clause) and word.measure.id in ("monthly users", "daily users"):
                    return word.measure.id
        return measure

    def _distance(self, word: MeasureWord, figure: Figure) -> float:
        """Letters between a word and a figure; -1 where another figure stands between."""
        start, end = figure.span
        low, high = (word.end, start) if word.end <= start else (end, word.start)
        if high < low:
            return 0.0
        if any(_tells(f) and low <= f.span[0] < high for f in self.figures):
            return -1.0
        gap = self.text[low:high]
        return float(len(gap) - len(_FILLER.match(gap.lower()).group()) if gap else 0)  # type: ignore[union-attr]

    def _subject(self, figure: Figure, clause: _Clause) -> str:
        """Who heads the clause, else the sentence before it, else what it is said of before.

        A clause that goes on with a verb (“, has agreed to buy Pohjola for ...”) has its head before."""
        opening = min(clause.start + _OPENING, figure.span[0])
        first = figure.span[0] - clause.start < _OPENING
        return (
            _head_name(self.names, self.text, clause.start, opening)
            or _head_name(self.names, self.text, 0, clause.start)
            or _head_name(self.names, self.text, clause.start, figure.span[0])
            or (first and _head_name(self.names, self.text, figure.span[1], clause.end))
            or self.inherited
            or _head_name(self.names, self.text, figure.span[1], clause.end)
            or _head_name(self.names, self.text, 0, clause.end, tellers=True)
        )

    def _year(self, start: int, end: int) -> int:
        """The year told right beside the months at `[start, end)` (2023年, of last year), else that of
        publication: a year farther off is that of something else, what they are compared with, say."""
        for figure in self.figures:
            if figure.kind == "date" and figure.iso[:4].isdigit():
                gap = max(start - figure.span[1], figure.span[0] - end)
                if gap <= _BESIDE:
                    return int(figure.iso[:4])
        return self.article.published_at.year

    def _scope(self, clause: _Clause) -> tuple[str, ...]:
        dateline = _DATELINE.match(self.text)
        start = max(clause.start, dateline.end() if dateline else 0)
        inside = {
            m.name.id
            for m in self.names
            if start <= m.start < clause.end and m.name.kind == "place"
        }
        if _AMERICA.search(self.text, start, clause.end):
            inside.add("united states")
        if _HOME.search(self.text, start, clause.end):
            inside.add("home")
        if _ABROAD.search(self.text, start, clause.end):
            inside.add("abroad")
        return tuple(sorted(inside))

    def _date(self, figure: Figure, clause: _Clause) -> str:
        """The nearest date of the clause, else of the sentence's beginning, with its year."""
        quarter = _FIRST_MONTHS.search(self.text, 0, clause.end)
        if quarter:
            return f"{self._year(*quarter.span())}-Q1"
        dates = [
            f
            for f in self.figures
            if f.kind == "date"
            and f.iso
            and f.approximation == "exact"
            and not _THAN.search(self.text[: f.span[0]][-24:])
        ]
        inside = [f for f in dates if clause.start <= f.span[0] < clause.end]
        near = inside or [f for f in dates if f.span[0] < clause.start]
        if not near:
            return _UNTIL_NOW if _CUMULATED.search(self.text, clause.start, clause.end) else ""
        at = figure.span[0]
        chosen = min(near, key=lambda f: (abs(f.span[0] - at), f.span))
        words = self.text[clause.start : clause.end]
        ahead = bool(_COMING.search(words) or _MODAL.search(words))
        iso = give_year(chosen.iso, self.article.published_at.date(), 180 if ahead else 31)
        if not iso:
            return ""
        before, after = self.text[: chosen.span[0]], self.text[chosen.span[1] :]
        since = _SINCE.search(before[-40:]) or after.startswith(_SINCE_AFTER)
        return f"{iso}/.." if since else iso


_BESIDE = 5  # characters: " of "
_FIRST_MONTHS = re.compile(
    r"(?i)\bfirst three months\b|\bjan(?:uary)? (?:to|through) mar(?:ch)?\b|(?<!\d)1\s?[至到-]\s?3月|首季|前三个月|前三個月"
)
_THAN = re.compile(
    r"(?i)(?:\bthan(?: in)?|compared with(?: in)?|\bon the)\s(?:the )?(?:\w+ )?$|[比较較]$"
)


_IN_PASSING = re.compile(r"(?i)\b(?:both|hal(?:f|ves))\b|半|[俩双]")


def _tells(figure: Figure) -> bool:
    """Whether a figure is worth keeping: a quantity, not a small bare number."""
    if figure.weak or figure.value is None or figure.low is None or figure.high is None:
        return False
    if figure.approximation == "vague" or figure.kind not in _KINDS:
        return False
    if _IN_PASSING.search(figure.text) and not any(c.isdigit() for c in figure.text):
        return False  # more than half, 过半: a way of speaking, no number that anybody counted
    if (
        figure.kind == "money"
        and abs(figure.value) < 10
        and not any(c.isdigit() for c in figure.text)
    ):
        return False  # 分成两块
    return figure.kind != "number" or bool(figure.counted) or abs(figure.value) >= 20


_ACTS = frozenset({"deal", "funding", "fine", "investment"})
_OF_MONEY = frozenset(
    "fine,funding,investment,spending,deal,valuation,market value,price,subsidy,revenue,profit,net loss,"
    "sales value,exports,imports,share price,market price,gdp".split(",")
)
_NOT_OF_MONEY = frozenset(
    "deaths,injured,missing,monthly users,daily users,accounts,users,subscribers,followers,downloads,views,layoffs,staff,"
    "stores,merchants,orders,shipments,parameters,attendance".split(",")
)


def _fits(figure: Figure, measure: str) -> bool:
    """Whether a kind of figure can be of a measure: no money is a number of users."""
    if figure.kind == "money":
        return measure in _OF_MONEY
    if figure.kind == "number":
        return measure in _NOT_OF_MONEY or (measure == "parameters")
    return measure not in ("deaths", "injured", "missing")


def _within(word: MeasureWord, clause: _Clause) -> bool:
    return clause.start <= word.start < clause.end


def _cut_clauses(text: str, figures: Sequence[Figure]) -> list[_Clause]:
    """The clauses of a passage; marks inside a figure (84.6, 1,900) cut none."""
    inside = [f.span for f in figures]
    cuts = [0]
    cuts.extend(
        mark.start() if mark.group()[0].isalpha() else mark.end()
        for mark in _CLAUSE.finditer(text)
        if not any(a <= mark.start() < b for a, b in inside)
    )
    cuts.append(len(text))
    clauses = [_Clause(a, b) for a, b in pairwise(cuts) if b > a]
    # A figure may begin where a cut was made inside a word of it.
    return clauses or [_Clause(0, len(text))]


def _head_name(
    found: Sequence[NameMatch], text: str, start: int, end: int, *, tellers: bool = False
) -> str:
    """The first name between `start` and `end` that can have figures: of an owner and its own
    (ByteDance's TikTok), the last; who only counts or tells is passed over."""
    head: NameMatch | None = None
    for match in found:
        if match.name.kind not in _SUBJECTS or not start <= match.start < end:
            continue
        if head is not None:
            if _OWNER_AFTER.match(text[head.end : match.start]):
                head = match
                continue
            break
        if not tellers and (
            _TELLER_BEFORE.search(text[max(0, match.start - 30) : match.start])
            or _TELLER_AFTER.match(text[match.end : match.end + 16])
        ):
            continue
        head = match
    return head.name.id if head else ""


def give_year(iso: str, published: date, ahead: int = 31) -> str:
    """`--04-11`, `--Q1` and `--04` with their year: the last that begins no more than `ahead` days after
    publication; empty for what is no day, month, quarter, half or year."""
    if iso.startswith("---") or "X" in iso or "W" in iso:
        return ""
    if not iso.startswith("--"):
        return iso
    part = iso[2:]
    month = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}.get(part)
    if month is None:
        month = int(part[:2]) if part[:2].isdigit() else 1
    if not 1 <= month <= 12:
        return ""
    last = published + timedelta(ahead)
    year = last.year if month <= last.month else last.year - 1
    return f"{year}-{part}"
