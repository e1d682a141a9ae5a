"""What is kept too long is deleted, every hour."""

import asyncio
import logging
from datetime import timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.settings import Settings
from assistant.store import conversations, keys
from assistant.store.schema import now
from assistant.web.threads import finished

_log = logging.getLogger(__name__)
_FIRST_AFTER_SECONDS = 60
_EVERY_SECONDS = 3600


async def cleaning(engine: Engine, settings: Settings) -> None:
    """Runs until it is cancelled."""
    await asyncio.sleep(_FIRST_AFTER_SECONDS)
    while True:
        await finished(clean, engine, settings.retention_days)
        await asyncio.sleep(_EVERY_SECONDS)


def clean(engine: Engine, retention_days: float) -> None:
    """Delete conversations, and sign-ins that ended, older than that."""
    before = now() - timedelta(days=retention_days)
    try:
        gone = conversations.forget_before(engine, before)
        keys.forget_ended(engine, before)
    except SQLAlchemyError as error:
        _log.error("old turns not deleted", extra={"why": type(error).__name__})
    else:
        _log.info("old turns deleted", extra={"turns": gone})
