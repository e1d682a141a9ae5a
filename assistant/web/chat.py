"""POST /v1/chat/completions and GET /v1/models: for clients that talk to OpenAI's API."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping

import orjson
from fastapi import APIRouter, Response
from starlette.responses import StreamingResponse

from assistant.store.schema import new_id
from assistant.web.answering import Answering
from assistant.web.ask import EVENT_STREAM, STREAM_HEADERS, event_stream
from assistant.web.ask_schema import AnswerOut, AskIn
from assistant.web.chat_schema import (
    MODEL,
    ChatIn,
    ChatOut,
    Choice,
    MessageOut,
    ModelOut,
    ModelsOut,
    Usage,
    footnotes,
)
from assistant.web.problems import Code, Problem, response, responses
from assistant.web.service import Here
from assistant.web.strict import StrictRoute
from assistant.web.telling import pieces, told

_log = logging.getLogger(__name__)
_Head = Mapping[str, object]
_STARTED = int(time.time())
_EXAMPLE = 'data: {"choices":[{"index":0,"delta":{"content":"50万元"}}]}\n\ndata: [DONE]\n\n'

router = APIRouter(prefix="/v1", tags=["openai"], route_class=StrictRoute)


@router.get("/models", summary="The models: one", responses=responses(Code.TOO_MANY_REQUESTS))
async def models() -> ModelsOut:
    return ModelsOut(data=[ModelOut(id=MODEL, created=_STARTED, owned_by=MODEL)])


@router.post(
    "/chat/completions",
    response_model=ChatOut,
    summary="A question as OpenAI's clients put it",
    responses={
        200: {
            "description": "The answer, or with `stream` chunks of it.",
            "content": event_stream(_EXAMPLE, "message"),
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
async def complete(body: ChatIn, here: Here) -> Response:
    asked = body.ask()
    here.answering.gate.refuse_if_full()
    if body.stream:
        is_counted = body.stream_options is not None and body.stream_options.include_usage
        chunks = _chunks(here.answering, asked, is_counted)
        return StreamingResponse(chunks, media_type=EVENT_STREAM, headers=STREAM_HEADERS)
    out = await here.answering.answer(asked)
    whole = ChatOut(
        id=f"chatcmpl-{out.id}",
        created=int(time.time()),
        model=MODEL,
        choices=[
            Choice(message=MessageOut(content=out.answer + footnotes(out), citations=out.citations))
        ],
        usage=_usage(asked, out),
        clausewise=out,
    )
    return Response(whole.model_dump_json(), media_type="application/json")


async def _chunks(answering: Answering, asked: AskIn, is_counted: bool) -> AsyncIterator[bytes]:
    head = _head()
    try:
        yield _chunk(head, {"role": "assistant", "content": ""})
        async for made in told(answering, asked):
            match made:
                case str(piece):
                    yield _chunk(head, {"content": piece})
                    await asyncio.sleep(0)
                case AnswerOut():
                    for last in _ending(head, asked, made, is_counted):
                        yield last
    except Problem as problem:
        yield _data({"error": orjson.loads(bytes(response(problem).body))})
    except Exception:
        _log.exception("stream broken")
        yield _data({"error": orjson.loads(bytes(response(Problem(Code.INTERNAL_ERROR)).body))})


def _ending(head: _Head, asked: AskIn, out: AnswerOut, is_counted: bool) -> Iterator[bytes]:
    """What follows the text: its footnotes, the clauses as data, the count of pieces."""
    if notes := footnotes(out):
        yield _chunk(head, {"content": notes})
    whole = out.model_dump(mode="json")
    choice = _choice({"citations": whole["citations"]}, "stop")
    yield _data({**head, "choices": [choice], "clausewise": whole})
    if is_counted:
        yield _data({**head, "choices": [], "usage": _usage(asked, out).model_dump()})
    yield b"data: [DONE]\n\n"


def _head() -> _Head:
    """The same in every chunk."""
    return {
        "id": f"chatcmpl-{new_id()}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL,
    }


def _chunk(head: _Head, delta: dict[str, str]) -> bytes:
    return _data({**head, "choices": [_choice(delta, None)]})


def _choice(delta: Mapping[str, object], finish: str | None) -> dict[str, object]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _data(content: Mapping[str, object]) -> bytes:
    return b"data: %s\n\n" % orjson.dumps(content)


def _usage(asked: AskIn, out: AnswerOut) -> Usage:
    said = [asked.question, *(turn.question for turn in asked.history or ())]
    read, written = len(pieces("".join(said))), len(pieces(out.answer))
    return Usage(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)
