"""One question at a time, a bounded number waiting: beyond that a refusal at once."""

import asyncio

from assistant.web.problems import Code, Problem

_OVERLOADED = {"Retry-After": "1"}


class Gate:
    """`async with gate`: inside, no other question is answered in this process.

    Belongs to one event loop, which reads new requests between two turns.
    """

    def __init__(self, places: int, wait_seconds: float) -> None:
        self._turn = asyncio.Lock()
        self._places, self._wait_seconds = places, wait_seconds
        self.waiting = 0

    @property
    def is_full(self) -> bool:
        return self.waiting >= self._places

    def refuse_if_full(self) -> None:
        """The refusal, where it is known before anything is done."""
        if self.is_full:
            raise Problem(Code.OVERLOADED, headers=_OVERLOADED)

    async def __aenter__(self) -> None:
        self.refuse_if_full()
        if not self._turn.locked():
            await self._turn.acquire()
            return
        self.waiting += 1
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._turn.acquire()
        except TimeoutError:
            raise Problem(Code.OVERLOADED, headers=_OVERLOADED) from None
        finally:
            self.waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._turn.release()
