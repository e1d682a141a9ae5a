"""Which sentence answers: every sentence of the clauses found, weighed against the question."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assistant.question import Question
from assistant.reading import clause_tokens, library, sentences_of
from assistant.sentence import Sentence
from assistant.signs import signs
from assistant.wanted import Wanted, wanted
from assistant.weights import EVIDENCE, Features
from index.query import Hit

__all__ = [
    "Evidence",
    "Sentence",
    "Wanted",
    "as_row",
    "clause_tokens",
    "sentences_of",
    "wanted",
    "weigh",
]


class Evidence(NamedTuple):
    """A sentence, how strongly it answers, and why."""

    sentence: Sentence
    hit: Hit
    features: Features
    score: float

    @property
    def key(self) -> tuple[str, str]:
        return self.sentence.clause.document_number, self.sentence.clause.clause_id


def weigh(question: Question, hits: Sequence[Hit], asked: Wanted) -> tuple[Evidence, ...]:
    """The sentences of the hits, the one that answers best first."""
    known = library()
    read = [(hit, known.reading(hit.clause, hit.document)) for hit in hits]
    found = [(sentence, hit) for hit, reading in read for sentence in reading.sentences]
    if not found:
        return ()
    table = signs(question, read, asked, known)
    scores = EVIDENCE.scores(table)
    rows, totals = table.T.tolist(), scores.tolist()
    best_first: list[int] = np.argsort(-scores, kind="stable").tolist()
    return tuple(Evidence(*found[at], Features(*rows[at]), totals[at]) for at in best_first)


def as_row(features: Features) -> tuple[float, ...]:
    """The features in order, for fitting."""
    return tuple(float(value) for value in features)
