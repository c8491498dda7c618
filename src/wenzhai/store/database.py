"""A database URL to an engine with the schema of this version."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from wenzhai.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"
# One writer at a time, on PostgreSQL as on SQLite: what a save decides from what it read (is this
# entry known, how often did this page fail) must still hold when it writes, and two saves must not
# wait for each other's rows. Any constant will do.
_WRITE_LOCK = 0x77656E7A
_LOCK_WAIT = 30.0

WRITES: dict[str, Any] = {"wenzhai_writes": True}
"""Execution options of an engine whose transactions write."""


def open_engine(url: str) -> sa.Engine:
    """Open `url` (`sqlite:///...` or `postgresql+psycopg://...`) and bring it to this version.

    Raises StoreError when it cannot be opened or was written by a later version.
    """
    try:
        engine = sa.create_engine(url, connect_args=_connect_args(url))
    except (sa.exc.ArgumentError, ModuleNotFoundError, ValueError) as error:
        raise _refuse_url(url, str(error)) from error
    if engine.dialect.name not in ("sqlite", "postgresql"):
        raise _refuse_url(url, f"{engine.dialect.name} is not a database that is known here")
    sa.event.listen(engine, "handle_error", _explain)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        sa.event.listen(engine, "begin", _begin_postgresql)
    try:
        _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _refuse_url(url: str, why: str) -> StoreError:
    try:
        where = sa.make_url(url).render_as_string()  # with the password hidden
    except (sa.exc.ArgumentError, ValueError):
        where = "database"
    return StoreError(
        f"the database URL cannot be used: {why}",
        where=where,
        remedy="Write sqlite:///newsroom.db, or postgresql+psycopg://user@host/name with "
        "the extra wenzhai[postgresql] installed.",
    )


def _explain(context: sa.ExceptionContext) -> None:
    """Turn what the world did (locked, full, gone, no database) into a StoreError; our own mistakes
    (a wrong statement, a broken constraint) stay what they are."""
    error = context.sqlalchemy_exception
    if isinstance(error, sa.exc.OperationalError) or type(error) is sa.exc.DatabaseError:
        url = context.engine.url if context.engine is not None else context.dialect.name
        words = " ".join(str(error.orig).split())
        raise StoreError(
            f"the database cannot be opened or used: {words}",
            where=url.render_as_string() if isinstance(url, sa.URL) else url,
            remedy="Check that it exists and may be written, that the disk is not full, and that "
            "no other program holds it.",
        ) from error


def _connect_args(url: str) -> dict[str, Any]:
    if not url.startswith("sqlite"):
        return {}
    return {"timeout": _LOCK_WAIT, "check_same_thread": False}


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401  # the driver's own type
    del record
    # The driver's own transaction handling would commit before DDL; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    _switch_to_wal(cursor)
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-65536",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _switch_to_wal(cursor: Any) -> None:  # noqa: ANN401  # the driver's own type
    # SQLite waits for every lock but the one that this switch takes: two processes that make the
    # same database would otherwise fail, about once in two hundred times.
    deadline = time.monotonic() + _LOCK_WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            locked = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not locked or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: sa.Connection) -> None:
    # IMMEDIATE: take the write lock at once, so that two writers wait instead of failing midway.
    writes = connection.get_execution_options().get("wenzhai_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("wenzhai_writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")


def _migrate(engine: sa.Engine) -> None:
    with engine.execution_options(**WRITES).begin() as connection:
        current = _read_revision(connection)
        if current != _find_head():
            _upgrade(connection, current)


def _read_revision(connection: sa.Connection) -> str | None:
    """The migration that the database has come to; None for a new one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _find_head() -> str:
    """The number of the last migration of this program, by the names of the files (`v0001_…`)."""
    return max(path.name[1:5] for path in (_MIGRATIONS / "versions").glob("v*.py"))


def _upgrade(connection: sa.Connection, current: str | None) -> None:
    # A tenth of a second to load: paid where there is something to migrate.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    try:
        if current is not None:
            ScriptDirectory.from_config(config).get_revision(current)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"the database is of a later version ({current}) than this program",
            where=connection.engine.url.render_as_string(),
            remedy="Update Wenzhai; nothing was changed.",
        ) from error
