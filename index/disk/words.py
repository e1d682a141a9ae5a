"""BM25 postings in mapped files: a query reads those of its own tokens and adds them up.

Every row is scored, so that the best are the best. Adding up half a million postings takes about
a millisecond where they are added token by token, each token's rows in their order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from index.disk.clauses import array
from index.disk.records import Hashes, Records, hash64
from index.matching import Floats, Ints, Mask, Rows, highest
from index.tokens import is_pair
from index.weights import DEFAULT, Weights

#: rows whose highest score is found together
_BLOCK = 256


@dataclass(frozen=True)
class DiskWords:
    """The postings of token t are at start[t]:start[t + 1]; tokens are sorted by their hash."""

    tokens: Records
    hashes: Hashes
    start: Any
    row: Ints
    impact: Floats
    rarity: Any
    rows: int
    weights: Weights = DEFAULT

    @classmethod
    def open(cls, folder: Path, rows: int) -> "DiskWords":
        return cls(
            Records.open(folder, "tokens"),
            array(folder, "hashes"),
            array(folder, "start"),
            _values(folder / "row.bin", np.int32),
            _values(folder / "impact.bin", np.float32),
            array(folder, "idf"),
            rows,
        )

    @property
    def size(self) -> int:
        return len(self.hashes)

    def idf(self, token: str) -> float:
        """How rare the token is: 0 in every clause, about 7 in one of a thousand."""
        at = self._places([token])[0]
        return self._unseen if at is None else float(self.rarity[at])

    def matched(self, formulations: Sequence[Mapping[str, float]]) -> "DiskMatched":
        """What the formulations of a query, as weighted tokens, give the rows."""
        found: dict[str, int] = {}
        shares = np.zeros(self.rows, np.float32)
        for number, query in enumerate(formulations):
            places = dict(zip(query, self._places(tuple(query)), strict=True))
            known = {token: at for token, at in places.items() if at is not None}
            rarities = (self._unseen if at is None else self.rarity[at] for at in places.values())
            top = sum(w * rare for w, rare in zip(query.values(), rarities, strict=True))
            own = np.zeros(self.rows, np.float32) if number else shares
            for token, at in known.items():
                share = np.float32(query[token] / (top * (self.weights.k1 + 1)))
                here = slice(self.start[at], self.start[at + 1])
                np.add.at(own, self.row[here], self.impact[here] * share)
            if number:
                np.maximum(shares, own, out=shares)
            found |= known
        return DiskMatched(self, found, shares)

    def rows_with(self, at: int, rows: Rows) -> Mask:
        """Which of the rows hold the token of that place."""
        own = self.row[self.start[at] : self.start[at + 1]]
        if not len(own):
            return np.zeros(len(rows), bool)
        here = np.minimum(np.searchsorted(own, rows), len(own) - 1)
        return np.asarray(own[here] == rows, bool)

    @property
    def _unseen(self) -> float:
        return log(1 + (self.rows + 0.5) / 0.5)

    def _places(self, tokens: Sequence[str]) -> list[int | None]:
        wanted = np.array([hash64(token) for token in tokens], np.uint64)
        places = np.searchsorted(self.hashes, wanted).tolist()
        pairs = zip(places, wanted.tolist(), tokens, strict=True)
        return [at if self._is_at(at, hashed, token) else None for at, hashed, token in pairs]

    def _is_at(self, at: int, hashed: int, token: str) -> bool:
        is_there = at < len(self.hashes) and int(self.hashes[at]) == hashed
        return is_there and self.tokens[at] == token.encode()


@dataclass(frozen=True, slots=True)
class DiskMatched:
    """The share of every row, and where the query's tokens are."""

    words: DiskWords
    places: Mapping[str, int]
    all_shares: Floats

    def best(self, count: int, mask: Mask | None) -> Rows:
        """The highest of all: what the `count` highest of the blocks' highest leave is less."""
        shares = self.all_shares if mask is None else self.all_shares * mask
        blocks = np.maximum.reduceat(shares, np.arange(0, len(shares), _BLOCK))
        least = np.partition(blocks, -count)[-count] if len(blocks) > count else np.float32(0)
        found: Rows = np.flatnonzero(shares >= least if least > 0 else shares > 0)
        return found[highest(shares[found], count)]

    def shares(self, rows: Rows) -> Floats:
        return self.all_shares[rows]

    def words_of(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        chosen = np.array(rows, np.int64)
        words = {token: at for token, at in self.places.items() if not is_pair(token)}
        stands = {token: self.words.rows_with(at, chosen) for token, at in words.items()}
        return [
            tuple(token for token, has in stands.items() if has[number])
            for number in range(len(rows))
        ]


def _values(path: Path, kind: Any) -> Any:
    """A mapped file of nothing but numbers; an empty one cannot be mapped."""
    if path.stat().st_size == 0:
        return np.empty(0, kind)
    return np.memmap(path, kind, "r").view(np.ndarray)
