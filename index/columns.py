"""What filters and look-ups need of every row, so that none has to be read for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.clause import Clause, Document
from index.matching import Ints, Mask

Row = tuple[Document, Clause]

NEVER = 2**31 - 1


class Names(Protocol):
    """The row of a clause, by its document's number and its own id."""

    def get(self, name: tuple[str, str], /) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Departments:
    """Which department stands in which row: entry i says that row[i] names names[name[i]]."""

    names: Sequence[str]
    row: Ints
    name: Ints

    @classmethod
    def of(cls, clauses: Iterable[Clause]) -> "Departments":
        numbers: dict[str, int] = {}
        found = [
            (row, numbers.setdefault(name, len(numbers)))
            for row, clause in enumerate(clauses)
            for name in clause.departments
        ]
        pairs = np.array(found, np.int32).reshape(-1, 2)
        return cls(tuple(numbers), pairs[:, 0], pairs[:, 1])

    def mask(self, wanted: str, rows: int) -> Mask:
        """The rows where it stands: 财政局 asks for 市财政局 and 县财政局 alike."""
        is_meant = np.array([is_department(name, wanted) for name in self.names], bool)
        mask = np.zeros(rows, bool)
        if len(self.row):
            mask[self.row[is_meant[self.name]]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Columns:
    """One value for each row."""

    documents: Sequence[Document]
    document: NDArray[np.int32]  # its place among the documents
    last_day: NDArray[np.int32]
    departments: Departments
    names: Names

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Columns":
        documents = tuple({document.number: document for document, _ in rows}.values())
        place = {document.number: at for at, document in enumerate(documents)}
        names: Mapping[tuple[str, str], int] = {
            (document.number, clause.clause_id): row for row, (document, clause) in enumerate(rows)
        }
        return cls(
            documents,
            np.array([place[document.number] for document, _ in rows], np.int32),
            np.array([last_day(clause) for _, clause in rows], np.int32),
            Departments.of(clause for _, clause in rows),
            names,
        )


def last_day(clause: Clause) -> int:
    """The last day that the clause holds, as an ordinal."""
    end = clause.validity.until if clause.validity.basis else None
    return end.toordinal() if end else NEVER


def is_department(name: str, wanted: str) -> bool:
    return wanted in name or name in wanted
