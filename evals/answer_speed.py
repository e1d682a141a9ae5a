"""A whole answer against the least that any hybrid search does for the same question.

Bare: cut the question into words, BM25 (bm25s) and FAISS over the same clauses, add the scaled
scores, take the best ten. Both have read the clauses, each question is new to both, and they take
turns in going first, so that the ratio depends neither on the machine nor on what else it does.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import bm25s
import faiss as faiss_library
import numpy as np
import rjieba
from numpy.typing import NDArray

from assistant.chain import Assistant
from evals.dataset import Row
from evals.table import percentile
from evals.targets import asked
from index.encoder import Encoder
from index.passages import PASSAGE_LENGTH
from index.searchable import Searchable

#: its type stubs lack the arguments that its Python layer adds
faiss: Any = faiss_library
Scores = NDArray[np.float32]

_BEST = 10
_WARM_UP = 40


@dataclass(frozen=True, slots=True)
class Ratio:
    """Milliseconds of both over the same questions."""

    questions: int
    answer_p50: float
    answer_p99: float
    bare_p50: float
    bare_p99: float

    @property
    def at_median(self) -> float:
        return self.answer_p50 / self.bare_p50

    @property
    def at_p99(self) -> float:
        """The slow answers against the slow bare searches."""
        return self.answer_p99 / self.bare_p99

    @property
    def slow_against_median(self) -> float:
        """The slow answers against the usual bare search: the strict reading."""
        return self.answer_p99 / self.bare_p50


class BareSearch:
    """Words, BM25, vectors, fusion, and nothing else."""

    def __init__(self, index: Searchable, encoder: Encoder) -> None:
        texts = [c.text for document in index.documents for c in document.clauses]
        self._bm25 = bm25s.BM25()
        self._bm25.index([words(text) for text in texts], show_progress=False)
        self._encoder = encoder
        self._vectors = faiss.IndexFlatIP(encoder.dimension)
        self._vectors.add(encoder.encode_passages([text[:PASSAGE_LENGTH] for text in texts]))

    def __call__(self, question: str) -> list[int]:
        """The best clauses by both scores."""
        lexical = np.asarray(self._bm25.get_scores(words(question)), np.float32)
        cosines, rows = self._vectors.search(self._encoder.encode_queries([question]), len(lexical))
        dense = np.zeros_like(lexical)
        dense[rows[0]] = cosines[0]
        both = _scaled(lexical) + _scaled(dense)
        best = np.argpartition(both, -_BEST)[-_BEST:]
        found: list[int] = best[np.argsort(-both[best])].tolist()
        return found


def words(text: str) -> list[str]:
    """As rjieba cuts them, of one length or more."""
    return [word for word in rjieba.cut_for_search(text.lower()) if word.strip()]


def measured(
    assistant: Assistant,
    rows: Sequence[Row],
    progress: Callable[[Sequence[Row]], Iterable[Row]] = iter,
) -> Ratio:
    """Both, question by question."""
    encoder = assistant.index.encoder
    if encoder is None:
        raise ValueError("bare search needs vectors: build the index with a model")
    assistant.read_ahead()
    bare = BareSearch(assistant.index, encoder)
    faiss.omp_set_num_threads(1)
    for row in rows[:_WARM_UP]:
        assistant.answer(asked(row))
        bare(row.question)
    answers: list[float] = []
    searches: list[float] = []
    for place, row in enumerate(progress(rows[_WARM_UP:])):
        ask = asked(row)
        timers = (
            (answers, lambda ask=ask: assistant.answer(ask)),
            (searches, lambda row=row: bare(row.question)),
        )
        for found, work in timers if place % 2 else timers[::-1]:
            found.append(_milliseconds(work))
    return Ratio(
        len(answers),
        percentile(answers, 50),
        percentile(answers, 99),
        percentile(searches, 50),
        percentile(searches, 99),
    )


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _scaled(scores: Scores) -> Scores:
    top = float(scores.max())
    return scores / top if top > 0 else scores
