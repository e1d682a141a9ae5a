"""GET, PUT and DELETE /v1/admission: which sites may call and how often, set by administrators."""

import re
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter
from limits import parse_many
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.store.keys import Role
from assistant.web.admission import InForce, Rules
from assistant.web.fields import Name
from assistant.web.problems import Code, responses
from assistant.web.roles import Admin, needs
from assistant.web.service import Here
from assistant.web.strict import StrictRoute

#: fewer, and the console of who sets it would soon be refused as well
_FEWEST_REQUESTS = 100
_FEWEST_SIGN_INS = 3
_ORIGIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?", re.ASCII)

router = APIRouter(
    prefix="/v1/admission",
    tags=["admin"],
    route_class=StrictRoute,
    responses=responses(
        Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS
    ),
)


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        raise ValueError("expected a site in full, without a path: https://www.jcgov.gov.cn")
    return text


def _limit(fewest: int) -> AfterValidator:
    def checked(text: str) -> str:
        # an empty one would be no limit at all
        if any(item.amount < fewest for item in parse_many(text)):
            raise ValueError(f"expected at least {fewest} in each span")
        return text

    return AfterValidator(checked)


Requests = Annotated[Name, _limit(_FEWEST_REQUESTS)]


class AdmissionIn(BaseModel):
    """Which sites' pages may call, and how often; limits as the `limits` library writes them."""

    model_config = ConfigDict(title="AdmissionWanted")

    embed_origins: list[Annotated[Name, AfterValidator(_origin)]] = Field(
        max_length=200, examples=[["https://www.jcgov.gov.cn"]]
    )
    client_limits: Requests = Field(
        description="requests of one address", examples=["20000/minute;2000000/day"]
    )
    origin_limits: Requests = Field(
        description="requests that one site's visitors make", examples=["60000/minute"]
    )
    sign_in_limits: Annotated[Name, _limit(_FEWEST_SIGN_INS)] = Field(
        description="sign-ins from one address", examples=["20/minute"]
    )


class AdmissionOut(BaseModel):
    """What is in force."""

    model_config = ConfigDict(title="Admission")

    embed_origins: list[str] = Field(examples=[["https://www.jcgov.gov.cn"]])
    client_limits: str = Field(examples=["20000/minute;2000000/day"])
    origin_limits: str = Field(examples=["60000/minute"])
    sign_in_limits: str = Field(examples=["20/minute"])
    is_set_here: bool = Field(
        description="by an administrator; else by the environment", examples=[True]
    )


@router.get("", summary="Which sites may call, and how often", openapi_extra=needs(Role.ADMIN))
async def in_force(here: Here, _: Admin) -> AdmissionOut:
    return _out(here.admission.now)


@router.put(
    "",
    summary="Set them, from the next request on",
    openapi_extra=needs(Role.ADMIN),
    responses=responses(Code.MALFORMED_BODY, Code.BODY_TOO_LARGE, Code.CSRF_MISSING),
)
async def change(here: Here, key: Admin, body: AdmissionIn) -> AdmissionOut:
    origins = tuple(dict.fromkeys(body.embed_origins))
    rules = Rules(origins, body.client_limits, body.origin_limits, body.sign_in_limits)
    await run_in_threadpool(here.admission.set, here.engine, rules, key.id)
    return _out(here.admission.now)


@router.delete(
    "",
    summary="Back to what the environment says",
    openapi_extra=needs(Role.ADMIN),
    responses=responses(Code.CSRF_MISSING),
)
async def reset(here: Here, key: Admin) -> AdmissionOut:
    await run_in_threadpool(here.admission.reset, here.engine, key.id)
    return _out(here.admission.now)


def _out(now: InForce) -> AdmissionOut:
    return AdmissionOut.model_validate({**asdict(now.rules), "is_set_here": now.is_set_here})
