"""Store: every step of a newsroom, saved in one transaction each and read back as model objects."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from wenzhai.errors import NotFound
from wenzhai.model import (
    Article,
    Batch,
    Edition,
    Entry,
    Page,
    RankedStory,
    Sighting,
    SourceHealth,
    content_key,
)
from wenzhai.store import schema
from wenzhai.store.database import WRITES, open_engine

T = TypeVar("T")

_encode_clean = msgspec.json.Encoder(order="deterministic").encode
_NEVER = datetime.min.replace(tzinfo=UTC)
# SQLite takes 32,766 variables a statement; this leaves room for the widest row.
_ROWS_A_STATEMENT = 2_000


class PageProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why the page behind an entry is not here; `final` ones are not tried again."""

    entry_id: str
    attempts: int
    final: bool
    error: str


class Store:
    """The database of one newsroom. Every `save_*` is one transaction, and saving twice changes
    nothing. Safe to use from several threads and processes."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**WRITES)

    @classmethod
    def open(cls, url: str) -> Store:
        """Open or make the database at `url`; raises StoreError."""
        return cls(open_engine(url))

    def close(self) -> None:
        self._engine.dispose()

    # Collecting

    def save_batch(self, source_id: str, batch: Batch, health: SourceHealth) -> int:
        """Keep what one run of a source brought, and how it went; returns how many entries and
        sightings are new."""
        with self._writer.begin() as connection:
            new = self._put_entries(connection, batch.entries)
            new += self._put_new(
                connection,
                schema.sightings,
                (
                    {"id": s.id, "source_id": source_id, "seen_at": s.seen_at, "body": _encode(s)}
                    for s in batch.sightings
                ),
            )
            self._put(
                connection,
                schema.validators,
                [{"url": url, "body": _encode(v)} for url, v in batch.validators.items()],
            )
            self._put(connection, schema.source_health, [_health_row(health)])
        return new

    def save_health(self, health: SourceHealth) -> None:
        with self._writer.begin() as connection:
            self._put(connection, schema.source_health, [_health_row(health)])

    def load_health(self) -> dict[str, SourceHealth]:
        """How each source last went, by source id."""
        rows = self._read(sa.select(schema.source_health.c.body))
        found = [msgspec.json.decode(row.body, type=SourceHealth) for row in rows]
        return {health.source_id: health for health in found}

    def load_validators(self) -> dict[str, dict[str, str]]:
        """The conditional-request headers of each URL fetched before."""
        rows = self._read(sa.select(schema.validators))
        return {row.url: msgspec.json.decode(row.body, type=dict[str, str]) for row in rows}

    def _put_entries(self, connection: sa.Connection, entries: Sequence[Entry]) -> int:
        """New entries are added; one whose content its source changed is replaced, its first sighting
        kept."""
        by_id = {entry.id: entry for entry in entries}
        table, new = schema.entries, 0
        for ids in _chunks(list(by_id)):
            known = {
                row.id: row
                for row in connection.execute(
                    sa.select(table.c.id, table.c.source_id, table.c.digest, table.c.body).where(
                        table.c.id.in_(ids)
                    )
                )
            }
            rows = []
            for entry_id in ids:
                entry, old = by_id[entry_id], known.get(entry_id)
                if old is None:
                    new += 1
                elif old.source_id != entry.source_id or old.digest == entry_digest(entry):
                    continue  # a URL that two sources offer stays with the first
                else:
                    first = msgspec.json.decode(old.body, type=Entry)
                    entry = msgspec.structs.replace(entry, seen_at=first.seen_at)
                rows.append(
                    {
                        "id": entry.id,
                        "source_id": entry.source_id,
                        "at": entry.published_at or entry.seen_at,
                        "digest": entry_digest(entry),
                        "body": _encode(entry),
                    }
                )
            self._put(connection, table, rows)
        return new

    def find_entries_without_page(
        self, source_ids: Sequence[str], since: datetime, most: int
    ) -> list[list[Entry]]:
        """For each of these sources its entries since then whose page is neither kept nor given up,
        newest first, at most `most`."""
        e, p, f = schema.entries.c, schema.pages.c, schema.page_problems.c
        found = []
        for source_id in source_ids:
            query = (
                sa.select(e.body)
                .select_from(
                    schema.entries.outerjoin(schema.pages, e.id == p.entry_id).outerjoin(
                        schema.page_problems, e.id == f.entry_id
                    )
                )
                .where(e.source_id == source_id, e.at >= since, p.entry_id.is_(None))
                .where(sa.or_(f.final.is_(None), f.final.is_(False)))
                .order_by(e.at.desc(), e.id)
                .limit(most)
            )
            found.append([msgspec.json.decode(row.body, type=Entry) for row in self._read(query)])
        return found

    def save_page(self, page: Page) -> None:
        html = page.html.encode("utf-8", "replace")
        row = {
            "entry_id": page.entry_id,
            "url": page.url,
            "fetched_at": page.fetched_at,
            "digest": content_key(page.url, page.html),
            "html": zlib.compress(html, 6),
        }
        with self._writer.begin() as connection:
            self._put(connection, schema.pages, [row])
            connection.execute(
                sa.delete(schema.page_problems).where(
                    schema.page_problems.c.entry_id == page.entry_id
                )
            )

    def save_page_problem(self, entry_id: str, error: str, *, final: bool) -> None:
        """Remember that a page could not be had; a third failure in a row is final."""
        table = schema.page_problems
        with self._writer.begin() as connection:
            before = connection.execute(
                sa.select(table.c.attempts).where(table.c.entry_id == entry_id)
            ).scalar()
            attempts = (before or 0) + 1
            row = {"entry_id": entry_id, "attempts": attempts, "error": error}
            self._put(connection, table, [{**row, "final": final or attempts >= 3}])

    def load_page_problems(self) -> list[PageProblem]:
        rows = self._read(sa.select(schema.page_problems).order_by("entry_id"))
        return [
            PageProblem(entry_id=r.entry_id, attempts=r.attempts, final=r.final, error=r.error)
            for r in rows
        ]

    # Extracting

    def find_unextracted(self, version: str) -> list[tuple[str, str]]:
        """(entry id, made_of) of every entry whose article is missing, or was made from other
        content or by another `version` of the extractor."""
        e, p, a = schema.entries.c, schema.pages.c, schema.articles.c
        made_of = e.digest + ":" + sa.func.coalesce(p.digest, "") + ":" + version
        query = (
            sa.select(e.id, made_of.label("made_of"))
            .select_from(
                schema.entries.outerjoin(schema.pages, e.id == p.entry_id).outerjoin(
                    schema.articles, e.id == a.id
                )
            )
            .where(sa.or_(a.made_of.is_(None), a.made_of != made_of))
            .order_by(e.at, e.id)
        )
        return [(row.id, row.made_of) for row in self._read(query)]

    def load_entries(self, ids: Sequence[str]) -> list[tuple[Entry, Page | None]]:
        """The entries of these ids, each with its page where there is one, in the order asked."""
        e, p = schema.entries.c, schema.pages.c
        found: dict[str, tuple[Entry, Page | None]] = {}
        for part in _chunks(list(ids)):
            query = (
                sa.select(e.id, e.body, p.url, p.html, p.fetched_at)
                .select_from(schema.entries.outerjoin(schema.pages, e.id == p.entry_id))
                .where(e.id.in_(part))
            )
            for row in self._read(query):
                page = None
                if row.html is not None:
                    page = Page(
                        entry_id=row.id,
                        url=row.url,
                        html=zlib.decompress(row.html).decode("utf-8"),
                        fetched_at=row.fetched_at,
                    )
                found[row.id] = (msgspec.json.decode(row.body, type=Entry), page)
        return [found[entry_id] for entry_id in ids if entry_id in found]

    def save_articles(self, articles: Iterable[tuple[Article, str]]) -> None:
        """Keep articles, each with what it was made of (from `find_unextracted`)."""
        rows = [
            {
                "id": article.id,
                "made_of": made_of,
                "published_at": article.published_at,
                "kind": article.kind,
                "body": _encode(article),
            }
            for article, made_of in articles
        ]
        with self._writer.begin() as connection:
            self._put(connection, schema.articles, rows)

    def load_articles(self, start: datetime, end: datetime) -> list[Article]:
        """The articles published in `[start, end)`, by time and id."""
        a = schema.articles.c
        query = (
            sa.select(a.body)
            .where(a.published_at >= start, a.published_at < end)
            .order_by(a.published_at, a.id)
        )
        decode = msgspec.json.Decoder(Article).decode
        return [decode(row.body) for row in self._read(query)]

    def load_sightings(self, start: datetime, end: datetime) -> list[Sighting]:
        """What the hot lists showed in `[start, end)`, by time and id."""
        s = schema.sightings.c
        query = (
            sa.select(s.body).where(s.seen_at >= start, s.seen_at < end).order_by(s.seen_at, s.id)
        )
        decode = msgspec.json.Decoder(Sighting).decode
        return [decode(row.body) for row in self._read(query)]

    # Stories and editions

    def get_many(self, keys: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Cached vectors by key; keys that are not kept are left out."""
        table, found = schema.vectors, {}
        for part in _chunks(list(keys)):
            for row in self._read(sa.select(table).where(table.c.key.in_(part))):
                found[row.key] = np.frombuffer(row.vector, dtype="<f4").astype(np.float32)
        return found

    def put_many(self, vectors: Mapping[str, npt.NDArray[np.float32]]) -> None:
        rows = [{"key": k, "vector": v.astype("<f4").tobytes()} for k, v in vectors.items()]
        with self._writer.begin() as connection:
            self._put(connection, schema.vectors, rows)

    def load_picture(self, url: str) -> bytes | None:
        for row in self._read(
            sa.select(schema.pictures.c.data).where(schema.pictures.c.url == url)
        ):
            return bytes(row.data)
        return None

    def save_picture(self, url: str, data: bytes) -> None:
        with self._writer.begin() as connection:
            self._put(connection, schema.pictures, [{"url": url, "data": data}])

    def save_stories(self, week: str, ranked: Sequence[RankedStory]) -> None:
        """Replace the ranked stories of a week."""
        rows = [
            {"week": week, "id": r.story.id, "rank": r.rank, "body": _encode(r)} for r in ranked
        ]
        with self._writer.begin() as connection:
            connection.execute(sa.delete(schema.stories).where(schema.stories.c.week == week))
            self._put(connection, schema.stories, rows)

    def load_stories(self, week: str) -> list[RankedStory]:
        """The ranked stories of a week, best first; empty when none were made."""
        s = schema.stories.c
        query = sa.select(s.body).where(s.week == week).order_by(s.rank)
        return [msgspec.json.decode(row.body, type=RankedStory) for row in self._read(query)]

    def save_editions(self, editions: Sequence[Edition]) -> None:
        """Keep the editions of a week, all languages in one transaction."""
        rows = [
            {
                "id": edition.id,
                "week": edition.week,
                "language": edition.language,
                "number": edition.number,
                "body": _encode(edition),
            }
            for edition in editions
        ]
        with self._writer.begin() as connection:
            self._put(connection, schema.editions, rows)

    def load_edition(self, edition_id: str) -> Edition:
        """The edition of this id (`2023-W15-en`); raises NotFound."""
        t = schema.editions.c
        for row in self._read(sa.select(t.body).where(t.id == edition_id)):
            return msgspec.json.decode(row.body, type=Edition)
        raise NotFound(
            f"there is no edition “{edition_id}”", remedy="wenzhai show lists those that are made."
        )

    def load_editions(self) -> list[Edition]:
        """All editions, by week and language."""
        t = schema.editions.c
        query = sa.select(t.body).order_by(t.week, t.language)
        return [msgspec.json.decode(row.body, type=Edition) for row in self._read(query)]

    def count(self) -> dict[str, int]:
        """Rows of each table, by name."""
        with self._engine.connect() as connection:
            return {
                name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for name, table in schema.metadata.tables.items()
            }

    def check(self) -> str:
        """“ok”, or what the database finds wrong with itself."""
        if self._engine.dialect.name != "sqlite":
            return "ok"
        with self._engine.connect() as connection:
            return str(connection.exec_driver_sql("PRAGMA quick_check").scalar_one())

    # Rows

    def _read(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(query).all()

    def _insert(self, connection: sa.Connection, table: sa.Table) -> Any:  # noqa: ANN401  # one of two dialects' Insert
        return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)

    def _put(
        self, connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]
    ) -> None:
        """Insert, or replace the row of the same key."""
        keys = [column.name for column in table.primary_key]
        insert = self._insert(connection, table)
        others = {c.name: insert.excluded[c.name] for c in table.c if c.name not in keys}
        statement = insert.on_conflict_do_update(index_elements=keys, set_=others)
        for part in _chunks(_unique(rows, keys)):
            connection.execute(statement, part)

    def _put_new(
        self, connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]
    ) -> int:
        """Insert those whose key is not there; returns how many were."""
        keys = [column.name for column in table.primary_key]
        count = sa.select(sa.func.count()).select_from(table)
        before: int = connection.execute(count).scalar_one()
        statement = self._insert(connection, table).on_conflict_do_nothing(index_elements=keys)
        for part in _chunks(_unique(list(rows), keys)):
            connection.execute(statement, part)
        after: int = connection.execute(count).scalar_one()
        return after - before


def entry_digest(entry: Entry) -> str:
    """What an entry says, without when it was seen: unchanged content is not stored again."""
    return content_key(_encode(msgspec.structs.replace(entry, seen_at=_NEVER)).decode())


def _encode(value: object) -> bytes:
    """Canonical JSON; half a surrogate pair, which a hostile feed may hold, becomes a question mark."""
    try:
        return _encode_clean(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, order="deterministic")
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def _health_row(health: SourceHealth) -> dict[str, Any]:
    return {"source_id": health.source_id, "body": _encode(health)}


def _unique(rows: Sequence[dict[str, Any]], keys: list[str]) -> list[dict[str, Any]]:
    """The last row of each key: a statement may not name one twice."""
    return list({tuple(row[key] for key in keys): row for row in rows}.values())


def _chunks(rows: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        yield rows[start : start + _ROWS_A_STATEMENT]
