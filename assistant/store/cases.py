"""Questions from the hotline that the evaluation should ask from now on."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Engine, select

from assistant.answer import Outcome
from assistant.store.database import changing
from assistant.store.schema import evaluation_cases, now


@dataclass(frozen=True, slots=True)
class Case:
    """A question, how it should end, and the clauses that an ideal answer cites."""

    id: str
    question: str
    region: str | None
    expect: Outcome
    gold: tuple[tuple[str, str], ...]
    made_by: str
    made: datetime


def add(
    engine: Engine,
    question: str,
    region: str | None,
    expect: Outcome,
    gold: tuple[tuple[str, str], ...],
    made_by: str,
) -> Case:
    """Keep a case."""
    case = Case(secrets.token_hex(8), question, region, expect, gold, made_by, now())
    with changing(engine) as connection:
        connection.execute(
            evaluation_cases.insert().values(
                id=case.id,
                question=question,
                region=region,
                expect=expect.value,
                gold=orjson.dumps(gold).decode(),
                made_by=made_by,
                made=case.made,
            )
        )
    return case


def listed(engine: Engine) -> tuple[Case, ...]:
    """Every case, the oldest first."""
    query = select(evaluation_cases).order_by(evaluation_cases.c.made, evaluation_cases.c.id)
    with engine.connect().execution_options(readonly=True) as connection:
        rows = connection.execute(query).all()
    return tuple(
        Case(
            row.id,
            row.question,
            row.region,
            Outcome(row.expect),
            tuple((number, clause) for number, clause in orjson.loads(row.gold)),
            row.made_by,
            row.made,
        )
        for row in rows
    )
