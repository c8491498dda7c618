"""The tables. Each row holds its object as canonical JSON (`body`) and, beside it, the columns that
are searched or joined on; so a new optional field of a type needs no migration."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa


class UtcDateTime(sa.TypeDecorator[datetime]):
    """Aware UTC in Python, a naive UTC timestamp in the database (SQLite knows no zones)."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class CleanText(sa.TypeDecorator[str]):
    """Text without what a database cannot hold: PostgreSQL takes no NUL, neither takes half of a
    surrogate pair; hostile pages and feeds bring both, in URLs and in error messages too."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        del dialect
        if value is None:
            return None
        return value.encode("utf-8", "replace").decode().replace("\0", "?")


metadata = sa.MetaData()

source_health = sa.Table(
    "source_health",
    metadata,
    sa.Column("source_id", CleanText, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

validators = sa.Table(
    "validators",
    metadata,
    sa.Column("url", CleanText, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("source_id", CleanText, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("digest", CleanText, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

sightings = sa.Table(
    "sightings",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("source_id", CleanText, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("entry_id", CleanText, primary_key=True),
    sa.Column("url", CleanText, nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    sa.Column("digest", CleanText, nullable=False),
    sa.Column("html", sa.LargeBinary, nullable=False),
)

page_problems = sa.Table(
    "page_problems",
    metadata,
    sa.Column("entry_id", CleanText, primary_key=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("error", CleanText, nullable=False),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("made_of", CleanText, nullable=False),
    sa.Column("published_at", UtcDateTime, nullable=False, index=True),
    sa.Column("kind", CleanText, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("key", CleanText, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

measures = sa.Table(
    "measures",
    metadata,
    sa.Column("key", CleanText, primary_key=True),
    sa.Column("version", CleanText, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("key", CleanText, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

pictures = sa.Table(
    "pictures",
    metadata,
    sa.Column("url", CleanText, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

relevance = sa.Table(
    "relevance",
    metadata,
    sa.Column("article_id", CleanText, primary_key=True),
    sa.Column("made_of", CleanText, nullable=False),
    sa.Column("model", CleanText, nullable=False),
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("grouped", CleanText, nullable=False),
)

stories = sa.Table(
    "stories",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("thread_id", CleanText, nullable=False, index=True),
    sa.Column("first_at", UtcDateTime, nullable=False),
    sa.Column("last_at", UtcDateTime, nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

story_changes = sa.Table(
    "story_changes",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("story_id", CleanText, nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

judgements = sa.Table(
    "judgements",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

rankings = sa.Table(
    "rankings",
    metadata,
    sa.Column("week", CleanText, primary_key=True),
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

editions = sa.Table(
    "editions",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("week", CleanText, nullable=False, index=True),
    sa.Column("language", CleanText, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("edition_id", CleanText, nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("edition", sa.LargeBinary, nullable=False),
    sa.Column("rights", sa.LargeBinary, nullable=False),
)

withheld = sa.Table(
    "withheld",
    metadata,
    sa.Column("edition_id", CleanText, primary_key=True),
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

# For each word, the ids of the articles of one day and one batch that hold it: see store/searched.py.
index_words = sa.Table(
    "index_words",
    metadata,
    sa.Column("word", CleanText, primary_key=True),
    sa.Column("day", CleanText, primary_key=True),
    sa.Column("batch", CleanText, primary_key=True),
    sa.Column("articles", sa.LargeBinary, nullable=False),
)

indexed = sa.Table(
    "indexed",
    metadata,
    sa.Column("article_id", CleanText, primary_key=True),
    sa.Column("made_of", CleanText, nullable=False),
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("id", CleanText, primary_key=True),
    sa.Column("story_id", CleanText, nullable=False, index=True),
    sa.Column("subject", CleanText, nullable=False, index=True),
    sa.Column("measure", CleanText, nullable=False),
    sa.Column("unit", CleanText, nullable=False),
    sa.Column("date", CleanText, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
