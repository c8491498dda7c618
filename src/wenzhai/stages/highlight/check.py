"""Before: a draft sentence and the sources that it cites. After: a Check, a verdict for every claim.

A figure is supported when a source has it (equal, rounded, approximate or in another unit of the same
measure), contradicted when a source has the same measure with another value, unsupported when there is
nothing like it. A figure sharper than its source is not supported. Rules: docs/figures.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.language.figures.compare import family
from wenzhai.language.figures.relation import Comparison
from wenzhai.model import Check, Evidence, Figure, FigureCheck, Name, SourceText, Verdict, worst
from wenzhai.stages.highlight.check_claims import NameFinder, check_claims
from wenzhai.stages.highlight.check_exchange import Exchange, Sighting, is_foreign
from wenzhai.stages.highlight.check_identifiers import Identifiers
from wenzhai.stages.highlight.check_numbers import Numbers, find_apart
from wenzhai.stages.highlight.check_places import check_places
from wenzhai.stages.highlight.check_sightings import Sightings, read_figures
from wenzhai.stages.highlight.check_words import explain
from wenzhai.stages.highlight.derived import derive_figures

_BEST = {"equal": 0, "compatible": 1, "converted": 2}
_MONTH_BEFORE = re.compile(
    r"上个?月|环比|(?i:\b(?:month[ -]on[ -]month|previous month|month earlier|a month ago)\b)"
)


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
    seen = [Sighting(s.id, f) for s in sources for f in read_figures(s)]
    reckoned = frozenset(s.id for s in sources if _MONTH_BEFORE.search(s.text))
    numbers = Numbers(seen, reckoned)
    given = _Given(
        Sightings(seen), numbers, Exchange(seen, {s.id: s for s in sources}),
        Identifiers(seen, sources, numbers),
    )  # fmt: skip
    figures = tuple(
        _check_figure(figure, language, given) for figure in parse_figures(text, language)
    )
    checks = derive_figures(text, language, figures, seen)
    return check_places(text, language, sources, given.sightings, checks)


class _Given(NamedTuple):
    """The sources, as a figure is held against them."""

    sightings: Sightings
    numbers: Numbers
    exchange: Exchange
    identifiers: Identifiers


def _check_figure(figure: Figure, language: str, given: _Given) -> FigureCheck:
    if figure.kind == "identifier":
        found = given.identifiers.find(figure)
        if found is None and figure.weak:  # a Roman numeral: its name has too many forms to tell
            why = explain("weak", language, figure, None)
            return FigureCheck(figure=figure, verdict="not checkable", why=why)
        verdict: Verdict = "supported" if found else "unsupported"
        why = explain("identifier" if found else "no identifier", language, figure, None)
        return FigureCheck(figure=figure, verdict=verdict, why=why, evidence=found)
    best: tuple[int, Sighting, Comparison] | None = None
    against: tuple[int, Sighting, Comparison] | None = None
    same_unit = False
    seen = given.sightings.find_near(figure)
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
    apart = None if against and against[0] == 1 else find_apart(figure, given.numbers)
    if apart is not None:
        return _supported(figure, language, apart, "parts")
    if figure.weak and not (figure.kind == "rank" and against):
        return FigureCheck(
            figure=figure, verdict="not checkable", why=explain("weak", language, figure, None)
        )
    if figure.kind == "money":
        exchanged = given.exchange.find(figure)
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
