"""Two processes with one PostgreSQL behind nginx, set up as docs/nginx.conf says."""

import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from evals.speed.serving import Running, free_port, serving
from tests.service.conftest import empty_database
from tests.service.processes import FLYING, NOTICE, QUESTION

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
DOCUMENTED = Path(__file__).parents[2] / "docs" / "nginx.conf"
SITE = "https://www.jcgov.gov.cn"
ADDED = f"/v1/documents/{quote('阳政办发〔2024〕9号')}"
pytestmark = pytest.mark.skipif(NGINX is None, reason="NOT TESTED: apt-get install nginx-light")


@dataclass(frozen=True)
class Pair:
    """Two processes and the proxy before them."""

    url: str
    processes: tuple[Running, Running]
    settings: dict[str, str]


@pytest.fixture(scope="module")
def pair(
    index_folder: Path, postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    settings = {
        "database": empty_database(postgres),
        "trusted_proxies": "127.0.0.1",
        "origin_limits": "5/minute",
        "sign_in_limits": "3/minute",
    }
    with ExitStack() as both:
        one, other = (
            both.enter_context(serving(index_folder, folder / "state", settings)) for _ in range(2)
        )
        url = both.enter_context(_nginx(folder, one.port, other.port))
        yield Pair(url, (one, other), settings)


def asked(method: str, url: str, **content: Any) -> httpx.Response:
    """Over a connection of its own, and patient: other tests may run beside this one."""
    return httpx.request(method, url, timeout=60, **content)


get, post, delete = (partial(asked, method) for method in ("GET", "POST", "DELETE"))


def test_what_one_process_is_told_the_other_knows(pair: Pair) -> None:
    one, other = pair.processes
    admin = one.admin()
    added = _added(one, admin)
    there = post(f"{other.url}/v1/ask", json=FLYING).json()
    assert "37万元" in there["answer"]
    assert there["index_version"] == added
    assert delete(other.url + ADDED, headers=admin).status_code == 204
    assert "37万元" not in post(f"{one.url}/v1/ask", json=FLYING).json()["answer"]

    first = post(f"{one.url}/v1/ask", json=QUESTION).json()
    later = {"question": "那国家级的呢？", "session_id": first["session_id"]}
    second = post(f"{other.url}/v1/ask", json=later).json()
    assert second["session_id"] == first["session_id"]
    assert "20万元" in second["answer"]

    opinion = {"answer_id": first["id"], "rating": "down", "comment": "少了"}
    assert post(f"{other.url}/v1/feedback", json=opinion).status_code == 201
    said = get(f"{one.url}/v1/feedback", headers=admin).json()["feedback"]
    assert first["id"] in [each["answer_id"] for each in said]


def test_both_answer_and_a_stream_comes_through(pair: Pair) -> None:
    before = [_answers(process) for process in pair.processes]
    for _ in range(6):
        assert post(f"{pair.url}/v1/ask", json=QUESTION).status_code == 200
    after = [_answers(process) for process in pair.processes]
    assert all(later > earlier for earlier, later in zip(before, after, strict=True))
    streamed = post(f"{pair.url}/v1/ask", json=QUESTION, headers={"Accept": "text/event-stream"})
    assert "event: done" in streamed.text


def test_limits_count_what_both_are_asked(pair: Pair) -> None:
    own = {"Origin": pair.url}
    codes = [get(f"{pair.url}/v1/documents", headers=own).status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2


def test_a_caller_cannot_name_another_address_through_the_proxy(pair: Pair) -> None:
    codes = [
        post(
            f"{pair.url}/v1/sign-in",
            json={"key": "cw_wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        ).status_code
        for n in range(4)
    ]
    assert codes == [401] * 3 + [429]


def test_a_process_on_another_machine_follows(
    index_folder: Path, pair: Pair, tmp_path: Path
) -> None:
    """It shares nothing but the database."""
    near = pair.processes[0]
    (tmp_path / "far").mkdir()
    with serving(index_folder, tmp_path / "far" / "state", pair.settings) as far:
        admin = far.admin()
        _added(far, admin)
        _until(lambda: _knows(near))
        assert delete(near.url + ADDED, headers=admin).status_code == 204
        _until(lambda: not _knows(far))
        rules = {
            "embed_origins": [SITE],
            "client_limits": "20000/minute",
            "origin_limits": "20000/minute",
            "sign_in_limits": "20/minute",
        }
        assert asked("PUT", f"{far.url}/v1/admission", json=rules, headers=admin).status_code == 200
        _until(lambda: _lets_in(near))
        delete(f"{near.url}/v1/admission", headers=admin)
        _until(lambda: not _lets_in(far))


def test_a_rolling_restart_loses_no_request(pair: Pair, index_folder: Path) -> None:
    with ExitStack() as restarted, _asked_all_the_time(pair.url) as found:
        for process in pair.processes:
            process.stop()
            state = Path(process.environment["CLAUSEWISE_STATE"])
            restarted.enter_context(serving(index_folder, state, pair.settings, port=process.port))
        time.sleep(1)
    assert len(found) > 40
    assert [(status, text) for status, text in found if status != 200] == []


def _knows(process: Running) -> bool:
    return "37万元" in post(f"{process.url}/v1/ask", json=FLYING).json()["answer"]


def _lets_in(process: Running) -> bool:
    return get(f"{process.url}/v1/documents", headers={"Origin": SITE}).status_code != 403


def _added(process: Running, admin: dict[str, str]) -> str:
    """The version of the index with the notice in it."""
    file = {"file": ("notice.txt", NOTICE.encode())}
    response = post(f"{process.url}/v1/documents", files=file, headers=admin)
    assert response.status_code == 201, response.text
    return str(response.json()["index_version"])


def _answers(process: Running) -> float:
    """How many the process has given."""
    lines = get(f"{process.url}/metrics").text.splitlines()
    counts = [line.split()[-1] for line in lines if line.startswith("clausewise_answers_total{")]
    return sum(map(float, counts))


@contextmanager
def _asked_all_the_time(url: str) -> Iterator[list[tuple[int, str]]]:
    """Status and text of all that four callers asked meanwhile, in one conversation."""
    found: list[tuple[int, str]] = []
    is_over = threading.Event()
    session = post(f"{url}/v1/ask", json=QUESTION).json()["session_id"]

    def ask() -> None:
        while not is_over.is_set():
            body = {**QUESTION, "session_id": session}
            for response in (
                post(f"{url}/v1/ask", json=body),
                get(f"{url}/v1/documents"),
            ):
                found.append((response.status_code, response.text[:200]))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


@contextmanager
def _nginx(folder: Path, *ports: int) -> Iterator[str]:
    """As documented, but for the ports."""
    port = free_port()
    documented = DOCUMENTED.read_text().replace("listen 80;", f"listen 127.0.0.1:{port};")
    for written, actual in zip((8001, 8002), ports, strict=True):
        documented = documented.replace(f"127.0.0.1:{written}", f"127.0.0.1:{actual}")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{documented}}}\n"
    )
    assert NGINX is not None
    process = subprocess.Popen([NGINX, "-c", config], stderr=subprocess.DEVNULL)
    try:
        _until(lambda: _is_open(f"http://127.0.0.1:{port}"))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _is_open(url: str) -> bool:
    try:
        return get(f"{url}/readyz").status_code == 200
    except httpx.TransportError:
        return False


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 15
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.1)
