"""The application: settings → service → routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from assistant.settings import Settings
from assistant.web import ask, problems
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
        max_body_size=chosen.max_body_kib * KIB,
    )
    for router in (ask.router,):
        app.include_router(router)
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(HTTPException, problems.on_http_exception)
    app.add_exception_handler(RequestValidationError, problems.on_invalid)
    return app
