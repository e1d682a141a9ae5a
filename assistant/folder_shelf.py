"""The documents that answer: those of the built index, with what administrators changed.

.index/         built by `make index`, never written here
.state/index/   the same with the changes of the database; there once anything was changed
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from sqlalchemy import Engine

from assistant.shelf import Stamp
from assistant.store import document_changes
from corpus.clause import Document
from index.build import digest, with_documents, without
from index.encoder import load_encoder
from index.search import Index
from index.store import load, refuse_read_only, save, verified_manifest, why_stale


@dataclass(frozen=True)
class FolderShelf:
    """A folder on this machine. One for each process; a change in one is on disk for the others."""

    built: Path
    state: Path
    engine: Engine

    @property
    def folder(self) -> Path:
        """Where the index that answers now is."""
        return self._changed if (self._changed / "manifest.json").is_file() else self.built

    def stamp(self) -> Stamp | None:
        for manifest in self._manifests:
            try:
                found = os.stat(manifest)
            except FileNotFoundError:
                continue
            return found.st_ino, found.st_mtime_ns, found.st_size
        return None

    @property
    def look_seconds(self) -> float:
        return 0.0

    def look(self) -> None:
        """A file's time is seen at once."""

    @cached_property
    def _manifests(self) -> tuple[str, str]:
        return str(self._changed / "manifest.json"), str(self.built / "manifest.json")

    def opened(self) -> Index:
        return load(self.folder)

    def prepare(self) -> None:
        with self._one_at_a_time():
            changes = document_changes.changes(self.engine)
            if not changes:
                shutil.rmtree(self._changed, ignore_errors=True)
                return
            manifest = verified_manifest(self.built)
            expected = {n: d for n, d in manifest.digests.items() if n not in changes}
            expected |= {n: digest(d) for n, d in changes.items() if d is not None}
            if why_stale(self._changed, expected, load_encoder(manifest.encoder)) is None:
                return
            index = without(load(self.built), set(changes) & set(manifest.digests))
            added = [document for document in changes.values() if document is not None]
            save(with_documents(index, added), self._changed)

    def add(self, documents: Sequence[Document], actor: str) -> None:
        refuse_read_only(self.folder)
        document_changes.add(self.engine, documents, actor)
        self._change(lambda index: with_documents(index, documents))

    def remove(self, number: str, actor: str) -> None:
        refuse_read_only(self.folder)
        document_changes.remove(self.engine, number, actor)
        self._change(lambda index: without(index, [number]))

    def restore(self, number: str, actor: str) -> bool:
        if not document_changes.undo(self.engine, number, actor):
            return False
        self.prepare()
        return True

    def originals(self) -> Mapping[str, str]:
        """All of the built index is read for them, once for each version."""
        return _titles(self.built, verified_manifest(self.built).version)

    @property
    def _changed(self) -> Path:
        return self.state / "index"

    def _change(self, changed: Callable[[Index], Index]) -> None:
        with self._one_at_a_time():
            save(changed(self.opened()), self._changed)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self.state.mkdir(parents=True, exist_ok=True)
        with (self.state / "index.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@lru_cache(maxsize=1)
def _titles(folder: Path, _: str) -> Mapping[str, str]:
    return {document.number: document.title for document in load(folder).documents}
