"""What comes before a body is bounded, too: by uvicorn it is not."""

import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from assistant.web.head import BoundedHead

START = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


class Hasty(BoundedHead):
    """As served, but for the time that a test can wait."""

    SECONDS = 0.5


async def app(_: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=Hasty, ws="none", lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield bound.getsockname()[1]
        server.should_exit = True
        thread.join()


def test_a_usual_head_passes_on_a_connection_that_is_used_again(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        codes = [client.get("/", headers={"X": "a" * 8000}).status_code for _ in range(20)]
        time.sleep(0.7)
        codes.append(client.post("/", content=b" " * 300_000).status_code)
    assert codes == [200] * 21


def test_an_endless_head_is_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(START)
        with pytest.raises(ConnectionError):
            connection.sendall(b"".join(b"X-%d: a\r\n" % n for n in range(3_000_000)))


@pytest.mark.parametrize("sent", [b"", START, START + b"X: a\r\n", b"\r\n"])
def test_a_head_that_does_not_end_is_refused(port: int, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        began = time.monotonic()
        answer = connection.recv(1000)
        assert 0.3 < time.monotonic() - began < 5
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"head_too_slow"' in answer


def test_trickling_does_not_give_more_time(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(START)
        assert sum(_is_taken(connection, b"X: a\r\n") for _ in range(30)) < 15


def _is_taken(connection: socket.socket, line: bytes) -> bool:
    """Whether it may still be sent, a tenth of a second after the last."""
    time.sleep(0.1)
    try:
        connection.sendall(line)
    except ConnectionError:
        return False
    return True


def test_a_body_may_take_longer_than_the_head(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
        time.sleep(0.8)
        connection.sendall(b"cd")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_a_websocket_is_not_offered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(START + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
