"""Alembic migrations: append-only. A landed file in versions/ is never edited."""
