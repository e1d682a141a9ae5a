"""Who may call and how often: as the environment says, or as an administrator has set it since.

The database keeps what was set. A file beside it tells every process of the machine, which looks at
its time before it lets a request in; other machines read the database every second (following.py).
"""

import os
from dataclasses import asdict, dataclass, fields

import orjson
from limits import RateLimitItem, parse_many
from sqlalchemy import Engine

from assistant.settings import Settings
from assistant.store import audit
from assistant.store.database import changing
from assistant.store.values import kept, put, take_out

_NAME = "admission"

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rules:
    """The sites whose pages may call, and the limits in the notation of the `limits` library."""

    embed_origins: tuple[str, ...]
    client_limits: str
    origin_limits: str
    sign_in_limits: str


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules, ready to be applied."""

    rules: Rules
    origins: frozenset[str]
    client: tuple[RateLimitItem, ...]
    origin: tuple[RateLimitItem, ...]
    sign_in: tuple[RateLimitItem, ...]
    is_set_here: bool


class Admission:
    """One for each process. A change in one is in force in the others with the next request."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.state / "admission.json"
        names = (field.name for field in fields(Rules))
        self._given = _in_force(Rules(**{name: getattr(settings, name) for name in names}), False)
        self._now = self._given
        self._stamp: Stamp | None = None

    @property
    def now(self) -> InForce:
        """What holds now. Microseconds."""
        try:
            seen = os.stat(self._path)
            stamp = (seen.st_ino, seen.st_mtime_ns)
            if stamp != self._stamp:
                self._now, self._stamp = self._read(), stamp
        except FileNotFoundError:
            self._now, self._stamp = self._given, None
        return self._now

    def recall(self, engine: Engine) -> None:
        """Bring the file up to date with the database."""
        value = kept(engine, _NAME)
        if value is None:
            self._path.unlink(missing_ok=True)
        elif not self._path.is_file() or self._path.read_text() != value:
            self._write(value)

    def set(self, engine: Engine, rules: Rules, actor: str) -> None:
        """These rules, from the next request on."""
        value = orjson.dumps(asdict(rules)).decode()
        with changing(engine) as connection:
            put(connection, _NAME, value)
            audit.append(connection, actor, "admission set", value)
        self._write(value)

    def reset(self, engine: Engine, actor: str) -> None:
        """What the environment says, from the next request on."""
        with changing(engine) as connection:
            take_out(connection, _NAME)
            audit.append(connection, actor, "admission reset", "")
        self._path.unlink(missing_ok=True)

    def _read(self) -> InForce:
        raw = orjson.loads(self._path.read_bytes())
        return _in_force(Rules(**{**raw, "embed_origins": tuple(raw["embed_origins"])}), True)

    def _write(self, value: str) -> None:
        """Beside it first, so that nobody reads half of it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        beside.write_text(value)
        os.replace(beside, self._path)


def _in_force(rules: Rules, is_set_here: bool) -> InForce:
    limits = (rules.client_limits, rules.origin_limits, rules.sign_in_limits)
    client, origin, sign_in = (tuple(parse_many(each)) for each in limits)
    origins = frozenset(rules.embed_origins)
    return InForce(rules, origins, client, origin, sign_in, is_set_here)
