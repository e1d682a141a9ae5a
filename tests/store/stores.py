"""Either store, to be filled and changed alike; Milvus Lite stands for Milvus."""

import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.clause import Document
from index.build import build, with_documents, without
from index.encoder import Encoder
from index.milvus.client import Address, Client
from index.milvus.index import MilvusIndex
from index.milvus.publish import publish
from index.milvus.store import changed, load
from index.query import Query
from index.search import Index
from index.searchable import Searchable


class Store(Protocol):
    """What keeps an index, and changes it."""

    def filled(self, documents: Sequence[Document], encoder: Encoder | None) -> Searchable: ...
    def changed(
        self, index: Searchable, added: Sequence[Document] = (), removed: Iterable[str] = ()
    ) -> Searchable: ...


class Faiss:
    """In memory."""

    def filled(self, documents: Sequence[Document], encoder: Encoder | None) -> Index:
        return build(documents, encoder)

    def changed(
        self, index: Searchable, added: Sequence[Document] = (), removed: Iterable[str] = ()
    ) -> Index:
        assert isinstance(index, Index)
        return with_documents(without(index, removed), added)


@dataclass(frozen=True)
class Milvus:
    """Each index under a name of its own."""

    uri: str

    def filled(self, documents: Sequence[Document], encoder: Encoder | None) -> Searchable:
        client = self.client(f"t{secrets.token_hex(4)}")
        publish(documents, encoder, client)
        return load(client, encoder)

    def changed(
        self, index: Searchable, added: Sequence[Document] = (), removed: Iterable[str] = ()
    ) -> Searchable:
        assert isinstance(index, MilvusIndex)
        return changed(index, added, removed)

    def client(self, name: str) -> Client:
        return Client(Address(self.uri, name=name, seconds=60))


@dataclass
class Server:
    """A Milvus of its own process, to be stopped and started."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        at = ("--data-dir", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port))
        command = [str(Path(sys.executable).with_name("milvus-lite")), "server", *at]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        client = Client(Address(self.uri))
        until = time.monotonic() + 60
        while True:
            try:
                client.call("list_collections")
                break
            except ConnectionError:
                assert time.monotonic() < until
                time.sleep(0.2)
        client.close()

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def names(index: Searchable, query: Query) -> list[tuple[str, str]]:
    """The clauses found, best first."""
    return [(hit.document.number, hit.clause.clause_id) for hit in index.search(query)]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
