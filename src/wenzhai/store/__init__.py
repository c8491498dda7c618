"""The database: rows to model and back. SQLite by default, PostgreSQL by changing one URL."""

from wenzhai.store.collected import PageProblem
from wenzhai.store.store import Store

__all__ = ["PageProblem", "Store"]
