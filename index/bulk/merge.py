"""Finished batches → the files of an index on disk, with never more than one batch in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np

from corpus.library import renamed
from index.build import digest
from index.bulk.batch import Done
from index.disk.clauses import Shelf, array, header_of, read_clause, whole
from index.disk.records import Hashes, Records, joined, name_hash, write_records


@dataclass(frozen=True, slots=True)
class Part:
    """What one batch adds. Its numbers are unlike those of all parts before it."""

    folder: Path
    headers: Records
    clauses: Records
    names: Hashes
    digests: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> int:
        return len(self.clauses)

    @property
    def shelf(self) -> Shelf:
        pieces = Records.open(self.folder, "pieces")
        return Shelf(self.clauses, pieces, self.headers, array(self.folder, "first"))


def parts(folder: Path, found: Sequence[Done]) -> Iterator[Part]:
    """The batches in their order; a document whose number is taken gets one of its own."""
    taken: set[str] = set()
    for each in found:
        own = folder / each.key
        part = Part(
            own,
            Records.open(own, "documents"),
            Records.open(own, "clauses"),
            array(own, "name_hashes"),
            each.digests,
        )
        numbers = [number for number, _ in each.digests]
        if len({*numbers}) < len(numbers) or not taken.isdisjoint(numbers):
            part = _without_clashes(part, set(taken))
        taken.update(number for number, _ in part.digests)
        yield part


def write_clauses(folder: Path, found: Sequence[Part]) -> None:
    """Documents, clauses and the columns that filters need."""
    joined(folder, "documents", (part.headers for part in found))
    joined(folder, "clauses", (part.clauses for part in found))
    joined(folder, "pieces", (Records.open(part.folder, "pieces") for part in found))
    before = list(accumulate((part.rows for part in found), initial=0))
    firsts = (array(p.folder, "first")[1:] + at for p, at in zip(found, before, strict=False))
    np.save(folder / "first.npy", np.concatenate([np.zeros(1, np.int32), *firsts]))
    for name in ("last_day", "passages"):
        np.save(folder / f"{name}.npy", np.concatenate([array(p.folder, name) for p in found]))
    names = np.concatenate([part.names for part in found])
    order = np.argsort(names, kind="stable")
    np.save(folder / "name_hashes.npy", names[order])
    np.save(folder / "name_rows.npy", order.astype(np.int32))
    _write_departments(folder, found, before)


def _write_departments(folder: Path, found: Sequence[Part], before: Sequence[int]) -> None:
    numbers: dict[bytes, int] = {}
    rows, names = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for part, at in zip(found, before, strict=False):
        own = Records.open(part.folder, "departments")
        place = np.array([numbers.setdefault(n, len(numbers)) for n in own], np.int32)
        rows.append(array(part.folder, "department_row") + np.int32(at))
        names.append(place[array(part.folder, "department_name")])
    write_records(folder, "departments", numbers)
    np.save(folder / "department_row.npy", np.concatenate(rows))
    np.save(folder / "department_name.npy", np.concatenate(names))


def _without_clashes(part: Part, taken: set[str]) -> Part:
    """Two sources that claim one number: the later one goes by its source's name as well."""
    clauses, headers, names, digests = list(part.clauses), [], part.names.copy(), []
    first = array(part.folder, "first").tolist()
    for at, document in enumerate(part.shelf.documents):
        known = whole(document)
        unique = renamed(known, taken)
        taken.add(unique.number)
        headers.append(header_of(unique))
        if unique is known:
            digests.append(part.digests[at])
            continue
        digests.append((unique.number, digest(unique)))
        for row, clause in enumerate(unique.clauses, first[at]):
            clauses[row] = read_clause().dump_json(clause)
            names[row] = name_hash(unique.number, clause.clause_id)
    return Part(part.folder, _records(headers), _records(clauses), names, tuple(digests))


def _records(found: Sequence[bytes]) -> Records:
    content = np.frombuffer(b"".join(found), np.uint8)
    return Records(content, np.cumsum([0, *map(len, found)], dtype=np.int64))
