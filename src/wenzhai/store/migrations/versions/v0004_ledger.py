"""The ledger: the figures that a story's reports give, with subject, measure, date and who says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "ledger",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("story_id", sa.Text, nullable=False, index=True),
        sa.Column("subject", sa.Text, nullable=False, index=True),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("date", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
