"""Opening: any URL gives a database of this version, or says in words why not."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from store.made import make_batch, make_entry, make_health
from wenzhai.errors import StoreError
from wenzhai.store import Store, database, schema
from wenzhai.store.database import open_engine
from wenzhai.store.migrations import versions


def _dump(url):
    """All rows of all tables, as they stand."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        tables = sorted(sa.inspect(connection).get_table_names())
        rows = {t: connection.execute(sa.text(f"SELECT * FROM {t}")).all() for t in tables}
    engine.dispose()
    return rows


def test_the_migrations_make_the_tables_of_the_schema(url):
    """What the migrations build and what the code expects are the same, on every database."""
    engine = open_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_opening_again_changes_nothing(url):
    """A database of this version is left as it is."""
    Store.open(url).close()
    before = _dump(url)
    Store.open(url).close()
    assert _dump(url) == before


def test_a_database_of_a_later_version_is_refused_and_left_untouched(url):
    """An old program does not write into what a new one made, and says what to do."""
    store = Store.open(url)
    store.save_batch("ledger", make_batch(make_entry("a")), make_health())
    store.close()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = _dump(url)
    with pytest.raises(StoreError, match="later version") as caught:
        Store.open(url)
    assert "Update Wenzhai" in caught.value.remedy
    assert _dump(url) == before


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "newsroom.db",
        "sqlite:/newsroom.db",
        "mysql+pymysql://editor:secret@host/name",
        "nosuch://editor:secret@host/name",
        "postgresql+psycopg://editor:secret@host:port/name",
        "postgresql+nosuch://editor:secret@host/name",
    ],
)
def test_a_url_that_cannot_be_used_is_explained(wrong):
    """A wrong URL names the two that work, and a password in it is not printed."""
    with pytest.raises(StoreError) as caught:
        Store.open(wrong)
    assert "sqlite:///newsroom.db" in caught.value.remedy
    assert "secret" not in caught.value.message


def test_a_folder_that_does_not_exist_is_explained(tmp_path):
    """The message names the file."""
    with pytest.raises(StoreError, match=r"nowhere.news\.db"):
        Store.open(f"sqlite:///{tmp_path}/nowhere/news.db")


def test_a_file_that_is_no_database_is_refused_and_left_untouched(tmp_path):
    """Another program's file is not overwritten."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{path}")
    assert path.read_text() == "not a database " * 100


def test_a_server_that_does_not_answer_is_explained():
    """The message says where, without the password, on one line."""
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql+psycopg://editor:secret@127.0.0.1:1/news")
    assert "127.0.0.1:1/news" in caught.value.where
    assert "secret" not in caught.value.message
    assert "\n" not in caught.value.message


def test_a_database_that_another_program_holds_is_explained(tmp_path, monkeypatch):
    """Waiting for a lock ends, with an error in words instead of a traceback."""
    monkeypatch.setattr(database, "_LOCK_WAIT", 0.1)
    path = tmp_path / "news.db"
    store = Store.open(f"sqlite:///{path}")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        store.save_health(make_health())
    holder.execute("ROLLBACK")
    holder.close()
    store.save_health(make_health())
    store.close()


def test_reading_does_not_wait_for_a_writer(tmp_path, monkeypatch):
    """An editor can look at stories while collecting goes on."""
    monkeypatch.setattr(database, "_LOCK_WAIT", 0.1)
    path = tmp_path / "news.db"
    store = Store.open(f"sqlite:///{path}")
    store.save_health(make_health())
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM source_health")
    assert store.load_health() == {"ledger": make_health()}
    writer.execute("ROLLBACK")
    writer.close()
    store.close()


def test_sqlite_keeps_what_was_acknowledged(tmp_path):
    """The write-ahead log is on, so that readers and a writer do not stop each other."""
    engine = open_engine(f"sqlite:///{tmp_path}/news.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()


def test_a_folder_with_a_percent_sign_is_a_folder(tmp_path):
    """Names that mean something to a configuration parser mean nothing here."""
    folder = tmp_path / "100% news %(here)s 新闻"
    folder.mkdir()
    Store.open(f"sqlite:///{folder}/news.db").close()
    assert (folder / "news.db").stat().st_size > 0


def test_migrations_are_a_numbered_list_that_only_grows():
    """File names carry the revision, each follows the one before, and none goes back."""
    names = sorted(module.name for module in pkgutil.iter_modules(versions.__path__))
    before = None
    for number, name in enumerate(names, 1):
        assert re.fullmatch(rf"v{number:04d}_[a-z0-9_]+", name)
        step = importlib.import_module(f"{versions.__name__}.{name}")
        assert step.revision == f"{number:04d}"
        assert step.down_revision == before
        assert step.__doc__
        assert not hasattr(step, "downgrade")
        before = step.revision


def test_a_migration_does_not_lean_on_the_schema_of_today():
    """A landed step is never edited, so it must not change when the schema does."""
    for path in Path(versions.__path__[0]).glob("v*.py"):
        assert "wenzhai" not in path.read_text("utf-8")


def test_the_last_migration_is_known_by_its_file_as_it_is_by_alembic():
    """Where the two agree, a database that is up to date is opened without loading alembic."""
    config = Config()
    config.set_main_option("script_location", str(database._MIGRATIONS))
    assert database._find_head() == ScriptDirectory.from_config(config).get_current_head()
