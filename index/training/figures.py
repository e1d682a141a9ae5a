"""How well vectors alone find what was held back: hit@1, hit@3, hit@10, MRR."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.places import ancestors, canonical, mentions
from index.encoder import Encoder, Vectors
from index.training.candidates import Candidates
from index.training.questions import CorpusQuestion
from index.weights import DEFAULT

Ids = NDArray[np.int64]
Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of the model card."""

    name: str
    questions: int
    hit1: float
    hit3: float
    hit10: float
    mrr: float

    @classmethod
    def of(cls, name: str, ranks: Ids) -> "Figures":
        """`ranks` count from 0."""
        one, three, ten = (float(np.mean(ranks < k)) for k in (1, 3, 10))
        return cls(name, len(ranks), one, three, ten, float(np.mean(1 / (ranks + 1))))


def passage_ranks(encoder: Encoder, asked: Sequence[str], pool: Sequence[str], right: Ids) -> Ids:
    """Where the right passage of each question comes among the pool."""
    cosines = encoder.encode_queries(asked) @ encoder.encode_passages(pool).T
    return _ranks(cosines, right)


def clause_ranks(
    encoder: Encoder, questions: Sequence[CorpusQuestion], candidates: Candidates
) -> Ids:
    """Where the right clause comes, as the search counts: best passage, the asker's places only."""
    cosines = encoder.encode_queries([q.question for q in questions])
    scores = _by_clause(cosines @ encoder.encode_passages(candidates.texts).T, candidates)
    scores *= np.array([_nearness(question, candidates) for question in questions])
    return _ranks(scores, np.array([candidates.clause_of(q) for q in questions]))


def _by_clause(cosines: Vectors, candidates: Candidates) -> Floats:
    starts = np.flatnonzero(np.diff(candidates.owner, prepend=-1))
    return np.maximum(np.maximum.reduceat(cosines, starts, axis=1), 0)


def _nearness(question: CorpusQuestion, candidates: Candidates) -> Floats:
    """1 for the asker's own place, less for what lies above it, 0 for elsewhere."""
    named = [mention.place for mention in mentions(question.question)]
    given = [canonical(question.region) or question.region] if question.region else []
    chains = [(place, *ancestors(place)) for place in named or given]
    regions = [document.region for document, _ in candidates.rows]
    if not chains:
        return np.ones(len(regions))
    near = {r: 1 - DEFAULT.distance * i for c in reversed(chains) for i, r in enumerate(c)}
    return np.array([near.get(region, 0.0) for region in regions])


def _ranks(scores: Floats, right: Ids) -> Ids:
    own = scores[np.arange(len(right)), right]
    return np.asarray((scores > own[:, None]).sum(1), np.int64)
