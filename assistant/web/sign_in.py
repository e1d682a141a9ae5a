"""The console's sign-in, and the embedded widget's token."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.store import keys
from assistant.store.keys import Key, Role
from assistant.web.fields import Name
from assistant.web.problems import Code, Problem, responses
from assistant.web.roles import COOKIE, Staff, csrf_token, needs
from assistant.web.service import Here
from assistant.web.strict import StrictRoute

router = APIRouter(prefix="/v1", tags=["access"], route_class=StrictRoute)


class SignInIn(BaseModel):
    """A key, or the secret of a one-time link."""

    model_config = ConfigDict(title="SignIn")

    key: Name = Field(examples=["cw_8sJ2…"])


class SignedIn(BaseModel):
    """Who is signed in. What changes something needs `csrf_token` as X-CSRF-Token."""

    role: Role = Field(examples=["admin"])
    name: str = Field(examples=["Li, hotline"])
    expires: datetime = Field(examples=["2024-06-01T20:30:00Z"])
    csrf_token: str = Field(examples=["9d3c…"])


class WidgetToken(BaseModel):
    """Goes into the X-Widget-Token header of calls from an embedding site."""

    token: str = Field(examples=["1719830000.kq3v…"])
    expires_in: int = Field(description="seconds", examples=[1800])


@router.post(
    "/sign-in",
    summary="Sign in to the console",
    responses=responses(
        Code.MALFORMED_BODY,
        Code.NOT_SIGNED_IN,
        Code.BODY_TOO_LARGE,
        Code.INVALID_REQUEST,
        Code.TOO_MANY_REQUESTS,
    ),
)
async def sign_in(body: SignInIn, request: Request, answer: Response, here: Here) -> SignedIn:
    hours = here.settings.sign_in_hours
    made = await run_in_threadpool(keys.sign_in, here.engine, body.key, hours)
    if made is None:
        raise Problem(Code.NOT_SIGNED_IN, headers={"WWW-Authenticate": "Bearer"})
    key, secret = made
    answer.set_cookie(
        COOKIE,
        secret,
        expires=key.expires,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    answer.headers["Cache-Control"] = "no-store"
    return _signed_in(key, secret)


@router.get(
    "/sign-in",
    summary="Who is signed in",
    openapi_extra=needs(Role.STAFF),
    responses=responses(Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.TOO_MANY_REQUESTS),
)
async def signed_in(key: Staff, request: Request, answer: Response) -> SignedIn:
    answer.headers["Cache-Control"] = "no-store"
    return _signed_in(key, request.cookies.get(COOKIE, ""))


@router.delete(
    "/sign-in",
    status_code=204,
    summary="Sign out",
    openapi_extra=needs(Role.STAFF),
    responses=responses(Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.TOO_MANY_REQUESTS),
)
async def sign_out(key: Staff, here: Here) -> Response:
    if key.kind is keys.Kind.COOKIE:
        await run_in_threadpool(keys.revoke, here.engine, key.id, key.id)
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


@router.get(
    "/widget-token",
    summary="Leave for an embedding site to call",
    responses=responses(Code.ORIGIN_REFUSED, Code.TOO_MANY_REQUESTS),
)
async def widget_token(
    here: Here,
    origin: Annotated[
        str | None, Header(description="the embedding site; set by the browser")
    ] = None,
) -> WidgetToken:
    if origin is None:
        raise Problem(Code.ORIGIN_REFUSED)
    return WidgetToken(
        token=here.tokens.issued(origin), expires_in=int(here.settings.widget_token_minutes * 60)
    )


def _signed_in(key: Key, cookie: str) -> SignedIn:
    return SignedIn(
        role=key.role, name=key.name, expires=key.expires, csrf_token=csrf_token(cookie)
    )
