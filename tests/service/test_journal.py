"""Answers are kept in batches, and given where they cannot be kept."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.store import conversations
from assistant.store.database import opened
from assistant.store.journal import Journal
from tests.service.test_store import NOON, TURN


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = opened(database.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def test_what_is_answered_at_once_is_kept_at_once(engine: Engine) -> None:
    turns = [replace(TURN, id=f"a{n}") for n in range(20)]
    assert _kept(engine, *turns) == [True] * 20
    found = conversations.recent(engine, TURN.conversation, NOON, 100)
    assert found is not None
    assert {turn.id for turn in found} == {turn.id for turn in turns}


def test_nobody_waits_for_a_turn_that_the_database_refuses(engine: Engine) -> None:
    assert _kept(engine, TURN) == [True]
    assert _kept(engine, TURN) == [False]
    assert _kept(engine, replace(TURN, id="a2")) == [True]


def test_nobody_waits_for_a_database_that_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite3"
    engine = opened(f"sqlite:///{file}")
    _kept(engine, TURN)
    engine.dispose()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 8000)
    assert _kept(engine, replace(TURN, id="a2")) == [False]
    engine.dispose()


def test_what_another_process_delays_is_kept_in_the_end(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite3"
    engine = opened(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def let_go() -> None:
        await asyncio.sleep(0.2)
        other.execute("COMMIT")

    assert _kept(engine, TURN, beside=let_go) == [True]
    other.close()
    engine.dispose()


def _kept(
    engine: Engine,
    *turns: conversations.KeptTurn,
    beside: Callable[[], Awaitable[None]] | None = None,
) -> list[bool]:
    """Which of them were, all asked at once; five seconds are for ever."""

    async def keep() -> list[bool]:
        journal = Journal(engine)
        try:
            async with asyncio.timeout(5):
                waiting = asyncio.gather(*(journal.keep(turn) for turn in turns))
                if beside is not None:
                    await beside()
                return await waiting
        finally:
            await journal.close()

    return asyncio.run(keep())
