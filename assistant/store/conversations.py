"""Conversations and their turns. Who knows a session id may read and delete what it names."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import orjson
from sqlalchemy import ColumnElement, Connection, Engine, Insert, Row, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.answer import Outcome
from assistant.store.schema import feedback, new_id, turns, unanswered

#: the part of an id that says when it was made
_WHEN = 11


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One question with its answer, personal data masked."""

    id: str
    conversation: str
    asked: datetime
    question: str
    standalone_question: str
    region: str | None
    status: Outcome
    answer: str
    citations: tuple[tuple[str, str], ...]
    index_version: str
    total_ms: float


def new_session_id() -> str:
    """Unguessable but for when it was made."""
    return f"{new_id()[:_WHEN]}{secrets.token_urlsafe(18)}"


def conversation_of(session_id: str) -> str:
    """What the store calls a conversation: its id cannot be used to read it."""
    return session_id[:_WHEN] + hashlib.sha256(session_id.encode()).hexdigest()[: 32 - _WHEN]


def keep(connection: Connection, batch: Sequence[KeptTurn]) -> None:
    """Write turns, and the questions that found no answer."""
    connection.execute(turns.insert(), [_columns(turn) for turn in batch])
    refused = [turn for turn in batch if turn.status is Outcome.REFUSED]
    if refused:
        once_more = _count_once_more(connection.dialect.name)
        connection.execute(once_more, [_unanswered(turn) for turn in refused])


def recent(
    engine: Engine, conversation: str, since: datetime, limit: int
) -> tuple[KeptTurn, ...] | None:
    """The last turns of a conversation, oldest first; None: there is none, or it has ended."""
    query = (
        select(turns)
        .where(turns.c.conversation == conversation)
        .order_by(turns.c.asked.desc(), turns.c.id)
        .limit(limit)
    )
    with engine.connect().execution_options(readonly=True) as connection:
        found = [_turn(row) for row in connection.execute(query)]
    return tuple(reversed(found)) if found and found[0].asked >= since else None


def history(
    engine: Engine, status: Outcome | None, limit: int, offset: int
) -> tuple[int, tuple[KeptTurn, ...]]:
    """How many turns are kept, and some of them, the latest first."""
    chosen = select(turns) if status is None else select(turns).where(turns.c.status == status)
    page = chosen.order_by(turns.c.asked.desc(), turns.c.id).limit(limit).offset(offset)
    with engine.connect().execution_options(readonly=True) as connection:
        total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
        return total, tuple(_turn(row) for row in connection.execute(page))


def forget(engine: Engine, conversation: str) -> bool:
    """Delete a conversation with what was said of it; False: there is none."""
    return _forget(engine, turns.c.conversation == conversation) > 0


def forget_before(engine: Engine, day: datetime) -> int:
    """Delete the turns of before that time; how many there were."""
    with engine.begin() as connection:
        connection.execute(delete(unanswered).where(unanswered.c.last_asked < day))
    return _forget(engine, turns.c.asked < day)


def _forget(engine: Engine, which: ColumnElement[bool]) -> int:
    gone = select(turns.c.id).where(which)
    with engine.begin() as connection:
        connection.execute(delete(feedback).where(feedback.c.answer_id.in_(gone)))
        return connection.execute(delete(turns).where(which)).rowcount


@cache
def _count_once_more(dialect: str) -> Insert:
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(unanswered)
    return insert.on_conflict_do_update(
        index_elements=["id"],
        set_={"times": unanswered.c.times + 1, "last_asked": insert.excluded.last_asked},
    )


def _columns(turn: KeptTurn) -> dict[str, object]:
    return {
        "id": turn.id,
        "conversation": turn.conversation,
        "asked": turn.asked,
        "question": turn.question,
        "standalone_question": turn.standalone_question,
        "region": turn.region,
        "status": turn.status.value,
        "answer": turn.answer,
        "citations": orjson.dumps(turn.citations).decode(),
        "index_version": turn.index_version,
        "total_ms": turn.total_ms,
    }


def _turn(row: Row[tuple[object, ...]]) -> KeptTurn:
    columns = dict(row._mapping)
    cited = tuple((number, clause) for number, clause in orjson.loads(columns["citations"]))
    return KeptTurn(**{**columns, "status": Outcome(columns["status"]), "citations": cited})


def _unanswered(turn: KeptTurn) -> dict[str, object]:
    """One row for a question and place, however often it is asked."""
    name = f"{turn.region or ''}\n{''.join(turn.standalone_question.split())}"
    return {
        "id": hashlib.sha256(name.encode()).hexdigest()[:32],
        "question": turn.standalone_question,
        "region": turn.region,
        "times": 1,
        "first_asked": turn.asked,
        "last_asked": turn.asked,
    }
