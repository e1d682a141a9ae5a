"""POST /v1/feedback: what somebody thinks of an answer."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.privacy import masked
from assistant.store import feedback as store
from assistant.store.feedback import Rating
from assistant.web.fields import Name, Prose
from assistant.web.problems import Code, Problem, responses
from assistant.web.service import Here
from assistant.web.strict import StrictRoute

router = APIRouter(prefix="/v1", tags=["feedback"], route_class=StrictRoute)


class FeedbackIn(BaseModel):
    """One opinion on one answer."""

    model_config = ConfigDict(title="FeedbackGiven")

    answer_id: Name = Field(description="the answer's `id`", examples=["5f0c2b9e7a3d4c18"])
    rating: Rating = Field(examples=["down"])
    comment: Prose | None = Field(default=None, examples=["少了县级的配套奖励"])
    expected_clause: Name | None = Field(
        default=None,
        description="number and clause that should have been cited",
        examples=["泽政办发〔2022〕7号 三.九.2"],
    )


class FeedbackOut(FeedbackIn):
    """An opinion as it is kept, personal data masked."""

    model_config = ConfigDict(title="Feedback", from_attributes=True)

    id: str = Field(examples=["3f2a91bc0d114e5f"])
    given: datetime = Field(examples=["2024-06-01T08:30:00Z"])


@router.post(
    "/feedback",
    status_code=201,
    summary="Say whether an answer helped",
    responses=responses(
        Code.MALFORMED_BODY,
        Code.NOT_FOUND,
        Code.BODY_TOO_LARGE,
        Code.INVALID_REQUEST,
        Code.TOO_MANY_REQUESTS,
    ),
)
async def give(body: FeedbackIn, here: Here) -> FeedbackOut:
    given = await run_in_threadpool(
        store.give,
        here.engine,
        body.answer_id,
        body.rating,
        masked(body.comment) if body.comment else None,
        masked(body.expected_clause) if body.expected_clause else None,
    )
    if given is None:
        raise Problem(Code.NOT_FOUND, "no answer of that id is kept")
    return FeedbackOut.model_validate(given)
