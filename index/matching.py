"""Finding rows by words: the seam for a word index, and the answer of one that is in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.tokens import is_pair

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_NOTHING = np.float32(0)


class Matched(Protocol):
    """What the formulations of one query give the rows."""

    def best(self, count: int, mask: Mask | None) -> Rows:
        """So many of the allowed rows with the highest shares above 0, in no promised order."""

    def shares(self, rows: Rows) -> Floats:
        """Each row's best share of what a formulation could attain."""

    def words_of(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """The words that each of the rows was found by, without repeats."""


class WordIndex(Protocol):
    """What a word index must offer: `Lexical` in memory, another where that is too small."""

    @property
    def size(self) -> int: ...
    def idf(self, token: str) -> float: ...
    def matched(self, formulations: Sequence[Mapping[str, float]]) -> Matched: ...


@dataclass(frozen=True, slots=True)
class Matches:
    """Every row's score for one query, and which token stands where: `sizes` rows for each."""

    tokens: tuple[str, ...]
    sizes: NDArray[np.int64]
    rows: Ints
    scores: Floats

    def words_of(self, rows: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The query's words that stand in each of the rows, in the query's order."""
        wanted = np.zeros(len(self.scores), bool)
        wanted[list(rows)] = True
        is_word = np.array([not is_pair(token) for token in self.tokens], bool)
        chosen = np.flatnonzero(wanted[self.rows] & np.repeat(is_word, self.sizes))
        numbers = np.searchsorted(np.cumsum(self.sizes), chosen, side="right")
        found: dict[int, list[str]] = {row: [] for row in rows}
        for row, number in zip(self.rows[chosen].tolist(), numbers.tolist(), strict=True):
            found[row].append(self.tokens[number])
        return {row: tuple(tokens) for row, tokens in found.items()}


@dataclass(frozen=True, slots=True)
class EveryRow:
    """The shares of all rows, worked out: nothing is faster up to some ten thousand rows."""

    matches: tuple[Matches, ...]
    all_shares: Floats

    @classmethod
    def of(cls, matches: tuple[Matches, ...], attainable: Sequence[float]) -> "EveryRow":
        shares = [m.scores / (top or 1.0) for m, top in zip(matches, attainable, strict=True)]
        return cls(matches, shares[0] if len(shares) == 1 else np.max(shares, axis=0))

    def best(self, count: int, mask: Mask | None) -> Rows:
        shares = self.all_shares if mask is None else np.where(mask, self.all_shares, _NOTHING)
        return highest(shares, count)

    def shares(self, rows: Rows) -> Floats:
        return self.all_shares[rows]

    def words_of(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        found = [match.words_of(rows) for match in self.matches]
        if len(found) == 1:
            return list(found[0].values())
        return [tuple(dict.fromkeys(w for each in found for w in each[row])) for row in rows]


def highest(scores: Floats, count: int) -> Rows:
    """The rows with the highest scores above 0, in no promised order."""
    found: Rows = np.flatnonzero(scores > 0)
    if len(found) > count:
        found = found[np.argpartition(scores[found], -count)[-count:]]
    return found
