"""Memory of this process and those it started, while something is done. Linux only."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.1


@dataclass
class Peak:
    """MiB that no file holds: what the machine must have, whatever else it caches."""

    mib: float = 0.0


@contextmanager
def watched() -> Iterator[Peak]:
    """The most that all processes together had at one moment."""
    peak, ended = Peak(private_mib()), threading.Event()

    def watch() -> None:
        while not ended.wait(_EVERY_S):
            peak.mib = max(peak.mib, private_mib())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def private_mib() -> float:
    """Of this process and its children."""
    own = os.getpid()
    pids = [own]
    for task in Path(f"/proc/{own}/task").iterdir():
        pids += map(int, (task / "children").read_text().split())
    return sum(_status_mib(pid, "RssAnon") for pid in pids)


def cached_mib() -> float:
    """Pages of mapped files that this process has looked at; the system may take them back."""
    return _status_mib(os.getpid(), "RssFile")


def _status_mib(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = next((line for line in lines if line.startswith(f"{name}:")), "")
    return int(found.split()[1]) / 1024 if found else 0.0
