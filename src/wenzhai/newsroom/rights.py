"""The rights of an edition: the policies that hold for what it cites, and the record of what it took."""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.model import (
    ArticleTerms,
    Citation,
    Edition,
    Policies,
    RightsRecord,
)
from wenzhai.newsroom.room import Newsroom
from wenzhai.stages.publish import apply_rights, count_words


def clear_edition(
    room: Newsroom, edition: Edition, known: dict[str, ArticleTerms] | None = None
) -> tuple[Edition, RightsRecord]:
    """What of an edition may be published under the newsroom's policies, and the record of it.

    A signed edition was cleared when it was signed, and stands as it is. `known` keeps the terms of
    articles from one edition to the next."""
    if edition.signed_by:
        record = room.store.load_rights(edition.id)
        if record is not None:
            return edition, record
    return apply_rights(edition, read_policies(room, edition, known))


def show_rights(room: Newsroom, edition_id: str) -> RightsRecord:
    """The record of an edition: as it was signed, or as it would be published now. Raises NotFound."""
    return clear_edition(room, room.store.load_edition(edition_id))[1]


def read_policies(
    room: Newsroom, edition: Edition, known: dict[str, ArticleTerms] | None = None
) -> Policies:
    """What holds for each article that the edition cites or lists; `known` is added to."""
    settings = room.settings
    terms = {} if known is None else known
    of_source = {source.id: source.rights or settings.rights for source in settings.sources}
    asked = sorted(_find_articles(edition) - terms.keys())
    for key, article in room.store.load_articles(asked).items():
        # A feed's summary is what its publisher offers for quoting.
        whole = article.text_from != "summary"
        terms[key] = ArticleTerms(
            source_id=article.source_id,
            rights=of_source.get(article.source_id, settings.rights),
            length=count_words(article.text, article.language) if whole else 0,
            picture=article.picture.url if article.picture else "",
        )
    return Policies(careful=settings.rights, articles=terms, pictures=settings.pictures)


def list_citations(edition: Edition) -> Sequence[Citation]:
    """Every citation of an edition, in the order of the page."""
    sentences = [
        sentence
        for highlight in edition.highlights
        for sentence in (highlight.headline, *(s for p in highlight.paragraphs for s in p))
    ]
    sentences += [number.sentence for number in edition.numbers]
    sentences += [brief.sentence for brief in edition.briefs]
    disagreements = [
        d
        for part in (edition.highlights, edition.story_pages)
        for h in part
        for d in h.disagreements
    ]
    return [
        *(citation for sentence in sentences for citation in sentence.citations),
        *(citation for d in disagreements for _, citation in d.sides),
        *(
            citation
            for highlight in edition.highlights
            for chart in highlight.charts
            for point in chart.points
            for citation in point.citations
        ),
        *(citation for f in edition.follow_ups for citation in (f.now, f.earlier)),
        *(event.citation for event in edition.coming_up),
        *(n.earlier.citation for n in edition.numbers if n.earlier),
    ]


def _find_articles(edition: Edition) -> set[str]:
    cited = {citation.article_id for citation in list_citations(edition)}
    return cited | {source.article_id for h in edition.highlights for source in h.sources}
