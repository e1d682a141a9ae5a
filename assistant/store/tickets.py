"""What the hotline takes over from the assistant."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, func, select, update

from assistant.store.schema import now, tickets


class TicketStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One matter that a person looks after."""

    id: str
    subject: str
    answer_id: str | None
    note: str
    status: TicketStatus
    opened_by: str
    opened: datetime
    changed: datetime


def open_ticket(
    engine: Engine, subject: str, answer_id: str | None, note: str, opened_by: str
) -> Ticket:
    """A new ticket."""
    time = now()
    name = secrets.token_hex(8)
    ticket = Ticket(name, subject, answer_id, note, TicketStatus.OPEN, opened_by, time, time)
    with engine.begin() as connection:
        connection.execute(
            tickets.insert().values(
                id=ticket.id,
                subject=subject,
                answer_id=answer_id,
                note=note,
                status=ticket.status.value,
                opened_by=opened_by,
                opened=time,
                changed=time,
            )
        )
    return ticket


def change(engine: Engine, ticket_id: str, status: TicketStatus, note: str | None) -> Ticket | None:
    """The ticket with another status or note; None: there is none of that id."""
    changes: dict[str, object] = {"status": status.value, "changed": now()}
    if note is not None:
        changes["note"] = note
    with engine.begin() as connection:
        connection.execute(update(tickets).where(tickets.c.id == ticket_id).values(changes))
        row = connection.execute(select(tickets).where(tickets.c.id == ticket_id)).first()
        return None if row is None else Ticket(**{**row._mapping, "status": status})


def listed(
    engine: Engine, status: TicketStatus | None, limit: int, offset: int
) -> tuple[int, tuple[Ticket, ...]]:
    """How many tickets there are, and some of them, the last changed first."""
    chosen = select(tickets)
    if status is not None:
        chosen = chosen.where(tickets.c.status == status.value)
    page = chosen.order_by(tickets.c.changed.desc(), tickets.c.id).limit(limit).offset(offset)
    with engine.connect().execution_options(readonly=True) as connection:
        total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
        rows = connection.execute(page).all()
    return total, tuple(
        Ticket(**{**row._mapping, "status": TicketStatus(row.status)}) for row in rows
    )
