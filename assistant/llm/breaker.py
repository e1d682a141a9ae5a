"""An endpoint that keeps failing is left alone for a while, then tried with one call.

closed ──failures in a row──▶ open ──pause over──▶ half open ──works──▶ closed
                                ▲                      │
                                └───────fails──────────┘
"""

import time
from collections.abc import Callable
from threading import Lock


class Breaker:
    """One for each endpoint of a process; every `may_try` that says yes is settled once."""

    def __init__(
        self, failures: int, pause_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lock, self._clock = Lock(), clock
        self._most, self._pause_seconds = failures, pause_seconds
        self._in_a_row = 0
        self._opened: float | None = None
        self._is_tried = False

    @property
    def is_open(self) -> bool:
        """Whether calls are refused: not yet proven to work again."""
        return self._opened is not None

    def may_try(self) -> bool:
        """Whether a call may be made now; half open, only one at a time."""
        with self._lock:
            if self._opened is None:
                return True
            if self._is_tried or self._clock() - self._opened < self._pause_seconds:
                return False
            self._is_tried = True
            return True

    def settle(self, worked: bool) -> None:
        """What became of a call."""
        with self._lock:
            self._is_tried = False
            if worked:
                self._in_a_row, self._opened = 0, None
                return
            self._in_a_row += 1
            if self._opened is not None or self._in_a_row >= self._most:
                self._opened = self._clock()

    def release(self) -> None:
        """A call that ended without showing whether the endpoint works."""
        with self._lock:
            self._is_tried = False
