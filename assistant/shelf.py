"""Where the index that answers is kept: what the service asks of a folder, or of Milvus."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from corpus.clause import Document
from index.searchable import Searchable

Stamp = tuple[int | str, ...]


class Shelf(Protocol):
    """Where the index that answers is kept, and changed."""

    def stamp(self) -> Stamp | None:
        """Another one for every change of the index; None: there is none. Takes microseconds."""

    @property
    def look_seconds(self) -> float:
        """How often to `look`, without which the stamp stays the same; 0: it need not be asked."""

    def look(self) -> None:
        """Find out whether another process or machine changed the index."""

    def prepare(self) -> None:
        """Bring the index up to date with what was built and what the database says."""

    def opened(self) -> Searchable:
        """The index as it is now."""

    def add(self, documents: Sequence[Document], actor: str) -> None:
        """Documents, new or in place of those of the same number, kept and searchable."""

    def remove(self, number: str, actor: str) -> None:
        """The document of that number, gone from the next answer on."""

    def originals(self) -> Mapping[str, str]:
        """The titles, by number, of the documents before anything was changed."""

    def restore(self, number: str, actor: str) -> bool:
        """That document as it was before it was changed; False: nothing was changed of it."""
