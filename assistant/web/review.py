"""What went wrong, for the hotline to look through: refused or disliked, alike ones together."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine, select
from starlette.concurrency import run_in_threadpool

from assistant.answer import Outcome
from assistant.privacy import masked
from assistant.store import cases
from assistant.store import feedback as opinions
from assistant.store.feedback import Rating
from assistant.store.keys import Role
from assistant.store.schema import feedback, turns
from assistant.web.fields import Name, Question
from assistant.web.grouping import grouped
from assistant.web.problems import Code, responses
from assistant.web.roles import Staff, needs
from assistant.web.service import Here
from assistant.web.strict import StrictRoute

_LOOKED_AT = 500
router = APIRouter(
    prefix="/v1",
    tags=["staff"],
    route_class=StrictRoute,
    responses=responses(
        Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS
    ),
)


class Reason(StrEnum):
    UNANSWERED = "unanswered"
    DISLIKED = "disliked"


class ReviewItem(BaseModel):
    """A question that found no answer, or whose answer was disliked."""

    id: str = Field(
        description="of the unanswered question, or of the answer", examples=["3f2a91bc0d114e5f"]
    )
    reason: Reason
    question: str = Field(examples=["太原市首次认定的高新技术企业奖励多少"])
    region: str | None = Field(examples=["太原市"])
    times: int = Field(examples=[3])
    last: datetime = Field(examples=["2024-06-03T09:00:00Z"])
    comment: str | None = Field(default=None, examples=["少了县级的配套奖励"])


class ReviewGroup(BaseModel):
    """Questions alike, and how often they came together."""

    times: int = Field(examples=[5])
    items: list[ReviewItem]


class ReviewOut(BaseModel):
    """Groups, those that came most often first."""

    model_config = ConfigDict(title="Review")

    groups: list[ReviewGroup]


class CaseIn(BaseModel):
    """A question for the evaluation. `gold` are number and clause id of what it should cite."""

    model_config = ConfigDict(title="EvaluationCase")

    question: Question = Field(examples=["太原市首次认定的高新技术企业奖励多少"])
    region: Name | None = Field(default=None, examples=["太原市"])
    expect: Outcome = Field(examples=["refused"])
    gold: list[tuple[Name, Name]] = Field(
        default_factory=list, max_length=10, examples=[[["晋市政办〔2022〕5号", "二.22"]]]
    )


class CaseOut(CaseIn):
    """A case as it is kept."""

    model_config = ConfigDict(title="EvaluationCaseKept", from_attributes=True)

    id: str = Field(examples=["3f2a91bc0d114e5f"])


@router.get("/review", summary="What to look into", openapi_extra=needs(Role.STAFF))
async def review(here: Here, _: Staff) -> ReviewOut:
    items = await run_in_threadpool(_items, here.engine)
    groups = [
        ReviewGroup(times=sum(item.times for item in group), items=group)
        for group in grouped(items, lambda item: item.question)
    ]
    return ReviewOut(groups=sorted(groups, key=lambda group: -group.times))


@router.post(
    "/evaluation-cases",
    status_code=201,
    summary="Make a question a case of the evaluation",
    openapi_extra=needs(Role.STAFF),
    responses=responses(Code.MALFORMED_BODY, Code.BODY_TOO_LARGE, Code.CSRF_MISSING),
)
async def add_case(here: Here, key: Staff, body: CaseIn) -> CaseOut:
    gold = tuple((number, clause) for number, clause in body.gold)
    kept = await run_in_threadpool(
        cases.add, here.engine, masked(body.question), body.region, body.expect, gold, key.id
    )
    return CaseOut.model_validate(kept)


@router.get(
    "/evaluation-cases",
    summary="The cases as rows of an evaluation's dataset",
    openapi_extra=needs(Role.STAFF),
    response_class=Response,
    responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)
async def exported(here: Here, _: Staff) -> Response:
    kept = await run_in_threadpool(cases.listed, here.engine)
    rows = "".join(CaseOut.model_validate(case).model_dump_json() + "\n" for case in kept)
    return Response(rows, media_type="application/x-ndjson")


def _items(engine: Engine) -> Sequence[ReviewItem]:
    _, unanswered = opinions.open_questions(engine, _LOOKED_AT, 0)
    return [
        *(
            ReviewItem(
                id=row.id,
                reason=Reason.UNANSWERED,
                question=row.question,
                region=row.region,
                times=row.times,
                last=row.last_asked,
            )
            for row in unanswered
        ),
        *_disliked(engine),
    ]


def _disliked(engine: Engine) -> list[ReviewItem]:
    columns = (turns.c.id, turns.c.standalone_question, turns.c.region)
    query = (
        select(*columns, feedback.c.given, feedback.c.comment)
        .join(turns, turns.c.id == feedback.c.answer_id)
        .where(feedback.c.rating == Rating.DOWN.value)
        .order_by(feedback.c.given)
        .limit(_LOOKED_AT)
    )
    with engine.connect().execution_options(readonly=True) as connection:
        rows = connection.execute(query).all()
    # a rating and its comment may come one after the other: the answer counts once
    latest = {row.id: row for row in rows}
    return [
        ReviewItem(
            id=row.id,
            reason=Reason.DISLIKED,
            question=row.standalone_question,
            region=row.region,
            times=1,
            last=row.given,
            comment=row.comment,
        )
        for row in latest.values()
    ]
