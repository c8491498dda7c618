"""The database: rows to model and back. SQLite by default, PostgreSQL by changing one URL."""
