"""The first tables."""

from alembic import op

from assistant.store.schema import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create_all(op.get_bind())


def downgrade() -> None:
    tables.drop_all(op.get_bind())
