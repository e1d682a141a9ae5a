"""How the service is used, day by day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import orjson
from sqlalchemy import Engine, select

from assistant.answer import Outcome
from assistant.store.feedback import Rating
from assistant.store.schema import feedback, turns

#: clauses named as those cited most often
_TOP = 20


@dataclass(frozen=True, slots=True)
class Day:
    """One day, in UTC."""

    day: date
    questions: int
    refused: int
    median_ms: float
    slowest_ms: float
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Days without a gap, oldest first, and the clauses cited most often in them."""

    days: tuple[Day, ...]
    top_clauses: tuple[tuple[str, str, int], ...]


def usage(engine: Engine, today: date, days: int) -> Usage:
    """What happened in the last days, today included."""
    first = today - timedelta(days=days - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=UTC)
    asked: dict[date, list[tuple[str, float]]] = defaultdict(list)
    rated: dict[date, Counter[str]] = defaultdict(Counter)
    cited: Counter[tuple[str, str]] = Counter()
    with engine.connect().execution_options(readonly=True) as connection:
        columns = select(turns.c.asked, turns.c.status, turns.c.total_ms, turns.c.citations)
        for at, status, total_ms, citations in connection.execute(
            columns.where(turns.c.asked >= since)
        ):
            asked[at.date()].append((status, total_ms))
            if status == Outcome.ANSWERED:
                cited.update((number, clause) for number, clause in orjson.loads(citations))
        given = select(feedback.c.given, feedback.c.rating).where(feedback.c.given >= since)
        for at, rating in connection.execute(given):
            rated[at.date()][rating] += 1
    calendar = (first + timedelta(days=n) for n in range(days))
    return Usage(
        tuple(_day(day, asked[day], rated[day]) for day in calendar),
        tuple((number, clause, times) for (number, clause), times in cited.most_common(_TOP)),
    )


def _day(day: date, asked: Sequence[tuple[str, float]], rated: Counter[str]) -> Day:
    times = sorted(total_ms for _, total_ms in asked) or [0.0]
    return Day(
        day=day,
        questions=len(asked),
        refused=sum(status == Outcome.REFUSED for status, _ in asked),
        median_ms=round(times[len(times) // 2], 1),
        slowest_ms=round(times[-1], 1),
        up=rated[Rating.UP],
        down=rated[Rating.DOWN],
    )
