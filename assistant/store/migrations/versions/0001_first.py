"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _conversations()
    _opinions()
    _access()
    _console()
    op.create_table(
        "document_changes",
        sa.Column("number", sa.String(200), primary_key=True),
        sa.Column("content", sa.Text()),
        sa.Column("changed", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    for table in (
        "evaluation_cases",
        "work_orders",
        "settings",
        "document_changes",
        "audit",
        "keys",
        "tickets",
        "feedback",
        "unanswered",
        "turns",
    ):
        op.drop_table(table)


def _conversations() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(32), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False, index=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("standalone_question", sa.Text(), nullable=False),
        sa.Column("region", sa.Text()),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("citations", sa.Text(), nullable=False),
        sa.Column("index_version", sa.String(64), nullable=False),
        sa.Column("total_ms", sa.Float(), nullable=False),
    )
    op.create_index("turns_of_conversation", "turns", ["conversation", "asked"])


def _opinions() -> None:
    op.create_table(
        "unanswered",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("region", sa.Text()),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_asked", sa.BigInteger(), nullable=False),
        sa.Column("last_asked", sa.BigInteger(), nullable=False, index=True),
        sa.Column("resolved", sa.BigInteger()),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("answer_id", sa.String(32), nullable=False, index=True),
        sa.Column("rating", sa.String(8), nullable=False),
        sa.Column("comment", sa.Text()),
        sa.Column("expected_clause", sa.Text()),
        sa.Column("given", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.String(32)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("opened_by", sa.String(32), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False, index=True),
    )


def _access() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("parent", sa.String(32), sa.ForeignKey("keys.id", ondelete="CASCADE")),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger()),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )


def _console() -> None:
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
