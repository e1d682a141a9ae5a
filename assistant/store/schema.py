"""The tables. `HEAD` is the migration that makes them what they are here."""

import secrets
import time
from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0002"


class Moment(TypeDecorator[datetime]):
    """A point in time, to the millisecond, the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value.timestamp() * 1000)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


def now() -> datetime:
    """The time, no finer than it is kept."""
    exact = datetime.now(UTC)
    return exact.replace(microsecond=exact.microsecond // 1000 * 1000)


def new_id() -> str:
    """Sorts by time, so that what is written together lies together in the indexes."""
    return f"{time.time_ns() // 1_000_000:011x}{secrets.token_hex(6)}"


tables = MetaData()

turns = Table(
    "turns",
    tables,
    Column("id", String(32), primary_key=True),
    Column("conversation", String(32), nullable=False),
    Column("asked", Moment, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("standalone_question", Text, nullable=False),
    Column("region", Text),
    Column("status", String(16), nullable=False),
    Column("answer", Text, nullable=False),
    Column("citations", Text, nullable=False),
    Column("index_version", String(64), nullable=False),
    Column("total_ms", Float, nullable=False),
    Index("turns_of_conversation", "conversation", "asked"),
)

unanswered = Table(
    "unanswered",
    tables,
    Column("id", String(32), primary_key=True),
    Column("question", Text, nullable=False),
    Column("region", Text),
    Column("times", Integer, nullable=False),
    Column("first_asked", Moment, nullable=False),
    Column("last_asked", Moment, nullable=False, index=True),
    Column("resolved", Moment),
)

feedback = Table(
    "feedback",
    tables,
    Column("id", String(32), primary_key=True),
    Column("answer_id", String(32), nullable=False, index=True),
    Column("rating", String(8), nullable=False),
    Column("comment", Text),
    Column("expected_clause", Text),
    Column("given", Moment, nullable=False, index=True),
)

tickets = Table(
    "tickets",
    tables,
    Column("id", String(32), primary_key=True),
    Column("subject", Text, nullable=False),
    Column("answer_id", String(32)),
    Column("note", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("opened_by", String(32), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("changed", Moment, nullable=False, index=True),
)

work_orders = Table(
    "work_orders",
    tables,
    Column("id", String(32), primary_key=True),
    Column("caller", String(16), nullable=False),
    Column("region", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("filed_by", String(32), nullable=False),
    Column("filed", Moment, nullable=False, index=True),
)

evaluation_cases = Table(
    "evaluation_cases",
    tables,
    Column("id", String(32), primary_key=True),
    Column("question", Text, nullable=False),
    Column("region", Text),
    Column("expect", String(16), nullable=False),
    Column("gold", Text, nullable=False),
    Column("facts", Text, nullable=False, server_default="[]"),
    Column("forbid", Text, nullable=False, server_default="[]"),
    Column("made_by", String(32), nullable=False),
    Column("made", Moment, nullable=False, index=True),
)

keys = Table(
    "keys",
    tables,
    Column("id", String(32), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("parent", ForeignKey("keys.id", ondelete="CASCADE")),
    Column("role", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
)

audit = Table(
    "audit",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
)

document_changes = Table(
    "document_changes",
    tables,
    Column("number", String(200), primary_key=True),
    Column("content", Text),
    Column("changed", Moment, nullable=False),
)

values = Table(
    "settings",
    tables,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
