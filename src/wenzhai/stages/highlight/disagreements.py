"""Before: the articles of a story. After: where they disagree, whatever prints."""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Disagreement
from wenzhai.stages.highlight.evidence import Evidence, cite, to_disagreements

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
    found = [
        (dispute, cite(article, passage))
        for article in spoken
        for passage in article.passages[:_PASSAGES]
        for dispute in evidence.find_disputes(
            passage.text, "zh" if article.is_chinese else "en", article
        )
    ]
    kept: dict[frozenset[str], Disagreement] = {}
    for disagreement in to_disagreements(found):
        # A against B is B against A.
        key = frozenset(citation.article_id for _, citation in disagreement.sides)
        kept.setdefault(key, disagreement)
    return tuple(kept.values())
