"""One question at a time, a bounded number waiting: beyond that a refusal at once."""

import asyncio
import time

from assistant.web.problems import Code, Problem

_OVERLOADED = {"Retry-After": "1"}
#: a queue that has not been empty for so long is no burst but an overload
_BURST_SECONDS = 0.25


class Gate:
    """`async with gate`: inside, no other question is answered in this process.

    Belongs to one event loop, which reads new requests between two turns. `burst` may wait
    where the queue was empty a moment ago; where it was not, no more than `places`, so that who
    is let in is answered soon.
    """

    def __init__(self, places: int, burst: int, wait_seconds: float) -> None:
        self._turn = asyncio.Lock()
        self._places, self._burst, self._wait_seconds = places, burst, wait_seconds
        self._last_empty = 0.0
        self.waiting = 0

    @property
    def is_full(self) -> bool:
        if self.waiting < self._places:
            return False
        is_burst = time.monotonic() - self._last_empty < _BURST_SECONDS
        return self.waiting >= (self._burst if is_burst else self._places)

    def refuse_if_full(self) -> None:
        """The refusal, where it is known before anything is done."""
        if self.is_full:
            raise Problem(Code.OVERLOADED, headers=_OVERLOADED)

    async def __aenter__(self) -> None:
        if not self._turn.locked():
            self._last_empty = time.monotonic()
        self.refuse_if_full()
        self.waiting += 1
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._turn.acquire()
        except TimeoutError:
            raise Problem(Code.OVERLOADED, headers=_OVERLOADED) from None
        finally:
            self.waiting -= 1
        try:
            # what has arrived meanwhile is read first, and refused where there is no place
            await asyncio.sleep(0)
        except BaseException:
            self._turn.release()
            raise

    async def __aexit__(self, *_: object) -> None:
        if not self.waiting:
            self._last_empty = time.monotonic()
        self._turn.release()
