"""Which clauses answer a query, and why each is where it is.

Query → formulations → (words: lexical, meaning: dense) → filters → fusion → Hit…
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from corpus.clause import Document, Level
from corpus.slips import Conflict, conflicts
from index.columns import Columns, Row
from index.dense import Ids, Selection, VectorStore
from index.encoder import Encoder, Vectors
from index.filters import Distances, Filters, conditions
from index.hits import candidates, checked, hits_of, near_misses, near_misses_asked
from index.matching import Floats, Mask, Matched, Rows, WordIndex
from index.query import Hit, Query
from index.ranking import Ranking, fuse, nearness, union, weighted_tokens
from index.tokens import has_chinese
from index.weights import DEFAULT, Weights

__all__ = ["Hit", "Index", "Query"]

#: a clause's vectors have the ids: its own times this, plus 0, 1, 2 …
PASSAGES_PER_CLAUSE = 1024
_QUESTIONS_KEPT = 256


@dataclass(frozen=True)
class Index:
    """An immutable snapshot: who searches it finishes on it, whatever is added meanwhile."""

    documents: Sequence[Document]
    rows: Sequence[Row]
    ids: Ids  # of the rows, rising; never given twice
    passages: Ids  # how many vectors each row has
    lexical: WordIndex
    vectors: VectorStore | None
    encoder: Encoder | None
    digests: Mapping[str, str]  # of each document's content, by number
    version: str
    next_id: int
    weights: Weights = field(default=DEFAULT)
    stored: Columns | None = None  # of an index on disk; else worked out

    @property
    def is_remote(self) -> bool:
        return False

    @cached_property
    def places(self) -> Mapping[str, Level | None]:
        """The places that have documents of their own, and whose level they are."""
        return {document.region: document.level for document in self.documents}

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Figures that two documents print differently by a factor of ten."""
        # an index on disk is too large to compare all its figures with each other
        return () if self.stored else conflicts([clause for _, clause in self.rows])

    def document(self, number: str) -> Document | None:
        """The document of that number."""
        place = self._place_of.get(number)
        return None if place is None else self.documents[place]

    def clause(self, number: str, clause_id: str) -> Row | None:
        """The clause of that name and its document."""
        row = self._columns.names.get((number, clause_id))
        return None if row is None else self.rows[row]

    def idf(self, token: str) -> float:
        """How rare a token of `index.tokens` is among the clauses."""
        return self.lexical.idf(token)

    def encoded(self, questions: tuple[str, ...]) -> Vectors | None:
        """The vectors of the questions; None without an encoder."""
        return None if self.encoder is None else self._encode(questions)

    def search(self, query: Query) -> tuple[Hit, ...]:
        """The `k` best clauses that the query allows, best first; near misses after them."""
        if not self.rows:
            return ()
        asked, allowed = _Asked.of(query, self), self._allowed(query)
        hits = checked(self._hits(asked, self._ranking(asked, allowed), query.k), query)
        if not query.near_misses:
            return hits
        count = query.k + near_misses_asked(query)
        return hits + near_misses(query, hits, self._hits(asked, self._ranking(asked, None), count))

    def _ranking(self, asked: "_Asked", allowed: "_Allowed | None") -> Ranking:
        count = candidates(asked.query.k)
        found = [asked.words.best(count, None if allowed is None else allowed.mask)]
        if asked.vectors is not None and self.vectors is not None:
            chosen = None if allowed is None else allowed.vectors
            near = (self.vectors.search(q, count, chosen)[0] for q in asked.vectors)
            found += [self._rows_of(ids) for ids in near]
        rows = union(found)
        share = self.weights.dense_share(not has_chinese(asked.query.text))
        distances = None if allowed is None else allowed.distances
        kept = 1.0 if distances is None else nearness(distances[rows], self.weights)
        return fuse(rows, asked.words.shares(rows), self._dense(asked, rows), share, kept)

    def _allowed(self, query: Query) -> "_Allowed | None":
        bare = conditions(query)
        return None if bare is None else self._remembered(bare)

    @cached_property
    def _remembered(self) -> "Callable[[Query], _Allowed]":
        """Few conditions are asked again and again: the asker's region, today."""

        @lru_cache(maxsize=64)
        def allowed(query: Query) -> _Allowed:
            mask = self._filters.mask(query)
            vectors = Selection(self.vector_ids[mask[self._row_of_vector]])
            return _Allowed(mask, vectors, self._filters.distances(query.regions))

        return allowed

    @cached_property
    def _encode(self) -> Callable[[tuple[str, ...]], Vectors]:
        """Several steps of one answer ask for the same question's."""
        if self.encoder is None:
            raise LookupError("this index has no encoder")
        encode = self.encoder.encode_queries
        return lru_cache(maxsize=_QUESTIONS_KEPT)(encode)

    def _dense(self, asked: "_Asked", rows: Rows) -> Floats:
        """The best cosine of any formulation with any passage of each row."""
        if asked.vectors is None or self.vectors is None or not len(rows):
            return np.zeros(len(rows), np.float32)
        counts = self.passages[rows]
        ids = vector_ids(self.ids[rows], counts)
        cosines = np.max([self.vectors.scores(q, ids) for q in asked.vectors], axis=0)
        return np.asarray(np.maximum.reduceat(cosines, np.cumsum(counts) - counts), np.float32)

    def _hits(self, asked: "_Asked", ranking: Ranking, k: int) -> tuple[Hit, ...]:
        rows: list[int] = ranking.rows[:k].tolist()
        return hits_of(ranking, map(self.rows.__getitem__, rows), asked.words.words_of(rows), k)

    def _rows_of(self, vector_ids: Ids) -> Rows:
        rows: Rows = np.searchsorted(self.ids, vector_ids // PASSAGES_PER_CLAUSE)
        return rows

    @cached_property
    def _place_of(self) -> Mapping[str, int]:
        return {document.number: place for place, document in enumerate(self.documents)}

    @cached_property
    def _filters(self) -> Filters:
        return Filters(self._columns)

    @cached_property
    def vector_ids(self) -> Ids:
        """The ids of all vectors, in the order of the rows."""
        return vector_ids(self.ids, self.passages)

    @cached_property
    def _row_of_vector(self) -> Rows:
        rows: Rows = np.repeat(np.arange(len(self.rows)), self.passages)
        return rows

    @cached_property
    def _columns(self) -> Columns:
        return self.stored or Columns.of(self.rows)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as both searches take it: the words of every formulation matched, and its vectors."""

    query: Query
    words: Matched
    vectors: Vectors | None

    @classmethod
    def of(cls, query: Query, index: Index) -> "_Asked":
        words = index.lexical.matched(
            [weighted_tokens(text, index.weights) for text in query.formulations]
        )
        return cls(query, words, index.encoded(query.formulations))


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The rows and vectors that a query may find, and how far above the asker they stand."""

    mask: Mask
    vectors: Selection
    distances: Distances | None


def vector_ids(ids: Ids, passages: Ids) -> Ids:
    """Each clause's id times `PASSAGES_PER_CLAUSE`, plus 0, 1, 2 … for its passages."""
    starts = np.cumsum(passages) - passages
    inside = np.arange(passages.sum()) - np.repeat(starts, passages)
    numbered: Ids = np.repeat(ids * PASSAGES_PER_CLAUSE, passages) + inside
    return numbered
