"""Bodies are read by orjson: UTF-8 only, no lone surrogates, nesting bounded."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class StrictRequest(Request):
    async def json(self) -> Any:
        """What orjson refuses is a json.JSONDecodeError, like what json refuses."""
        return orjson.loads(await self.body())


class StrictRoute(APIRoute):
    """A route whose body is read strictly."""

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handler(StrictRequest(request.scope, request.receive))

        return strict


class DirectRoute(APIRoute):
    """A route that takes a body and the request, and gives a response.

    The framework describes it. Its search for parameters is left out: for a remembered answer it
    takes as long as the answer.
    """

    def get_route_handler(self) -> Handler:
        assert self.body_field is not None
        model: type[BaseModel] = self.body_field.field_info.annotation  # type: ignore[assignment]

        async def direct(request: Request) -> Response:
            content = _content(await request.body(), request.headers.get("content-type", ""))
            try:
                body = model.model_validate(content)
            except ValidationError as error:
                found = error.errors(include_url=False, include_input=False)
                raise RequestValidationError(
                    [{**each, "loc": ("body", *each["loc"])} for each in found]
                ) from error
            response: Response = await self.endpoint(body, request)
            return response

        return direct


def _content(body: bytes, kind: str) -> object:
    """What the body holds; what says that it is no JSON is left as it is, and fits no model."""
    kind = kind.partition(";")[0].strip().lower()
    if kind and not (kind.startswith("application/") and kind.endswith(("/json", "+json"))):
        return body
    if not body:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RequestValidationError([{"type": "json_invalid", "loc": ("body",)}]) from error
