"""What people think of an answer, and the questions that found none."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, func, select, update

from assistant.store.schema import feedback, now, turns, unanswered


class Rating(StrEnum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One opinion on one answer."""

    id: str
    answer_id: str
    rating: Rating
    comment: str | None
    expected_clause: str | None
    given: datetime


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the documents did not answer, and how often it came."""

    id: str
    question: str
    region: str | None
    times: int
    first_asked: datetime
    last_asked: datetime
    resolved: datetime | None


def give(
    engine: Engine,
    answer_id: str,
    rating: Rating,
    comment: str | None,
    expected_clause: str | None,
) -> Feedback | None:
    """Keep an opinion; None: there is no such answer."""
    given = Feedback(secrets.token_hex(8), answer_id, rating, comment, expected_clause, now())
    with engine.begin() as connection:
        if connection.execute(select(turns.c.id).where(turns.c.id == answer_id)).first() is None:
            return None
        connection.execute(
            feedback.insert().values(
                id=given.id,
                answer_id=answer_id,
                rating=rating.value,
                comment=comment,
                expected_clause=expected_clause,
                given=given.given,
            )
        )
    return given


def given(engine: Engine, limit: int, offset: int) -> tuple[int, tuple[Feedback, ...]]:
    """How many opinions there are, and some of them, the latest first."""
    page = select(feedback).order_by(feedback.c.given.desc(), feedback.c.id)
    with engine.connect().execution_options(readonly=True) as connection:
        total = connection.execute(select(func.count()).select_from(feedback)).scalar_one()
        rows = connection.execute(page.limit(limit).offset(offset)).all()
    return total, tuple(Feedback(**{**row._mapping, "rating": Rating(row.rating)}) for row in rows)


def open_questions(engine: Engine, limit: int, offset: int) -> tuple[int, tuple[Unanswered, ...]]:
    """The questions that nobody has dealt with, those asked most often first."""
    chosen = select(unanswered).where(unanswered.c.resolved.is_(None))
    page = chosen.order_by(unanswered.c.times.desc(), unanswered.c.id).limit(limit).offset(offset)
    with engine.connect().execution_options(readonly=True) as connection:
        total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
        return total, tuple(Unanswered(**row._mapping) for row in connection.execute(page))


def resolve(engine: Engine, question_id: str) -> bool:
    """Mark a question as dealt with; False: there is no such open question."""
    with engine.begin() as connection:
        changed = connection.execute(
            update(unanswered)
            .where(unanswered.c.id == question_id, unanswered.c.resolved.is_(None))
            .values(resolved=now())
        )
        return changed.rowcount > 0
