"""What administrators see and change: keys, the audit trail, the settings in force."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.store import audit, keys
from assistant.store.keys import Role
from assistant.web.fields import Name
from assistant.web.problems import Code, Problem, responses
from assistant.web.roles import Admin, needs
from assistant.web.service import Here
from assistant.web.strict import StrictRoute

router = APIRouter(
    prefix="/v1",
    tags=["admin"],
    route_class=StrictRoute,
    responses=responses(
        Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS
    ),
)
#: settings that hold a password or tell where things are
_NOT_SHOWN = {"database", "state", "index", "llm_api_key", "llm_base_url"}


class KeyIn(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(title="KeyWanted")

    role: Literal[Role.STAFF, Role.ADMIN] = Field(examples=["staff"])
    name: Name = Field(description="whose it is", examples=["Li, hotline"])
    days: float = Field(default=365, gt=0, le=3650, examples=[90])


class KeyOut(BaseModel):
    """A key without its secret."""

    model_config = ConfigDict(title="Key", from_attributes=True)

    id: str = Field(examples=["9f3c21aa"])
    role: Role = Field(examples=["staff"])
    name: str = Field(examples=["Li, hotline"])
    created: datetime = Field(examples=["2024-06-01T08:30:00Z"])
    expires: datetime = Field(examples=["2025-06-01T08:30:00Z"])
    revoked: datetime | None = Field(examples=[None])


class KeyMade(KeyOut):
    """A new key. Its secret is shown here and never again."""

    secret: str = Field(examples=["cw_8sJ2…"])


class KeysOut(BaseModel):
    """All keys, the newest first."""

    model_config = ConfigDict(title="Keys")

    keys: list[KeyOut]


class AuditEntryOut(BaseModel):
    """One change. `sha256` seals it together with the one before."""

    model_config = ConfigDict(title="AuditEntry", from_attributes=True)

    number: int = Field(examples=[7])
    at: datetime = Field(examples=["2024-06-01T08:30:00Z"])
    actor: str = Field(description="a key's id, or `console`", examples=["9f3c21aa"])
    action: str = Field(examples=["document added"])
    subject: str = Field(examples=["晋市政办〔2022〕5号"])
    previous: str = Field(examples=["0" * 64])
    sha256: str = Field(examples=["3f2a91bc" * 8])


class AuditOut(BaseModel):
    """Who changed what, the latest first."""

    model_config = ConfigDict(title="Audit")

    total: int = Field(examples=[7])
    first_broken: int | None = Field(
        description="number of the first entry that was tampered with", examples=[None]
    )
    entries: list[AuditEntryOut]


class SettingsOut(BaseModel):
    """The settings in force, without secrets: by the environment, or set by administrators."""

    model_config = ConfigDict(title="Settings")

    values: dict[str, str | float | list[str]] = Field(examples=[{"retention_days": 90}])


@router.get("/keys", summary="All keys", openapi_extra=needs(Role.ADMIN))
async def listed(here: Here, _: Admin) -> KeysOut:
    found = await run_in_threadpool(keys.listed, here.engine)
    return KeysOut(keys=[KeyOut.model_validate(key) for key in found])


@router.post(
    "/keys",
    status_code=201,
    summary="Make a key",
    openapi_extra=needs(Role.ADMIN),
    responses=responses(Code.MALFORMED_BODY, Code.BODY_TOO_LARGE, Code.CSRF_MISSING),
)
async def create(here: Here, key: Admin, body: KeyIn, answer: Response) -> KeyMade:
    made, secret = await run_in_threadpool(
        keys.create, here.engine, body.role, body.name, body.days, key.id
    )
    answer.headers["Cache-Control"] = "no-store"
    return KeyMade(**KeyOut.model_validate(made).model_dump(), secret=secret)


@router.delete(
    "/keys/{key_id}",
    status_code=204,
    summary="End a key and every sign-in with it",
    openapi_extra=needs(Role.ADMIN),
    responses=responses(Code.NOT_FOUND, Code.CSRF_MISSING),
)
async def revoke(
    here: Here, key: Admin, key_id: Annotated[Name, Path(examples=["9f3c21aa"])]
) -> Response:
    if not await run_in_threadpool(keys.revoke, here.engine, key_id, key.id):
        raise Problem(Code.NOT_FOUND)
    return Response(status_code=204)


@router.get("/audit", summary="Who changed what", openapi_extra=needs(Role.ADMIN))
async def trail(
    here: Here,
    _: Admin,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> AuditOut:
    total, entries = await run_in_threadpool(audit.entries, here.engine, limit, offset)
    return AuditOut(
        total=total,
        first_broken=await run_in_threadpool(audit.first_broken, here.engine),
        entries=[AuditEntryOut.model_validate(entry) for entry in entries],
    )


@router.get("/settings", summary="The settings in force", openapi_extra=needs(Role.ADMIN))
async def settings(here: Here, _: Admin) -> SettingsOut:
    shown = here.settings.model_dump(mode="json", exclude=_NOT_SHOWN)
    return SettingsOut(values={**shown, **asdict(here.admission.now.rules)})
