"""Signed editions: the chain of signatures, each with the edition as it was signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of signatures."""
    op.create_table(
        "signatures",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("edition_id", sa.Text, nullable=False, index=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("edition", sa.LargeBinary, nullable=False),
        sa.Column("rights", sa.LargeBinary, nullable=False),
    )
