"""The index in Milvus, which every process on every machine shares.

The built folder is published where nothing is yet; what administrators change goes into Milvus
and the database, and whatever of it Milvus missed while it was down is made up for.
"""

import fcntl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine, text

from assistant.settings import Settings
from assistant.shelf import Stamp
from assistant.store import document_changes
from corpus.clause import Document
from index import store
from index.build import digest
from index.milvus.client import Address, Client
from index.milvus.index import MilvusIndex
from index.milvus.publish import publish
from index.milvus.store import changed, load, published, state

_LOCK = 0x6D696C76


class MilvusShelf:
    """One for each process."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._built, self._state, self._engine = settings.index, settings.state, engine
        self.look_seconds = settings.milvus_look_seconds
        self._client = Client(address_of(settings))
        self._index: MilvusIndex | None = None
        self._stamp: Stamp | None = None
        self._is_behind = False

    def stamp(self) -> Stamp | None:
        return self._stamp

    def look(self) -> None:
        if self._is_behind:
            self.prepare()
        found = state(self._client)
        self._stamp = None if found is None else (found.collection, found.edition)

    def prepare(self) -> None:
        self._is_behind = True
        with self._one_at_a_time():
            if self._client.collection() is None:
                self._publish()
            self._make_up(self.opened())
        self._is_behind = False

    def publish(self) -> MilvusIndex:
        """Put what was built, with the changes, in place of the version that answers."""
        with self._one_at_a_time():
            self._publish(progress=True)
            self._make_up(self.opened())
        return self.opened()

    def opened(self) -> MilvusIndex:
        self._index = load(self._client, before=self._index)
        self._stamp = (self._index.clauses.collection, self._index.manifest.edition)
        return self._index

    def add(self, documents: Sequence[Document], actor: str) -> None:
        document_changes.add(self._engine, documents, actor)
        self.prepare()

    def remove(self, number: str, actor: str) -> None:
        document_changes.remove(self._engine, number, actor)
        self.prepare()

    def _publish(self, progress: bool = False) -> None:
        built = store.load(self._built)
        publish(built.documents, built.encoder, self._client, progress=progress)

    def originals(self) -> Mapping[str, str]:
        return {number: found.title for number, found in published(self.opened()).items()}

    def restore(self, number: str, actor: str) -> bool:
        if not document_changes.undo(self._engine, number, actor):
            return False
        self.prepare()
        return True

    def _make_up(self, index: MilvusIndex) -> None:
        """Whatever Milvus does not have as the database says."""
        changes = document_changes.changes(self._engine)
        expected: dict[str, str | None] = {n: o.digest for n, o in published(index).items()}
        expected |= {n: None if d is None else digest(d) for n, d in changes.items()}
        wrong = {n for n, d in expected.items() if index.digests.get(n) != d}
        wrong |= index.digests.keys() - expected.keys()
        removed = {n for n in wrong if expected.get(n) is None}
        added = [d for n, d in changes.items() if d is not None and n in wrong]
        added += self._as_built(wrong - removed - {d.number for d in added}, expected)
        if wrong:
            changed(index, added, removed)
            self.opened()

    def _as_built(self, numbers: set[str], expected: dict[str, str | None]) -> Sequence[Document]:
        """Documents that were changed and are not any more, as they were published."""
        if not numbers:
            return ()
        built = store.load(self._built)
        found = [d for n in sorted(numbers) if (d := built.document(n)) is not None]
        if {d.number for d in found if digest(d) == expected[d.number]} != numbers:
            raise store.BadIndex(
                f"{self._built} is not what was published: "
                'run "python serve.py publish" with the index that shall answer'
            )
        return found

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Among the processes of this machine, and with PostgreSQL among all machines."""
        self._state.mkdir(parents=True, exist_ok=True)
        with (self._state / "index.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._engine.dialect.name == "sqlite":
                yield
                return
            with self._engine.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield


def address_of(settings: Settings) -> Address:
    """Where the settings say that Milvus is."""
    return Address(
        settings.milvus_uri,
        settings.milvus_token.get_secret_value(),
        settings.milvus_database,
        settings.milvus_name,
        settings.milvus_seconds,
    )
