"""The vectors while they are trained: each piece's own and its parts', averaged over a text."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from torch import Tensor
from torch.nn.functional import embedding, embedding_bag, normalize

from index.encoder import Vectors

Ids = NDArray[np.int64]


class Table:
    """Trainable rows. `encode` gives what StaticEmbedding will: the mean of a text, as a unit."""

    def __init__(self, first: Vectors, parts: csr_matrix) -> None:
        self._parts = parts
        self.own = torch.tensor(first, requires_grad=True)
        self.shared = torch.zeros(parts.shape[1], first.shape[1], requires_grad=True)

    def encode(self, texts: Sequence[Ids]) -> Tensor:
        """One unit vector a text; a text of no pieces is a row of zeros."""
        pieces, places = np.unique(np.concatenate(texts), return_inverse=True)
        starts = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
        return normalize(_means(self._rows(pieces), places, starts, "mean"))

    def folded(self) -> Vectors:
        """Own and shared vectors added up: the table that is served."""
        with torch.no_grad():
            return np.asarray(self.own.numpy() + self._parts @ self.shared.numpy(), np.float32)

    def _rows(self, pieces: Ids) -> Tensor:
        mine = self._parts[pieces]
        parts, places = np.unique(mine.indices, return_inverse=True)
        shared = embedding(torch.from_numpy(parts.astype(np.int64)), self.shared)
        shares = torch.from_numpy(mine.data)
        starts = mine.indptr[:-1].astype(np.int64)
        added = _means(shared, places, starts, "sum", shares)
        return embedding(torch.from_numpy(pieces), self.own) + added


def _means(
    rows: Tensor, places: Ids, starts: Ids, mode: str, shares: Tensor | None = None
) -> Tensor:
    at, offsets = torch.from_numpy(places.astype(np.int64)), torch.from_numpy(starts)
    return embedding_bag(at, rows, offsets, mode=mode, per_sample_weights=shares)
