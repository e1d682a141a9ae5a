"""What the console keeps: work orders, evaluation cases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "work_orders",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("caller", sa.String(16), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("filed_by", sa.String(32), nullable=False),
        sa.Column("filed", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "evaluation_cases",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("region", sa.Text()),
        sa.Column("expect", sa.String(16), nullable=False),
        sa.Column("gold", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("evaluation_cases")
    op.drop_table("work_orders")
