"""Before: the articles of a story. After: where they disagree, whatever prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import HAN
from wenzhai.model import Article, Citation, Disagreement
from wenzhai.stages.highlight.evidence import Evidence, cite

_Side = tuple[str, str]  # an article's id and the figure as it writes it

# Bounds on the work: what a story says first, by those who say it best.
_ARTICLES, _PASSAGES = 8, 6


def find_disagreements(articles: Sequence[Article], names: NameFinder) -> tuple[Disagreement, ...]:
    """Figures that independent publishers of one story give differently, each with who says what.

    The best publishers' openings are held against all reports, in both languages; copies count for
    nothing."""
    told = [a for a in articles if not a.copy_of and a.passages]
    if len({a.family for a in told}) < 2:
        return ()
    evidence = Evidence(told, names)
    spoken = sorted(told, key=lambda a: (-a.quality, a.published_at, a.id))[:_ARTICLES]
    sides: dict[_Side, Citation] = {}
    parts: dict[_Side, set[_Side]] = {}
    for article in spoken:
        language = "zh" if article.is_chinese else "en"
        for passage in article.passages[:_PASSAGES]:
            for dispute in evidence.find_disputes(passage.text, language, article):
                one, other = (article.id, dispute.printed), (dispute.article.id, dispute.other)
                sides.setdefault(one, cite(article, passage))
                sides.setdefault(other, cite(dispute.article, dispute.passage))
                # Who disagrees with one side is of the same disagreement.
                joined = parts.get(one, {one}) | parts.get(other, {other})
                parts.update(dict.fromkeys(joined, joined))
    distinct = {id(part): part for part in parts.values()}
    found = (_to_disagreement(part, sides) for part in distinct.values())
    # Publishers that correct themselves may be left with one first word all.
    return tuple(d for d in found if len({_spell(value) for value, _ in d.sides}) > 1)


def _to_disagreement(part: set[_Side], sides: Mapping[_Side, Citation]) -> Disagreement:
    """What most publishers say first; each publisher once."""
    ordered = sorted(part, key=lambda side: (sides[side].published_at, side))
    said: dict[str, tuple[str, Citation]] = {}
    for side in ordered:
        said.setdefault(sides[side].publisher, (side[1], sides[side]))
    backing = Counter(_spell(value) for value, _ in said.values())
    told = sorted(said.values(), key=lambda row: -backing[_spell(row[0])])
    return Disagreement(measure=told[0][0], sides=tuple(told))


def _spell(value: str) -> str:
    """A figure as it is counted: 57 percent and 57% are one."""
    figures = parse_figures(value, "zh" if HAN.search(value) else "en")
    return f"{figures[0].value:.6g}" if figures and figures[0].value is not None else value
