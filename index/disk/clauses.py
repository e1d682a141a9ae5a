"""Documents and clauses that are read when they are looked at, and the columns that filters need.

documents   a record each: everything but clauses and pieces
pieces      a record for each document
clauses     a record for each row
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Generic, SupportsIndex, TypeVar, cast, overload

import numpy as np
from pydantic import TypeAdapter

from corpus.clause import Clause, Document, Piece
from index.columns import Columns, Departments, Row
from index.disk.records import Hashes, Records, mapped, name_hash
from index.matching import Ints

T = TypeVar("T")


class Read(Sequence[T], Generic[T]):
    """A sequence whose members are read one by one; equal to the tuple of them."""

    def __init__(self, count: int, read: Callable[[int], T]) -> None:
        self._count, self._read = count, read

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | tuple[T, ...]:
        chosen = range(self._count)[place]
        return self._read(chosen) if isinstance(chosen, int) else tuple(map(self._read, chosen))

    def __iter__(self) -> Iterator[T]:
        return map(self._read, range(self._count))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True)
class Shelf:
    """The documents and clauses of a folder."""

    clauses: Records
    pieces: Records
    headers: Records
    first: Ints  # of each document's rows, and the number of all rows

    @classmethod
    def open(cls, folder: Path) -> "Shelf":
        clauses, pieces = Records.open(folder, "clauses"), Records.open(folder, "pieces")
        return cls(clauses, pieces, Records.open(folder, "documents"), array(folder, "first"))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._document(at, header) for at, header in enumerate(self.headers))

    @cached_property
    def document_of_row(self) -> Ints:
        return np.repeat(np.arange(len(self.headers), dtype=np.int32), np.diff(self.first))

    @property
    def rows(self) -> Sequence[Row]:
        return Read(len(self.clauses), self._row)

    def clause(self, row: int) -> Clause:
        return read_clause().validate_json(self.clauses[row])

    def _row(self, row: int) -> Row:
        return self.documents[self.document_of_row[row]], self.clause(row)

    def _document(self, at: int, header: bytes) -> Document:
        start, end = self.first[at : at + 2].tolist()
        clauses = Read(end - start, lambda place: self.clause(start + place))
        own = cache(lambda: read_pieces().validate_json(self.pieces[at]))
        pieces = _Later(own)
        # a tuple to who reads it, though it is not held in memory
        return replace(
            read_header().validate_json(header),
            clauses=cast(tuple[Clause, ...], clauses),
            pieces=cast(tuple[Piece, ...], pieces),
        )


class _Later(Read[Piece]):
    """Pieces, all read when the first is looked at."""

    def __init__(self, all_of_them: Callable[[], tuple[Piece, ...]]) -> None:
        self._all = all_of_them

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._all())


@dataclass(frozen=True, slots=True)
class HashedNames:
    """Rows by the hash of their name; the clause that is found is asked for its own."""

    hashes: Hashes
    row: Ints
    shelf: Shelf

    def get(self, name: tuple[str, str], /) -> int | None:
        wanted = np.uint64(name_hash(*name))
        at = int(np.searchsorted(self.hashes, wanted))
        if at == len(self.hashes) or self.hashes[at] != wanted:
            return None
        row = int(self.row[at])
        found = self.shelf.clause(row)
        return row if (found.document_number, found.clause_id) == name else None


def columns(folder: Path, shelf: Shelf) -> Columns:
    """What is known of the rows without reading them."""
    names = tuple(name.decode() for name in Records.open(folder, "departments"))
    return Columns(
        shelf.documents,
        shelf.document_of_row,
        array(folder, "last_day"),
        Departments(names, array(folder, "department_row"), array(folder, "department_name")),
        HashedNames(array(folder, "name_hashes"), array(folder, "name_rows"), shelf),
    )


def array(folder: Path, name: str) -> Any:
    """An array of the folder, by its name."""
    return mapped(folder / f"{name}.npy")


def whole(document: Document) -> Document:
    """The document with everything that it says in memory."""
    return replace(document, clauses=tuple(document.clauses), pieces=tuple(document.pieces))


def header_of(document: Document) -> bytes:
    return read_header().dump_json(replace(document, clauses=(), pieces=()))


@cache
def read_header() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def read_clause() -> TypeAdapter[Clause]:
    return TypeAdapter(Clause)


@cache
def read_pieces() -> TypeAdapter[tuple[Piece, ...]]:
    return TypeAdapter(tuple[Piece, ...])
