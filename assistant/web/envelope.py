"""Around every request: its id, the security headers, one log line, the metrics, the last catch."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import metrics
from assistant.web.logs import REQUEST_ID
from assistant.web.problems import Code, Problem, response

_log = logging.getLogger("clausewise.requests")
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}", re.ASCII)

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; require-trusted-types-for 'script'; frame-ancestors "
)


class Envelope:
    """`frame_ancestors` are the sites that may embed a page."""

    def __init__(self, app: ASGIApp, frame_ancestors: tuple[str, ...] = ()) -> None:
        self._app = app
        self._page_policy = _PAGE_POLICY + " ".join(("'self'", *frame_ancestors))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0
        request_id = _request_id(scope)
        REQUEST_ID.set(request_id)

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._add_headers(message, request_id)
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception:
            _log.exception("unforeseen error")
            if status:
                raise
            await response(Problem(Code.INTERNAL_ERROR))(scope, receive, sent)
        finally:
            _record(scope, status, time.perf_counter() - began)

    def _add_headers(self, message: Message, request_id: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _EVERYWHERE.items():
            headers.setdefault(name, value)
        is_page = headers.get("content-type", "").startswith("text/html")
        headers["Content-Security-Policy"] = self._page_policy if is_page else _DATA_POLICY
        headers["X-Request-ID"] = request_id


def _request_id(scope: Scope) -> str:
    """The caller's own, where it is one, so that both sides' logs meet."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def _record(scope: Scope, status: int, seconds: float) -> None:
    # the route, not the path: a path may carry a session id
    route = getattr(scope.get("route"), "path", "unmatched")
    metrics.count_request(scope["method"], route, status, seconds)
    _log.info(
        "request",
        extra={
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 3),
            "role": str(scope.get("state", {}).get("role", "")),
        },
    )
