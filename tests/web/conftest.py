"""A real service in a process of its own, and a real browser that looks at it."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from assistant.store import keys
from assistant.store.database import opened
from assistant.store.keys import Role
from corpus.library import documents
from index.build import build
from index.encoder import load_encoder
from index.store import save

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}
_START_SECONDS = 120


@dataclass(frozen=True)
class Running:
    """Where the service answers, and keys for it."""

    url: str
    staff: str
    admin: str


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service over the bundled documents; pages of `embedding_site` may call it."""
    folder = tmp_path_factory.mktemp("web")
    save(build(documents(), load_encoder()), folder / "index")
    with running(folder) as found:
        yield found


class running:
    """The service as a process; it ends with the block."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder, self._port = folder, free_port()
        self._settings = {
            "CLAUSEWISE_INDEX": str(folder / "index"),
            "CLAUSEWISE_STATE": str(folder / "state"),
            "CLAUSEWISE_EMBED_ORIGINS": "http://allowed.localhost:" + str(EMBEDDING_PORT),
            "CLAUSEWISE_SIGN_IN_LIMITS": "1000/minute",
            "HOST": "127.0.0.1",
            "PORT": str(self._port),
            **settings,
        }

    def __enter__(self) -> Running:
        engine = opened(f"sqlite:///{self._folder / 'state' / 'clausewise.sqlite3'}")
        secrets = {
            role: keys.create(engine, role, f"{role.value} of the test", 1, "test")[1]
            for role in (Role.STAFF, Role.ADMIN)
        }
        engine.dispose()
        self._log = (self._folder / "serve.log").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "serve.py"],
            cwd=ROOT,
            env={**os.environ, **self._settings},
            stdout=self._log,
            stderr=self._log,
        )
        url = f"http://127.0.0.1:{self._port}"
        _await_ready(url)
        return Running(url, secrets[Role.STAFF], secrets[Role.ADMIN])

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._log.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


EMBEDDING_PORT = free_port()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab in which no script may fail and no policy may be broken."""
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console",
        lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield page
    assert not broken


@pytest.fixture(scope="session")
def embedding_site(service: Running) -> Iterator[int]:
    """The port of a site that has put the one line on a page with styles of its own."""
    html = (
        "<!doctype html><html lang='zh-CN'><title>企业服务网</title><style>* { color: #123 } "
        "button { background: red; font-size: 40px } p { margin: 50px }</style><main><h1>企业服务网"
        "</h1><p>欢迎</p><button>登录</button></main>"
        f"<script type='module' src='{service.url}/widget.js' data-region='晋城市'></script></html>"
    )

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """The test's output is for the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", EMBEDDING_PORT), Host)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield EMBEDDING_PORT
    server.shutdown()
    thread.join()
    server.server_close()


def _await_ready(url: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("the service did not become ready")
