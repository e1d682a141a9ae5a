"""A service on the real documents, once for each kind of database."""

import os
import secrets
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, select, text

from assistant.settings import Settings
from assistant.store import keys
from assistant.store.database import opened
from assistant.store.keys import Role
from assistant.store.schema import tables
from assistant.web.app import application
from corpus.library import documents
from index.build import build
from index.encoder import load_encoder
from index.store import save

_POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the bundled documents."""
    folder = tmp_path_factory.mktemp("index") / "index"
    save(build(documents(), load_encoder()), folder)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a private PostgreSQL on loopback, without a database name."""
    folder = Path(f"/tmp/clausewise-pg-{secrets.token_hex(4)}")
    folder.mkdir()
    user = "postgres" if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    run = _as(user)
    run("initdb", "-D", f"{folder}/data", "-U", "clausewise", "--auth=trust", "--no-sync")
    port = 20_000 + secrets.randbelow(20_000)
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    run("pg_ctl", "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start")
    try:
        yield f"postgresql://clausewise@127.0.0.1:{port}"
    finally:
        run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite3'}"
    return empty_database(request.getfixturevalue("postgres"))


def empty_database(server: str) -> str:
    """A new one of PostgreSQL."""
    name = f"test_{secrets.token_hex(6)}"
    engine = create_engine(
        f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(scope="module")
def kind(request: pytest.FixtureRequest) -> str:
    """Of the database: SQLite, unless a file of tests is marked with `both_databases`."""
    return str(getattr(request, "param", "sqlite"))


both_databases = pytest.mark.parametrize(
    "kind", ["sqlite", "postgresql"], indirect=True, scope="module"
)


@pytest.fixture(scope="module")
def settings(
    request: pytest.FixtureRequest,
    kind: str,
    index_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """Settings of a fresh service, one for each file of tests."""
    is_embedded = kind == "sqlite"
    database = "" if is_embedded else empty_database(request.getfixturevalue("postgres"))
    return Settings(index=index_folder, state=tmp_path_factory.mktemp("state"), database=database)


def everything_kept(settings: Settings) -> str:
    """Every row of every table."""
    engine = opened(settings.database_url)
    with engine.connect() as connection:
        rows = [
            str(row) for table in tables.sorted_tables for row in connection.execute(select(table))
        ]
    engine.dispose()
    return "\n".join(rows)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    """A running service, without a key."""
    with started(settings) as client:
        yield client


@pytest.fixture(scope="module")
def secret_of(settings: Settings, client: TestClient) -> dict[Role, str]:
    """A key for each role that has one."""
    engine = opened(settings.database_url)
    made = {
        role: keys.create(engine, role, f"a {role}", 1, "test")[1]
        for role in (Role.STAFF, Role.ADMIN)
    }
    engine.dispose()
    return made


@pytest.fixture(scope="module")
def base_url(settings: Settings) -> Iterator[str]:
    """A server on a free port of loopback."""
    with listening(settings) as url:
        yield url


@contextmanager
def listening(settings: Settings) -> Iterator[str]:
    """A server in a thread, for what a client in the same process cannot show."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application(settings), log_config=None, proxy_headers=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def started(settings: Settings) -> TestClient:
    return TestClient(application(settings), raise_server_exceptions=False)


class _as:
    """PostgreSQL refuses to run as root."""

    def __init__(self, user: str | None) -> None:
        self.user = user

    def __call__(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [_POSTGRES[-1] / program, *arguments],
            check=True,
            user=self.user,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
