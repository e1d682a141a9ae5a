"""Which sites may call: our own pages, and those on the list with a token of ours."""

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.admission import Admission
from assistant.web.problems import Code, Problem, response

TOKEN_HEADER = "X-Widget-Token"  # noqa: S105, a name
_HOW = f"the site must be in embed_origins and send {TOKEN_HEADER} from GET /v1/widget-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """Short-lived proof that a page of that site asked us for leave to call."""

    secret: bytes
    lasting_s: float

    def issued(self, origin: str) -> str:
        """`1719830000.<checksum>`: when it ends, sealed together with the site."""
        ends = str(int(time.time() + self.lasting_s))
        return f"{ends}.{self._seal(origin, ends)}"

    def holds(self, token: str, origin: str) -> bool:
        ends, _, seal = token.partition(".")
        if not ends.isdecimal() or not seal.isascii():
            return False
        return hmac.compare_digest(seal, self._seal(origin, ends)) and int(ends) > time.time()

    def _seal(self, origin: str, ends: str) -> str:
        digest = hmac.digest(self.secret, f"{origin} {ends}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Origins:
    """A browser names the calling site in `Origin`; who sends none is no browser page."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self._app, self._admission = app, admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v1/"):
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and not self._may_call(scope, headers, origin):
                await response(Problem(Code.ORIGIN_REFUSED, _HOW))(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _may_call(self, scope: Scope, headers: Headers, origin: str) -> bool:
        # the scheme may have changed at a proxy, the host has not
        if origin.partition("://")[2] == headers.get("host"):
            return True
        if origin not in self._admission.now.origins:
            return False
        if scope["method"] in _SAFE:
            return True
        tokens: Tokens = scope["app"].state.service.tokens
        return tokens.holds(headers.get(TOKEN_HEADER, ""), origin)


class Cors(CORSMiddleware):
    """Tells browsers which sites may read the answers."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        super().__init__(
            app,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type", TOKEN_HEADER],
            expose_headers=["Retry-After", "X-Request-ID"],
            max_age=600,
        )
        self._admission = admission

    def is_allowed_origin(self, origin: str) -> bool:
        return origin in self._admission.now.origins
