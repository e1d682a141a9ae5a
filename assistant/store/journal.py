"""Turns are written in batches: many answers share one commit."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.store import conversations
from assistant.store.conversations import KeptTurn
from assistant.store.database import checkpoint, impatient

_log = logging.getLogger(__name__)
_TURNS_TO_A_CHECKPOINT = 1000
_TRIES = 20
_BETWEEN_TRIES_SECONDS = 0.0003

_Waiting = tuple[KeptTurn, "asyncio.Future[bool]"]


class Journal:
    """Belongs to one event loop.

    SQLite takes a batch in less time than a thread takes to be woken, so it is written right
    here; where another process goes on writing, and for PostgreSQL, a thread waits.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._at_once = impatient(engine)
        self._open: Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._waiting: list[_Waiting] = []
        self._is_due = False
        self._unmoved = 0
        self._refusals = 0

    async def keep(self, turn: KeptTurn) -> bool:
        """Whether the turn is on disk. An answer is worth giving even where it is not."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[bool] = loop.create_future()
        self._waiting.append((turn, written))
        if not self._is_due:
            self._is_due = True
            # whatever else this round of the loop answers goes into the same batch
            loop.call_soon(self._write_batch, loop)
        return await written

    async def close(self) -> None:
        """Finish what was begun."""
        while self._is_due:
            await asyncio.sleep(0.001)
        self._thread.shutdown()
        if self._open is not None:
            self._open.close()
        if self._at_once is not None:
            self._at_once.dispose()

    def _write_batch(self, loop: asyncio.AbstractEventLoop) -> None:
        batch, self._waiting = self._waiting, []
        turns = [turn for turn, _ in batch]
        if self._is_written_at_once(turns):
            self._refusals = 0
            self._end(loop, batch, True)
            return
        self._refusals += 1
        if self._at_once is not None and self._refusals < _TRIES:
            # another process' batch is done sooner than a thread is woken
            self._waiting = batch + self._waiting
            loop.call_later(_BETWEEN_TRIES_SECONDS, self._write_batch, loop)
            return
        work = loop.run_in_executor(self._thread, self._is_written, turns)
        work.add_done_callback(lambda done: self._end(loop, batch, done.result()))

    def _end(
        self, loop: asyncio.AbstractEventLoop, batch: Sequence[_Waiting], is_kept: bool
    ) -> None:
        for _, written in batch:
            if not written.done():
                written.set_result(is_kept)
        self._is_due = bool(self._waiting)
        if self._is_due:
            loop.call_soon(self._write_batch, loop)

    def _is_written_at_once(self, turns: Sequence[KeptTurn]) -> bool:
        if self._at_once is None:
            return False
        try:
            # kept open: to take a connection from the pool is half of the work
            self._open = self._open or self._at_once.connect()
            with self._open.begin():
                conversations.keep(self._open, turns)
        except SQLAlchemyError:
            # nobody may wait for ever for an answer that cannot be kept
            return False
        self._unmoved += len(turns)
        if self._unmoved >= _TURNS_TO_A_CHECKPOINT:
            self._unmoved = 0
            self._thread.submit(checkpoint, self._engine)
        return True

    def _is_written(self, turns: Sequence[KeptTurn]) -> bool:
        try:
            with self._engine.begin() as connection:
                conversations.keep(connection, turns)
        except SQLAlchemyError as error:
            # the message would carry the rows
            _log.error("turns not kept", extra={"turns": len(turns), "why": type(error).__name__})
            return False
        return True
