"""What a process holds while it serves, made from the settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from assistant.settings import Settings
from assistant.shelf import Shelf
from assistant.shelves import shelf_of
from assistant.store.database import opened
from assistant.store.journal import Journal
from assistant.store.values import shared_secret
from assistant.web.admission import Admission
from assistant.web.answering import Answering, Remembered
from assistant.web.cleaning import cleaning
from assistant.web.following import following
from assistant.web.gate import Gate
from assistant.web.live import LiveIndex
from assistant.web.origins import Tokens

if TYPE_CHECKING:
    from assistant.llm.model import Model


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that the routes need."""

    settings: Settings
    engine: Engine
    live: LiveIndex
    answering: Answering
    tokens: Tokens
    shelf: Shelf
    admission: Admission


@asynccontextmanager
async def running(settings: Settings, admission: Admission) -> AsyncIterator[Service]:
    """A service from its first answer to its last."""
    engine = opened(settings.database_url)
    tokens = Tokens(shared_secret(engine, "widget tokens"), settings.widget_token_minutes * 60)
    admission.recall(engine)
    shelf = shelf_of(settings, engine)
    live = LiveIndex(shelf, _model(settings))
    journal = Journal(engine)
    answering = Answering(
        settings=settings,
        engine=engine,
        live=live,
        gate=Gate(settings.queue, settings.queue_burst, settings.queue_seconds),
        journal=journal,
        remembered=Remembered(settings.remembered_answers),
    )
    background = [
        asyncio.create_task(live.start()),
        asyncio.create_task(live.follow()),
        asyncio.create_task(cleaning(engine, settings)),
    ]
    if engine.dialect.name != "sqlite":
        background.append(asyncio.create_task(following(engine, shelf, live, admission)))
    try:
        yield Service(settings, engine, live, answering, tokens, shelf, admission)
    finally:
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await journal.close()
        engine.dispose()


def _model(settings: Settings) -> "Model | None":
    """The chat model. What it needs is imported only where one is set."""
    if not settings.llm_base_url:
        return None
    from assistant.llm.model import model_of

    return model_of(settings)


def service_of(request: Request) -> Service:
    """The service that the request came to."""
    service: Service = request.app.state.service
    return service


async def _here(request: Request) -> Service:
    return service_of(request)


Here = Annotated[Service, Depends(_here)]
