"""Our BM25 as sparse vectors, so that an inner product is the score that `Lexical` gives.

A clause's vector holds how far each of its tokens saturates; the question's, how rare each token
is. Rarity thus follows every change; only the average lengths stay those of the last publishing.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from index.matching import Floats
from index.tokens import tokens
from index.weights import Field, Weights

Dimensions = NDArray[np.uint32]
Sparse = Mapping[int, float]

#: no token has it: Milvus takes no empty vector, and this one is never asked for
NO_WORDS: Sparse = {0: 1.0}
_DIMENSIONS = 2**32 - 2


@lru_cache(maxsize=100_000)
def dimension(token: str) -> int:
    """A token's place in the vectors. A few of a million share one."""
    return zlib.crc32(token.encode()) % _DIMENSIONS + 1


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of all clauses' words before any is weighed."""

    clauses: int
    averages: tuple[float, ...]
    times: Mapping[int, int]  # in how many clauses each dimension stands

    @classmethod
    def of(cls, clauses: Iterable[Sequence[str]]) -> "Statistics":
        """Those of clauses given as the texts of their fields."""
        count, sums, filled = 0, [0] * len(Field), [0] * len(Field)
        times: Counter[int] = Counter()
        for texts in clauses:
            count += 1
            found = [tokens(text) for text in texts]
            for place, each in enumerate(found):
                sums[place] += len(each)
                filled[place] += bool(each)
            times.update({dimension(token) for each in found for token in each})
        averages = (max(s / max(n, 1), 1.0) for s, n in zip(sums, filled, strict=True))
        return cls(count, tuple(averages), times)


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many clauses each dimension stands: eight bytes a token, for millions of them."""

    clauses: int
    dimensions: Dimensions  # rising
    times: NDArray[np.int32]

    @classmethod
    def of(cls, clauses: int, times: Mapping[int, int]) -> "Rarity":
        kept = sorted((d, n) for d, n in times.items() if n > 0)
        pairs = np.array(kept, np.int64).reshape(-1, 2)
        return cls(clauses, pairs[:, 0].astype(np.uint32), pairs[:, 1].astype(np.int32))

    @classmethod
    def from_bytes(cls, clauses: int, content: bytes) -> "Rarity":
        half = len(content) // 2
        return cls(
            clauses, np.frombuffer(content[:half], "<u4"), np.frombuffer(content[half:], "<i4")
        )

    def to_bytes(self) -> bytes:
        return self.dimensions.astype("<u4").tobytes() + self.times.astype("<i4").tobytes()

    def idf(self, token: str) -> float:
        wanted = dimension(token)
        at = int(np.searchsorted(self.dimensions, np.uint32(wanted)))
        known = at < len(self.dimensions) and int(self.dimensions[at]) == wanted
        times = int(self.times[at]) if known else 0
        return log(1 + (self.clauses - times + 0.5) / (times + 0.5))

    def changed(self, clauses: int, less: Mapping[int, int], more: Mapping[int, int]) -> "Rarity":
        """After some clauses went and others came."""
        times = Counter(dict(zip(self.dimensions.tolist(), self.times.tolist(), strict=True)))
        times.subtract(less)
        times.update(more)
        return Rarity.of(clauses, times)


def clause_words(texts: Sequence[str], averages: Sequence[float], weights: Weights) -> Sparse:
    """How far each token of the clause saturates: BM25F without the rarity."""
    weighted: dict[int, float] = {}
    for place, text in enumerate(texts):
        found = Counter(map(dimension, tokens(text)))
        b = weights.length[place]
        scale = weights.field[place] / (1 - b + b * found.total() / averages[place])
        for at, times in found.items():
            weighted[at] = weighted.get(at, 0.0) + times * scale
    most, k1 = weights.k1 + 1, weights.k1
    return {at: most * w / (w + k1) for at, w in weighted.items() if w > 0} or NO_WORDS


@dataclass(frozen=True, slots=True)
class Asked:
    """One formulation's tokens; `weights` such that a clause full of all of them scores 1."""

    tokens: tuple[str, ...]
    dimensions: Dimensions
    weights: Floats

    @classmethod
    def of(cls, asked: Mapping[str, float], rarity: Rarity, k1: float) -> "Asked":
        rare = np.array([weight * rarity.idf(token) for token, weight in asked.items()], np.float64)
        top = float(rare.sum()) * (k1 + 1) or 1.0
        places = np.array([dimension(token) for token in asked], np.uint32)
        return cls(tuple(asked), places, (rare / top).astype(np.float32))

    def vector(self) -> Sparse:
        """As Milvus is asked; empty: there is nothing to ask for."""
        found: dict[int, float] = {}
        for at, weight in zip(self.dimensions.tolist(), self.weights.tolist(), strict=True):
            if weight > 0:
                found[at] = found.get(at, 0.0) + weight
        return found
