"""GET /v1/near-misses: the clauses that just fell short of answering, and why."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from assistant.store.keys import Role
from assistant.web.catalogue import HitOut, hits_out
from assistant.web.fields import Name, Question
from assistant.web.problems import Code, responses
from assistant.web.roles import Staff, needs
from assistant.web.service import Here
from corpus.places import ancestors, canonical
from index import query as searched
from index.query import Hit

Regions = frozenset[str] | None

_KEPT = 5
_WORDS = 4
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


class Reason(StrEnum):
    ELSEWHERE = "elsewhere"
    LOWER = "lower"


class NearMissOut(HitOut):
    """A clause that ranked lower, and why."""

    model_config = ConfigDict(title="NearMiss")

    reason: Reason = Field(description="`elsewhere`: not for the asker's region")
    missing: list[str] = Field(
        description="words of the question that the best clause has and it has not",
        examples=[["小巨人"]],
    )
    lowest_kept: float = Field(description="the score that it fell short of", examples=[0.52])


class NearMissesOut(BaseModel):
    """What just fell short."""

    model_config = ConfigDict(title="NearMisses")

    near_misses: list[NearMissOut]


@router.get("/near-misses", summary="What just fell short", openapi_extra=needs(Role.STAFF))
async def near_misses(
    here: Here,
    _: Staff,
    q: Annotated[Question, Query(examples=["省级专精特新奖励多少"])],
    region: Annotated[Name | None, Query(examples=["晋城市"])] = None,
) -> NearMissesOut:
    place = canonical(region) if region else None
    regions = frozenset((place, *ancestors(place))) if place else None
    wanted = searched.Query(text=q, regions=regions, k=_KEPT, near_misses=True)
    async with here.answering.gate:
        hits = await here.live.reading(lambda assistant: assistant.index.search(wanted))
    kept = [hit for hit in hits if not hit.dropped]
    dropped = [hit for hit in hits if hit.dropped]
    shown = hits_out(dropped, 0, len(dropped)).hits
    return NearMissesOut(
        near_misses=[
            _near_miss(out, hit, _telling(q, kept), kept, regions)
            for out, hit in zip(shown, dropped, strict=True)
        ]
    )


def _near_miss(
    out: HitOut, hit: Hit, telling: Sequence[str], kept: Sequence[Hit], regions: Regions
) -> NearMissOut:
    is_elsewhere = regions is not None and hit.document.region not in regions
    return NearMissOut(
        **out.model_dump(),
        reason=Reason.ELSEWHERE if is_elsewhere else Reason.LOWER,
        missing=[word for word in telling if word not in hit.clause.text][:_WORDS],
        lowest_kept=round(min((each.score for each in kept), default=0.0), 3),
    )


def _telling(question: str, kept: Sequence[Hit]) -> list[str]:
    """Whole words of the question by which the best clause was found."""
    found = [word for word in (kept[0].matched if kept else ()) if word in question]
    return [word for word in found if not any(word != w and word in w for w in found)]
