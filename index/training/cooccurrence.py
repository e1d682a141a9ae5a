"""The first vectors: what stands near what in Chinese, and which English goes with which Chinese.

Words that occur among the same neighbours get similar vectors (positive pointwise mutual
information, factored). An English word starts at the mean of the Chinese words that it occurs with
in parallel texts. Frequent words start short: they say little about what a text is about.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from index.encoder import Vectors

Ids = NDArray[np.int64]
Floats = NDArray[np.floating]

_WINDOW = 5
_NEIGHBOURS = 16_000
_SAMPLING = 1e-3
_NEIGHBOUR_POWER = 0.75
_LEAST_INFORMATION = 0.3
_POWER_ITERATIONS, _SPARE = 3, 10
#: a word this frequent starts at half length
FREQUENCY_HALVED = 1e-3
_STRANGER_LENGTH = 0.3


def first_vectors(
    stream: Sequence[Ids],
    parallel: Iterable[tuple[Ids, Ids]],
    is_english: NDArray[np.bool_],
    dimension: int,
    rng: np.random.Generator,
) -> Vectors:
    """One row a piece: from Chinese texts, then the English from (English, Chinese) pairs."""
    frequency = np.bincount(np.concatenate(stream), minlength=len(is_english)).astype(float)
    neighbours = np.argsort(-frequency, kind="stable")[:_NEIGHBOURS]
    information = _information(_counts(_flat(stream, frequency, rng), neighbours, len(is_english)))
    chinese = _unit(_factored(information, dimension, rng))
    english = _unit(_association(parallel, is_english) @ chinese)
    found = np.where(is_english[:, None], english, chinese)
    strangers = ~found.any(1)
    drawn = rng.normal(size=(int(strangers.sum()), dimension)) / np.sqrt(dimension)
    found[strangers] = _STRANGER_LENGTH * drawn
    share = frequency / frequency.sum()
    lengths = FREQUENCY_HALVED / (FREQUENCY_HALVED + share)
    return np.asarray(found * lengths[:, None], np.float32)


def _flat(stream: Sequence[Ids], frequency: Floats, rng: np.random.Generator) -> Ids:
    """All texts in one row, -1 between two; some of the most frequent words are left out."""
    flat = np.concatenate([np.append(ids, -1) for ids in stream])
    share = frequency[flat] / frequency.sum()
    kept = rng.random(len(flat)) < np.sqrt(_SAMPLING / np.maximum(share, _SAMPLING))
    return np.asarray(flat[kept | (flat < 0)], np.int64)


def _counts(flat: Ids, neighbours: Ids, size: int) -> csr_matrix:
    """How often each piece stands near each neighbour, nearer ones counting more."""
    column = np.full(size + 1, -1)
    column[neighbours] = np.arange(len(neighbours))
    text = np.cumsum(flat < 0)
    found = csr_matrix((size, len(neighbours)), dtype=np.float32)
    for distance in range(1, _WINDOW + 1):
        left, right = flat[:-distance], flat[distance:]
        same = (text[:-distance] == text[distance:]) & (left >= 0) & (right >= 0)
        for piece, other in ((left[same], right[same]), (right[same], left[same])):
            known = column[other] >= 0
            ones = np.full(int(known.sum()), 1 / distance, np.float32)
            found += csr_matrix((ones, (piece[known], column[other[known]])), shape=found.shape)
    return found


def _information(counts: csr_matrix) -> csr_matrix:
    rows = np.asarray(counts.sum(1)).ravel()
    columns = np.asarray(counts.sum(0)).ravel() ** _NEIGHBOUR_POWER
    cells = counts.tocoo()
    expected = rows[cells.row] * (columns / columns.sum())[cells.col]
    values = np.log(cells.data / expected)
    kept = values > _LEAST_INFORMATION
    found = values[kept].astype(np.float32)
    return csr_matrix((found, (cells.row[kept], cells.col[kept])), shape=counts.shape)


def _factored(matrix: csr_matrix, dimension: int, rng: np.random.Generator) -> Floats:
    """Rows of the matrix in few dimensions: a randomised singular value decomposition."""
    drawn = rng.standard_normal((matrix.shape[1], dimension + _SPARE), np.float32)
    basis = np.linalg.qr(matrix @ drawn)[0]
    for _ in range(_POWER_ITERATIONS):
        basis = np.linalg.qr(matrix @ (matrix.T @ basis))[0]
    left, values, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    return np.asarray((basis @ left * np.sqrt(values))[:, :dimension])


def _association(parallel: Iterable[tuple[Ids, Ids]], is_english: NDArray[np.bool_]) -> csr_matrix:
    """For each English piece, how much each Chinese one tells about it."""
    blocks = [_block(english, chinese, is_english) for english, chinese in parallel]
    rows, columns, shares = (np.concatenate(part) for part in zip(*blocks, strict=True))
    size = len(is_english)
    cells = csr_matrix((shares, (rows, columns)), shape=(size, size)).tocoo()
    left, right = (np.bincount(i, cells.data, size) for i in (cells.row, cells.col))
    information = np.log(cells.data * cells.data.sum() / (left[cells.row] * right[cells.col]))
    weights = np.maximum(information, 0) * np.minimum(cells.data, 1)
    return csr_matrix((weights, (cells.row, cells.col)), shape=cells.shape)


def _block(english: Ids, chinese: Ids, is_english: NDArray[np.bool_]) -> tuple[Ids, Ids, Floats]:
    """Every English piece of a pair with every Chinese one, in equal shares."""
    mine, theirs = np.unique(english), np.unique(chinese)
    mine, theirs = mine[is_english[mine]], theirs[~is_english[theirs]]
    count = len(mine) * len(theirs)
    shares = np.full(count, 1 / max(len(theirs), 1))
    return np.repeat(mine, len(theirs)), np.tile(theirs, len(mine)), shares


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))
