"""GET /v1/search: ranked clauses, no answer."""

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.web.catalogue import HitsOut, hits_out
from assistant.web.fields import Name, Question
from assistant.web.problems import Code, responses
from assistant.web.service import Here
from corpus import places
from corpus.clause import Level
from index import query as searched

#: clauses that a search ranks
_RANKED = 200
router = APIRouter(prefix="/v1", tags=["search"])


@router.get(
    "/search",
    summary="Ranked clauses, no answer",
    responses=responses(
        Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS, Code.OVERLOADED, Code.NOT_READY
    ),
)
async def search(
    here: Here,
    q: Annotated[Question, Query(examples=["单项冠军 奖励"])],
    region: Annotated[
        Name | None,
        Query(description="this place and those it lies in", examples=["泽州县"]),
    ] = None,
    document: Annotated[Name | None, Query(examples=["晋市政办〔2022〕5号"])] = None,
    department: Annotated[Name | None, Query(examples=["财政局"])] = None,
    level: Annotated[Level | None, Query(examples=["city"])] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> HitsOut:
    wanted = searched.Query(
        text=q,
        regions=_around(region) if region else None,
        document=document or None,
        department=department or None,
        level=level,
        k=_RANKED,
    )
    async with here.answering.gate:
        hits = await here.live.reading(lambda assistant: assistant.index.search(wanted))
    return hits_out(hits, offset, limit)


def _around(region: str) -> frozenset[str]:
    place = places.canonical(region) or region
    return frozenset({place, *places.ancestors(place)})
