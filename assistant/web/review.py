"""What went wrong, for the hotline to look through: refused or disliked, alike ones together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine, select
from starlette.concurrency import run_in_threadpool

from assistant.store import cases
from assistant.store import feedback as opinions
from assistant.store.feedback import Rating
from assistant.store.keys import Role
from assistant.store.schema import feedback, turns
from assistant.web.cases import CaseOut, case_out
from assistant.web.grouping import grouped
from assistant.web.problems import Code, responses
from assistant.web.roles import Staff, needs
from assistant.web.service import Here
from assistant.web.sessions import CitedOut
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


_Made = Mapping[tuple[str, str | None], CaseOut]


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
    answer: str | None = Field(
        default=None, description="the disliked one", examples=["10万元，由市级财政承担。[1]"]
    )
    cited: list[CitedOut] = Field(default_factory=list)
    expected_clause: str | None = Field(
        default=None, description="as the asker named it", examples=["晋市政办〔2022〕5号 二.22"]
    )
    case: CaseOut | None = Field(default=None, description="that was made of it")


class ReviewGroup(BaseModel):
    """Questions alike, and how often they came together."""

    times: int = Field(examples=[5])
    items: list[ReviewItem]


class ReviewOut(BaseModel):
    """Groups, those that came most often first."""

    model_config = ConfigDict(title="Review")

    groups: list[ReviewGroup]


@router.get("/review", summary="What to look into", openapi_extra=needs(Role.STAFF))
async def review(here: Here, _: Staff) -> ReviewOut:
    items = await run_in_threadpool(_items, here.engine)
    groups = [
        ReviewGroup(times=sum(item.times for item in group), items=group)
        for group in grouped(items, lambda item: item.question)
    ]
    return ReviewOut(groups=sorted(groups, key=lambda group: -group.times))


def _items(engine: Engine) -> Sequence[ReviewItem]:
    made = {(c.question, c.region): case_out(c) for c in cases.listed(engine)}
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
                case=made.get((row.question, row.region)),
            )
            for row in unanswered
        ),
        *_disliked(engine, made),
    ]


def _disliked(engine: Engine, made: _Made) -> list[ReviewItem]:
    columns = (
        turns.c.id,
        turns.c.standalone_question,
        turns.c.region,
        turns.c.answer,
        turns.c.citations,
        feedback.c.expected_clause,
    )
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
            answer=row.answer,
            cited=[
                CitedOut(document_number=n, clause_id=c) for n, c in orjson.loads(row.citations)
            ],
            expected_clause=row.expected_clause,
            case=made.get((row.standalone_question, row.region)),
        )
        for row in latest.values()
    ]
