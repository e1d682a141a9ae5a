"""The service over HTTP beside a bare echo: throughput, latency, workers, start, overload."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from evals.speed.load import Load, capacity, steady
from evals.speed.serving import PROJECT, Running, free_port, serving
from index.store import DEFAULT_FOLDER

_SECONDS = 5
_CALLERS = 16
#: of a rate that leaves the service idle most of the time
_UNLOADED = 0.2
_OVERLOAD = 4
_IDLE_AGAIN_SECONDS = 5
_STARTS = 3
_RIVAL = "import sentence_transformers"
_QUESTION = {"question": "晋城首次认定的高新技术企业奖励多少"}
_LIMITS = {"client_limits": "100000000/minute"}


@dataclass(frozen=True, slots=True)
class Http:
    """What wrk saw: requests a second, and the time that half of them stayed below."""

    a_second: float
    p50_ms: float


@dataclass(frozen=True, slots=True)
class Start:
    """A process from its start: seconds to its first 200s, MiB once it has answered."""

    alive_s: float
    answer_s: float
    mib: float


@dataclass(frozen=True, slots=True)
class Overload:
    """The same distinct questions before, during and after four times the capacity."""

    capacity: float
    before: Load
    during: Load
    after: Load


@dataclass(frozen=True, slots=True)
class ServiceSpeed:
    """Everything measured in one run on one machine."""

    echo: Http
    ask: Http
    echo_alone: Http
    ask_alone: Http
    two_workers: Http
    distinct: float
    distinct_two: float
    start: Start
    rival_s: float
    rival_mib: float
    overload: Overload


def measured(questions: Sequence[str], overload_seconds: float) -> ServiceSpeed:
    """Minutes of work: needs `wrk` and an idle machine."""
    bodies = [{"question": question} for question in questions]
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        with _service(state / "one" / "state") as one, _echo() as echo:
            size = len(httpx.post(f"{one.url}/v1/ask", json=_QUESTION).content)
            body = {"question": "问" * 20, "padding": "x" * max(0, size - 100)}
            echoes = [_wrk(f"{echo}/echo", body, callers) for callers in (_CALLERS, 1)]
            asks = [_wrk(f"{one.url}/v1/ask", _QUESTION, callers) for callers in (_CALLERS, 1)]
        with _service(state / "two" / "state", workers="2") as two:
            both = _wrk(f"{two.url}/v1/ask", _QUESTION, _CALLERS)
            distinct_two = capacity(f"{two.url}/v1/ask", bodies, _SECONDS)
        overload = _overload(state / "over" / "state", bodies, overload_seconds)
        start = _started(state)
    rival_s, rival_mib = _rival()
    return ServiceSpeed(
        echo=echoes[0],
        ask=asks[0],
        echo_alone=echoes[1],
        ask_alone=asks[1],
        two_workers=both,
        distinct=overload.capacity,
        distinct_two=distinct_two,
        start=start,
        rival_s=rival_s,
        rival_mib=rival_mib,
        overload=overload,
    )


def is_possible() -> bool:
    """Whether wrk is there (Debian: apt-get install wrk)."""
    return shutil.which("wrk") is not None


def _service(state: Path, **settings: str) -> AbstractContextManager[Running]:
    state.mkdir(parents=True)
    return serving(DEFAULT_FOLDER.absolute(), state, {**_LIMITS, **settings})


@contextmanager
def _echo() -> Iterator[str]:
    port = free_port()
    command = ["uvicorn", "evals.speed.echo:app", "--port", str(port), "--no-access-log"]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *command], cwd=PROJECT, stderr=subprocess.DEVNULL
    )
    try:
        _until_200(f"http://127.0.0.1:{port}/openapi.json")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wrk(url: str, body: dict[str, str], callers: int) -> Http:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        quoted = json.dumps(json.dumps(body, ensure_ascii=True))
        script.write(
            'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
            f"wrk.body = {quoted}\n"
        )
        script.flush()
        command = ["wrk", "-t1", f"-c{callers}", f"-d{_SECONDS}s", "-s", script.name, "--latency"]
        done = subprocess.run(  # noqa: S603
            [*command, url], check=True, capture_output=True, text=True
        )
    said = done.stdout
    if "Non-2xx" in said:
        raise AssertionError(f"{url} refused requests while it was measured:\n{said}")
    value, unit = re.findall(r"50%\s+([\d.]+)(us|ms|s)", said)[0]
    rate = re.findall(r"Requests/sec:\s+([\d.]+)", said)[0]
    return Http(float(rate), float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit])


def _overload(state: Path, bodies: Sequence[dict[str, str]], seconds: float) -> Overload:
    with _service(state, remembered_answers="0") as service:
        url = f"{service.url}/v1/ask"
        steady(url, bodies, 20, 1)
        most = capacity(url, bodies, _SECONDS)
        before = steady(url, bodies, most * _UNLOADED, 2 * _SECONDS)
        during = steady(url, bodies, most * _OVERLOAD, seconds)
        after = steady(url, bodies, most * _UNLOADED, 2 * _IDLE_AGAIN_SECONDS)
    return Overload(most, before, during, after.since(_IDLE_AGAIN_SECONDS))


def _started(folder: Path) -> Start:
    found = []
    for n in range(_STARTS):
        state = folder / f"start{n}" / "state"
        state.mkdir(parents=True)
        began = time.perf_counter()
        with serving(DEFAULT_FOLDER.absolute(), state, is_waited_for=False) as service:
            _until_200(f"{service.url}/healthz")
            alive = time.perf_counter() - began
            httpx.post(f"{service.url}/v1/ask", json=_QUESTION, timeout=60).raise_for_status()
            answer = time.perf_counter() - began
            found.append(Start(alive, answer, _mib(service)))
    return sorted(found, key=lambda start: start.answer_s)[_STARTS // 2]


def _rival() -> tuple[float, float]:
    """Seconds and MiB of what the serving path does without."""
    report = 'print(open("/proc/self/status").read())'
    began = time.perf_counter()
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"{_RIVAL}\n{report}"], check=True, capture_output=True, text=True
    )
    return time.perf_counter() - began, _resident(said.stdout)


def _mib(service: Running) -> float:
    return _resident(Path(f"/proc/{service.process.pid}/status").read_text())


def _resident(status: str) -> float:
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024


def _until_200(url: str) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.01)
    raise TimeoutError(url)
