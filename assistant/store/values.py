"""Single values that all processes share."""

import secrets

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.store.schema import values


def shared_secret(engine: Engine, name: str) -> bytes:
    """The secret of that name, made by whoever asks first."""
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    with engine.begin() as connection:
        connection.execute(
            insert(values)
            .values(name=name, value=secrets.token_hex(32))
            .on_conflict_do_nothing(index_elements=["name"])
        )
        found = connection.execute(select(values.c.value).where(values.c.name == name))
        return bytes.fromhex(found.scalar_one())


def kept(engine: Engine, name: str) -> str | None:
    """The value of that name; None: there is none."""
    with engine.connect().execution_options(readonly=True) as connection:
        found: str | None = connection.execute(
            select(values.c.value).where(values.c.name == name)
        ).scalar()
        return found


def put(connection: Connection, name: str, value: str) -> None:
    """Keep the value, in place of one of that name."""
    take_out(connection, name)
    connection.execute(values.insert().values(name=name, value=value))


def take_out(connection: Connection, name: str) -> None:
    """No value of that name any more."""
    connection.execute(delete(values).where(values.c.name == name))
