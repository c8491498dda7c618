"""Store: every step of a newsroom, saved in one transaction each and read back as model objects."""

from __future__ import annotations

import sqlalchemy as sa

from wenzhai.store import schema
from wenzhai.store.collected import Collected
from wenzhai.store.database import open_engine
from wenzhai.store.ledger import Ledger
from wenzhai.store.made import Made
from wenzhai.store.searched import Searched
from wenzhai.store.signed import Signed
from wenzhai.store.told import Told


class Store(Collected, Told, Made, Ledger, Signed, Searched):
    """The database of one newsroom. Every `save_*` is one transaction, and saving twice changes
    nothing. Safe to use from several threads and processes."""

    @classmethod
    def open(cls, url: str) -> Store:
        """Open or make the database at `url`; raises StoreError."""
        return cls(open_engine(url))

    def close(self) -> None:
        self._engine.dispose()

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
