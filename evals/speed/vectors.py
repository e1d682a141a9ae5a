"""Exact against approximate nearest vectors, where there are very many."""

import time
from dataclasses import dataclass

import numpy as np

from evals.speed.timing import Speed, timed
from index.dense import FaissStore
from index.encoder import Vectors, unit

_K = 10
#: how far a made-up vector lies from a real one: cosine about 0.94
_SPREAD = 0.35


@dataclass(frozen=True, slots=True)
class Approximation:
    """Searching cells of one-byte vectors, measured against searching all of them exactly."""

    vectors: int
    build_s: float
    exact: Speed
    approximate: Speed
    recall: float
    memory: float  # share of the float32 vectors' bytes


def multiplied(real: Vectors, count: int) -> Vectors:
    """So many vectors: the real ones, then others near them."""
    rng = np.random.default_rng(0)
    found, have = [real[:count]], len(real)
    while have < count:
        noise = rng.standard_normal(real.shape, np.float32) * (_SPREAD / real.shape[1] ** 0.5)
        found.append(unit(real + noise)[: count - have])
        have += len(found[-1])
    return np.concatenate(found)


def compared(vectors: Vectors, queries: Vectors) -> Approximation:
    """Both searches over the same vectors and queries."""
    ids = np.arange(len(vectors), dtype=np.int64)
    start = time.perf_counter()
    cells = FaissStore.of(ids, vectors, flat_below=0)
    took = time.perf_counter() - start
    exact = FaissStore.of(ids, vectors, flat_below=len(vectors) + 1)
    common = [_in_common(exact, cells, query) for query in queries]
    return Approximation(
        vectors=len(vectors),
        build_s=took,
        exact=timed(lambda query: exact.search(query, _K), queries),
        approximate=timed(lambda query: cells.search(query, _K), queries),
        recall=sum(common) / (_K * len(common)),
        memory=len(cells.to_bytes()) / vectors.nbytes,
    )


def _in_common(exact: FaissStore, cells: FaissStore, query: Vectors) -> int:
    right, found = exact.search(query, _K)[0], cells.search(query, _K)[0]
    return len(set(right.tolist()) & set(found.tolist()))
