"""Rows of a table: read, inserted, replaced, on either database, in canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from wenzhai.store.database import WRITES

T = TypeVar("T")

_encode_clean = msgspec.json.Encoder(order="deterministic").encode
# SQLite takes 32,766 variables a statement; this leaves room for the widest row.
_ROWS_A_STATEMENT = 2_000


class Rows:
    """What every part of the store is built on: one reader, one writer at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**WRITES)

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
        for part in chunks(_unique(rows, keys)):
            connection.execute(statement, part)

    def _put_new(
        self, connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]
    ) -> int:
        """Insert those whose key is not there; returns how many were."""
        keys = [column.name for column in table.primary_key]
        count = sa.select(sa.func.count()).select_from(table)
        before: int = connection.execute(count).scalar_one()
        statement = self._insert(connection, table).on_conflict_do_nothing(index_elements=keys)
        for part in chunks(_unique(list(rows), keys)):
            connection.execute(statement, part)
        after: int = connection.execute(count).scalar_one()
        return after - before


def encode(value: object) -> bytes:
    """Canonical JSON; half a surrogate pair, which a hostile feed may hold, becomes a question mark."""
    try:
        return _encode_clean(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, order="deterministic")
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def _unique(rows: Sequence[dict[str, Any]], keys: list[str]) -> list[dict[str, Any]]:
    """The last row of each key: a statement may not name one twice."""
    return list({tuple(row[key] for key in keys): row for row in rows}.values())


def chunks(rows: list[T]) -> Iterator[list[T]]:
    """Parts that fit into one statement."""
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        yield rows[start : start + _ROWS_A_STATEMENT]
