"""Which clauses answer a query, and why each is where it is.

Query → formulations → (words: lexical, meaning: dense) → filters → fusion → Hit…
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.clause import Document
from index.dense import Ids, VectorStore
from index.encoder import Encoder, Vectors
from index.filters import Filters, Mask, Row, refusal
from index.lexical import Floats, Lexical
from index.query import Hit, Query
from index.ranking import (
    Ranking,
    Rows,
    attainable,
    best,
    fuse,
    nearest_first,
    union,
    weighted_tokens,
)
from index.tokens import is_pair
from index.weights import DEFAULT, Weights

__all__ = ["Hit", "Index", "Query"]

#: a clause's vectors have the ids: its own times this, plus 0, 1, 2 …
PASSAGES_PER_CLAUSE = 1024
#: taken from either ranking before they are fused
_CANDIDATES = 128
_NEAR_MISSES = 5


@dataclass(frozen=True)
class Index:
    """An immutable snapshot: who searches it finishes on it, whatever is added meanwhile."""

    documents: tuple[Document, ...]
    rows: tuple[Row, ...]
    ids: Ids  # of the rows, rising; never given twice
    passages: Ids  # how many vectors each row has
    lexical: Lexical
    vectors: VectorStore | None
    encoder: Encoder | None
    digests: Mapping[str, str]  # of each document's content, by number
    version: str
    next_id: int
    weights: Weights = field(default=DEFAULT)

    @classmethod
    def open(cls, folder: Path | str, encoder: Encoder | None = None) -> "Index":
        """The index kept in a folder, checked, with the encoder that built it."""
        from index.store import load

        return load(Path(folder), encoder)

    def clause(self, number: str, clause_id: str) -> Row | None:
        """The clause of that name and its document."""
        row = self._row_of.get((number, clause_id))
        return None if row is None else self.rows[row]

    def idf(self, token: str) -> float:
        """How rare a token of `index.tokens` is among the clauses."""
        return self.lexical.idf(token)

    def search(self, query: Query) -> tuple[Hit, ...]:
        """The `k` best clauses that the query allows, best first; near misses after them."""
        if not self.rows:
            return ()
        asked = _Asked.of(query, self)
        hits = self._hits(asked, self._ranking(asked, self.filters.mask(query)), query.k)
        broken = next((h for h in hits if refusal(h.document, h.clause, query)), None)
        if broken is not None:
            raise AssertionError(f"the filters let {broken.clause.clause_id} through")
        return hits + (self._near_misses(asked, hits) if query.near_misses else ())

    def _ranking(self, asked: "_Asked", mask: Mask | None) -> Ranking:
        lexical = self._lexical(asked, mask)
        found = [best(lexical, _CANDIDATES)]
        if asked.vectors is not None and self.vectors is not None:
            allowed = None if mask is None else self.vector_ids[mask[self._row_of_vector]]
            near = (self.vectors.search(q, _CANDIDATES, allowed)[0] for q in asked.vectors)
            found += [self._rows_of(ids) for ids in near]
        rows = union(found)
        ranking = fuse(rows, lexical[rows], self._dense(asked, rows), self.weights)
        distances = self.filters.distances(asked.query.regions)
        if distances is None:
            return ranking
        return nearest_first(ranking, distances[ranking.rows], self.weights)

    def _lexical(self, asked: "_Asked", mask: Mask | None) -> Floats:
        """The best share of each formulation's attainable score."""
        found = [self.lexical.scores(q) / top for q, top in asked.weighted if top > 0]
        scores = np.max(found, axis=0) if found else np.zeros(len(self.rows), np.float32)
        return np.asarray(scores if mask is None else np.where(mask, scores, 0), np.float32)

    def _dense(self, asked: "_Asked", rows: Rows) -> Floats:
        """The best cosine of any formulation with any passage of each row."""
        if asked.vectors is None or self.vectors is None or not len(rows):
            return np.zeros(len(rows), np.float32)
        counts = self.passages[rows]
        ids = vector_ids(self.ids[rows], counts)
        cosines = np.max([self.vectors.scores(q, ids) for q in asked.vectors], axis=0)
        return np.asarray(np.maximum.reduceat(cosines, np.cumsum(counts) - counts), np.float32)

    def _hits(self, asked: "_Asked", ranking: Ranking, k: int) -> tuple[Hit, ...]:
        rows = ranking.rows[:k].tolist()
        matched = self.lexical.matched(asked.words, rows)
        return tuple(self._hit(ranking, place, matched[row]) for place, row in enumerate(rows))

    def _hit(self, ranking: Ranking, place: int, matched: tuple[str, ...]) -> Hit:
        document, clause = self.rows[ranking.rows[place]]
        return Hit(
            clause=clause,
            document=document,
            score=float(ranking.fused[place]),
            dense_rank=ranking.rank(ranking.dense, place),
            lexical_rank=ranking.rank(ranking.lexical, place),
            dense_score=float(ranking.dense[place]),
            lexical_score=float(ranking.lexical[place]),
            matched=matched,
        )

    def _near_misses(self, asked: "_Asked", kept: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """What would have been among the first without the filters, and what came next."""
        query = asked.query
        taken = {(h.document.number, h.clause.clause_id) for h in kept}
        wanted = max(query.k, _NEAR_MISSES)
        everything = self._hits(asked, self._ranking(asked, None), query.k + wanted)
        lowest = min((h.score for h in kept), default=0.0)
        return tuple(
            replace(hit, dropped=refusal(hit.document, hit.clause, query) or _beaten(hit, lowest))
            for hit in everything
            if (hit.document.number, hit.clause.clause_id) not in taken
        )[:wanted]

    def _rows_of(self, vector_ids: Ids) -> Rows:
        rows: Rows = np.searchsorted(self.ids, vector_ids // PASSAGES_PER_CLAUSE)
        return rows

    @cached_property
    def filters(self) -> Filters:
        return Filters(self.rows)

    @cached_property
    def vector_ids(self) -> Ids:
        """The ids of all vectors, in the order of the rows."""
        return vector_ids(self.ids, self.passages)

    @cached_property
    def _row_of_vector(self) -> Rows:
        rows: Rows = np.repeat(np.arange(len(self.rows)), self.passages)
        return rows

    @cached_property
    def _row_of(self) -> dict[tuple[str, str], int]:
        return {(d.number, c.clause_id): row for row, (d, c) in enumerate(self.rows)}


@dataclass(frozen=True)
class _Asked:
    """A query as both searches take it: weighted tokens and vectors of every formulation."""

    query: Query
    weighted: tuple[tuple[dict[str, float], float], ...]
    vectors: Vectors | None

    @classmethod
    def of(cls, query: Query, index: Index) -> "_Asked":
        texts = query.formulations
        tokens = [weighted_tokens(text, index.weights) for text in texts]
        tops = [attainable(each, index.lexical.idf, index.weights) for each in tokens]
        encoder = index.encoder
        return cls(
            query,
            tuple(zip(tokens, tops, strict=True)),
            encoder.encode_queries(texts) if encoder is not None else None,
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that could be shown as matched, the question's own first."""
        ordered = (token for tokens, _ in self.weighted for token in tokens)
        return tuple(dict.fromkeys(token for token in ordered if not is_pair(token)))


def vector_ids(ids: Ids, passages: Ids) -> Ids:
    """Each clause's id times `PASSAGES_PER_CLAUSE`, plus 0, 1, 2 … for its passages."""
    starts = np.cumsum(passages) - passages
    inside = np.arange(passages.sum()) - np.repeat(starts, passages)
    return np.repeat(ids * PASSAGES_PER_CLAUSE, passages) + inside


def _beaten(hit: Hit, lowest: float) -> str:
    return f"score {hit.score:.3f} is below the last one kept, {lowest:.3f}"
