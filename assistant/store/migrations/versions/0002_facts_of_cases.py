"""What a right answer says and must not say, with the cases of the evaluation."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("facts", "forbid"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="[]")
        op.add_column("evaluation_cases", column)


def downgrade() -> None:
    for name in ("facts", "forbid"):
        op.drop_column("evaluation_cases", name)
