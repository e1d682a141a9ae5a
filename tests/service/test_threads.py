"""Work in threads ends before what it uses is taken away."""

import asyncio
import threading

import pytest

from assistant.web.threads import finished


async def _stopped_while(release: threading.Event, done: list[str]) -> None:
    begun = threading.Event()

    def work() -> None:
        begun.set()
        release.wait(5)
        done.append("work")

    waiting = asyncio.create_task(finished(work))
    await asyncio.to_thread(begun.wait, 5)
    waiting.cancel()
    asyncio.get_running_loop().call_later(0.05, release.set)
    with pytest.raises(asyncio.CancelledError):
        await waiting


def test_who_is_told_to_stop_waits_for_what_has_begun() -> None:
    done: list[str] = []
    asyncio.run(_stopped_while(threading.Event(), done))
    assert done == ["work"]


def test_what_the_call_returns_or_raises_comes_through() -> None:
    assert asyncio.run(finished(int, "7")) == 7
    with pytest.raises(ValueError, match="x"):
        asyncio.run(finished(int, "x"))
