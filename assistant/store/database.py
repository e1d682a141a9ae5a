"""One engine for SQLite and PostgreSQL, its tables brought up to date under a lock."""

import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as SQLite

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.store.schema import HEAD, tables

#: how long a writer waits for another one
_BUSY_SECONDS = 30
_MIGRATION_LOCK = 0x636C6175


class BadDatabase(Exception):
    """A database that this version cannot use; the message says what to do."""


def opened(url: str) -> Engine:
    """The database at the URL, with its tables as this version needs them."""
    engine = _engine(url)
    try:
        with _one_at_a_time(engine) as connection:
            revision = _revision(connection)
            if revision is None:
                _make(connection)
            elif revision != HEAD:
                _migrate(connection, revision)
    except Exception:
        engine.dispose()
        raise
    return engine


def changing(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction whose rows survive the end of the machine as well."""
    return engine.execution_options(durable=True).begin()


def impatient(engine: Engine) -> Engine | None:
    """A way into SQLite that fails at once where another writes; None: it is no SQLite.

    Its commits never wait for a checkpoint: call `checkpoint` now and then.
    """
    if engine.dialect.name != "sqlite":
        return None
    other = _sqlite(engine.url, busy_seconds=0)
    event.listen(other, "connect", _leave_checkpoints)
    return other


def checkpoint(engine: Engine) -> None:
    """Move what SQLite wrote into its main file, and begin its log anew.

    Nearly all of it beside those who write; then they wait for a moment while the rest follows.
    """
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for how in ("PASSIVE", "RESTART"):
            cursor.execute(f"PRAGMA wal_checkpoint({how})").fetchall()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    return _sqlite(parsed, _BUSY_SECONDS)


def _sqlite(url: URL, busy_seconds: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_checkpoints(connection: SQLite, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA wal_autocheckpoint = 0")


def _prepare(connection: SQLite, _: ConnectionPoolEntry) -> None:
    # the driver would begin transactions late and let a reader deadlock on its first write
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """Every row survives the end of the process, a `durable` one also that of the machine."""
    options = connection.get_execution_options()
    synchronous = "FULL" if options.get("durable") else "NORMAL"
    if connection.info.get("synchronous") != synchronous:
        connection.exec_driver_sql(f"PRAGMA synchronous = {synchronous}")
        connection.info["synchronous"] = synchronous
    connection.exec_driver_sql("BEGIN" if options.get("readonly") else "BEGIN IMMEDIATE")


@contextmanager
def _one_at_a_time(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other process' migration runs beside."""
    if engine.dialect.name == "sqlite":
        with _file_lock(Path(f"{engine.url.database}.lock")), engine.begin() as connection:
            yield connection
        return
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        yield connection


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _make(connection: Connection) -> None:
    """A new database needs no history: the tables as they are, and which migration that is."""
    tables.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def _migrate(connection: Connection, revision: str) -> None:
    # alembic takes a fifth of a second to import: only where there is something to do
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise BadDatabase(
            f"the database is at migration {revision}, this version knows those up to {HEAD}: "
            "start the version that wrote it, or restore a backup of this one"
        ) from error
