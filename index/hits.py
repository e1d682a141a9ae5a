"""A ranking → hits, and those that just fell short. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.columns import Row
from index.filters import refusal
from index.query import Hit, Query
from index.ranking import Ranking

#: taken from either ranking before they are fused, and no fewer for each hit that is asked for
_CANDIDATES, _CANDIDATES_PER_HIT = 64, 4
_NEAR_MISSES = 5


def candidates(k: int) -> int:
    """How many clauses either ranking gives for so many hits."""
    return max(_CANDIDATES, _CANDIDATES_PER_HIT * k)


def hits_of(
    ranking: Ranking, rows: Iterable[Row], words: Iterable[tuple[str, ...]], k: int
) -> tuple[Hit, ...]:
    """The first k of the ranking, given their rows and the words they were found by."""
    columns = zip(
        rows,
        ranking.fused[:k].tolist(),
        ranking.ranks(ranking.dense, k),
        ranking.ranks(ranking.lexical, k),
        ranking.dense[:k].tolist(),
        ranking.lexical[:k].tolist(),
        words,
        strict=True,
    )
    return tuple(_hit(*column) for column in columns)


def checked(hits: tuple[Hit, ...], query: Query) -> tuple[Hit, ...]:
    """The hits, none of which the query refuses."""
    if any(refusal(hit.document, hit.clause, query) for hit in hits):
        raise AssertionError(f"the filters of {query} let through what they refuse")
    return hits


def near_misses_asked(query: Query) -> int:
    return max(query.k, _NEAR_MISSES)


def near_misses(query: Query, kept: Sequence[Hit], unfiltered: Iterable[Hit]) -> tuple[Hit, ...]:
    """What would have been among the first without the filters, and what came next."""
    taken = {(h.document.number, h.clause.clause_id) for h in kept}
    lowest = min((h.score for h in kept), default=0.0)
    return tuple(
        replace(hit, dropped=refusal(hit.document, hit.clause, query) or _beaten(hit, lowest))
        for hit in unfiltered
        if (hit.document.number, hit.clause.clause_id) not in taken
    )[: near_misses_asked(query)]


def _hit(
    row: Row,
    score: float,
    dense_rank: int | None,
    lexical_rank: int | None,
    dense_score: float,
    lexical_score: float,
    matched: tuple[str, ...],
) -> Hit:
    document, clause = row
    return Hit(
        clause=clause,
        document=document,
        score=score,
        dense_rank=dense_rank,
        lexical_rank=lexical_rank,
        dense_score=dense_score,
        lexical_score=lexical_score,
        matched=matched,
    )


def _beaten(hit: Hit, lowest: float) -> str:
    return f"score {hit.score:.3f} is below the last one kept, {lowest:.3f}"
