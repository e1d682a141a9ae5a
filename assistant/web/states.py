"""GET /v1/shelf: what has become of every document; and a change taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.store import document_changes, keys
from assistant.store.document_changes import Change
from assistant.store.keys import Role
from assistant.web.catalogue import url
from assistant.web.documents import Number
from assistant.web.problems import Code, Problem, responses
from assistant.web.roles import Admin, needs
from assistant.web.service import Here, Service
from corpus.clause import Document, Level, Status

router = APIRouter(
    prefix="/v1/shelf",
    tags=["documents"],
    responses=responses(
        Code.NOT_SIGNED_IN,
        Code.NOT_ALLOWED,
        Code.INVALID_REQUEST,
        Code.TOO_MANY_REQUESTS,
        Code.NOT_READY,
    ),
)


class State(StrEnum):
    BUILT = "built"
    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"


class SlipOut(BaseModel):
    """An evident misprint of the original, kept as printed."""

    clause_id: str = Field(examples=["三.9"])
    label: str = Field(examples=["三、优化发展环境 第9条"])
    what: str = Field(examples=["力口 stands for 加"])
    url: str = Field(examples=["/documents/晋市监发〔2022〕33号#三.9"])


class Shelved(BaseModel):
    """A document with what has become of it."""

    model_config = ConfigDict(title="ShelfEntry")

    document_number: str = Field(examples=["晋市政办〔2022〕5号"])
    title: str = Field(examples=["强化市场主体倍增要素服务保障的若干措施（试行）"])
    region: str = Field(examples=["晋城市"])
    level: Level | None = Field(examples=["city"])
    state: State = Field(
        description="`built`: as the index was built; all but `removed` answer", examples=["built"]
    )
    changed: datetime | None = Field(examples=["2024-06-01T08:30:00Z"])
    changed_by: str | None = Field(description="whose key it was", examples=["Li, hotline"])
    can_restore: bool = Field(description="to what the index was built of", examples=[False])
    trial: bool = Field(examples=[True])
    clause_count: int = Field(examples=[85])
    expired_clauses: int = Field(description="as of today", examples=[1])
    slips: list[SlipOut]
    url: str = Field(examples=["/documents/晋市政办〔2022〕5号"])


class ShelfOut(BaseModel):
    """Every document, also those that were removed."""

    model_config = ConfigDict(title="Shelf")

    documents: list[Shelved]


@router.get("", summary="What has become of every document", openapi_extra=needs(Role.ADMIN))
async def states(here: Here, _: Admin) -> ShelfOut:
    documents = (await here.live.assistant()).index.documents
    return await run_in_threadpool(_states, here, documents)


@router.post(
    "/{document_number}/restore",
    status_code=204,
    response_model=None,
    summary="Take back what was changed: the document as the index was built of it",
    openapi_extra=needs(Role.ADMIN),
    responses=responses(Code.NOT_FOUND, Code.CSRF_MISSING),
)
async def restore(here: Here, key: Admin, document_number: Number) -> None:
    if document_number not in await run_in_threadpool(here.shelf.originals):
        raise Problem(Code.NOT_FOUND)
    if not await run_in_threadpool(here.shelf.restore, document_number, key.id):
        raise Problem(Code.NOT_FOUND)
    await here.live.load()


def _states(here: Service, documents: Sequence[Document]) -> ShelfOut:
    changes = document_changes.latest(here.engine)
    names = keys.names(here.engine)
    originals = here.shelf.originals()
    answering = [
        _answering(d, changes.get(d.number), d.number in originals, names) for d in documents
    ]
    removed = [change for change in changes.values() if change.is_removal]
    return ShelfOut(documents=[*answering, *(_gone(c, originals, names) for c in removed)])


def _answering(
    document: Document, change: Change | None, is_built: bool, names: Mapping[str, str]
) -> Shelved:
    today = date.today()
    expired = sum(clause.validity.on(today) is Status.EXPIRED for clause in document.clauses)
    return Shelved(
        document_number=document.number,
        title=document.title,
        region=document.region,
        level=document.level,
        state=State.BUILT if change is None else State.REPLACED if is_built else State.ADDED,
        changed=change.at if change else None,
        changed_by=names.get(change.actor, change.actor) if change else None,
        can_restore=is_built and change is not None,
        trial=document.trial,
        clause_count=len(document.clauses),
        expired_clauses=expired,
        slips=_slips(document),
        url=url(document.number),
    )


def _gone(change: Change, titles: Mapping[str, str], names: Mapping[str, str]) -> Shelved:
    return Shelved(
        document_number=change.number,
        title=titles.get(change.number, ""),
        region="",
        level=None,
        state=State.REMOVED,
        changed=change.at,
        changed_by=names.get(change.actor, change.actor),
        can_restore=change.number in titles,
        trial=False,
        clause_count=0,
        expired_clauses=0,
        slips=[],
        url=url(change.number),
    )


def _slips(document: Document) -> list[SlipOut]:
    return [
        SlipOut(
            clause_id=clause.clause_id,
            label=clause.label,
            what=what,
            url=url(document.number, clause.clause_id),
        )
        for clause in document.clauses
        for what in clause.slips
    ]
