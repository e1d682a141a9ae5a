"""POST /v1/ask: the whole answer at once, or step by step as server-sent events."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from assistant.web.answering import Answering
from assistant.web.ask_schema import AnswerOut, AskIn
from assistant.web.problems import Code, Problem, response, responses
from assistant.web.service import service_of
from assistant.web.strict import DirectRoute
from assistant.web.telling import Stage, told

_log = logging.getLogger(__name__)

EVENT_STREAM = "text/event-stream"
#: each event goes out at once, also through a proxy
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
router = APIRouter(prefix="/v1", tags=["ask"], route_class=DirectRoute)

_EXAMPLE = (
    'event: status\ndata: {"stage":"retrieved"}\n\n'
    'event: token\ndata: {"text":"20万元"}\n\n'
    'event: done\ndata: {"id":"5f0c2b9e7a3d4c18","status":"answered"}\n\n'
)


def event_stream(example: str, *names: str) -> dict[str, Any]:
    """The OpenAPI entry of a stream: the schema is that of each event."""
    fields = {"event": {"enum": list(names)}, "data": {"type": "string"}}
    schema = {"type": "object", "required": ["data"], "properties": fields}
    return {EVENT_STREAM: {"schema": schema, "example": example}}


@router.post(
    "/ask",
    response_model=AnswerOut,
    summary="A direct answer with the clauses it rests on",
    responses={
        200: {
            "description": "The answer. With `Accept: text/event-stream` it is streamed: events "
            "`status` (a stage of the work), `token` (a piece; all joined are `answer`), `done` "
            "(the whole answer), `error` (a problem).",
            "content": event_stream(_EXAMPLE, "status", "token", "done", "error"),
        },
        **responses(
            Code.MALFORMED_BODY,
            Code.BODY_TOO_LARGE,
            Code.INVALID_REQUEST,
            Code.TOO_MANY_REQUESTS,
            Code.OVERLOADED,
            Code.NOT_READY,
        ),
    },
)
async def ask(body: AskIn, request: Request) -> Response:
    # asked for directly: a dependency would take a tenth of the time of a remembered answer
    answering = service_of(request).answering
    answering.gate.refuse_if_full()
    if EVENT_STREAM in request.headers.get("accept", ""):
        return StreamingResponse(
            _events(answering, body),
            media_type=EVENT_STREAM,
            headers=STREAM_HEADERS,
        )
    out = await answering.answer(body)
    return Response(out.model_dump_json(), media_type="application/json")


async def _events(answering: Answering, body: AskIn) -> AsyncIterator[bytes]:
    try:
        async for made in told(answering, body):
            match made:
                case Stage():
                    yield _event("status", {"stage": made.name})
                case AnswerOut():
                    yield _event("done", made.model_dump(mode="json"))
                case piece:
                    yield _event("token", {"text": piece})
                    # each on its own: many readers take turns
                    await asyncio.sleep(0)
    except Problem as problem:
        yield _event("error", orjson.loads(bytes(response(problem).body)))
    except Exception:
        _log.exception("stream broken")
        yield _event("error", orjson.loads(bytes(response(Problem(Code.INTERNAL_ERROR)).body)))


def _event(name: str, data: dict[str, Any]) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), orjson.dumps(data))
