"""A request's head that is too large, or trickles in, is refused while it arrives.

uvicorn's parser would keep a head of any size, for as long as somebody goes on sending it.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from assistant.web.problems import MEDIA_TYPE, Code, Problem, response


class BoundedHead(HttpToolsProtocol):
    """A connection that gives each head so many bytes and seconds."""

    LARGEST_BYTES = 64 * 1024
    SECONDS = 20.0

    _is_open = True
    _size = 0
    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._is_open or self.transport.is_closing():
            return
        self._size += len(data)
        if self._size > self.LARGEST_BYTES:
            self._refuse(Code.HEAD_TOO_LARGE)
        elif self._clock is None:
            self._start_clock()

    def on_message_begin(self) -> None:
        self._is_open, self._size = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._is_open = False
        self._stop_clock()
        super().on_headers_complete()

    def _start_clock(self) -> None:
        self._clock = self.loop.call_later(self.SECONDS, self._refuse, Code.HEAD_TOO_SLOW)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _refuse(self, code: Code) -> None:
        self._stop_clock()
        refusal = response(Problem(code))
        self.transport.write(
            f"HTTP/1.1 {refusal.status_code} \r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"content-length: {len(refusal.body)}\r\nconnection: close\r\n\r\n".encode()
            + bytes(refusal.body)
        )
        self.transport.close()
