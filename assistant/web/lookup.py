"""What the console looks up beside an answer: other places, and how the service is used."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.answer import Ask, Outcome
from assistant.chain import Assistant
from assistant.store import usage as used
from assistant.store.keys import Role
from assistant.web.ask_schema import AnswerOut, answer_out
from assistant.web.catalogue import ClauseNamed, named
from assistant.web.fields import Question
from assistant.web.problems import Code, responses
from assistant.web.roles import Admin, Staff, needs
from assistant.web.service import Here
from corpus.clause import Clause, Level
from index.searchable import Searchable

_LEVELS = tuple(Level)
router = APIRouter(
    prefix="/v1",
    tags=["staff"],
    responses=responses(
        Code.NOT_SIGNED_IN,
        Code.NOT_ALLOWED,
        Code.INVALID_REQUEST,
        Code.TOO_MANY_REQUESTS,
        Code.OVERLOADED,
        Code.NOT_READY,
    ),
)
Asked = Annotated[Question, Query(examples=["省级专精特新奖励多少"])]


class Cell(BaseModel):
    """What one place provides; `answer` is null where its documents provide nothing."""

    region: str = Field(examples=["晋城市"])
    level: Level | None = Field(examples=["city"])
    answer: AnswerOut | None


class ComparisonOut(BaseModel):
    """The same question in every place that has documents, the largest place first."""

    model_config = ConfigDict(title="Comparison")

    cells: list[Cell]


class DayOut(BaseModel):
    """One day, in UTC."""

    model_config = ConfigDict(from_attributes=True)

    day: date = Field(examples=["2024-06-01"])
    questions: int = Field(examples=[412])
    refused: int = Field(examples=[31])
    median_ms: float = Field(examples=[3.2])
    slowest_ms: float = Field(examples=[18.4])
    up: int = Field(examples=[20])
    down: int = Field(examples=[2])


class TopClause(ClauseNamed):
    """A clause and how often it was cited."""

    document_number: str = Field(examples=["晋市政办〔2022〕5号"])
    times: int = Field(examples=[57])


class UsageOut(BaseModel):
    """Days without a gap, oldest first."""

    model_config = ConfigDict(title="Usage")

    days: list[DayOut]
    top_clauses: list[TopClause]


@router.get(
    "/compare", summary="The same question, place by place", openapi_extra=needs(Role.STAFF)
)
async def compare(here: Here, _: Staff, q: Asked) -> ComparisonOut:
    assistant = await here.live.assistant()
    cells: list[Cell] = []
    for region, level in _places(assistant.index):
        # one turn each: a caller's question need not wait for all of them
        async with here.answering.gate:
            cell = partial(_cell, question=q, region=region, level=level)
            cells.append(await here.live.reading(cell))
    return ComparisonOut(cells=cells)


@router.get("/usage", summary="Usage, day by day", openapi_extra=needs(Role.ADMIN))
async def usage(here: Here, _: Admin, days: Annotated[int, Query(ge=1, le=366)] = 30) -> UsageOut:
    found = await run_in_threadpool(used.usage, here.engine, datetime.now(UTC).date(), days)
    # a clause of a document that has gone since has no page to name
    cited = await here.live.reading(
        lambda a: [(a.index.clause(n, clause), times) for n, clause, times in found.top_clauses]
    )
    return UsageOut(
        days=[DayOut.model_validate(day) for day in found.days],
        top_clauses=[_top(row[1], times) for row, times in cited if row],
    )


def _top(clause: Clause, times: int) -> TopClause:
    return TopClause(
        **named(clause).model_dump(), document_number=clause.document_number, times=times
    )


def _places(index: Searchable) -> list[tuple[str, Level | None]]:
    return sorted(index.places.items(), key=lambda item: _LEVELS.index(item[1]) if item[1] else -1)


def _cell(assistant: Assistant, question: str, region: str, level: Level | None) -> Cell:
    """An answer from another place's clause (the province's, for a county) does not count."""
    answer = assistant.answer(Ask(question, region))
    own = any(citation.region == region for citation in answer.citations[:1])
    kept = answer_out(answer) if own and answer.outcome is Outcome.ANSWERED else None
    return Cell(region=region, level=level, answer=kept)
