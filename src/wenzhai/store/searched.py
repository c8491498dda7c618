"""The words of the archive: which articles hold a word, on either database by the same statements.

An index of our own rather than FTS5 and tsvector: the two cut words otherwise, neither cuts Chinese, and
a newsroom would find other articles after changing its database. A row holds the articles of one word,
day and batch, so that a week's news is some ten thousand rows and not a million. Rows of an article that
has changed since are not taken out: what is found is read again, and is then held against its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from wenzhai.model import content_key
from wenzhai.store import schema
from wenzhai.store.rows import Rows, chunks

LONGEST_WORD = 80


class Searched(Rows):
    """The index of words, filled from the articles and asked by word."""

    def find_unindexed(self, version: str) -> list[tuple[str, str]]:
        """(article id, made_of) of every article that is not indexed, or was with other content or by
        another `version` of the words, oldest first."""
        a, i = schema.articles.c, schema.indexed.c
        made_of = a.made_of + ":" + version
        query = (
            sa.select(a.id, made_of.label("made_of"))
            .select_from(schema.articles.outerjoin(schema.indexed, a.id == i.article_id))
            .where(sa.or_(i.made_of.is_(None), i.made_of != made_of))
            .order_by(a.published_at, a.id)
        )
        return [(row.id, row.made_of) for row in self._read(query)]

    def save_words(self, words: Iterable[tuple[str, date, str, Iterable[str]]]) -> None:
        """Keep the words of a batch of articles: (article id, day, made_of, words) of each, in one
        transaction."""
        held: dict[tuple[str, str], list[str]] = {}
        marks = []
        for article_id, day, made_of, own in words:
            marks.append({"article_id": article_id, "made_of": made_of})
            for word in set(own):
                held.setdefault((word[:LONGEST_WORD], day.isoformat()), []).append(article_id)
        batch = content_key("words", *(f"{m['article_id']} {m['made_of']}" for m in marks))
        rows = [
            {"word": w, "day": d, "batch": batch, "articles": "\n".join(sorted(ids)).encode()}
            for (w, d), ids in sorted(held.items())
        ]
        with self._writer.begin() as connection:
            self._put(connection, schema.index_words, rows)
            self._put(connection, schema.indexed, marks)

    def find_words(
        self, words: Sequence[str], since: date | None = None, until: date | None = None
    ) -> Mapping[str, frozenset[str]]:
        """The ids of the articles of these days, both included, that hold each word; words that none
        holds are left out."""
        t = schema.index_words.c
        found: dict[str, set[str]] = {}
        for part in chunks(sorted({word[:LONGEST_WORD] for word in words})):
            query = sa.select(t.word, t.articles).where(t.word.in_(part))
            if since is not None:
                query = query.where(t.day >= since.isoformat())
            if until is not None:
                query = query.where(t.day <= until.isoformat())
            for row in self._read(query):
                found.setdefault(row.word, set()).update(bytes(row.articles).decode().split("\n"))
        return {word: frozenset(ids) for word, ids in found.items()}

    def count_indexed(self) -> int:
        """How many articles are indexed."""
        query = sa.select(sa.func.count()).select_from(schema.indexed)
        return int(self._read(query)[0][0])
