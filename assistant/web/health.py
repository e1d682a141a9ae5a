"""GET /healthz, /readyz, /metrics: what a supervisor and a dashboard look at."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from assistant.web import metrics
from assistant.web.problems import Code, Problem, responses
from assistant.web.service import Here

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process runs."""

    status: str = Field(examples=["ok"])


class Ready(Alive):
    """The index is loaded and checked."""

    index_version: str = Field(examples=["35c144e2f677"])


@router.get("/healthz", summary="Liveness")
async def healthz() -> Alive:
    return Alive(status="ok")


@router.get("/readyz", summary="Readiness", responses=responses(Code.NOT_READY))
async def readyz(here: Here) -> Ready:
    if here.live.why_not_ready:
        raise Problem(here.live.why_not_ready)
    return Ready(status="ready", index_version=here.live.version)


@router.get(
    "/metrics",
    summary="Prometheus metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def prometheus() -> Response:
    return Response(metrics.text(), media_type=metrics.MEDIA_TYPE)
