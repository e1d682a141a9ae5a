"""`python serve.py` as a process of its own, on a free port of loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROJECT = Path(__file__).parents[2]
_START_SECONDS = 60
QUESTION = {"question": "省级专精特新在晋城奖多少"}


@dataclass(frozen=True)
class Running:
    """A service that was started, and where it keeps things."""

    process: "subprocess.Popen[bytes]"
    port: int
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code."""
        self.process.send_signal(how)
        return self.process.wait(timeout=_START_SECONDS)

    def command(self, *arguments: str) -> str:
        """What a command beside the running service prints."""
        done = subprocess.run(
            [sys.executable, "serve.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def admin(self) -> dict[str, str]:
        made = self.command("keys", "create", "--role", "admin", "--name", "tester")
        return {"X-API-Key": made.split()[-1]}


@contextmanager
def serving(index: Path, state: Path, **settings: str) -> Iterator[Running]:
    """A service that answers, ended at the end."""
    port = _free_port()
    environment = {
        **os.environ,
        "CLAUSEWISE_INDEX": str(index),
        "CLAUSEWISE_STATE": str(state),
        "PORT": str(port),
        **{f"CLAUSEWISE_{name.upper()}": value for name, value in settings.items()},
    }
    with (state.parent / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "serve.py"], cwd=PROJECT, env=environment, stderr=log
        )
    running = Running(process, port, environment)
    try:
        _wait(running)
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=_START_SECONDS)


def half_sent(port: int) -> socket.socket:
    """A connection whose question is on its way."""
    body = json.dumps(QUESTION).encode()
    connection = socket.create_connection(("127.0.0.1", port), timeout=_START_SECONDS)
    head = f"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    connection.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body[:5])
    return connection


def finished(connection: socket.socket) -> bytes:
    """Sends the rest, and reads the answer to its end."""
    connection.sendall(json.dumps(QUESTION).encode()[5:])
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    connection.close()
    return b"".join(parts)


def _wait(running: Running) -> None:
    ends = time.monotonic() + _START_SECONDS
    while time.monotonic() < ends:
        assert running.process.poll() is None, "the service did not start"
        try:
            if httpx.get(f"{running.url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError("the service is not ready")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
