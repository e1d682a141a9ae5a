"""One question at a time, a bounded number waiting: beyond that a refusal at once."""

import asyncio
import math
import time

from assistant.web.problems import Code, Problem

_OVERLOADED = {"Retry-After": "1"}
#: a queue that has not been empty for so long is no burst but an overload
_BURST_SECONDS = 0.25
#: an overload is over when less than this part of the last moments was work, the latest counting
#: most; without it, callers that pause for a moment would be taken for the end
_BUSY_SHARE, _MOMENTS_SECONDS = 0.7, 1.0


class Gate:
    """`async with gate`: inside, no other question is answered in this process.

    Belongs to one event loop, which reads new requests between two turns. `burst` may wait; in
    an overload no more than `places`, so that who is let in is answered soon.
    """

    def __init__(self, places: int, burst: int, wait_seconds: float) -> None:
        self._turn = asyncio.Lock()
        self._places, self._burst, self._wait_seconds = places, burst, wait_seconds
        self._last_empty, self._busy_share = 0.0, 0.0
        self._is_overloaded = False
        self.waiting = 0

    @property
    def is_full(self) -> bool:
        if self.waiting < self._places:
            return False
        if time.monotonic() - self._last_empty > _BURST_SECONDS:
            self._is_overloaded = True
        return self.waiting >= (self._places if self._is_overloaded else self._burst)

    def refuse_if_full(self) -> None:
        """The refusal, where it is known before anything is done."""
        if self.is_full:
            raise Problem(Code.OVERLOADED, headers=_OVERLOADED)

    async def __aenter__(self) -> None:
        if not self.waiting and not self._turn.locked():
            self._emptied(was_busy=False)
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
            self._emptied(was_busy=True)
        self._turn.release()

    def _emptied(self, was_busy: bool) -> None:
        """Nobody waits now; since the last time that was so there was work, or none."""
        now = time.monotonic()
        before = math.exp((self._last_empty - now) / _MOMENTS_SECONDS)
        self._busy_share = before * self._busy_share + (1 - before) * was_busy
        self._last_empty = now
        if self._busy_share < _BUSY_SHARE:
            self._is_overloaded = False
