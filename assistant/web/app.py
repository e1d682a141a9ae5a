"""The application: settings → service → routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from assistant.settings import Settings
from assistant.web import ask, documents, feedback, health, problems, search, sessions
from assistant.web.body import BodyLimit
from assistant.web.envelope import Envelope
from assistant.web.service import running

KIB = 1024


def application(settings: Settings | None = None) -> FastAPI:
    """The application; without settings it reads them, as each worker process does."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(chosen) as service:
            app.state.service = service
            yield

    app = FastAPI(
        title="Clausewise",
        summary="Policy questions answered from the clause that says it",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    for room in (ask, search, documents, feedback, sessions, health):
        app.include_router(room.router)
    app.add_middleware(
        BodyLimit, plain=chosen.max_body_kib * KIB, upload=chosen.max_upload_mib * KIB * KIB
    )
    app.add_middleware(Envelope)
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(HTTPException, problems.on_http_exception)
    app.add_exception_handler(RequestValidationError, problems.on_invalid)
    return app
