"""What the console keeps: work orders, evaluation cases."""

from alembic import op

from assistant.store.schema import evaluation_cases, work_orders

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # a new database has them already: the first migration makes every table there is
    for table in (work_orders, evaluation_cases):
        table.create(op.get_bind(), checkfirst=True)


def downgrade() -> None:
    for table in (work_orders, evaluation_cases):
        table.drop(op.get_bind())
