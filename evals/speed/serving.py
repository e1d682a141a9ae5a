"""`python serve.py` as a process of its own, on a free port of loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROJECT = Path(__file__).parents[2]
_START_SECONDS = 60


@dataclass(frozen=True)
class Running:
    """A service that was started, and where it keeps things."""

    process: "subprocess.Popen[bytes]"
    port: int
    environment: dict[str, str]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code."""
        self.process.send_signal(how)
        return self.process.wait(timeout=_START_SECONDS)

    def command(self, *arguments: str) -> str:
        """What a command beside the running service prints."""
        done = subprocess.run(  # noqa: S603
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
def serving(
    index: Path,
    state: Path,
    settings: Mapping[str, str] | None = None,
    *,
    port: int = 0,
    is_waited_for: bool = True,
) -> Iterator[Running]:
    """A service that answers, ended at the end."""
    port = port or free_port()
    environment = {
        **os.environ,
        "CLAUSEWISE_INDEX": str(index),
        "CLAUSEWISE_STATE": str(state),
        "PORT": str(port),
        **{f"CLAUSEWISE_{name.upper()}": value for name, value in (settings or {}).items()},
    }
    log = state.parent / f"serve-{port}.log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "serve.py"], cwd=PROJECT, env=environment, stderr=stderr
        )
    running = Running(process, port, environment, log)
    try:
        if is_waited_for:
            _wait(running)
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=_START_SECONDS)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait(running: Running) -> None:
    """Until every worker answers: one that still starts takes its time from the others."""
    workers = int(running.environment.get("CLAUSEWISE_WORKERS", "1"))
    ends = time.monotonic() + _START_SECONDS
    while time.monotonic() < ends:
        if running.process.poll() is not None:
            raise RuntimeError(f"the service did not start:\n{running.log.read_text()}")
        if running.log.read_text().count('"index loaded"') >= workers:
            httpx.get(f"{running.url}/readyz").raise_for_status()
            return
        time.sleep(0.05)
    raise TimeoutError(f"the service is not ready:\n{running.log.read_text()}")
