"""Who may do what. A secret is shown once; only its checksum is kept."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Engine, Row, select, update

from assistant.store import audit
from assistant.store.database import changing
from assistant.store.schema import keys, now


class Role(StrEnum):
    """Each may do what those before it may."""

    PUBLIC = "public"
    STAFF = "staff"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(other)


class Kind(StrEnum):
    """How a secret is used: in a header, once to sign in, or as the console's cookie."""

    KEY = "key"
    LINK = "link"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Key:
    """A permission and how long it lasts. `parent`: the key that it was signed in with."""

    id: str
    kind: Kind
    parent: str | None
    role: Role
    name: str
    created: datetime
    expires: datetime
    revoked: datetime | None


def create(engine: Engine, role: Role, name: str, days: float, actor: str) -> tuple[Key, str]:
    """A new key and its secret, which cannot be asked for again."""
    with changing(engine) as connection:
        made = _made(connection, Kind.KEY, role, name, _after(timedelta(days=days)))
        audit.append(connection, actor, "key created", f"{made[0].id} {role}")
    return made


def create_link(engine: Engine, hours: float) -> str:
    """The secret of a link that signs an administrator in, once. Earlier ones end."""
    with changing(engine) as connection:
        _revoke(connection, keys.c.kind == Kind.LINK.value)
        link, secret = _made(connection, Kind.LINK, Role.ADMIN, "", _after(timedelta(hours=hours)))
        audit.append(connection, "console", "link created", link.id)
    return secret


def sign_in(engine: Engine, secret: str, hours: float) -> tuple[Key, str] | None:
    """The console's cookie for a key or a link; a link is used up. None: neither is valid."""
    with changing(engine) as connection:
        key = _valid(connection, secret, (Kind.KEY, Kind.LINK))
        if key is None or not key.role.includes(Role.STAFF):
            return None
        if key.kind is Kind.LINK and not _revoke(connection, keys.c.id == key.id):
            return None
        parent = key.id if key.kind is Kind.KEY else None
        expires = _after(timedelta(hours=hours))
        if parent:
            expires = min(expires, key.expires)
        made = _made(connection, Kind.COOKIE, key.role, key.name, expires, parent)
        audit.append(connection, key.id, "signed in", made[0].id)
    return made


def granted(engine: Engine, secret: str, kind: Kind) -> Key | None:
    """What the secret grants now."""
    with engine.connect().execution_options(readonly=True) as connection:
        return _valid(connection, secret, (kind,))


def revoke(engine: Engine, key_id: str, actor: str) -> bool:
    """End a key and every sign-in with it; False: there is none to end."""
    with changing(engine) as connection:
        if not _revoke(connection, (keys.c.id == key_id) | (keys.c.parent == key_id)):
            return False
        audit.append(connection, actor, "key revoked", key_id)
    return True


def listed(engine: Engine) -> tuple[Key, ...]:
    """Every key, the newest first; sign-ins and links are not among them."""
    query = select(keys).where(keys.c.kind == Kind.KEY.value).order_by(keys.c.created.desc())
    with engine.connect().execution_options(readonly=True) as connection:
        return tuple(_key(row) for row in connection.execute(query))


def names(engine: Engine) -> Mapping[str, str]:
    """Whose each key is, by its id; a sign-in is its key's."""
    with engine.connect().execution_options(readonly=True) as connection:
        rows = connection.execute(select(keys.c.id, keys.c.name)).all()
    return {row.id: row.name for row in rows}


def has_admin(engine: Engine) -> bool:
    """Whether anybody can administer the service."""
    time = now()
    return any(
        key.role is Role.ADMIN and key.revoked is None and key.expires > time
        for key in listed(engine)
    )


def forget_ended(engine: Engine, before: datetime) -> None:
    """Delete sign-ins and links that ended before that time."""
    with engine.begin() as connection:
        connection.execute(
            keys.delete().where(keys.c.kind != Kind.KEY.value, keys.c.expires < before)
        )


def _made(
    connection: Connection,
    kind: Kind,
    role: Role,
    name: str,
    expires: datetime,
    parent: str | None = None,
) -> tuple[Key, str]:
    secret = f"cw_{secrets.token_urlsafe(32)}"
    key = Key(secrets.token_hex(4), kind, parent, role, name, now(), expires, None)
    connection.execute(
        keys.insert().values(
            id=key.id,
            sha256=_sha256(secret),
            kind=kind.value,
            parent=parent,
            role=role.value,
            name=name,
            created=key.created,
            expires=key.expires,
        )
    )
    return key, secret


def _valid(connection: Connection, secret: str, kinds: tuple[Kind, ...]) -> Key | None:
    parents = keys.alias()
    query = (
        select(keys)
        .outerjoin(parents, keys.c.parent == parents.c.id)
        .where(
            keys.c.sha256 == _sha256(secret),
            keys.c.kind.in_([kind.value for kind in kinds]),
            keys.c.revoked.is_(None),
            parents.c.revoked.is_(None),
            keys.c.expires > now(),
        )
    )
    row = connection.execute(query).first()
    return None if row is None else _key(row)


def _revoke(connection: Connection, which: ColumnElement[bool]) -> bool:
    ended = update(keys).where(which, keys.c.revoked.is_(None))
    return connection.execute(ended.values(revoked=now())).rowcount > 0


def _after(lasting: timedelta) -> datetime:
    return now() + lasting


def _sha256(secret: str) -> str:
    # a secret of 256 random bits needs no slow hash
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: Row[tuple[object, ...]]) -> Key:
    columns = dict(row._mapping)
    del columns["sha256"]
    return Key(**{**columns, "kind": Kind(columns["kind"]), "role": Role(columns["role"])})
