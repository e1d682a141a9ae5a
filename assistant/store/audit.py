"""Who changed what, each row sealed with the one before it.

A row's checksum covers its content and the checksum of the row before, so that a row that is
changed, taken out or put in breaks every one after it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from sqlalchemy import Connection, Engine, select, text

from assistant.store.schema import audit

_BEFORE_THE_FIRST = "0" * 64
_LOCK = 0x61756469


@dataclass(frozen=True, slots=True)
class Entry:
    """One change."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    previous: str
    sha256: str


def append(connection: Connection, actor: str, action: str, subject: str) -> Entry:
    """Write down a change in the transaction that makes it."""
    if connection.dialect.name == "postgresql":
        # one row after another; SQLite has a single writer anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = connection.execute(select(audit).order_by(audit.c.number.desc()).limit(1)).first()
    entry = _sealed(
        number=last.number + 1 if last else 1,
        at=datetime.now(UTC).replace(microsecond=0),
        actor=actor,
        action=action,
        subject=subject,
        previous=last.sha256 if last else _BEFORE_THE_FIRST,
    )
    connection.execute(
        audit.insert().values(
            number=entry.number,
            at=entry.at,
            actor=actor,
            action=action,
            subject=subject,
            previous=entry.previous,
            sha256=entry.sha256,
        )
    )
    return entry


def entries(engine: Engine, limit: int, offset: int) -> tuple[int, tuple[Entry, ...]]:
    """How many changes there are, and some of them, the latest first."""
    page = select(audit).order_by(audit.c.number.desc()).limit(limit).offset(offset)
    with engine.connect().execution_options(readonly=True) as connection:
        last = connection.execute(select(audit.c.number).order_by(audit.c.number.desc())).scalar()
        return last or 0, tuple(Entry(**row._mapping) for row in connection.execute(page))


def first_broken(engine: Engine) -> int | None:
    """The number of the first row that was tampered with; None: the chain holds."""
    with engine.connect().execution_options(readonly=True) as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number))
        return _first_broken(Entry(**row._mapping) for row in rows)


def _first_broken(chain: Iterable[Entry]) -> int | None:
    previous = _BEFORE_THE_FIRST
    for number, entry in enumerate(chain, 1):
        expected = _sealed(
            number, entry.at, entry.actor, entry.action, entry.subject, previous
        ).sha256
        if (entry.number, entry.sha256) != (number, expected):
            return number
        previous = entry.sha256
    return None


def _sealed(
    number: int, at: datetime, actor: str, action: str, subject: str, previous: str
) -> Entry:
    content = orjson.dumps([number, at.isoformat(), actor, action, subject, previous])
    sha256 = hashlib.sha256(content).hexdigest()
    return Entry(number, at, actor, action, subject, previous, sha256)
