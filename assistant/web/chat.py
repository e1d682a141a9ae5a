"""POST /v1/chat/completions and GET /v1/models: for clients that talk to OpenAI's API."""

import logging
import time
from collections.abc import AsyncIterator

import orjson
from fastapi import APIRouter, Response
from starlette.responses import StreamingResponse

from assistant.web.answering import Answering
from assistant.web.ask import EVENT_STREAM, event_stream, pieces
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

_log = logging.getLogger(__name__)
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
        return StreamingResponse(chunks, media_type=EVENT_STREAM)
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
    try:
        out = await answering.answer(asked)
        yield _chunk(out, {"role": "assistant", "content": ""})
        for piece in [*pieces(out.answer), footnotes(out)]:
            yield _chunk(out, {"content": piece})
        yield _last_chunk(out)
        if is_counted:
            yield _data({**_head(out), "choices": [], "usage": _usage(asked, out).model_dump()})
        yield b"data: [DONE]\n\n"
    except Problem as problem:
        yield _data({"error": orjson.loads(bytes(response(problem).body))})
    except Exception:
        _log.exception("stream broken")
        yield _data({"error": orjson.loads(bytes(response(Problem(Code.INTERNAL_ERROR)).body))})


def _chunk(out: AnswerOut, delta: dict[str, str]) -> bytes:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}
    return _data({**_head(out), "choices": [choice]})


def _last_chunk(out: AnswerOut) -> bytes:
    whole = out.model_dump(mode="json")
    delta = {"citations": whole["citations"]}
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": "stop"}
    return _data({**_head(out), "choices": [choice], "clausewise": whole})


def _head(out: AnswerOut) -> dict[str, object]:
    return {
        "id": f"chatcmpl-{out.id}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL,
    }


def _data(content: dict[str, object]) -> bytes:
    return b"data: %s\n\n" % orjson.dumps(content)


def _usage(asked: AskIn, out: AnswerOut) -> Usage:
    said = [asked.question, *(turn.question for turn in asked.history or ())]
    read, written = len(pieces("".join(said))), len(pieces(out.answer))
    return Usage(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)
