"""The words of the articles, so that the archive can be asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "index_words",
        sa.Column("word", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("batch", sa.Text, primary_key=True),
        sa.Column("articles", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "indexed",
        sa.Column("article_id", sa.Text, primary_key=True),
        sa.Column("made_of", sa.Text, nullable=False),
    )
