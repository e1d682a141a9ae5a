"""Questions from the hotline that the evaluation should ask from now on."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Engine, Row, delete, select, update

from assistant.answer import Outcome
from assistant.store.database import changing
from assistant.store.schema import evaluation_cases, now


@dataclass(frozen=True, slots=True)
class Expected:
    """How a question should end: `gold` are the clauses to cite, `facts` the words to say.

    Of each group of facts one must be said; of `forbid` none.
    """

    outcome: Outcome
    gold: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether it can be judged: an answer needs the clause that it should rest on."""
        return self.outcome is Outcome.REFUSED or bool(self.gold)


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is expected of its answer."""

    id: str
    question: str
    region: str | None
    expected: Expected
    made_by: str
    made: datetime


def add(
    engine: Engine, question: str, region: str | None, expected: Expected, made_by: str
) -> Case:
    """Keep a case."""
    case = Case(secrets.token_hex(8), question, region, expected, made_by, now())
    with changing(engine) as connection:
        connection.execute(
            evaluation_cases.insert().values(
                id=case.id,
                question=question,
                region=region,
                **_columns(expected),
                made_by=made_by,
                made=case.made,
            )
        )
    return case


def change(engine: Engine, case_id: str, expected: Expected) -> bool:
    """Expect something else of it; False: there is no such case."""
    changed = update(evaluation_cases).where(evaluation_cases.c.id == case_id)
    with changing(engine) as connection:
        return connection.execute(changed.values(**_columns(expected))).rowcount > 0


def remove(engine: Engine, case_id: str) -> bool:
    """Forget the case; False: there is no such case."""
    with changing(engine) as connection:
        gone = connection.execute(delete(evaluation_cases).where(evaluation_cases.c.id == case_id))
        return gone.rowcount > 0


def listed(engine: Engine) -> tuple[Case, ...]:
    """Every case, the oldest first."""
    query = select(evaluation_cases).order_by(evaluation_cases.c.made, evaluation_cases.c.id)
    with engine.connect().execution_options(readonly=True) as connection:
        return tuple(_case(row) for row in connection.execute(query))


def _columns(expected: Expected) -> dict[str, str]:
    lists = {"gold": expected.gold, "facts": expected.facts, "forbid": expected.forbid}
    written = {name: orjson.dumps(value).decode() for name, value in lists.items()}
    return {"expect": expected.outcome.value, **written}


def _case(row: Row[tuple[object, ...]]) -> Case:
    expected = Expected(
        Outcome(row.expect),
        tuple((number, clause) for number, clause in orjson.loads(row.gold)),
        tuple(tuple(group) for group in orjson.loads(row.facts)),
        tuple(orjson.loads(row.forbid)),
    )
    return Case(row.id, row.question, row.region, expected, row.made_by, row.made)
