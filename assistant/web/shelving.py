"""POST and DELETE /v1/documents: what administrators change while the service serves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Form, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.store.keys import Role
from assistant.upload import Upload
from assistant.web.catalogue import DocumentOut, document_out
from assistant.web.documents import Number, found
from assistant.web.fields import Day, Name
from assistant.web.ingest import documents_in
from assistant.web.live import store_answers
from assistant.web.problems import Code, Problem, responses
from assistant.web.roles import Admin, needs
from assistant.web.service import Here
from corpus.clause import Level
from index.build import ReadOnlyIndex

router = APIRouter(
    prefix="/v1/documents",
    tags=["documents"],
    responses=responses(
        Code.NOT_SIGNED_IN,
        Code.NOT_ALLOWED,
        Code.CSRF_MISSING,
        Code.INVALID_REQUEST,
        Code.TOO_MANY_REQUESTS,
        Code.NOT_READY,
    ),
)
_FORM = responses(Code.MALFORMED_BODY, Code.BODY_TOO_LARGE, Code.UNREADABLE_DOCUMENT)
#: one file is read at a time: each may take as much memory as the settings allow
READING = asyncio.Semaphore(1)


class Shelved(BaseModel):
    """The documents that a file added, searchable now."""

    model_config = ConfigDict(title="Shelved")

    documents: list[DocumentOut]
    replaced: list[str] = Field(
        description="numbers that were there before", examples=[["晋市政办〔2022〕5号"]]
    )
    index_version: str = Field(examples=["35c144e2f677"])


class Metadata(BaseModel):
    """What is known about the document; what is left out is read from its text."""

    number: Name | None = Field(default=None, min_length=1, examples=["晋市政办〔2022〕5号"])
    title: Name | None = Field(default=None, examples=["强化市场主体倍增要素服务保障的若干措施"])
    issuer: Name | None = Field(default=None, examples=["晋城市人民政府办公室"])
    region: Name | None = Field(default=None, examples=["晋城市"])
    level: Level | None = Field(default=None, examples=["city"])
    issued: Day | None = Field(default=None, examples=["2022-03-31"])
    trial: bool | None = Field(default=None, examples=[True])


class DocumentIn(Metadata):
    """A file (txt, md, html, docx, doc, rtf, pdf) with what is known about it."""

    file: UploadFile = Field(examples=["notice.pdf"])


@router.post(
    "",
    status_code=201,
    summary="Add a document, or replace the one of that number",
    openapi_extra=needs(Role.ADMIN),
    responses=_FORM | responses(Code.CONFLICT),
)
async def add(here: Here, key: Admin, form: Annotated[DocumentIn, Form()]) -> Shelved:
    upload = Upload(
        name=PurePath(form.file.filename or "").name,
        memory_mib=here.settings.upload_memory_mib,
        cpu_seconds=int(here.settings.upload_seconds),
        **form.model_dump(exclude={"file"}),
    )
    before = set((await here.live.assistant()).index.digests)
    async with READING, _changing():
        documents = await documents_in(upload, await form.file.read(), here.settings.upload_seconds)
        await run_in_threadpool(here.shelf.add, documents, key.id)
    await here.live.load()
    return Shelved(
        documents=[document_out(document) for document in documents],
        replaced=sorted(before & {document.number for document in documents}),
        index_version=here.live.version,
    )


@router.delete(
    "/{document_number}",
    status_code=204,
    summary="Remove a document",
    openapi_extra=needs(Role.ADMIN),
    responses=responses(Code.NOT_FOUND, Code.CONFLICT),
)
async def remove(here: Here, key: Admin, document_number: Number) -> Response:
    document = await here.live.reading(lambda a: found(a.index, document_number))
    async with _changing():
        await run_in_threadpool(here.shelf.remove, document.number, key.id)
    await here.live.load()
    return Response(status_code=204)


@asynccontextmanager
async def _changing() -> AsyncIterator[None]:
    try:
        with store_answers():
            yield
    except ReadOnlyIndex as error:
        raise Problem(Code.CONFLICT, str(error)) from error
