"""Turns are written in batches by one thread: many answers share one commit."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.store import conversations
from assistant.store.conversations import KeptTurn

_log = logging.getLogger(__name__)

_Waiting = tuple[KeptTurn, "asyncio.Future[bool]"]


class Journal:
    """Belongs to one event loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, turn: KeptTurn) -> bool:
        """Whether the turn is on disk. An answer is worth giving even where it is not."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[bool] = loop.create_future()
        self._waiting.append((turn, written))
        if self._writing is None:
            self._writing = loop.create_task(self._write_all())
        return await written

    async def close(self) -> None:
        """Finish what was begun."""
        if self._writing is not None:
            await self._writing
        self._thread.shutdown()

    async def _write_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            turns = [turn for turn, _ in batch]
            is_kept = await loop.run_in_executor(self._thread, self._write, turns)
            for _, written in batch:
                if not written.done():
                    written.set_result(is_kept)
        self._writing = None

    def _write(self, turns: Sequence[KeptTurn]) -> bool:
        try:
            with self._engine.begin() as connection:
                conversations.keep(connection, turns)
        except SQLAlchemyError as error:
            # the message would carry the rows
            _log.error("turns not kept", extra={"turns": len(turns), "why": type(error).__name__})
            return False
        return True
