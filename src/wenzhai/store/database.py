"""A database URL to an engine with the schema of this version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from wenzhai.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"
# Two processes that open a new newsroom at once must not both migrate it. Any constant will do.
_MIGRATION_LOCK = 0x77656E7A

WRITES: dict[str, Any] = {"wenzhai_writes": True}
"""Execution options of an engine whose transactions write."""


def open_engine(url: str) -> sa.Engine:
    """Open `url` (`sqlite:///...` or `postgresql+psycopg://...`) and bring it to this version.

    Raises StoreError when it cannot be opened or was written by a later version.
    """
    try:
        engine = sa.create_engine(url, connect_args=_connect_args(url))
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            f"the database URL cannot be used: {error}",
            where=sa.make_url(url).render_as_string() if "://" in url else url,
            remedy="Write sqlite:///newsroom.db, or postgresql+psycopg://user@host/name with "
            "the extra wenzhai[postgresql] installed.",
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    try:
        _migrate(engine)
    except (sa.exc.OperationalError, sa.exc.DatabaseError) as error:
        engine.dispose()
        raise StoreError(
            f"the database cannot be opened: {error.orig}",
            where=engine.url.render_as_string(),
            remedy="Check that the folder exists and may be written, and that no other program "
            "holds the file.",
        ) from error
    return engine


def _connect_args(url: str) -> dict[str, Any]:
    return {"timeout": 30, "check_same_thread": False} if url.startswith("sqlite") else {}


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401  # the driver's own type
    del record
    # The driver's own transaction handling would commit before DDL; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-65536",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # IMMEDIATE: take the write lock at once, so that two writers wait instead of failing midway.
    writes = connection.get_execution_options().get("wenzhai_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with engine.execution_options(**WRITES).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        current = MigrationContext.configure(connection).get_current_revision()
        if current == script.get_current_head():
            return
        try:
            if current is not None:
                script.get_revision(current)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                f"the database is of a later version ({current}) than this program",
                where=engine.url.render_as_string(),
                remedy="Update Wenzhai; nothing was changed.",
            ) from error
