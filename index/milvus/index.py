"""One state of the index in Milvus, searched: the engine filters and finds, we score and fuse.

One hybrid query brings the candidates of every formulation, by words and by meaning. Their scores
are worked out here from the same vectors, as the engine fuses by other scales than ours.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Generic, SupportsIndex, TypeVar, overload

import numpy as np
from pymilvus import AnnSearchRequest, RRFRanker

from corpus.clause import Document, Level
from corpus.slips import Conflict
from index.columns import Row
from index.encoder import Encoder, Vectors
from index.filters import steps
from index.hits import candidates, checked, hits_of, near_misses, near_misses_asked
from index.matching import Floats
from index.milvus.facts import Facts, Head, Manifest
from index.milvus.filters import all_of, allowed, visible
from index.milvus.rows import Clauses, Kept
from index.milvus.schema import MOST_FOUND, meaning_search, words_search
from index.milvus.words import Asked, Rarity
from index.query import Hit, Query
from index.ranking import Ranking, fuse, nearness, weighted_tokens
from index.search import PASSAGES_PER_CLAUSE
from index.tokens import has_chinese, is_pair
from index.weights import DEFAULT, Weights

T = TypeVar("T")
_QUESTIONS_KEPT = 256
_READ_AT_ONCE = 256


@dataclass(frozen=True)
class MilvusIndex:
    """A snapshot: a change or another version makes another one."""

    clauses: Clauses
    facts: Facts
    manifest: Manifest
    heads: tuple[Head, ...]
    rarity: Rarity
    departments: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    encoder: Encoder | None
    weights: Weights = DEFAULT

    @property
    def is_remote(self) -> bool:
        return True

    @property
    def version(self) -> str:
        return self.manifest.version

    @cached_property
    def digests(self) -> Mapping[str, str]:
        return {head.document.number: head.digest for head in self.heads}

    @cached_property
    def places(self) -> Mapping[str, Level | None]:
        return {head.document.region: head.document.level for head in self.heads}

    @property
    def documents(self) -> Sequence[Document]:
        return Read(
            len(self.heads), lambda chosen: map(self._whole, (self.heads[n] for n in chosen))
        )

    @property
    def rows(self) -> Sequence[Row]:
        return Read(
            len(self._numbers), lambda chosen: self._rows([int(self._numbers[n]) for n in chosen])
        )

    def document(self, number: str) -> Document | None:
        head = self._head_of.get(number)
        return None if head is None else self._whole(head)

    def clause(self, number: str, clause_id: str) -> Row | None:
        head = self._head_of.get(number)
        if head is None:
            return None
        found = self.clauses.cache.number((number, clause_id))
        if found is None or not head.first <= found < head.end:
            found = self.clauses.number(clause_id, head.first, head.end)
        return None if found is None else self._rows([found])[0]

    def idf(self, token: str) -> float:
        return self.rarity.idf(token)

    def encoded(self, questions: tuple[str, ...]) -> Vectors | None:
        return None if self.encoder is None else self._encode(questions)

    def search(self, query: Query) -> tuple[Hit, ...]:
        if not self.heads:
            return ()
        asked = _Formulations.of(query, self)
        hits = checked(self._hits(asked, allowed(query, self.departments), query.k), query)
        if not query.near_misses:
            return hits
        count = query.k + near_misses_asked(query)
        return hits + near_misses(query, hits, self._hits(replace(asked, regions=None), [], count))

    def _hits(self, asked: "_Formulations", conditions: Sequence[str], k: int) -> tuple[Hit, ...]:
        numbers = self._found(asked, conditions, candidates(asked.query.k))
        ranking, kept = self._ranking(asked, numbers)
        chosen = [numbers[row] for row in ranking.rows[:k].tolist()]
        rows = ((self._head_at(number).document, kept[number].clause) for number in chosen)
        return hits_of(ranking, rows, (asked.words_in(kept[number]) for number in chosen), k)

    def _found(self, asked: "_Formulations", conditions: Sequence[str], count: int) -> list[int]:
        """The clauses that either ranking has among its first, by any formulation, rising."""
        expression = all_of([*visible(self.manifest), *conditions])
        by_words = [("words", v, words_search()) for v in asked.by_words() if v]
        nearest = meaning_search(count, self.manifest.is_flat)
        by_meaning = [("meaning", vector, nearest) for vector in asked.vectors]
        requests = [
            AnnSearchRequest([vector], name, parameters, count, expr=expression)
            for name, vector, parameters in (*by_words, *by_meaning)
        ]
        if not requests:
            return []
        found: Any = self.clauses.client.call(
            "hybrid_search",
            self.clauses.collection,
            requests,
            RRFRanker(),
            limit=min(count * len(requests), MOST_FOUND),
            output_fields=["clause"],
            consistency_level="Customized",
            guarantee_timestamp=self.manifest.written,
        )
        return sorted({hit["id"] // PASSAGES_PER_CLAUSE for hit in found[0]})

    def _ranking(
        self, asked: "_Formulations", numbers: Sequence[int]
    ) -> tuple[Ranking, Mapping[int, Kept]]:
        kept = self.clauses.of(numbers)
        ordered = [kept[number] for number in numbers]
        lexical = [max((each.share(a) for a in asked.words), default=0.0) for each in ordered]
        dense = [each.likeness(asked.vectors) if len(asked.vectors) else 0.0 for each in ordered]
        share = self.weights.dense_share(not has_chinese(asked.query.text))
        ranking = fuse(
            np.arange(len(numbers)),
            np.array(lexical, np.float32),
            np.array(dense, np.float32),
            share,
            self._nearness(asked.regions, numbers),
        )
        return ranking, kept

    def _nearness(self, regions: Iterable[str] | None, numbers: Sequence[int]) -> Floats | float:
        """What is kept of each clause's score: less, the farther above the asker its place lies."""
        if regions is None:
            return 1.0
        above = steps(regions)
        farthest = len(set(above.values()))
        places = (self._head_at(number).document.region for number in numbers)
        distances = np.array([above.get(place, farthest) for place in places], np.float32)
        return nearness(distances, self.weights)

    def _whole(self, head: Head) -> Document:
        clauses = (clause for _, clause in self._rows(range(head.first, head.end)))
        return replace(head.document, clauses=tuple(clauses))

    def _rows(self, numbers: Sequence[int]) -> list[Row]:
        kept = self.clauses.of(numbers)
        return [(self._head_at(number).document, kept[number].clause) for number in numbers]

    def _head_at(self, number: int) -> Head:
        return self.heads[int(np.searchsorted(self._firsts, number, side="right")) - 1]

    @cached_property
    def _firsts(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        return np.array([head.first for head in self.heads], np.int64)

    @cached_property
    def _numbers(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        parts = [np.arange(head.first, head.end) for head in self.heads]
        return np.concatenate([np.empty(0, np.int64), *parts])

    @cached_property
    def _head_of(self) -> Mapping[str, Head]:
        return {head.document.number: head for head in self.heads}

    @cached_property
    def _encode(self) -> Callable[[tuple[str, ...]], Vectors]:
        if self.encoder is None:
            raise LookupError("this index has no encoder")
        return lru_cache(maxsize=_QUESTIONS_KEPT)(self.encoder.encode_queries)


@dataclass(frozen=True, slots=True)
class _Formulations:
    """A query as both rankings take it."""

    query: Query
    words: tuple[Asked, ...]
    vectors: Vectors
    regions: Iterable[str] | None

    @classmethod
    def of(cls, query: Query, index: MilvusIndex) -> "_Formulations":
        weights = index.weights
        weighted = (weighted_tokens(text, weights) for text in query.formulations)
        words = tuple(Asked.of(each, index.rarity, weights.k1) for each in weighted)
        vectors = index.encoded(query.formulations)
        none = np.empty((0, 0), np.float32)
        return cls(query, words, none if vectors is None else vectors, query.regions)

    def by_words(self) -> list[Mapping[int, float]]:
        return [each.vector() for each in self.words]

    def words_in(self, kept: Kept) -> tuple[str, ...]:
        """The words that the clause was found by, without repeats."""
        found: dict[str, None] = {}
        for asked in self.words:
            both = zip(asked.tokens, kept.has(asked).tolist(), strict=True)
            found |= {token: None for token, stands in both if stands and not is_pair(token)}
        return tuple(found)


class Read(Sequence[T], Generic[T]):
    """A sequence whose members are read when they are looked at."""

    def __init__(self, count: int, read: Callable[[Sequence[int]], Iterable[T]]) -> None:
        self._count, self._read = count, read

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | tuple[T, ...]:
        chosen = range(self._count)[place]
        if isinstance(chosen, range):
            return tuple(self._read(chosen))
        return next(iter(self._read([chosen])))

    def __iter__(self) -> Iterator[T]:
        for start in range(0, self._count, _READ_AT_ONCE):
            yield from self._read(range(self._count)[start : start + _READ_AT_ONCE])
