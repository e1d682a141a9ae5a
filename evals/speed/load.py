"""Requests at a steady rate, whatever the service does with them: latency by status."""

import asyncio
import gc
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_CONNECTIONS = 512


@dataclass(frozen=True, slots=True)
class Sample:
    """One request. `seconds` runs from when it was due, not from when it could be sent."""

    status: int
    seconds: float
    due: float


@dataclass(frozen=True, slots=True)
class Load:
    """What became of the requests of one stretch of time."""

    samples: tuple[Sample, ...]

    def share(self, *statuses: int) -> float:
        """The part that was answered with one of these statuses."""
        return sum(sample.status in statuses for sample in self.samples) / len(self.samples)

    def quantile_ms(self, q: float, status: int = 200) -> float:
        """The time that a share `q` of the requests with that status stayed below."""
        times = sorted(s.seconds for s in self.samples if s.status == status)
        return times[min(len(times) - 1, int(q * len(times)))] * 1000 if times else float("nan")

    def since(self, seconds: float) -> "Load":
        """Those due after that time."""
        return Load(tuple(sample for sample in self.samples if sample.due >= seconds))


def steady(url: str, bodies: Sequence[dict[str, str]], rate: float, seconds: float) -> Load:
    """`rate` requests a second for so long, the bodies in turn."""
    # a pause of the collector here would be taken for one of the service
    gc.disable()
    try:
        return asyncio.run(_steady(url, bodies, rate, seconds))
    finally:
        gc.enable()


def capacity(url: str, bodies: Sequence[dict[str, str]], seconds: float) -> float:
    """Requests a second that a few callers get answered who wait for each answer."""
    return asyncio.run(_closed(url, bodies, seconds))


async def _steady(url: str, bodies: Sequence[dict[str, str]], rate: float, seconds: float) -> Load:
    pool = _Pool(url)
    began = time.perf_counter()
    tasks = []
    for n in range(int(rate * seconds)):
        due = n / rate
        await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
        tasks.append(asyncio.create_task(_one(pool, bodies[n % len(bodies)], began, due)))
    samples = await asyncio.gather(*tasks)
    pool.close()
    return Load(tuple(samples))


async def _one(pool: "_Pool", body: dict[str, str], began: float, due: float) -> Sample:
    status = await pool.post(body)
    return Sample(status, time.perf_counter() - began - due, due)


async def _closed(url: str, bodies: Sequence[dict[str, str]], seconds: float) -> float:
    pool = _Pool(url)
    ends = time.perf_counter() + seconds
    answered = 0

    async def ask(first: int) -> None:
        nonlocal answered
        n = first
        while time.perf_counter() < ends:
            status = await pool.post(bodies[n % len(bodies)])
            answered += status == 200
            n += _CALLERS

    await asyncio.gather(*(ask(n) for n in range(_CALLERS)))
    pool.close()
    return answered / seconds


_CALLERS = 8
_Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Pool:
    """Connections that are kept open, one for each request on its way."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path
        self._free: list[_Connection] = []
        self._places = asyncio.Semaphore(_CONNECTIONS)

    async def post(self, body: dict[str, str]) -> int:
        """The status; 0: there was no answer."""
        async with self._places:
            content = json.dumps(body).encode()
            while self._free:
                # a connection that was idle for long may have been closed from the other side
                if status := await self._exchange(self._free.pop(), content):
                    return status
            try:
                connection = await asyncio.open_connection(self._host, self._port)
            except OSError:
                return 0
            return await self._exchange(connection, content)

    def close(self) -> None:
        for _, writer in self._free:
            writer.close()

    async def _exchange(self, connection: _Connection, body: bytes) -> int:
        reader, writer = connection
        writer.write(
            f"POST {self._path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
        except (OSError, asyncio.IncompleteReadError):
            writer.close()
            return 0
        self._free.append(connection)
        return int(head.split(b" ", 2)[1])
