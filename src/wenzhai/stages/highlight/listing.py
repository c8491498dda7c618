"""Before: the articles of a story. After: its sources as they are listed under a highlight."""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.model import Article, SourceRef


def list_sources(articles: Sequence[Article]) -> tuple[SourceRef, ...]:
    """Originals first, by time; each copy names the publisher that it repeats."""
    by_id = {a.id: a for a in articles}
    ordered = sorted(articles, key=lambda a: (bool(a.copy_of), a.published_at, a.id))
    return tuple(
        SourceRef(
            article_id=a.id,
            publisher=a.publisher,
            title=a.title,
            url=a.url,
            language=a.language,
            published_at=a.published_at,
            role=a.role,
            copy_of=by_id[a.copy_of].publisher if a.copy_of in by_id else "",
        )
        for a in ordered
    )
