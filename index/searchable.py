"""What answering needs of an index: the seam between one in this process and one elsewhere.

`search.Index` answers from memory or a mapped folder, `milvus.MilvusIndex` from a Milvus cluster.
Either is a snapshot: a change makes another one.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from corpus.clause import Document, Level
from corpus.slips import Conflict
from index.columns import Row
from index.encoder import Encoder, Vectors
from index.query import Hit, Query


class StoreDown(ConnectionError):
    """The machine that keeps the index does not answer; the message says which and why."""


class Searchable(Protocol):
    """One version of the documents, ready to be searched."""

    @property
    def version(self) -> str: ...

    @property
    def encoder(self) -> Encoder | None: ...

    @property
    def is_remote(self) -> bool:
        """Whether reading it waits for another machine, and may raise `StoreDown`."""

    @property
    def digests(self) -> Mapping[str, str]:
        """A checksum of each document's content, by number."""

    @property
    def documents(self) -> Sequence[Document]:
        """All of them, whole: for listings, not for answering."""

    @property
    def rows(self) -> Sequence[Row]:
        """Every clause with its document."""

    @property
    def places(self) -> Mapping[str, Level | None]:
        """The places that have documents of their own, and whose level they are."""

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """Figures that two documents print differently by a factor of ten."""

    def document(self, number: str) -> Document | None:
        """The document of that number, whole."""

    def clause(self, number: str, clause_id: str) -> Row | None:
        """The clause of that name and its document."""

    def encoded(self, questions: tuple[str, ...]) -> Vectors | None:
        """The vectors of the questions; None without an encoder."""

    def idf(self, token: str) -> float:
        """How rare a token of `index.tokens` is among the clauses."""

    def search(self, query: Query) -> tuple[Hit, ...]:
        """The `k` best clauses that the query allows, best first; near misses after them."""
