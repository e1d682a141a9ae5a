"""Vectors in a mapped FAISS file. A vector's place in it stands for its id."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from index.build import ReadOnlyIndex
from index.dense import Ids, Selection, faiss, probed
from index.encoder import Vectors

#: of the vectors that a filter leaves; so few are compared one by one, and none is missed
_FEW = 20_000


@dataclass(frozen=True)
class DiskVectors:
    """Searched like `FaissStore`, whose ids it answers to; never changed."""

    index: Any  # a faiss.Index whose ids are places
    ids: Ids  # of the places, rising

    @classmethod
    def open(cls, path: Path, ids: Ids) -> "DiskVectors":
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY), ids)

    @property
    def size(self) -> int:
        return int(self.index.ntotal)

    def upsert(self, ids: Ids, vectors: Vectors) -> "DiskVectors":
        raise ReadOnlyIndex

    def delete(self, ids: Ids) -> "DiskVectors":
        raise ReadOnlyIndex

    def search(
        self, vector: Vectors, k: int, allowed: Selection | None = None
    ) -> tuple[Ids, Vectors]:
        """(ids, cosines) of the k nearest among the allowed ids, best first."""
        if allowed is not None and len(allowed.ids) <= max(_FEW, k):
            cosines = self.scores(vector, allowed.ids)
            best = np.argsort(-cosines, kind="stable")[:k]
            return allowed.ids[best], cosines[best]
        faiss.omp_set_num_threads(1)
        chosen = None if allowed is None else self._bitmap(allowed)
        for cells in self._cells:
            cosines, places = self.index.search(
                vector.reshape(1, -1), min(k, self.size), params=self._parameters(chosen, cells)
            )
            found = places[0] >= 0
            if found.all():
                break
        return self.ids[places[0][found]], cosines[0][found]

    def scores(self, vector: Vectors, ids: Ids) -> Vectors:
        """The cosine of each of the ids."""
        if not len(ids):
            return np.empty(0, np.float32)
        places = np.searchsorted(self.ids, ids)
        return np.asarray(self.index.reconstruct_batch(places) @ vector.ravel(), np.float32)

    @property
    def _cells(self) -> tuple[int, ...]:
        """How many to look into, and then, where that gives too few, all of them."""
        every = getattr(self.index, "nlist", 0)
        return (probed(every), every) if every else (0,)

    def _parameters(self, chosen: Any, cells: int) -> Any:
        if cells:
            return faiss.SearchParametersIVF(sel=chosen, nprobe=cells)
        return None if chosen is None else faiss.SearchParameters(sel=chosen)

    @cached_property
    def _bitmap(self) -> Callable[[Selection], Any]:
        """A bit for each place; few selections are asked for again and again."""

        @lru_cache(maxsize=64)
        def bitmap(allowed: Selection) -> Any:
            bits = np.zeros(self.size, bool)
            bits[np.searchsorted(self.ids, allowed.ids)] = True
            return faiss.IDSelectorBitmap(np.packbits(bits, bitorder="little"))

        return bitmap
