"""Which role a caller has: by key in a header, or by the console's cookie with its CSRF header."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from assistant.store import keys
from assistant.store.keys import Key, Kind, Role
from assistant.web.problems import Code, Problem
from assistant.web.service import Service

COOKIE = "clausewise"
CSRF_HEADER = "X-CSRF-Token"
SCHEMES: dict[str, Any] = {
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "console": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": f"set by POST /v1/sign-in; what changes something also needs {CSRF_HEADER}",
    },
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def needs(role: Role) -> dict[str, Any]:
    """The OpenAPI entries of a route for that role."""
    return {"security": [{name: []} for name in SCHEMES], "x-role": role.value}


def caller(role: Role) -> Callable[[Request], Awaitable[Key]]:
    """A dependency: the caller's key where it grants the role, else 401 or 403."""

    async def checked(request: Request) -> Key:
        key = await _key(request)
        if key is None:
            raise Problem(Code.NOT_SIGNED_IN, headers={"WWW-Authenticate": "Bearer"})
        if not key.role.includes(role):
            raise Problem(Code.NOT_ALLOWED)
        request.state.role = key.role
        return key

    return checked


Staff = Annotated[Key, Depends(caller(Role.STAFF))]
Admin = Annotated[Key, Depends(caller(Role.ADMIN))]


def csrf_token(cookie: str) -> str:
    """Known to a page that may read our answers, not to one that may only send the cookie."""
    return hmac.digest(cookie.encode(), b"csrf", hashlib.sha256).hex()


async def _key(request: Request) -> Key | None:
    service: Service = request.app.state.service
    secret = _secret(request)
    if secret:
        return await run_in_threadpool(keys.granted, service.engine, secret, Kind.KEY)
    cookie = request.cookies.get(COOKIE, "")
    if not cookie:
        return None
    key = await run_in_threadpool(keys.granted, service.engine, cookie, Kind.COOKIE)
    if key is not None and request.method not in _SAFE:
        given = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(given.encode(), csrf_token(cookie).encode()):
            raise Problem(Code.CSRF_MISSING)
    return key


def _secret(request: Request) -> str:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret:
        return secret.strip()
    return request.headers.get("x-api-key", "")
