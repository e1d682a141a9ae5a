"""Around every request: its id, the security headers, one log line, the metrics, the last catch."""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import metrics
from assistant.web.admission import Admission
from assistant.web.logs import REQUEST_ID, write_request
from assistant.web.problems import Code, Problem, response

_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}", re.ASCII)

_EVERYWHERE = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_CSP = b"content-security-policy"
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; require-trusted-types-for 'script'; frame-ancestors "
)


class Envelope:
    """The sites that may call may also embed a page."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self._app, self._admission = app, admission
        self._of_data = (*_EVERYWHERE, (_CSP, _DATA_POLICY.encode()))

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
            _record(scope, request_id, status, time.perf_counter() - began)

    def _add_headers(self, message: Message, request_id: str) -> None:
        headers: list[tuple[bytes, bytes]] = message["headers"]
        kind = next((value for name, value in headers if name == b"content-type"), b"")
        headers.extend(self._of_pages() if kind.startswith(b"text/html") else self._of_data)
        headers.append((b"x-request-id", request_id.encode()))

    def _of_pages(self) -> tuple[tuple[bytes, bytes], ...]:
        sites = ("'self'", *self._admission.now.rules.embed_origins)
        return (*_EVERYWHERE, (_CSP, (_PAGE_POLICY + " ".join(sites)).encode()))


def _request_id(scope: Scope) -> str:
    """The caller's own, where it is one, so that both sides' logs meet."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def _record(scope: Scope, request_id: str, status: int, seconds: float) -> None:
    # the route, not the path: a path may carry a session id
    route = getattr(scope.get("route"), "path", "unmatched")
    metrics.count_request(scope["method"], route, status, seconds)
    role = str(scope.get("state", {}).get("role", ""))
    write_request(request_id, scope["method"], route, status, round(seconds * 1000, 3), role)
