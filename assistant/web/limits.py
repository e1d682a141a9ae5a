"""How often a client, a site's visitors, and somebody who tries keys may call."""

import ipaddress
import math
import time
from functools import lru_cache
from pathlib import Path

from limits import RateLimitItem
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.admission import Admission
from assistant.web.problems import Code, Problem, response
from assistant.web.shared_counters import SharedCounters

_SIGN_IN = "/v1/sign-in"

Wanted = tuple[RateLimitItem, str, str]


class Limits:
    """Counts requests under /v1, in counters that the workers share."""

    def __init__(self, app: ASGIApp, admission: Admission, counters: Path) -> None:
        self._app, self._admission = app, admission
        self._limiter = FixedWindowRateLimiter(SharedCounters(counters))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v1/"):
            for item, kind, name in self._wanted(scope):
                if not self._limiter.hit(item, kind, name):
                    await self._refusal(item, kind, name)(scope, receive, send)
                    return
        await self._app(scope, receive, send)

    def _wanted(self, scope: Scope) -> list[Wanted]:
        client, now = client_of(scope), self._admission.now
        wanted = [(item, "client", client) for item in now.client]
        if scope["path"] == _SIGN_IN and scope["method"] == "POST":
            wanted += [(item, "sign-in", client) for item in now.sign_in]
        origin = Headers(scope=scope).get("origin")
        if origin:
            wanted += [(item, "origin", origin) for item in now.origin]
        return wanted

    def _refusal(self, item: RateLimitItem, kind: str, name: str) -> ASGIApp:
        ends = self._limiter.get_window_stats(item, kind, name).reset_time
        wait = max(1, math.ceil(ends - time.time()))
        return response(Problem(Code.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)}))


def client_of(scope: Scope) -> str:
    """The caller's address; a household's IPv6 addresses count as one."""
    client = scope.get("client")
    return "local" if client is None else _household(client[0])


@lru_cache(maxsize=4096)
def _household(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
