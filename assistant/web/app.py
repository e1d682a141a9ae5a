"""The application: settings → service → routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.settings import Settings
from assistant.web import (
    admin,
    admission_rules,
    ask,
    cases,
    chat,
    documents,
    feedback,
    health,
    lookup,
    near_misses,
    preview,
    problems,
    review,
    search,
    sessions,
    shelving,
    sign_in,
    staff,
    states,
    work_orders,
)
from assistant.web.admission import Admission
from assistant.web.body import BodyLimit
from assistant.web.envelope import Envelope
from assistant.web.limits import Limits
from assistant.web.openapi import described
from assistant.web.origins import Cors, Origins
from assistant.web.pages import add_pages
from assistant.web.service import running
from index.searchable import StoreDown

_ROUTERS = (
    chat,
    ask,
    search,
    documents,
    shelving,
    feedback,
    sessions,
    sign_in,
    staff,
    admin,
    admission_rules,
    health,
    work_orders,
    review,
    cases,
    lookup,
    near_misses,
    preview,
    states,
)
KIB = 1024


def application(settings: Settings | None = None) -> FastAPI:
    """The application; without settings it reads them, as each worker process does."""
    chosen = settings or Settings()
    admission = Admission(chosen)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(chosen, admission) as service:
            app.state.service = service
            yield

    app = FastAPI(
        title="Clausewise",
        summary="Policy questions answered from the clause that says it",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        # would look for exporters on every request; the chain is traced where that is wanted
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    for room in _ROUTERS:
        # as they are: an included router is matched twice for every request
        app.router.routes.extend(room.router.routes)
    add_pages(app)
    app.add_exception_handler(problems.Problem, problems.on_problem)
    app.add_exception_handler(StoreDown, problems.on_store_down)
    app.add_exception_handler(HTTPException, problems.on_http_exception)
    app.add_exception_handler(RequestValidationError, problems.on_invalid)
    _surround(app, chosen, admission)
    app.openapi = described(app)  # type: ignore[method-assign]
    return app


def _surround(app: FastAPI, settings: Settings, admission: Admission) -> None:
    """Middleware, the innermost first."""
    app.add_middleware(
        BodyLimit, plain=settings.max_body_kib * KIB, upload=settings.max_upload_mib * KIB * KIB
    )
    app.add_middleware(Limits, admission=admission, counters=settings.state / "limits.bin")
    app.add_middleware(Origins, admission=admission)
    app.add_middleware(Cors, admission=admission)
    app.add_middleware(Envelope, admission=admission)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
