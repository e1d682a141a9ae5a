"""A conversation that the server keeps: read and deleted by who knows its id."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.answer import Outcome
from assistant.store import conversations
from assistant.store.conversations import KeptTurn, conversation_of
from assistant.store.schema import now
from assistant.web.fields import Name
from assistant.web.problems import Code, Problem, responses
from assistant.web.service import Here

#: turns of one transcript
_LONGEST = 1000
router = APIRouter(
    prefix="/v1/sessions",
    tags=["sessions"],
    responses=responses(Code.NOT_FOUND, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS),
)
SessionId = Annotated[
    Name,
    Path(
        description="the `session_id` of an answer: unguessable, so it is the permission",
        examples=["p9cTsq0NQnWnVYy0F3mZ0g"],
    ),
]


class CitedOut(BaseModel):
    """A clause that was cited."""

    model_config = ConfigDict(title="Cited")

    document_number: str = Field(examples=["晋市政办〔2022〕5号"])
    clause_id: str = Field(examples=["二.22"])


class TurnOut(BaseModel):
    """A question and its answer as they are kept, personal data masked."""

    model_config = ConfigDict(title="KeptTurn")

    id: str = Field(description="the answer's id", examples=["5f0c2b9e7a3d4c18"])
    asked: datetime = Field(examples=["2024-06-01T08:30:00Z"])
    question: str = Field(examples=["那国家级的呢？"])
    standalone_question: str = Field(examples=["国家级专精特新在晋城奖多少"])
    region: str | None = Field(examples=["晋城市"])
    status: Outcome = Field(examples=["answered"])
    answer: str = Field(examples=["20万元，一次性，由市级财政承担。[1]"])
    citations: list[CitedOut]
    index_version: str = Field(examples=["35c144e2f677"])
    total_ms: float = Field(examples=[3.1])


class TranscriptOut(BaseModel):
    """A conversation, oldest turn first."""

    model_config = ConfigDict(title="Transcript")

    turns: list[TurnOut]


def turn_out(turn: KeptTurn) -> TurnOut:
    return TurnOut(
        id=turn.id,
        asked=turn.asked,
        question=turn.question,
        standalone_question=turn.standalone_question,
        region=turn.region,
        status=turn.status,
        answer=turn.answer,
        citations=[CitedOut(document_number=d, clause_id=c) for d, c in turn.citations],
        index_version=turn.index_version,
        total_ms=turn.total_ms,
    )


@router.get("/{session_id}", summary="The transcript")
async def transcript(session_id: SessionId, here: Here) -> TranscriptOut:
    since = now() - timedelta(hours=here.settings.session_hours)
    turns = await run_in_threadpool(
        conversations.recent, here.engine, conversation_of(session_id), since, _LONGEST
    )
    if turns is None:
        raise Problem(Code.NOT_FOUND)
    return TranscriptOut(turns=[turn_out(turn) for turn in turns])


@router.delete("/{session_id}", status_code=204, summary="Delete the conversation")
async def forget(session_id: SessionId, here: Here) -> Response:
    conversation = conversation_of(session_id)
    if not await run_in_threadpool(conversations.forget, here.engine, conversation):
        raise Problem(Code.NOT_FOUND)
    return Response(status_code=204)
