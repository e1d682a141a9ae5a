"""How well a ranking brings up what answers: hit@k, reciprocal rank, nDCG, recall. Pure."""

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from math import log2
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

DEPTH = 10


@dataclass(frozen=True, slots=True)
class RankScores:
    """One ranking judged down to the tenth place."""

    hit1: float
    hit3: float
    hit10: float
    mrr: float
    ndcg: float
    recall: float


def rank_scores(ranked: Sequence[T], right: Set[T], needed: int = 0) -> RankScores:
    """`needed` of the right ones are enough (an alternative stands for its twin); 0: all."""
    places = [place for place, item in enumerate(ranked[:DEPTH], 1) if item in right]
    first = places[0] if places else None
    ideal = min(needed or len(right), DEPTH)
    counted = places[:ideal]
    best = sum(1 / log2(place + 1) for place in range(1, ideal + 1))
    return RankScores(
        hit1=float(first == 1),
        hit3=float(first is not None and first <= 3),
        hit10=float(first is not None),
        mrr=1 / first if first else 0.0,
        ndcg=sum(1 / log2(place + 1) for place in counted) / best if best else 0.0,
        recall=len(counted) / ideal if ideal else 0.0,
    )
