"""The vectors of all batches → one FAISS file, a batch at a time."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.dense import FLAT_BELOW, faiss, sample, trained_cells
from index.disk.clauses import array


def write_vectors(folder: Path, batches: Sequence[Path]) -> None:
    """`vectors.faiss`: exact below `FLAT_BELOW` vectors, then cells of one-byte numbers."""
    count = sum(len(array(path, "vectors")) for path in batches)
    dimension = array(batches[0], "vectors").shape[1]
    if count < FLAT_BELOW:
        index = faiss.IndexFlatIP(dimension)
    else:
        examples = np.concatenate([sample(array(path, "vectors"), count) for path in batches])
        index = trained_cells(examples, count)
        # a vector's id is its place, so that looking it up needs no table of ids
        index.set_direct_map_type(faiss.DirectMap.Array)
    for path in batches:
        own = array(path, "vectors")
        if len(own):
            index.add(np.ascontiguousarray(own))
    faiss.write_index(index, str(folder / "vectors.faiss"))
