"""GET /v1/documents: the corpus, one document with its outline, one clause."""

import unicodedata
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from assistant.chain import Assistant
from assistant.web.catalogue import (
    ClauseOut,
    DocumentsOut,
    OutlineOut,
    clause_out,
    document_out,
    outline_out,
)
from assistant.web.fields import Day, Name
from assistant.web.problems import Code, Problem, responses
from assistant.web.service import Here
from corpus.clause import Document, Level
from index.searchable import Searchable

router = APIRouter(prefix="/v1/documents", tags=["documents"])
_MISSING = responses(Code.NOT_FOUND, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS, Code.NOT_READY)
_BRACKETS = str.maketrans("[]【】［］()（）", "〔〕〔〕〔〕〔〕〔〕")

Number = Annotated[
    Name,
    Path(description="the issuing number, URL-encoded", examples=["晋市政办〔2022〕5号"]),
]


@router.get(
    "",
    summary="The corpus",
    responses=responses(Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS, Code.NOT_READY),
)
async def documents(
    here: Here,
    region: Annotated[Name | None, Query(examples=["晋城市"])] = None,
    level: Annotated[Level | None, Query(examples=["city"])] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> DocumentsOut:
    def read(assistant: Assistant) -> DocumentsOut:
        index = assistant.index
        chosen = [
            document
            for document in index.documents
            if region in (None, document.region) and level in (None, document.level)
        ]
        return DocumentsOut(
            total=len(chosen),
            documents=[document_out(document) for document in chosen[offset : offset + limit]],
            index_version=index.version,
        )

    return await here.live.reading(read)


@router.get("/{document_number}", summary="One document with its outline", responses=_MISSING)
async def outline(here: Here, document_number: Number) -> OutlineOut:
    return outline_out(await here.live.reading(lambda a: found(a.index, document_number)))


@router.get(
    "/{document_number}/clauses/{clause_id}", summary="One clause, whole", responses=_MISSING
)
async def clause(
    here: Here,
    document_number: Number,
    clause_id: Annotated[Name, Path(description="URL-encoded", examples=["二.22"])],
    as_of: Annotated[
        Day | None, Query(description="the day for which validity is judged; default today")
    ] = None,
) -> ClauseOut:
    document = await here.live.reading(lambda a: found(a.index, document_number))
    wanted = document.clause(clause_id)
    if wanted is None:
        raise Problem(Code.NOT_FOUND)
    return clause_out(document, wanted, as_of or date.today())


def found(index: Searchable, number: str) -> Document:
    """The document of that number, however its brackets are typed."""
    document = index.document(number) or _loosely_named(index, _plain(number))
    if document is None:
        raise Problem(Code.NOT_FOUND)
    return document


def _loosely_named(index: Searchable, plain: str) -> Document | None:
    held = next((number for number in index.digests if _plain(number) == plain), None)
    return None if held is None else index.document(held)


def _plain(number: str) -> str:
    return "".join(unicodedata.normalize("NFKC", number).translate(_BRACKETS).split())
