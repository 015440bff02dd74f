"""Orders, with what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("picture", sa.String),
        sa.Column("done_at", sa.DateTime),
    )


def downgrade() -> None:
    op.drop_table("orders")
