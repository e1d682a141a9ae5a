"""A small server that speaks the OpenAI protocol and plays the model that a test asks for."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Messages = list[dict[str, str]]
Player = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One call: what was asked, and ways to answer it."""

    handler: BaseHTTPRequestHandler
    body: dict[str, Any]

    @property
    def messages(self) -> Messages:
        found: Messages = self.body["messages"]
        return found

    @property
    def is_streamed(self) -> bool:
        return bool(self.body.get("stream"))

    def start(self, kind: str = "text/event-stream") -> None:
        """The head of a reply that ends when the connection does."""
        self.handler.send_response(200)
        self.handler.send_header("Content-Type", kind)
        self.handler.send_header("Connection", "close")
        self.handler.end_headers()

    def send(self, text: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        self.raw(f"data: {json.dumps(_chunk(choice))}\n\n".encode())

    def raw(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def finish(self) -> None:
        self.send("", "stop")
        self.raw(b"data: [DONE]\n\n")

    def whole(self, text: str) -> None:
        """The reply at once, as a call without streaming expects it."""
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = {**_chunk(choice), "object": "chat.completion"}
        self.start("application/json")
        self.raw(json.dumps(body).encode())


@dataclass
class ModelServer:
    """`player` answers the calls; `calls` are the bodies that came."""

    url: str
    player: Player
    calls: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def running(player: Player) -> Iterator[ModelServer]:
    """A server on a free port of this machine."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.model = ModelServer(f"http://127.0.0.1:{server.server_port}/v1", player)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def says(text: str) -> Player:
    """A model that says this, a few characters at a time."""

    def play(exchange: Exchange) -> None:
        if not exchange.is_streamed:
            exchange.whole(text)
            return
        exchange.start()
        for i in range(0, len(text), 3):
            exchange.send(text[i : i + 3])
        exchange.finish()

    return play


def stalls(exchange: Exchange) -> None:
    """The head of a reply and then silence."""
    exchange.start()
    _wait_for_hang_up(exchange)


def never_begins(exchange: Exchange) -> None:
    """Not even a head."""
    _wait_for_hang_up(exchange)


def drips(text: str) -> Player:
    """A character now and then, for ever: no pause is long enough for a time-out."""

    def play(exchange: Exchange) -> None:
        exchange.start()
        while True:
            for character in text:
                exchange.send(character)
                time.sleep(0.05)

    return play


def dies_after(text: str) -> Player:
    """The connection is reset in the middle of a sentence."""

    def play(exchange: Exchange) -> None:
        exchange.start()
        exchange.send(text)
        exchange.handler.connection.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00"
        )
        exchange.handler.connection.close()

    return play


def ends_after(text: str) -> Player:
    """The stream ends politely, without saying that it is whole."""

    def play(exchange: Exchange) -> None:
        exchange.start()
        exchange.send(text)

    return play


def sends_mib(mib: int, with_breaks: bool) -> Player:
    """So much text, in events or as one line that does not end."""
    line = ("补贴" * 4096).encode()

    def play(exchange: Exchange) -> None:
        exchange.start()
        exchange.raw(b'data: {"choices": [{"delta": {"content": "')
        for _ in range(mib * 1024 * 1024 // len(line)):
            exchange.raw(line)
            if with_breaks:
                exchange.send("补贴。" * 512)

    return play


def refuses(status: int, body: str = "{}") -> Player:
    """An error instead of a reply."""

    def play(exchange: Exchange) -> None:
        exchange.handler.send_response(status)
        exchange.handler.send_header("Content-Type", "application/json")
        exchange.handler.send_header("Content-Length", str(len(body.encode())))
        exchange.handler.end_headers()
        exchange.raw(body.encode())

    return play


def talks_nonsense(exchange: Exchange) -> None:
    """Bytes that are no protocol at all."""
    exchange.start()
    exchange.raw(b"data: {]\x00\xff not json\n\n" * 20)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    model: ModelServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is what most of these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.close_connection = True
        self.server.model.calls.append(body)
        self.server.model.keys.append(self.headers["Authorization"])
        self.server.model.player(Exchange(self, body))

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def _chunk(choice: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "played",
        "choices": [choice],
    }


def _wait_for_hang_up(exchange: Exchange) -> None:
    exchange.handler.connection.settimeout(20)
    exchange.handler.connection.recv(1)
