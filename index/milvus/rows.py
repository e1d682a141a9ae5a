"""A clause as rows of Milvus, and back.

The first row has the words, and with it come the conditions; each passage has a vector. The
clause itself is cut over its rows.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from corpus.clause import Clause, Document
from corpus.slips import rate_contexts
from index.columns import last_day
from index.encoder import Vectors
from index.matching import Floats
from index.milvus.client import Client
from index.milvus.filters import quoted
from index.milvus.schema import MOST_DEPARTMENTS, MOST_RATES, PIECE
from index.milvus.words import NO_WORDS, Asked, Dimensions, Sparse
from index.search import PASSAGES_PER_CLAUSE
from index.searchable import StoreDown

_ROWS_READ = 256


@dataclass(frozen=True, slots=True)
class Kept:
    """One clause with all that is needed to score it here."""

    clause: Clause
    dimensions: Dimensions  # rising
    weights: Floats
    vectors: Vectors

    @property
    def name(self) -> tuple[str, str]:
        return self.clause.document_number, self.clause.clause_id

    def share(self, asked: Asked) -> float:
        """How much of what the formulation could attain, by words."""
        return float(self._weights_of(asked) @ asked.weights)

    def has(self, asked: Asked) -> NDArray[np.bool_]:
        """Which of the formulation's tokens stand in it."""
        return self._weights_of(asked) > 0

    def likeness(self, vectors: Vectors) -> float:
        """The best cosine of any formulation with any passage."""
        return float((self.vectors @ vectors.T).max())

    def _weights_of(self, asked: Asked) -> Floats:
        at = np.minimum(np.searchsorted(self.dimensions, asked.dimensions), len(self.weights) - 1)
        known = self.dimensions[at] == asked.dimensions
        return np.where(known, self.weights[at], np.float32(0))


class Cache:
    """The clauses asked for last, of one collection: its rows never change."""

    def __init__(self, size: int) -> None:
        self._size, self._kept = size, OrderedDict[int, Kept]()
        self._numbers: dict[tuple[str, str], int] = {}
        self._changing = Lock()

    def get(self, clause: int) -> Kept | None:
        with self._changing:
            if clause in self._kept:
                self._kept.move_to_end(clause)
            return self._kept.get(clause)

    def put(self, found: Mapping[int, Kept]) -> None:
        with self._changing:
            self._kept.update(found)
            self._numbers |= {kept.name: number for number, kept in found.items()}
            while len(self._kept) > self._size:
                _, kept = self._kept.popitem(last=False)
                self._numbers.pop(kept.name, None)

    def number(self, name: tuple[str, str]) -> int | None:
        """Which of them was last read under that document's number and clause's id."""
        return self._numbers.get(name)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one collection, read as they are needed."""

    client: Client
    collection: str
    has_vectors: bool
    cache: Cache

    def of(self, numbers: Sequence[int]) -> dict[int, Kept]:
        """Those of the numbers that are there."""
        found = {number: self.cache.get(number) for number in numbers}
        missing = [number for number, kept in found.items() if kept is None]
        read: dict[int, Kept] = {}
        for start in range(0, len(missing), _ROWS_READ):
            read |= self._read(missing[start : start + _ROWS_READ])
        self.cache.put(read)
        both = ((number, kept or read.get(number)) for number, kept in found.items())
        return {number: kept for number, kept in both if kept is not None}

    def number(self, clause_id: str, first: int, end: int) -> int | None:
        """Which of the clauses has that id."""
        rows = self.client.call(
            "query",
            self.collection,
            filter=f"clause >= {first} and clause < {end} and name == {quoted(clause_id)}",
            output_fields=["clause"],
            consistency_level="Strong",
        )
        return min((row["clause"] for row in rows), default=None)

    def _read(self, numbers: Sequence[int]) -> dict[int, Kept]:
        rows = self.client.call(
            "query",
            self.collection,
            filter=f"clause in {list(numbers)}",
            output_fields=["id", "body", "words", *(["meaning"] if self.has_vectors else [])],
            consistency_level="Strong",
        )
        by_clause: dict[int, list[Mapping[str, Any]]] = {}
        for row in sorted(rows, key=lambda row: row["id"]):
            by_clause.setdefault(row["id"] // PASSAGES_PER_CLAUSE, []).append(row)
        return {number: _kept(each, self.has_vectors) for number, each in by_clause.items()}


def rows_of(
    document: Document, clause: Clause, number: int, words: Sparse, vectors: Vectors | None
) -> Iterator[dict[str, Any]]:
    """The rows of one clause."""
    body = _clauses().dump_json(clause).decode()
    pieces = [body[i : i + PIECE] for i in range(0, len(body), PIECE)]
    count = 1 if vectors is None else len(vectors)
    if len(pieces) > count:
        raise ValueError(
            f"{document.number} {clause.clause_id} is too long: {len(body)} characters"
        )
    common = _conditions(document, clause) | {"clause": number}
    for place in range(count):
        yield common | {
            "id": number * PASSAGES_PER_CLAUSE + place,
            "body": pieces[place] if place < len(pieces) else "",
            "words": words if place == 0 else NO_WORDS,
            **({} if vectors is None else {"meaning": vectors[place]}),
        }


def _conditions(document: Document, clause: Clause) -> dict[str, Any]:
    """What filters ask."""
    return {
        "document": document.number,
        "name": clause.clause_id,
        "region": document.region,
        "level": document.level or "",
        "issued": document.issued.toordinal() if document.issued else 0,
        "last_day": last_day(clause),
        "departments": list(dict.fromkeys(clause.departments))[:MOST_DEPARTMENTS],
        "rates": list(dict.fromkeys(rate_contexts(clause)))[:MOST_RATES],
    }


def _kept(rows: Sequence[Mapping[str, Any]], has_vectors: bool) -> Kept:
    words = sorted(rows[0]["words"].items())
    try:
        clause = _clauses().validate_json("".join(row["body"] for row in rows))
    except ValueError as error:
        raise StoreDown("Milvus gave a clause in part: ask again") from error
    meanings: Iterable[Any] = (row["meaning"] for row in rows) if has_vectors else ()
    return Kept(
        clause,
        np.array([at for at, _ in words], np.uint32),
        np.array([weight for _, weight in words], np.float32),
        np.array(list(meanings), np.float32),
    )


@cache
def _clauses() -> TypeAdapter[Clause]:
    return TypeAdapter(Clause)
