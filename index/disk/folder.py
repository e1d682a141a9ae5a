"""The files of an index on disk, and the index that answers from them."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.disk.clauses import Shelf, array, columns
from index.disk.vectors import DiskVectors
from index.disk.words import DiskWords
from index.encoder import Encoder
from index.search import Index, vector_ids

_RECORDS = ("documents", "pieces", "clauses", "departments", "tokens")
_ARRAYS = (
    *("first", "last_day", "passages", "name_hashes", "name_rows"),
    *("department_row", "department_name", "hashes", "start", "idf"),
)
_RAW = ("row.bin", "impact.bin")
VECTORS = "vectors.faiss"
DISK_FILES = frozenset(
    (
        *(f"{name}{end}" for name in _RECORDS for end in (".bin", ".at.npy")),
        *(f"{name}.npy" for name in _ARRAYS),
        *_RAW,
        VECTORS,
    )
)


def from_folder(
    folder: Path, encoder: Encoder | None, digests: Mapping[str, str], version: str
) -> Index:
    """The index whose files lie there; a file that a query does not need is not read."""
    shelf = Shelf.open(folder)
    count = len(shelf.clauses)
    ids, passages = np.arange(count, dtype=np.int64), array(folder, "passages")
    vectors = None
    if (folder / VECTORS).stat().st_size:
        vectors = DiskVectors.open(folder / VECTORS, vector_ids(ids, passages))
    return Index(
        documents=shelf.documents,
        rows=shelf.rows,
        ids=ids,
        passages=passages,
        lexical=DiskWords.open(folder, count),
        vectors=vectors,
        encoder=encoder,
        digests=digests,
        version=version,
        next_id=count,
        stored=columns(folder, shelf),
    )
