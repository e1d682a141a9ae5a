"""BM25 over the fields of clauses: weights per field and per token, exact after every update.

What a token adds to a clause's score is worked out when the index is built; a query only adds up
the postings of its own tokens. bm25s does the same but knows neither fields nor weighted query
tokens and cannot be updated; the measurement is in docs/decisions/lexical-search.md.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log
from operator import mul

import numpy as np
from numpy.typing import NDArray

from index.matching import EveryRow, Floats, Ints, Matches
from index.tokens import tokens
from index.weights import DEFAULT, Field, Weights

_MOST_TIMES = 65_535
_NONE = np.empty(0, np.int32)


@dataclass(frozen=True)
class Counts:
    """How often each token stands in each field of each row; one entry for each such triple."""

    token: Ints
    row: Ints
    field: NDArray[np.uint8]
    times: NDArray[np.uint16]
    lengths: Ints  # rows × fields

    @property
    def rows(self) -> int:
        return len(self.lengths)


@dataclass(frozen=True)
class Lexical:
    """An immutable word index over rows 0…n-1; updates return another one."""

    vocabulary: Mapping[str, int]
    counts: Counts
    weights: Weights = DEFAULT

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], weights: Weights = DEFAULT) -> "Lexical":
        """The index of the rows, each given as the texts of its fields."""
        return cls({}, no_counts(), weights).with_rows(rows)

    def with_rows(self, rows: Iterable[Sequence[str]]) -> "Lexical":
        """The same with further rows at the end."""
        vocabulary = dict(self.vocabulary)
        added = count_tokens(rows, vocabulary)
        return replace(self, vocabulary=vocabulary, counts=_joined(self.counts, added))

    def keeping(self, kept: NDArray[np.bool_]) -> "Lexical":
        """Only the rows marked, renumbered in their order."""
        counts, chosen = self.counts, kept[self.counts.row]
        renumbered = (np.cumsum(kept) - 1).astype(np.int32)
        left = Counts(
            counts.token[chosen],
            renumbered[counts.row[chosen]],
            counts.field[chosen],
            counts.times[chosen],
            counts.lengths[kept],
        )
        return replace(self, counts=left)

    def matched(self, formulations: Sequence[Mapping[str, float]]) -> EveryRow:
        """What the formulations of a query, as weighted tokens, give the rows."""
        return EveryRow.of(
            tuple(self.match(each) for each in formulations),
            [self.attainable(each) for each in formulations],
        )

    def match(self, query: Mapping[str, float]) -> Matches:
        """What the weighted tokens of the query give each row."""
        matrix, vocabulary = self._matrix, self.vocabulary
        known = {token: vocabulary[token] for token in query if token in vocabulary}
        numbers = np.array(list(known.values()), np.int64)
        sizes = matrix.start[numbers + 1] - matrix.start[numbers]
        # the postings of all tokens: each token's start, then 1, 2, 3 … from there
        ends = np.cumsum(sizes)
        skipped = matrix.start[numbers] - (ends - sizes)
        postings = np.arange(sizes.sum()) + np.repeat(skipped, sizes)
        rows, weights = matrix.row[postings], np.array([query[t] for t in known], np.float32)
        impacts = matrix.impact[postings] * np.repeat(weights, sizes)
        summed = np.bincount(rows, impacts, minlength=self.counts.rows)
        return Matches(tuple(known), sizes, rows, summed.astype(np.float32))

    def ready(self) -> "Lexical":
        """The same, with everything worked out that the first query would wait for."""
        _ = self._matrix
        return self

    @property
    def size(self) -> int:
        """How many different tokens there are."""
        return len(self.vocabulary)

    @property
    def postings_bytes(self) -> int:
        """Memory that the postings take."""
        return self._matrix.row.nbytes + self._matrix.impact.nbytes

    def idf(self, token: str) -> float:
        """How rare the token is: 0 in every clause, about 7 in one of a thousand."""
        at = self.vocabulary.get(token)
        return self._matrix.unseen if at is None else self._matrix.idf[at]

    def attainable(self, query: Mapping[str, float]) -> float:
        """The score of a row that is full of every token of the query."""
        idf, unseen, at = self._matrix.idf, self._matrix.unseen, self.vocabulary.get
        numbers = map(at, query)
        rarities = (unseen if n is None else idf[n] for n in numbers)
        return float(sum(map(mul, query.values(), rarities))) * (self.weights.k1 + 1)

    @cached_property
    def _matrix(self) -> "Matrix":
        return weigh(self.counts, len(self.vocabulary), self.weights)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Postings by token: those of token t are at start[t]:start[t + 1]."""

    start: NDArray[np.int64]
    row: Ints
    impact: Floats
    idf: list[float]
    unseen: float


def no_counts() -> Counts:
    return Counts(
        _NONE,
        _NONE,
        np.empty(0, np.uint8),
        np.empty(0, np.uint16),
        np.empty((0, len(Field)), np.int32),
    )


def count_tokens(rows: Iterable[Sequence[str]], vocabulary: dict[str, int]) -> Counts:
    token, row, field, times = array("i"), array("i"), array("B"), array("H")
    lengths = array("i")
    for number, texts in enumerate(rows):
        counted = [Counter(tokens(text)) for text in texts]
        lengths.extend(each.total() for each in counted)
        for place, each in enumerate(counted):
            token.extend(vocabulary.setdefault(word, len(vocabulary)) for word in each)
            times.extend(min(n, _MOST_TIMES) for n in each.values())
            row.extend([number] * len(each))
            field.extend([place] * len(each))
    return Counts(
        np.array(token, np.int32),
        np.array(row, np.int32),
        np.array(field, np.uint8),
        np.array(times, np.uint16),
        np.array(lengths, np.int32).reshape(-1, len(Field)),
    )


def _joined(before: Counts, added: Counts) -> Counts:
    return Counts(
        np.concatenate([before.token, added.token]),
        np.concatenate([before.row, added.row + np.int32(before.rows)]),
        np.concatenate([before.field, added.field]),
        np.concatenate([before.times, added.times]),
        np.concatenate([before.lengths, added.lengths]),
    )


def weigh(counts: Counts, vocabulary: int, weights: Weights) -> Matrix:
    """BM25F: a token's occurrences, weighted by field and field length, saturate once together."""
    filled = np.maximum((counts.lengths > 0).sum(0), 1)
    average = np.maximum(counts.lengths.sum(0) / filled, 1.0)
    b = np.array(weights.length)
    scale = np.array(weights.field) / (1 - b + b * counts.lengths / average)
    # rows come in their order, so that a stable sort by token leaves each token's rows in order
    order = np.argsort(counts.token, kind="stable")
    token, row = counts.token[order], counts.row[order]
    parts = (counts.times[order] * scale[row, counts.field[order]]).astype(np.float32)
    is_first = np.ones(len(token), bool)
    is_first[1:] = (token[1:] != token[:-1]) | (row[1:] != row[:-1])
    starts = np.flatnonzero(is_first)
    weighted = np.add.reduceat(parts, starts) if len(starts) else parts
    token, row = token[starts], row[starts]
    df = np.bincount(token, minlength=vocabulary)
    idf = np.log(1 + (counts.rows - df + 0.5) / (df + 0.5))
    impact = idf[token].astype(np.float32) * weighted * (weights.k1 + 1) / (weighted + weights.k1)
    return Matrix(
        np.concatenate([[0], np.cumsum(df)]).astype(np.int64),
        row,
        impact,
        idf.tolist(),
        log(1 + (counts.rows + 0.5) / 0.5),
    )
