"""A body over the limit, or one that trickles in, is refused while it arrives."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.problems import Code, Problem, response

#: from the first byte to the last
_SECONDS = 60
_CLOSE = {"Connection": "close"}


class BodyLimit:
    """`upload` is the limit for multipart bodies, `plain` for all others; in bytes."""

    def __init__(self, app: ASGIApp, plain: int, upload: int) -> None:
        self._app, self._plain, self._upload = app, plain, upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_upload = headers.get("content-type", "").startswith("multipart/form-data")
        limit = self._upload if is_upload else self._plain
        announced = headers.get("content-length", "0")
        if not announced.isdecimal() or int(announced) > limit:
            await response(Problem(Code.BODY_TOO_LARGE, headers=_CLOSE))(scope, receive, send)
            return
        await self._app(scope, _limited(receive, limit), send)


def _limited(receive: Receive, limit: int) -> Receive:
    arrived, is_complete = 0, False
    deadline = asyncio.get_running_loop().time() + _SECONDS

    async def limited() -> Message:
        nonlocal arrived, is_complete
        if is_complete:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, headers=_CLOSE) from None
        arrived += len(message.get("body", b""))
        is_complete = not message.get("more_body", False)
        if arrived > limit:
            # the framework passes this one on as it is, any other it would call a bad body
            raise HTTPException(413, headers=_CLOSE)
        return message

    return limited
