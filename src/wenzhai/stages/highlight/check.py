"""Before: a draft sentence and the sources that it cites. After: a Check, a verdict for every claim.

A figure is supported when a source has it (equal, rounded, approximate or in another unit of the same
measure), contradicted when a source has the same measure with another value, unsupported when there is
nothing like it. A figure sharper than its source is not supported. Rules: docs/figures.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.language.figures.compare import Comparison, DateParts, family, split_date
from wenzhai.language.figures.fold import fold, lower
from wenzhai.model import Check, Evidence, Figure, FigureCheck, Name, SourceText, Verdict, worst
from wenzhai.stages.highlight.check_claims import NameFinder, check_claims
from wenzhai.stages.highlight.check_exchange import Exchange, Sighting, is_foreign
from wenzhai.stages.highlight.check_places import find_exchange, find_places
from wenzhai.stages.highlight.check_words import explain
from wenzhai.stages.highlight.derived import derive_figures

_BEST = {"equal": 0, "compatible": 1, "converted": 2}
# names with digits that the other language writes without them
_ALIASES = {
    "covid19": ("新冠",),
    "911": ("9·11", "9/11", "sept11", "september11"),
    "双11": ("singlesday", "doubleeleven", "double11", "1111", "双十一", "光棍节"),
    "7eleven": ("7-11",),
    "711": ("7-eleven",),
    "worldwari": ("一战", "第一次世界大战", "ww1", "firstworldwar"),
    "worldwarii": ("二战", "第二次世界大战", "ww2", "secondworldwar"),
    "ww1": ("一战", "第一次世界大战", "world war one", "first world war"),
    "ww2": ("二战", "第二次世界大战", "world war two", "second world war"),
    "g7": ("七国集团",),
    "g8": ("八国集团",),
    "g20": ("二十国集团",),
}


_MONTH_BEFORE = re.compile(
    r"上个?月|环比|(?i:\b(?:month[ -]on[ -]month|previous month|month earlier|a month ago)\b)"
)


@lru_cache(maxsize=512)
def _read(text: str, language: str, published: str) -> tuple[Figure, ...]:
    return parse_figures(text, language, _day(published))


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def check_text(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    glossary: Sequence[Name] = (),
    names: NameFinder | None = None,
) -> Check:
    """Hold `text` (`language` is `en` or `zh...`) against `sources`, in one language or several.

    `glossary` and `names` are two ways to say which names are known; with neither, names are not
    checked. Never raises; a text without any claim is `not checkable`.
    """
    figures = check_figures(text, language, sources)
    claims = check_claims(text, language, sources, glossary, names)
    verdict = worst([f.verdict for f in figures] + [c.verdict for c in claims])
    return Check(verdict=verdict, figures=figures, claims=claims)


def check_figures(
    text: str, language: str, sources: Sequence[SourceText]
) -> tuple[FigureCheck, ...]:
    """Hold the figures of `text` alone against `sources`, in the order of the text."""
    seen = [Sighting(s.id, f) for s in sources for f in _read(s.text, s.lang, s.published)]
    plain = {s.id: (_alnum(s.text), lower(fold(s.text))) for s in sources}
    reckoned = frozenset(s.id for s in sources if _MONTH_BEFORE.search(s.text))
    numbers = _Numbers(seen, reckoned)
    exchange = Exchange(seen, {s.id: s for s in sources})
    figures = tuple(
        _check_figure(figure, language, seen, numbers, exchange, plain)
        for figure in parse_figures(text, language)
    )
    return _check_places(text, language, sources, derive_figures(text, language, figures, seen))


def _check_places(
    text: str, language: str, sources: Sequence[SourceText], checks: tuple[FigureCheck, ...]
) -> tuple[FigureCheck, ...]:
    """Contradict what stands in a source, but in the place of another figure of the same kind."""
    chinese = language.startswith("zh")
    if len(checks) < 2 or any(s.lang.startswith("zh") != chinese for s in sources):
        return checks
    told = [
        (s.id, place)
        for s in sources
        for place in find_places(s.text, _read(s.text, s.lang, s.published))
    ]
    answer = []
    mine = find_places(text, [c.figure for c in checks])
    for check, place in zip(checks, mine, strict=True):
        figure = check.figure
        exchanged = None
        if check.verdict == "supported" and figure.value is not None and not figure.weak:
            alike = [
                p for _, p in told if p.figure.kind == figure.kind and p.figure.unit == figure.unit
            ]
            fits = [p for p in alike if compare_figures(figure, p.figure).relation in _BEST]
            rest = [p for p in alike if p not in fits and not p.figure.weak]
            exchanged = find_exchange(place, fits, rest) if rest else None
        if exchanged is None:
            answer.append(check)
            continue
        source = next(name for name, p in told if p is exchanged)
        answer.append(
            FigureCheck(
                figure=figure,
                verdict="contradicted",
                why=explain("place", language, figure, exchanged.figure),
                evidence=Evidence(source=source, span=exchanged.figure.span),
            )
        )
    return tuple(answer)


def _alnum(text: str) -> str:
    return "".join(c for c in lower(fold(text)) if c.isalnum())


class _Numbers:
    """The single numbers of the sources, for figures that the two languages cut differently."""

    def __init__(self, seen: Sequence[Sighting], reckoned: frozenset[str] = frozenset()) -> None:
        """`reckoned` names the sources that compare with the month before."""
        self.bare: dict[float, Sighting] = {}  # with no unit, or inside a score or identifier
        self.loose: dict[float, Sighting] = {}  # of those, what counts nothing in particular
        self.of_dates: dict[float, Sighting] = {}
        self.measured: dict[float, Sighting] = {}
        self.dates: list[tuple[DateParts, Sighting]] = []
        self.kinds = {s.figure.kind for s in seen}
        self.ordinals = {
            s.figure.value: s for s in seen if s.figure.kind == "ordinal" and s.figure.value
        }
        # 8月……比上月上升: the month before is July
        self.before = {
            (split_date(s.figure.iso).month or 1) - 1 or 12: s
            for s in seen
            if s.figure.kind == "date" and s.source in reckoned and split_date(s.figure.iso).month
        }
        for sighting in seen:
            figure = sighting.figure
            if figure.kind in ("date", "time"):
                spelt = any(c.isalpha() and c.isascii() for c in figure.text)
                month = split_date(figure.iso).month if spelt else None
                for part in figure.parts:
                    if part != month:  # April is no 4
                        self.of_dates.setdefault(part, sighting)
                if figure.kind == "date":
                    if figure.iso.startswith(("---", "--")) and (
                        figure.iso[2] == "-" or figure.iso.endswith("X")
                    ):
                        for part in figure.parts:  # 北溪2号, temperatures in the 80s
                            self.bare.setdefault(part, sighting)
                            self.loose.setdefault(part, sighting)
                    parts = split_date(figure.iso)
                    self.dates.append((parts, sighting))
                    if len(figure.parts) == 1 and parts.year is not None:
                        self.bare.setdefault(figure.parts[0], sighting)
                        self.loose.setdefault(figure.parts[0], sighting)
                continue
            if figure.approximation == "vague":
                continue
            into = self.measured if family(figure) else self.bare
            if figure.weak and family(figure):
                continue
            values = [v for v in (figure.value, *figure.parts) if v is not None]
            for value in values if figure.approximation != "range" else figure.parts:
                into.setdefault(value, sighting)
                counts = bool(figure.counted) and not (
                    figure.counted.isascii() and any(c.isdecimal() for c in figure.text)
                )
                if into is self.bare and not (figure.weak or counts):
                    self.loose.setdefault(value, sighting)

    def find(
        self, value: float, *, dates: bool, measured: bool, counted: bool = True
    ) -> Sighting | None:
        """Find a number; `counted` lets one support that counts something (三个)."""
        found = (self.bare if counted else self.loose).get(value)
        if found is None and dates:
            found = self.of_dates.get(value)
        if found is None and measured:
            found = self.measured.get(value)
        return found

    def find_date(self, wanted: DateParts) -> Sighting | None:
        """Every part of the date somewhere in the sources; day and month together where one has both."""
        last: Sighting | None = None
        paired = [(p, s) for p, s in self.dates if p.month and p.day]
        if wanted.month and wanted.day and paired:
            both = [s for p, s in paired if (p.month, p.day) == (wanted.month, wanted.day)]
            if not both:
                return None
        for field in ("year", "month", "day", "weekday", "quarter", "half", "decade", "century"):
            value = getattr(wanted, field)
            if value in (None, ""):
                continue
            found = next((s for p, s in self.dates if getattr(p, field) == value), None)
            if found is None and field in ("year", "day"):
                found = self.loose.get(float(value))
            if found is None and field == "quarter":
                found = self.ordinals.get(float(value))  # "up from 1.2 percent in the first"
            if found is None and field == "month" and not (wanted.year or wanted.day):
                found = self.before.get(value)
            if found is None:
                return None
            last = found
        return last


def _check_figure(
    figure: Figure,
    language: str,
    seen: Sequence[Sighting],
    numbers: _Numbers,
    exchange: Exchange,
    plain: dict[str, tuple[str, str]],
) -> FigureCheck:
    if figure.kind == "identifier":
        found = _find_identifier(figure, seen, numbers, plain)
        if found is None and figure.weak:  # a Roman numeral: its name has too many forms to tell
            why = explain("weak", language, figure, None)
            return FigureCheck(figure=figure, verdict="not checkable", why=why)
        verdict: Verdict = "supported" if found else "unsupported"
        why = explain("identifier" if found else "no identifier", language, figure, None)
        return FigureCheck(figure=figure, verdict=verdict, why=why, evidence=found)
    best: tuple[int, Sighting, Comparison] | None = None
    against: tuple[int, Sighting, Comparison] | None = None
    same_unit = False
    for sighting in seen:
        other = sighting.figure
        if other.weak and family(figure) and not family(other):
            continue
        if other.weak and other.value == 2 and other.text.isascii() and figure.text.isdecimal():
            continue  # "both" is no 2 in digits
        result = compare_figures(figure, other)
        if (
            result.relation == "contradicted"
            and figure.unit == other.unit
            and family(figure) == family(other) != "time"
        ):
            same_unit = True
        if result.relation in _BEST and not result.sharper:
            order = _BEST[result.relation]
            if best is None or order < best[0]:
                best = (order, sighting, result)
        elif (
            result.sharper
            or result.relation == "contradicted"
            or _same_number(figure, sighting.figure)
        ):
            order = 0 if result.sharper else 1 if _same_number(figure, sighting.figure) else 2
            if figure.kind == sighting.figure.kind and (against is None or order < against[0]):
                against = (order, sighting, result)
    if (
        best is not None
        and best[2].relation == "converted"
        and same_unit
        and family(figure) not in ("", "percent")
    ):
        best = None  # the source says it in this very unit, and says another value
    if best is not None:
        return _supported(figure, language, best[1], best[2].relation)
    apart = None if against and against[0] == 1 else _find_apart(figure, numbers)
    if apart is not None:
        return _supported(figure, language, apart, "parts")
    if figure.weak and not (figure.kind == "rank" and against):
        return FigureCheck(
            figure=figure, verdict="not checkable", why=explain("weak", language, figure, None)
        )
    if figure.kind == "money":
        exchanged = exchange.find(figure)
        if exchanged is not None:
            return _supported(figure, language, exchanged, "at rate")
        foreign = next((s for s in seen if is_foreign(figure, s.figure)), None)
        same = against is not None and _same_number(figure, against[1].figure)
        a_rate = against is not None and against[1].figure.value in (1.0, 100.0)
        if (
            foreign is not None
            and not same
            and (against is None or a_rate or against[1] is foreign)
        ):
            return FigureCheck(
                figure=figure,
                verdict="unsupported",
                why=explain("rate", language, figure, foreign.figure),
                evidence=Evidence(source=foreign.source, span=foreign.figure.span),
            )
    if against is None:
        return FigureCheck(
            figure=figure, verdict="unsupported", why=explain("nothing", language, figure, None)
        )
    _, sighting, result = against
    evidence = Evidence(source=sighting.source, span=sighting.figure.span)
    if result.sharper:
        why = explain(
            "value" if figure.approximation == "range" else "sharper",
            language,
            figure,
            sighting.figure,
        )
        return FigureCheck(figure=figure, verdict="unsupported", why=why, evidence=evidence)
    reason = (
        "unit"
        if result.relation == "incomparable"
        else "basis"
        if result.why.endswith("basis")
        else "direction"
        if "direction" in result.why
        else "value"
    )
    why = explain(reason, language, figure, sighting.figure)
    return FigureCheck(figure=figure, verdict="contradicted", why=why, evidence=evidence)


def _same_number(figure: Figure, other: Figure) -> bool:
    return (
        figure.value is not None
        and figure.value == other.value
        and figure.kind not in ("date", "time")
    )


def _supported(figure: Figure, language: str, sighting: Sighting, how: str) -> FigureCheck:
    return FigureCheck(
        figure=figure,
        verdict="supported",
        why=explain(how, language, figure, sighting.figure),
        evidence=Evidence(source=sighting.source, span=sighting.figure.span),
    )


def _find_apart(figure: Figure, numbers: _Numbers) -> Sighting | None:
    """Support from the numbers inside other figures: a score written as two numbers, a year as one."""
    if figure.kind == "date":
        if figure.approximation == "range":
            return _all_parts(figure, numbers, dates=True)
        found = numbers.find_date(split_date(figure.iso))
        decade = figure.iso.endswith("X")
        if found is None and (decade or figure.iso.startswith("---") or figure.iso.isdecimal()):
            # "the 29th" for 29日, "80s" for 80华氏度, a year in a name
            return numbers.find(figure.parts[0], dates=False, measured=decade, counted=False)
        return found
    if figure.kind in ("time", "score"):
        if figure.kind in numbers.kinds:
            return None
        return _all_parts(figure, numbers, dates=True)
    if figure.approximation == "range":
        return _all_parts(figure, numbers, dates=False)
    if figure.parts and figure.kind in ("number", "duration"):
        return _all_parts(figure, numbers, dates=False)
    if figure.value is None:
        return None
    bare = not family(figure)
    dates = bare and not figure.counted
    return numbers.find(figure.value, dates=dates, measured=bare and not figure.unit, counted=bare)


def _all_parts(figure: Figure, numbers: _Numbers, *, dates: bool) -> Sighting | None:
    if not figure.parts:
        return None
    named = figure.kind == "identifier"
    found = [
        numbers.find(part, dates=dates, measured=not named, counted=not named)
        for part in figure.parts
    ]
    return found[0] if all(f is not None for f in found) else None


def _letters(text: str) -> str:
    return "".join(c for c in lower(text) if c.isalpha() and c.isascii())


_REIGN = re.compile(r"\b([IVX]{1,5})$")
_ROMAN = {
    "II": "二", "III": "三", "IV": "四", "V": "五", "VI": "六", "VII": "七", "VIII": "八", "IX": "九",
    "X": "十", "XI": "十一", "XII": "十二", "XIII": "十三", "XIV": "十四", "XV": "十五", "XVI": "十六",
}  # fmt: skip


def _read_forms(figure: Figure) -> list[str]:
    """Other forms of a name with a number: 二世 for "Elizabeth II", the 13th Five-Year Plan for 十三五."""
    reign = _REIGN.search(figure.text)
    if reign and reign[1] in _ROMAN:
        return [f"{_ROMAN[reign[1]]}世"]
    if figure.text.startswith("十") and figure.text.endswith("五") and figure.parts:
        return [f"{figure.parts[0]:.0f}thfiveyear"]
    return []


def _find_identifier(
    figure: Figure,
    seen: Sequence[Sighting],
    numbers: _Numbers,
    plain: dict[str, tuple[str, str]],
) -> Evidence | None:
    key = _alnum(figure.text)
    for sighting in seen:
        if sighting.figure.kind == "identifier" and _alnum(sighting.figure.text) == key:
            return Evidence(source=sighting.source, span=sighting.figure.span)
    forms = [key, *(_alnum(a) for a in _ALIASES.get(key, ()))]
    latin = key.rstrip("店版股场团")  # 4S店 is a "4S dealership"
    if latin != key and any(c.isalpha() for c in latin):
        forms.append(latin)
    forms += _read_forms(figure)
    for source, (text, folded) in plain.items():
        for form in forms:
            at = text.find(form)
            while at >= 0:
                around = text[at - 1 : at] if at else ""
                after = text[at + len(form) : at + len(form) + 1]
                if not (around.isdigit() and form[0].isdigit()) and not (
                    after.isdigit() and form[-1].isdigit()
                ):
                    words = lower(fold(figure.text))
                    begin = folded.find(words)
                    span = (begin, begin + len(words)) if begin >= 0 else (0, len(folded))
                    return Evidence(source=source, span=span)
                at = text.find(form, at + 1)
    letters = _letters(figure.text)
    if letters and any(_letters(text).find(letters) >= 0 for text, _ in plain.values()):
        return None  # the source has the name with another number
    found = _all_parts(figure, numbers, dates=False)
    return Evidence(source=found.source, span=found.figure.span) if found else None
