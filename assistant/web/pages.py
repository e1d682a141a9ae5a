"""The pages for people: question page, document viewer, console, and the files they load."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Scope

from assistant.answer import Language
from assistant.web.catalogue import url
from assistant.web.documents import found
from assistant.web.fields import Name
from assistant.web.page_words import words
from assistant.web.problems import Code, Problem
from assistant.web.reading import sections
from assistant.web.service import Here
from corpus.clause import Level

_HERE = Path(__file__).parent
#: any site may load the widget; which sites it may ask from is the origins setting's to say
_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}
_LEVELS = tuple(Level)
router = APIRouter(include_in_schema=False)
Lang = Annotated[Language, Query()]


class _Files(StaticFiles):
    """Files that scripts of other sites may import."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_ANYWHERE)
        return response


def add_pages(app: FastAPI) -> None:
    """The pages and their files."""
    app.include_router(router)
    app.mount("/static", GZipMiddleware(_Files(directory=_HERE / "static")), name="static")


@router.get("/widget.js")
async def widget() -> Response:
    return FileResponse(
        _HERE / "static" / "widget.js", media_type="text/javascript", headers=_ANYWHERE
    )


@router.get("/")
async def home(request: Request, lang: Lang = Language.CHINESE) -> Response:
    origin = str(request.base_url).rstrip("/")
    return _page(request, "home.html", lang, origin=origin)


@router.get("/console")
async def console(request: Request, lang: Lang = Language.CHINESE) -> Response:
    return _page(request, "console.html", lang)


@router.get("/documents")
async def documents(request: Request, here: Here, lang: Lang = Language.CHINESE) -> Response:
    held = await here.live.reading(lambda assistant: tuple(assistant.index.documents))
    ordered = sorted(held, key=lambda d: (_rank(d.level), d.region))
    return _page(request, "documents.html", lang, documents=ordered)


@router.get("/documents/{number}")
async def document(
    request: Request,
    here: Here,
    number: Name,
    q: Annotated[Name, Query()] = "",
    lang: Lang = Language.CHINESE,
) -> Response:
    try:
        wanted = await here.live.reading(lambda assistant: found(assistant.index, number))
    except Problem as problem:
        if problem.code is not Code.NOT_FOUND:
            raise
        return _page(request, "missing.html", lang, status=404)
    held = (await here.live.assistant()).index.digests.keys()
    read = sections(wanted, date.today(), q)
    return _page(request, "document.html", lang, document=wanted, sections=read, q=q, held=held)


def _rank(level: Level | None) -> int:
    return len(_LEVELS) if level is None else _LEVELS.index(level)


def _page(
    request: Request, template: str, lang: Language, status: int = 200, **values: object
) -> Response:
    other = Language.CHINESE if lang is Language.ENGLISH else Language.ENGLISH
    shown = {
        "t": words(lang),
        "lang": lang.value,
        "query": "" if lang is Language.CHINESE else f"?lang={lang.value}",
        "other": str(request.url.include_query_params(lang=other.value).query),
        "url": url,
        **values,
    }
    return _templates().TemplateResponse(request, template, shown, status_code=status)


@cache
def _templates() -> Jinja2Templates:
    return Jinja2Templates(directory=_HERE / "templates")
