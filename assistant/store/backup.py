"""Everything the service keeps in one file, from either kind of database and into either.

A zip with a file of JSON lines for each table, and a manifest with the migration and checksums.
Both ways are one transaction, so that a running service need not stop.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, Table, select

from assistant.store import audit
from assistant.store.database import changing
from assistant.store.schema import HEAD, Moment, tables

FORMAT = "clausewise-backup"
_MANIFEST = "manifest.json"
_ROWS_AT_ONCE = 500
#: the name of a table or column is a kind of str that orjson would not take
_LINE = orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE


class BadBackup(Exception):
    """A file that cannot be restored; the message says what to do."""


def back_up(engine: Engine, path: Path) -> int:
    """Write the backup beside and move it into place; how many rows it has."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    rows, sums = 0, {}
    try:
        with zipfile.ZipFile(beside, "x", zipfile.ZIP_DEFLATED) as archive:
            with _snapshot(engine) as connection:
                for table in tables.sorted_tables:
                    count, sums[table.name] = _write(connection, table, archive)
                    rows += count
            manifest = {"format": FORMAT, "revision": HEAD, "sha256": sums}
            archive.writestr(_MANIFEST, orjson.dumps(manifest, option=_LINE))
        beside.chmod(0o600)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return rows


def restore(engine: Engine, path: Path, actor: str) -> int:
    """Put what the backup holds in place of everything there; how many rows it has."""
    try:
        with zipfile.ZipFile(path) as archive:
            _verify(archive, path)
            with changing(engine) as connection:
                return _replace(connection, archive, actor)
    except (zipfile.BadZipFile, KeyError, orjson.JSONDecodeError) as error:
        raise BadBackup(f"{path} is damaged or no backup: take another one") from error


def _snapshot(engine: Engine) -> Any:
    options: dict[str, Any] = {"readonly": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    return engine.connect().execution_options(**options)


def _write(connection: Connection, table: Table, archive: zipfile.ZipFile) -> tuple[int, str]:
    count, found = 0, hashlib.sha256()
    # a sign-in comes after the key that it was made with
    ordered = select(table).order_by(
        *(c for c in table.c if c.name == "created"), *table.primary_key
    )
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in connection.execute(ordered):
            line = orjson.dumps(dict(row._mapping), option=_LINE)
            file.write(line)
            found.update(line)
            count += 1
    return count, found.hexdigest()


def _verify(archive: zipfile.ZipFile, path: Path) -> None:
    manifest = orjson.loads(archive.read(_MANIFEST))
    if manifest["format"] != FORMAT or manifest["revision"] != HEAD:
        raise BadBackup(
            f"{path} was made at migration {manifest.get('revision')}, this is {HEAD}: "
            "restore it with the version that made it, then start this one"
        )
    for table in tables.sorted_tables:
        with archive.open(f"{table.name}.jsonl") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        if actual != manifest["sha256"][table.name]:
            raise BadBackup(f"{path} is damaged at {table.name}: take another one")


def _replace(connection: Connection, archive: zipfile.ZipFile, actor: str) -> int:
    for table in reversed(tables.sorted_tables):
        connection.execute(table.delete())
    rows = 0
    for table in tables.sorted_tables:
        with archive.open(f"{table.name}.jsonl") as file:
            waiting = _rows(table, file)
            while batch := list(islice(waiting, _ROWS_AT_ONCE)):
                connection.execute(table.insert(), batch)
                rows += len(batch)
    audit.append(connection, actor, "backup restored", f"{rows} rows")
    return rows


def _rows(table: Table, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    moments = [column.name for column in table.columns if isinstance(column.type, Moment)]
    for line in lines:
        row = orjson.loads(line)
        for name in moments:
            if row[name] is not None:
                row[name] = datetime.fromisoformat(row[name]).astimezone(UTC)
        yield row
