"""Documents that administrators added, replaced or removed, on top of the built index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Engine, delete, func, select

from assistant.store import audit
from assistant.store.database import changing
from assistant.store.schema import audit as trail
from assistant.store.schema import document_changes, now
from corpus.clause import Document

Changes = Mapping[str, Document | None]
#: how many changes there are, and when the last was made
State = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class Change:
    """The last thing done to the document of that number, when and by whose key."""

    number: str
    is_removal: bool
    at: datetime
    actor: str


def changes(engine: Engine) -> Changes:
    """By number: the document as it is now; None: it was removed."""
    with engine.connect().execution_options(readonly=True) as connection:
        rows = connection.execute(select(document_changes)).all()
    return {row.number: _document(row.content) for row in rows}


def state(engine: Engine) -> State:
    """Another one after every change, and after a restored backup."""
    query = select(func.count(), func.max(document_changes.c.changed))
    with engine.connect().execution_options(readonly=True) as connection:
        count, last = connection.execute(query).one()
        return count, last


def add(engine: Engine, documents: Iterable[Document], actor: str) -> None:
    """Keep documents, new or in place of those of the same number."""
    with changing(engine) as connection:
        for document in documents:
            content = adapter().dump_json(document).decode()
            _put(connection, document.number, content)
            audit.append(connection, actor, "document added", document.number)


def remove(engine: Engine, number: str, actor: str) -> None:
    """Keep that the document is gone."""
    with changing(engine) as connection:
        _put(connection, number, None)
        audit.append(connection, actor, "document removed", number)


def undo(engine: Engine, number: str, actor: str) -> bool:
    """Forget what was changed of that document; False: nothing was."""
    with changing(engine) as connection:
        gone = connection.execute(delete(document_changes).where(_of(number)))
        if gone.rowcount:
            audit.append(connection, actor, "document restored", number)
        return gone.rowcount > 0


def latest(engine: Engine) -> Mapping[str, Change]:
    """By number: what was done last to each changed document."""
    columns = select(document_changes.c.number, document_changes.c.content.is_(None).label("gone"))
    with engine.connect().execution_options(readonly=True) as connection:
        rows = connection.execute(columns.add_columns(document_changes.c.changed)).all()
        entries = connection.execute(
            select(trail.c.subject, trail.c.actor)
            .where(trail.c.action.startswith("document "))
            .order_by(trail.c.number)
        ).all()
    actors = {entry.subject: entry.actor for entry in entries}
    return {
        row.number: Change(row.number, row.gone, row.changed, actors.get(row.number, ""))
        for row in rows
    }


@cache
def adapter() -> TypeAdapter[Document]:
    """A document to JSON and back."""
    return TypeAdapter(Document)


def _put(connection: Connection, number: str, content: str | None) -> None:
    connection.execute(delete(document_changes).where(_of(number)))
    connection.execute(
        document_changes.insert().values(number=number, content=content, changed=now())
    )


def _of(number: str) -> ColumnElement[bool]:
    return document_changes.c.number == number


def _document(content: str | None) -> Document | None:
    return None if content is None else adapter().validate_json(content)
