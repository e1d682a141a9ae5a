"""Single values that all processes share."""

import secrets

from sqlalchemy import Engine, select
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
