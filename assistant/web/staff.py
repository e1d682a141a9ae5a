"""What the hotline sees: what was asked, what found no answer, feedback, tickets."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.answer import Outcome
from assistant.privacy import masked
from assistant.store import conversations, tickets
from assistant.store import feedback as opinions
from assistant.store.keys import Role
from assistant.store.tickets import TicketStatus
from assistant.web.feedback import FeedbackOut
from assistant.web.fields import Name, Prose, Question
from assistant.web.problems import Code, Problem, responses
from assistant.web.roles import Staff, needs
from assistant.web.service import Here
from assistant.web.sessions import TurnOut, turn_out
from assistant.web.strict import StrictRoute

_REFUSALS = responses(
    Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS
)
_CHANGES = responses(Code.MALFORMED_BODY, Code.BODY_TOO_LARGE, Code.CSRF_MISSING)
_MISSING = responses(Code.NOT_FOUND)

router = APIRouter(prefix="/v1", tags=["staff"], route_class=StrictRoute, responses=_REFUSALS)
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Id = Annotated[Name, Path(examples=["3f2a91bc0d114e5f"])]


class HistoryOut(BaseModel):
    """Questions and answers, the latest first."""

    model_config = ConfigDict(title="History")

    total: int = Field(examples=[1])
    turns: list[TurnOut]


class UnansweredOut(BaseModel):
    """A question that the documents did not answer."""

    model_config = ConfigDict(title="Unanswered", from_attributes=True)

    id: str = Field(examples=["3f2a91bc0d114e5f"])
    question: str = Field(examples=["太原市首次认定的高新技术企业奖励多少"])
    region: str | None = Field(examples=["太原市"])
    times: int = Field(examples=[3])
    first_asked: datetime = Field(examples=["2024-06-01T08:30:00Z"])
    last_asked: datetime = Field(examples=["2024-06-03T09:00:00Z"])


class UnansweredListOut(BaseModel):
    """Open questions, those asked most often first."""

    model_config = ConfigDict(title="UnansweredList")

    total: int = Field(examples=[1])
    questions: list[UnansweredOut]


class FeedbackListOut(BaseModel):
    """Opinions, the latest first."""

    model_config = ConfigDict(title="FeedbackList")

    total: int = Field(examples=[1])
    feedback: list[FeedbackOut]


class TicketIn(BaseModel):
    """A matter for a person to look after."""

    model_config = ConfigDict(title="TicketOpened")

    subject: Question = Field(examples=["太原市的高企奖励标准"])
    answer_id: Name | None = Field(default=None, examples=["5f0c2b9e7a3d4c18"])
    note: Prose = Field(default="", examples=["已转科技局，周五前回电"])


class TicketChange(BaseModel):
    """What becomes of it."""

    status: TicketStatus = Field(examples=["closed"])
    note: Prose | None = Field(default=None, examples=["已答复"])


class TicketOut(TicketIn):
    """A ticket, personal data masked."""

    model_config = ConfigDict(title="Ticket", from_attributes=True)

    id: str = Field(examples=["3f2a91bc0d114e5f"])
    status: TicketStatus = Field(examples=["open"])
    opened_by: str = Field(description="a key's id", examples=["9f3c21aa"])
    opened: datetime = Field(examples=["2024-06-01T08:30:00Z"])
    changed: datetime = Field(examples=["2024-06-01T08:30:00Z"])


class TicketsOut(BaseModel):
    """Tickets, the last changed first."""

    model_config = ConfigDict(title="Tickets")

    total: int = Field(examples=[1])
    tickets: list[TicketOut]


@router.get("/history", summary="What was asked and answered", openapi_extra=needs(Role.STAFF))
async def history(
    here: Here,
    _: Staff,
    status: Annotated[Outcome | None, Query(examples=["refused"])] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> HistoryOut:
    total, turns = await run_in_threadpool(
        conversations.history, here.engine, status, limit, offset
    )
    return HistoryOut(total=total, turns=[turn_out(turn) for turn in turns])


@router.get("/unanswered", summary="What found no answer", openapi_extra=needs(Role.STAFF))
async def unanswered(
    here: Here, _: Staff, limit: Limit = 50, offset: Offset = 0
) -> UnansweredListOut:
    total, rows = await run_in_threadpool(opinions.open_questions, here.engine, limit, offset)
    return UnansweredListOut(
        total=total, questions=[UnansweredOut.model_validate(row) for row in rows]
    )


@router.delete(
    "/unanswered/{question_id}",
    status_code=204,
    summary="Mark a question as dealt with",
    openapi_extra=needs(Role.STAFF),
    responses={**_MISSING, **responses(Code.CSRF_MISSING)},
)
async def resolve(here: Here, _: Staff, question_id: Id) -> Response:
    if not await run_in_threadpool(opinions.resolve, here.engine, question_id):
        raise Problem(Code.NOT_FOUND)
    return Response(status_code=204)


@router.get("/feedback", summary="What people think", openapi_extra=needs(Role.STAFF))
async def feedback(here: Here, _: Staff, limit: Limit = 50, offset: Offset = 0) -> FeedbackListOut:
    total, rows = await run_in_threadpool(opinions.given, here.engine, limit, offset)
    return FeedbackListOut(total=total, feedback=[FeedbackOut.model_validate(r) for r in rows])


@router.get("/tickets", summary="What people look after", openapi_extra=needs(Role.STAFF))
async def listed(
    here: Here,
    _: Staff,
    status: Annotated[TicketStatus | None, Query(examples=["open"])] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> TicketsOut:
    total, rows = await run_in_threadpool(tickets.listed, here.engine, status, limit, offset)
    return TicketsOut(total=total, tickets=[TicketOut.model_validate(row) for row in rows])


@router.post(
    "/tickets",
    status_code=201,
    summary="Open a ticket",
    openapi_extra=needs(Role.STAFF),
    responses=_CHANGES,
)
async def open_ticket(here: Here, key: Staff, body: TicketIn) -> TicketOut:
    ticket = await run_in_threadpool(
        tickets.open_ticket,
        here.engine,
        masked(body.subject),
        body.answer_id,
        masked(body.note),
        key.id,
    )
    return TicketOut.model_validate(ticket)


@router.patch(
    "/tickets/{ticket_id}",
    summary="Change or close a ticket",
    openapi_extra=needs(Role.STAFF),
    responses={**_CHANGES, **_MISSING},
)
async def change(here: Here, _: Staff, ticket_id: Id, body: TicketChange) -> TicketOut:
    note = None if body.note is None else masked(body.note)
    ticket = await run_in_threadpool(tickets.change, here.engine, ticket_id, body.status, note)
    if ticket is None:
        raise Problem(Code.NOT_FOUND)
    return TicketOut.model_validate(ticket)
