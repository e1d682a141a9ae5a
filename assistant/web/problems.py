"""Every error that leaves the service: RFC 9457 with a stable code, never with what was sent."""

import logging
from collections.abc import Mapping, Sequence
from enum import StrEnum
from http import HTTPStatus
from typing import Any

import orjson
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from index.searchable import StoreDown

_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class Code(StrEnum):
    """The codes a client may act on."""

    MALFORMED_BODY = "malformed_body"
    INVALID_REQUEST = "invalid_request"
    BODY_TOO_LARGE = "body_too_large"
    BODY_TOO_SLOW = "body_too_slow"
    HEAD_TOO_LARGE = "head_too_large"
    HEAD_TOO_SLOW = "head_too_slow"
    UNREADABLE_DOCUMENT = "unreadable_document"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    ORIGIN_REFUSED = "origin_refused"
    CSRF_MISSING = "csrf_missing"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    CONFLICT = "conflict"
    TOO_MANY_REQUESTS = "too_many_requests"
    OVERLOADED = "overloaded"
    NOT_READY = "not_ready"
    STORE_DOWN = "store_down"
    INTERNAL_ERROR = "internal_error"


_STATUS = {
    Code.MALFORMED_BODY: 400,
    Code.INVALID_REQUEST: 422,
    Code.BODY_TOO_LARGE: 413,
    Code.BODY_TOO_SLOW: 408,
    Code.HEAD_TOO_LARGE: 431,
    Code.HEAD_TOO_SLOW: 408,
    Code.UNREADABLE_DOCUMENT: 422,
    Code.NOT_SIGNED_IN: 401,
    Code.NOT_ALLOWED: 403,
    Code.ORIGIN_REFUSED: 403,
    Code.CSRF_MISSING: 403,
    Code.NOT_FOUND: 404,
    Code.METHOD_NOT_ALLOWED: 405,
    Code.CONFLICT: 409,
    Code.TOO_MANY_REQUESTS: 429,
    Code.OVERLOADED: 429,
    Code.NOT_READY: 503,
    Code.STORE_DOWN: 503,
    Code.INTERNAL_ERROR: 500,
}
_TITLE = {
    Code.MALFORMED_BODY: "The body cannot be read",
    Code.INVALID_REQUEST: "A field is missing or not as documented",
    Code.BODY_TOO_LARGE: "The body is too large",
    Code.BODY_TOO_SLOW: "The body did not arrive in time",
    Code.HEAD_TOO_LARGE: "The path and headers are too large",
    Code.HEAD_TOO_SLOW: "The path and headers did not arrive in time",
    Code.UNREADABLE_DOCUMENT: "The file holds no document that can be read",
    Code.NOT_SIGNED_IN: "A valid key is needed",
    Code.NOT_ALLOWED: "The key does not grant this",
    Code.ORIGIN_REFUSED: "The calling site is not on the list",
    Code.CSRF_MISSING: "The X-CSRF-Token header is missing or wrong",
    Code.NOT_FOUND: "There is nothing of that name",
    Code.METHOD_NOT_ALLOWED: "The method is not offered here",
    Code.CONFLICT: "It contradicts what is there",
    Code.TOO_MANY_REQUESTS: "Too many requests from this client",
    Code.OVERLOADED: "All places in the queue are taken",
    Code.NOT_READY: "The index is not loaded",
    Code.STORE_DOWN: "The machine that keeps the index does not answer",
    Code.INTERNAL_ERROR: "Something went wrong here",
}
_CODE_OF_STATUS = {
    400: Code.MALFORMED_BODY,
    401: Code.NOT_SIGNED_IN,
    403: Code.NOT_ALLOWED,
    404: Code.NOT_FOUND,
    405: Code.METHOD_NOT_ALLOWED,
    408: Code.BODY_TOO_SLOW,
    413: Code.BODY_TOO_LARGE,
}


class Problem(Exception):
    """An error that is the client's to know. `detail` is ours, word for word."""

    def __init__(self, code: Code, detail: str = "", headers: Mapping[str, str] | None = None):
        super().__init__(code.value)
        self.code, self.detail, self.headers = code, detail, dict(headers or {})


class FieldError(BaseModel):
    """One field and the rule that it breaks."""

    field: str = Field(examples=["question"])
    rule: str = Field(examples=["string_too_short"])


class ProblemOut(BaseModel):
    """An error (RFC 9457). `code` is stable; `title` and `detail` are for people."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=[_TITLE[Code.INVALID_REQUEST]])
    status: int = Field(examples=[422])
    code: Code = Field(examples=[Code.INVALID_REQUEST])
    detail: str | None = Field(default=None, examples=["see errors"])
    errors: list[FieldError] | None = Field(
        default=None, description="what is wrong, field by field"
    )


def response(problem: Problem, errors: Sequence[FieldError] = ()) -> Response:
    """The problem as it goes over the wire."""
    status = _STATUS[problem.code]
    body: dict[str, object] = {
        "type": "about:blank",
        "title": _TITLE[problem.code],
        "status": status,
        "code": problem.code,
    }
    if problem.detail:
        body["detail"] = problem.detail
    if errors:
        body["errors"] = [error.model_dump() for error in errors]
    return Response(orjson.dumps(body), status, problem.headers, MEDIA_TYPE)


async def on_problem(_: Request, problem: Exception) -> Response:
    """One of our own."""
    assert isinstance(problem, Problem)
    return response(problem)


async def on_store_down(_: Request, error: Exception) -> Response:
    """Whatever was read of an index elsewhere: whole, or this."""
    assert isinstance(error, StoreDown)
    return response(store_down(error))


def store_down(error: StoreDown) -> Problem:
    """What the caller learns; where the store is and why it is down is for the log."""
    _log.warning("store down", extra={"why": str(error)})
    return Problem(Code.STORE_DOWN, "ask again in a few seconds", {"Retry-After": "5"})


async def on_http_exception(_: Request, error: Exception) -> Response:
    """One of the framework's: no route, no such method, a body over the limit."""
    assert isinstance(error, HTTPException)
    code = _CODE_OF_STATUS.get(error.status_code, Code.INVALID_REQUEST)
    if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        code = Code.INTERNAL_ERROR
    return response(Problem(code, headers=error.headers))


async def on_invalid(_: Request, error: Exception) -> Response:
    """A request that does not fit the schema: the rule is named, the value is not."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(e["type"] == "json_invalid" for e in found):
        return response(Problem(Code.MALFORMED_BODY, "not JSON in UTF-8"))
    return response(Problem(Code.INVALID_REQUEST, "see errors"), [_field_error(e) for e in found])


def responses(*codes: Code) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries for the problems that a route may answer with."""
    by_status: dict[int | str, dict[str, Any]] = {}
    # what needs the index needs its store
    stored = (Code.STORE_DOWN,) if Code.NOT_READY in codes else ()
    for code in (*codes, *stored):
        schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
        entry = by_status.setdefault(
            _STATUS[code], {"description": "", "content": {MEDIA_TYPE: schema}}
        )
        entry["description"] = "; ".join(
            filter(None, [entry["description"], f"`{code}`: {_TITLE[code]}"])
        )
    return by_status


def _field_error(error: Mapping[str, Any]) -> FieldError:
    """The place without its first part (`body`) and without names that the client made up."""
    is_unknown = error["type"] == "extra_forbidden"
    place = [str(part) for part in error["loc"][1:]]
    return FieldError(field=".".join(place[:-1] if is_unknown else place), rule=str(error["type"]))
