"""Calls that end in time: the model runs in a thread of its own, and who asked stops waiting.

Whatever the endpoint does (stalls before its headers, drips a byte a second, dies in the middle),
the caller has its pieces or a `Broken` when the deadline is reached.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Thread
from typing import TypeVar

from assistant.llm.breaker import Breaker
from assistant.llm.cache import ReplyCache, key_of
from assistant.llm.counts import Cause, Tally, Use
from assistant.llm.endpoint import Broken, ChatModel, Form, TooLarge
from assistant.llm.prompts import Message

Piece = TypeVar("Piece")


@dataclass(frozen=True)
class Line:
    """The way to the model: a bounded number of calls, a breaker, a cache, counts."""

    model: ChatModel
    tally: Tally
    breaker: Breaker
    places: BoundedSemaphore
    cache: ReplyCache | None = None

    def pieces(
        self, use: Use, messages: Sequence[Message], seconds: float
    ) -> Generator[str, None, None]:
        """The reply as it comes, or as it came before; raises Broken."""
        key = key_of(self.model.name, messages) if self.cache else ""
        if self.cache and (known := self.cache.get(key)) is not None:
            self.tally.was_cached()
            yield known
            return
        whole: list[str] = []
        for piece in self._called(use, lambda: self.model.pieces(messages), seconds):
            whole.append(piece)
            yield piece
        if self.cache:
            self.cache.put(key, "".join(whole))

    def filled(
        self, use: Use, messages: Sequence[Message], form: type[Form], seconds: float
    ) -> Form:
        """The form as the model fills it; raises Broken."""
        found = list(self._called(use, lambda: iter([self.model.filled(messages, form)]), seconds))
        return found[0]

    def _called(
        self, use: Use, make: Callable[[], Iterator[Piece]], seconds: float
    ) -> Generator[Piece, None, None]:
        if not self.breaker.may_try():
            raise self._failed(Cause.RESTING)
        if not self.places.acquire(blocking=False):
            self.breaker.release()
            raise self._failed(Cause.BUSY)
        began = time.perf_counter()
        settled = False
        try:
            yield from within(make, seconds, self.places.release)
            self.breaker.settle(worked=True)
            settled = True
        except Broken as broken:
            self.breaker.settle(worked=False)
            settled = True
            raise self._failed(broken.cause) from broken
        finally:
            if not settled:
                # the reader has heard enough: no fault of the endpoint's
                self.breaker.release()
            self.tally.called(use, time.perf_counter() - began)

    def _failed(self, cause: Cause) -> Broken:
        self.tally.failed(cause)
        return Broken(cause)


def within(
    make: Callable[[], Iterator[Piece]], seconds: float, ended: Callable[[], None]
) -> Generator[Piece, None, None]:
    """What `make` yields until `seconds` are over; `ended` is called when its thread ends."""
    queue: SimpleQueue[Piece | Broken | None] = SimpleQueue()
    is_given_up = Event()

    def work() -> None:
        try:
            for piece in make():
                if is_given_up.is_set():
                    return
                queue.put(piece)
            queue.put(None)
        except Exception as error:  # whatever a client library raises is one thing to us
            queue.put(_broken(error))
        finally:
            ended()

    # tracing callbacks and spans find their parent through the context
    Thread(target=copy_context().run, args=(work,), name="llm-call", daemon=True).start()
    until = time.monotonic() + seconds
    try:
        while (piece := _next(queue, until)) is not None:
            yield piece
    finally:
        is_given_up.set()


def _next(queue: "SimpleQueue[Piece | Broken | None]", until: float) -> Piece | None:
    try:
        piece = queue.get(timeout=max(0.0, until - time.monotonic()))
    except Empty:
        raise Broken(Cause.TIMEOUT) from None
    if isinstance(piece, Broken):
        raise piece
    if time.monotonic() > until:
        raise Broken(Cause.TIMEOUT)
    return piece


def _broken(error: Exception) -> Broken:
    """The cause, found among the errors that led to this one."""
    chain: BaseException | None = error
    while chain is not None:
        if isinstance(chain, Broken):
            return chain
        if isinstance(chain, TooLarge):
            return Broken(Cause.OVERSIZE, str(chain))
        if "Timeout" in type(chain).__name__:
            return Broken(Cause.TIMEOUT)
        chain = chain.__cause__ or chain.__context__
    if isinstance(error, ValueError):
        return Broken(Cause.UNREADABLE, type(error).__name__)
    return Broken(Cause.ERROR, type(error).__name__)
