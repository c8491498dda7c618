"""The database: rows to model and back. SQLite by default, PostgreSQL by changing one URL."""

from wenzhai.store.store import PageProblem, Store

__all__ = ["PageProblem", "Store"]
