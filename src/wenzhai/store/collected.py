"""What was collected and made of it: sources' health, entries, pages, articles, hot lists."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from wenzhai.model import Article, Batch, Entry, Page, Sighting, SourceHealth, content_key
from wenzhai.store import schema
from wenzhai.store.rows import Rows, chunks, encode

_NEVER = datetime.min.replace(tzinfo=UTC)


class PageProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why the page behind an entry is not here; `final` ones are not tried again."""

    entry_id: str
    attempts: int
    final: bool
    error: str


class _Family(msgspec.Struct):
    """Of an article no more than who is behind it."""

    family: str = ""


class Collected(Rows):
    """Entries as received, and the articles made of them."""

    def save_batch(self, source_id: str, batch: Batch, health: SourceHealth) -> int:
        """Keep what one run of a source brought, and how it went; returns how many entries and
        sightings are new."""
        with self._writer.begin() as connection:
            new = self._put_entries(connection, batch.entries)
            new += self._put_new(
                connection,
                schema.sightings,
                (
                    {"id": s.id, "source_id": source_id, "seen_at": s.seen_at, "body": encode(s)}
                    for s in batch.sightings
                ),
            )
            self._put(
                connection,
                schema.validators,
                [{"url": url, "body": encode(v)} for url, v in batch.validators.items()],
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
        for ids in chunks(list(by_id)):
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
                        "body": encode(entry),
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
        for part in chunks(list(ids)):
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
                "body": encode(article),
            }
            for article, made_of in articles
        ]
        with self._writer.begin() as connection:
            self._put(connection, schema.articles, rows)

    def load_articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """The articles of these ids; those that are not kept are left out."""
        a, found = schema.articles.c, {}
        decode = msgspec.json.Decoder(Article).decode
        for part in chunks(list(ids)):
            for row in self._read(sa.select(a.id, a.body).where(a.id.in_(part))):
                found[row.id] = decode(row.body)
        return found

    def find_articles(self, start: datetime, end: datetime) -> list[Article]:
        """The articles published in `[start, end)`, by time and id."""
        a = schema.articles.c
        query = (
            sa.select(a.body)
            .where(a.published_at >= start, a.published_at < end)
            .order_by(a.published_at, a.id)
        )
        decode = msgspec.json.Decoder(Article).decode
        return [decode(row.body) for row in self._read(query)]

    def count_articles(self, start: datetime, end: datetime) -> tuple[int, int]:
        """How many articles were published in `[start, end)`, and by how many families."""
        a = schema.articles.c
        decode = msgspec.json.Decoder(_Family).decode
        query = sa.select(a.body).where(a.published_at >= start, a.published_at < end)
        families = [decode(row.body).family for row in self._read(query)]
        return len(families), len(set(families))

    def load_sightings(self, start: datetime, end: datetime) -> list[Sighting]:
        """What the hot lists showed in `[start, end)`, by time and id."""
        s = schema.sightings.c
        query = (
            sa.select(s.body).where(s.seen_at >= start, s.seen_at < end).order_by(s.seen_at, s.id)
        )
        decode = msgspec.json.Decoder(Sighting).decode
        return [decode(row.body) for row in self._read(query)]


def entry_digest(entry: Entry) -> str:
    """What an entry says, without when it was seen: unchanged content is not stored again."""
    return content_key(encode(msgspec.structs.replace(entry, seen_at=_NEVER)).decode())


def _health_row(health: SourceHealth) -> dict[str, Any]:
    return {"source_id": health.source_id, "body": encode(health)}
