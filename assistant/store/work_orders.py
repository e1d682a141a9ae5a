"""What the hotline files after a call."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Engine, Row, func, or_, select

from assistant.store.database import changing
from assistant.store.schema import now, work_orders


class Caller(StrEnum):
    ENTERPRISE = "enterprise"
    SELF_EMPLOYED = "self_employed"
    CITIZEN = "citizen"
    OTHER = "other"


class Result(StrEnum):
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    CALL_BACK = "call_back"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Filing:
    """One call as it is written down: who asked what, what was told, on what basis."""

    caller: Caller
    region: str
    question: str
    answer: str
    basis: str
    outcome: Result
    note: str


@dataclass(frozen=True, slots=True)
class WorkOrder(Filing):
    """A filing as it is kept."""

    id: str
    filed_by: str
    filed: datetime


def file(engine: Engine, filing: Filing, filed_by: str) -> WorkOrder:
    """Keep a filing."""
    order = WorkOrder(**asdict(filing), id=secrets.token_hex(8), filed_by=filed_by, filed=now())
    with changing(engine) as connection:
        connection.execute(work_orders.insert().values(asdict(order)))
    return order


def listed(
    engine: Engine, filed_by: str | None, search: str, limit: int, offset: int
) -> tuple[int, tuple[WorkOrder, ...]]:
    """How many orders hold every searched word, and some of them, the latest first."""
    chosen = select(work_orders).where(*map(_holds, search.split()))
    if filed_by is not None:
        chosen = chosen.where(work_orders.c.filed_by == filed_by)
    page = chosen.order_by(work_orders.c.filed.desc(), work_orders.c.id)
    with engine.connect().execution_options(readonly=True) as connection:
        total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
        rows = connection.execute(page.limit(limit).offset(offset)).all()
    return total, tuple(_order(row) for row in rows)


def _holds(word: str) -> ColumnElement[bool]:
    columns = work_orders.c
    searched = (columns.region, columns.question, columns.answer, columns.basis, columns.note)
    return or_(*(column.icontains(word, autoescape=True) for column in searched))


def _order(row: Row[tuple[object, ...]]) -> WorkOrder:
    columns = dict(row._mapping)
    return WorkOrder(
        **{**columns, "caller": Caller(columns["caller"]), "outcome": Result(columns["outcome"])}
    )
