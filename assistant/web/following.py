"""What a process on another machine changed, documents or who may call: in force within a second.

Processes on one machine see each other's changes in the folder they share, before the next answer.
"""

import asyncio
import logging

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.shelf import Shelf
from assistant.store import document_changes
from assistant.web.admission import Admission
from assistant.web.live import LiveIndex
from assistant.web.threads import finished
from index.store import BadIndex

_log = logging.getLogger(__name__)
_EVERY_SECONDS = 1.0


async def following(engine: Engine, shelf: Shelf, live: LiveIndex, admission: Admission) -> None:
    """Runs until it is cancelled; a database that is away for a while is asked again."""
    seen: document_changes.State | None = None
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        try:
            await finished(admission.recall, engine)
            now = await finished(document_changes.state, engine)
            if now != seen:
                await finished(shelf.prepare)
                await live.load()
                seen = now
        except (SQLAlchemyError, BadIndex, OSError) as error:
            _log.error("changes not followed", extra={"why": type(error).__name__})
