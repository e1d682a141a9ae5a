"""Several processes that answer, each with a socket of its own.

On one socket for all, whoever wakes first takes every caller that is waiting, and keeps them.
"""

import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess


def run_workers(config: uvicorn.Config) -> None:
    """Start the processes, replace one that dies, end them on a signal."""
    _bound(config.host, config.port, is_shared=False).close()
    own = _OwnSocket(config.host, config.port)
    Multiprocess(config, sockets=[own]).run()  # type: ignore[list-item]


class _OwnSocket:
    """Becomes a socket in the process that it is sent to."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port

    def __reduce__(self) -> tuple[Callable[..., socket.socket], tuple[Any, ...]]:
        return _bound, (self._host, self._port, True)

    def close(self) -> None:
        """There is none in the process that sends it."""


def _bound(host: str, port: int, is_shared: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if is_shared:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((host, port))
    return made
