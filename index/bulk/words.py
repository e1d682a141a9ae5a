"""The words of all batches → postings with what each adds, a range of tokens at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.disk.clauses import array
from index.disk.records import Hashes, Records, write_records
from index.lexical import Counts, Lexical, no_counts, weigh
from index.weights import Field, Weights

#: triples of token, row and field: about 200 MB while they are weighed
_AT_A_TIME = 4_000_000


@dataclass(frozen=True, slots=True)
class _Batch:
    """The words of one batch, sorted by their hash; `before`: rows of the batches before it."""

    folder: Path
    before: int
    hashes: Hashes
    start: NDArray[np.int64]
    row: Any
    field: Any
    times: Any

    @classmethod
    def open(cls, folder: Path, before: int) -> "_Batch":
        names = ("hashes", "start", "row", "field", "times")
        return cls(folder, before, *(array(folder, name) for name in names))


def write_words(folder: Path, batches: Sequence[Path], rows: Sequence[int], to: Weights) -> None:
    """Postings by token, tokens by their hash, and what each posting adds to a row's score."""
    opened, lengths = _opened(batches, rows)
    hashes, where, sizes = _vocabulary(opened)
    np.save(folder / "hashes.npy", hashes)
    write_records(folder, "tokens", _tokens(opened, where))
    df: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
    idf: list[float] = []
    with (folder / "row.bin").open("wb") as row, (folder / "impact.bin").open("wb") as impact:
        for start, stop in _ranges(sizes):
            found = weigh(_counts(opened, hashes, start, stop, lengths), stop - start, to)
            found.row.tofile(row)
            found.impact.tofile(impact)
            df.append(np.diff(found.start))
            idf += found.idf
    np.save(folder / "start.npy", np.cumsum(np.concatenate(df), dtype=np.int64))
    np.save(folder / "idf.npy", np.array(idf, np.float64))


def words_in_memory(batches: Sequence[Path], rows: Sequence[int], to: Weights) -> Lexical:
    """The same words as an index that can be changed."""
    opened, lengths = _opened(batches, rows)
    hashes, where, _ = _vocabulary(opened)
    vocabulary = {token.decode(): at for at, token in enumerate(_tokens(opened, where))}
    counts = _counts(opened, hashes, 0, len(hashes), lengths)
    return Lexical(vocabulary, counts, to).ready()


def _opened(batches: Sequence[Path], rows: Sequence[int]) -> tuple[list[_Batch], Any]:
    """The batches, and how long each field of each row is."""
    before = np.cumsum([0, *rows]).tolist()
    opened = [_Batch.open(path, at) for path, at in zip(batches, before, strict=False)]
    none = np.empty((0, len(Field)), np.int32)
    return opened, np.concatenate([none, *(array(path, "lengths") for path in batches)])


def _vocabulary(batches: Sequence[_Batch]) -> tuple[Hashes, NDArray[np.int64], NDArray[np.int64]]:
    """All hashes, where among the batches' each stands first, and how many triples each has."""
    every = np.concatenate([np.empty(0, np.uint64), *(batch.hashes for batch in batches)])
    hashes, where = np.unique(every, return_index=True)
    sizes = np.zeros(len(hashes), np.int64)
    for batch in batches:
        sizes[np.searchsorted(hashes, batch.hashes)] += np.diff(batch.start)
    return hashes, where, sizes


def _tokens(batches: Sequence[_Batch], where: NDArray[np.int64]) -> Iterator[bytes]:
    begins = np.cumsum([0, *(len(batch.hashes) for batch in batches)])
    texts = [Records.open(batch.folder, "tokens") for batch in batches]
    numbers = np.searchsorted(begins, where, side="right") - 1
    for number, at in zip(numbers.tolist(), (where - begins[numbers]).tolist(), strict=True):
        yield texts[number][at]


def _ranges(sizes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Tokens that are weighed together: one alone where it is in very many rows."""
    ends, start = np.cumsum(sizes), 0
    while start < len(sizes):
        done = int(ends[start - 1]) if start else 0
        stop = max(int(np.searchsorted(ends, done + _AT_A_TIME, side="right")), start + 1)
        yield start, stop
        start = stop


def _counts(
    batches: Sequence[_Batch], hashes: Hashes, start: int, stop: int, lengths: Any
) -> Counts:
    if start == stop:
        return no_counts()
    last = hashes[stop - 1]
    found: list[list[Any]] = [[], [], [], []]
    for batch in batches:
        low = np.searchsorted(batch.hashes, hashes[start])
        high = np.searchsorted(batch.hashes, last, side="right")
        own = np.searchsorted(hashes[start:stop], batch.hashes[low:high]).astype(np.int32)
        sizes = np.diff(batch.start[low : high + 1])
        inside = slice(batch.start[low], batch.start[high])
        columns = (
            np.repeat(own, sizes),
            batch.row[inside] + np.int32(batch.before),
            batch.field[inside],
            batch.times[inside],
        )
        for column, values in zip(found, columns, strict=True):
            column.append(values)
    token, row, field, times = map(np.concatenate, found)
    return Counts(token, row, field, times, lengths)
