"""POST /v1/document-previews: what a file would add, before it goes live."""

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict, Field

from assistant.store.keys import Role
from assistant.upload import Upload
from assistant.web.catalogue import DocumentOut, document_out
from assistant.web.ingest import documents_in
from assistant.web.problems import Code, responses
from assistant.web.roles import Admin, needs
from assistant.web.service import Here
from assistant.web.shelving import READING, DocumentIn
from corpus.clause import Clause, Document

router = APIRouter(prefix="/v1", tags=["documents"])


class ClausePreview(BaseModel):
    """A clause as it would be found."""

    clause_id: str = Field(examples=["二.22"])
    label: str = Field(examples=["二、财税支持 第22条"])
    heading: str = Field(examples=["支持新兴产业发展"])
    text: str = Field(examples=["对认定为省级制造业单项冠军企业的，给予50万元的一次性奖励。"])
    departments: list[str] = Field(examples=[["市财政局"]])
    amounts: list[str] = Field(examples=[["50万元"]])
    slips: list[str] = Field(description="evident misprints", examples=[[]])


class DocumentPreview(DocumentOut):
    """A document as it would be added."""

    replaces: bool = Field(description="one of that number is there", examples=[False])
    clauses: list[ClausePreview]


class PreviewOut(BaseModel):
    """What a file would add. Nothing is kept."""

    model_config = ConfigDict(title="Preview")

    documents: list[DocumentPreview]


@router.post(
    "/document-previews",
    summary="What a file would add",
    openapi_extra=needs(Role.ADMIN),
    responses=responses(
        Code.NOT_SIGNED_IN,
        Code.NOT_ALLOWED,
        Code.CSRF_MISSING,
        Code.MALFORMED_BODY,
        Code.BODY_TOO_LARGE,
        Code.UNREADABLE_DOCUMENT,
        Code.INVALID_REQUEST,
        Code.TOO_MANY_REQUESTS,
        Code.NOT_READY,
    ),
)
async def preview(here: Here, _: Admin, form: Annotated[DocumentIn, Form()]) -> PreviewOut:
    upload = Upload(
        name=PurePath(form.file.filename or "").name,
        memory_mib=here.settings.upload_memory_mib,
        cpu_seconds=int(here.settings.upload_seconds),
        **form.model_dump(exclude={"file"}),
    )
    held = set((await here.live.assistant()).index.digests)
    async with READING:
        read = await documents_in(upload, await form.file.read(), here.settings.upload_seconds)
    return PreviewOut(documents=[_document(document, held) for document in read])


def _document(document: Document, held: set[str]) -> DocumentPreview:
    return DocumentPreview(
        **document_out(document).model_dump(),
        replaces=document.number in held,
        clauses=[_clause(clause) for clause in document.clauses],
    )


def _clause(clause: Clause) -> ClausePreview:
    return ClausePreview(
        clause_id=clause.clause_id,
        label=clause.label,
        heading=clause.heading,
        text=clause.text,
        departments=list(clause.departments),
        amounts=[benefit.amount for benefit in clause.benefits],
        slips=list(clause.slips),
    )
