"""Vectors and their nearest: the seam for a vector store, and FAISS behind it.

A store is a value: an update returns the store to use from now on, and a search that runs on the
old one finishes there. Scores are cosines, as all vectors have length 1.
"""

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, Self

import faiss as faiss_library
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

#: its type stubs lack the arguments that its Python layer adds
faiss: Any = faiss_library

Ids = NDArray[np.int64]

#: vectors; below, exact search is fast enough (evals bench, search by size)
FLAT_BELOW = 50_000
#: of the 2·√n cells: recall@10 0.973 at 140,000 clauses, in a sixth of the exact search's time at a
#: million (docs/scaling.md)
_PROBED_SHARE = 0.25
_CELLS_PER_ROOT = 2
_TRAINED_ON_PER_CELL = 40


@dataclass(frozen=True, eq=False)
class Selection:
    """The ids that a filter leaves. Made once, asked for often."""

    ids: Ids
    _by_place: dict[int, tuple[Ids, Any]] = field(default_factory=dict)

    @cached_property
    def for_faiss(self) -> Any:
        return faiss.IDSelectorBatch(self.ids)

    def among(self, stored: Ids) -> Any:
        """The same by place in a store's ids: a bit each, which is looked up sooner than an id."""
        known = self._by_place.get(id(stored))
        if known is None:
            bits = np.packbits(np.isin(stored, self.ids), bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
            known = self._by_place[id(stored)] = stored, parameters
        return known[1]


class VectorStore(Protocol):
    """What a vector engine must offer: FAISS here, a distributed one where that is too small."""

    @property
    def size(self) -> int: ...
    def upsert(self, ids: Ids, vectors: Vectors) -> Self: ...
    def delete(self, ids: Ids) -> Self: ...

    def search(
        self, vector: Vectors, k: int, allowed: Selection | None = None
    ) -> tuple[Ids, Vectors]:
        """(ids, cosines) of the k nearest among the allowed ids, best first."""

    def scores(self, vector: Vectors, ids: Ids) -> Vectors:
        """The cosine of each of the ids, all of which must be here."""


@dataclass(frozen=True)
class FaissStore:
    """Exact search while that is fast, then cells of vectors kept in one byte a number."""

    index: Any  # a faiss.Index that keeps ids

    @classmethod
    def empty(cls, dimension: int) -> "FaissStore":
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors, flat_below: int = FLAT_BELOW) -> "FaissStore":
        """The store that suits so many vectors."""
        if len(ids) < flat_below:
            index = cls.empty(vectors.shape[1]).index
        else:
            index = trained_cells(sample(vectors, len(vectors)), len(vectors))
            # lets a vector be looked up by its id
            index.set_direct_map_type(faiss.DirectMap.Hashtable)
        index.add_with_ids(vectors, ids)
        return cls(index)

    @classmethod
    def from_bytes(cls, content: bytes) -> "FaissStore":
        return cls(faiss.deserialize_index(np.frombuffer(content, np.uint8)))

    def to_bytes(self) -> bytes:
        return bytes(faiss.serialize_index(self.index).tobytes())

    @property
    def size(self) -> int:
        return int(self.index.ntotal)

    @property
    def is_exact(self) -> bool:
        return isinstance(self.index, faiss.IndexIDMap2)

    def upsert(self, ids: Ids, vectors: Vectors) -> "FaissStore":
        """The store with these vectors, new or in place of what the ids had."""
        after = self.delete(ids).index
        if self.is_exact and after.ntotal + len(ids) >= FLAT_BELOW:
            kept = faiss.vector_to_array(after.id_map)
            both = np.concatenate([after.reconstruct_batch(kept), vectors])
            return FaissStore.of(np.concatenate([kept, ids]), both)
        after.add_with_ids(vectors, ids)
        return FaissStore(after)

    def delete(self, ids: Ids) -> "FaissStore":
        """The store without these ids."""
        after = faiss.clone_index(self.index)
        if len(ids):
            after.remove_ids(faiss.IDSelectorArray(np.ascontiguousarray(ids, np.int64)))
        return FaissStore(after)

    def search(
        self, vector: Vectors, k: int, allowed: Selection | None = None
    ) -> tuple[Ids, Vectors]:
        # one query is done sooner by one thread than by handing out the work
        faiss.omp_set_num_threads(1)
        asked, most = vector.reshape(1, -1), min(k, self.size)
        if self.is_exact:
            chosen = None if allowed is None else allowed.among(self._ids)
            cosines, places = self._flat.search(asked, most, params=chosen)
            found = places[0] >= 0
            return self._ids[places[0][found]], cosines[0][found]
        cosines, ids = self.index.search(asked, most, params=self._parameters(allowed))
        found = ids[0] >= 0
        return ids[0][found], cosines[0][found]

    def scores(self, vector: Vectors, ids: Ids) -> Vectors:
        if not len(ids):
            return np.empty(0, np.float32)
        if not self.is_exact:
            return np.asarray(self.index.reconstruct_batch(ids) @ vector.ravel(), np.float32)
        asked = np.ascontiguousarray(vector.ravel(), np.float32)
        places, found = self._places(ids), np.empty(len(ids), np.float32)
        x, distances, labels = map(faiss.swig_ptr, (asked, found, places))
        self._flat.compute_distance_subset(1, x, len(ids), distances, labels)
        return found

    def _places(self, ids: Ids) -> Ids:
        """Where the ids stand among all: they rise, but for those that replace others."""
        order = self._order
        return np.ascontiguousarray(order[np.searchsorted(self._ids, ids, sorter=order)])

    @cached_property
    def _flat(self) -> Any:
        """The vectors without their ids, in the order that they came in."""
        return faiss.downcast_index(self.index.index)

    @cached_property
    def _ids(self) -> Ids:
        return np.asarray(faiss.vector_to_array(self.index.id_map), np.int64)

    @cached_property
    def _order(self) -> Ids:
        return np.argsort(self._ids)

    def _parameters(self, allowed: Selection | None) -> Any:
        chosen = None if allowed is None else allowed.for_faiss
        return faiss.SearchParametersIVF(sel=chosen, nprobe=probed(self.index.nlist))


def probed(cells: int) -> int:
    """How many of the cells a search looks into."""
    return max(int(cells * _PROBED_SHARE), 1)


def trained_cells(examples: Vectors, count: int) -> Any:
    """Empty cells for so many vectors like the examples."""
    dimension = examples.shape[1]
    cells = cells_for(count)
    quantizer = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(
        quantizer,
        dimension,
        cells,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    index.train(examples)
    return index


def sample(vectors: Vectors, count: int) -> Vectors:
    """Enough of the vectors to train the cells of so many, always the same."""
    wanted = cells_for(count) * _TRAINED_ON_PER_CELL * len(vectors) // count
    chosen = np.random.default_rng(0).permutation(len(vectors))[:wanted]
    return np.asarray(vectors[np.sort(chosen)])


def cells_for(count: int) -> int:
    return int(_CELLS_PER_ROOT * count**0.5)
