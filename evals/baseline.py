"""Plain alternatives on the same questions: what each part of the design is worth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chain import Assistant
from corpus.clause import Document
from evals.chunks import Chunked, chunked, clause_of
from evals.dataset import Row
from evals.ranking_measures import RankScores, rank_scores
from evals.retrieval import Search, searches_of
from evals.run import Run
from evals.setup import Progress, run_of
from evals.targets import InProcess, Target
from index.build import build
from index.encoder import Encoder
from index.search import Index


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to do it, as something that answers and something that ranks."""

    name: str
    target: Target
    index: Index


def alternatives(documents: Sequence[Document], encoder: Encoder | None) -> tuple[Alternative, ...]:
    """The design as it is, and with one part of it made plain."""
    index = build(documents, encoder)
    pieces = build(tuple(chunked(document) for document in documents), encoder)
    words = replace(index, weights=replace(index.weights, dense=0.0))
    found = [
        Alternative("as it is", InProcess(Assistant(index)), index),
        Alternative("words alone", InProcess(Assistant(words)), words),
    ]
    if encoder is not None:
        vectors = replace(index, weights=replace(index.weights, dense=1.0))
        found.append(Alternative("vectors alone", InProcess(Assistant(vectors)), vectors))
    found.append(Alternative("fixed-size chunks", Chunked(InProcess(Assistant(pieces))), pieces))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Measured:
    """An alternative with what came of it."""

    name: str
    index: Index
    run: Run
    ranks: tuple[RankScores, ...]


def measured(
    rows: Sequence[Row],
    documents: Sequence[Document],
    encoder: Encoder | None,
    progress: Progress = lambda results, _: results,
) -> tuple[Measured, ...]:
    """Every alternative on the same rows; the design as it is comes first."""
    return tuple(
        Measured(
            each.name,
            each.index,
            run_of(
                rows,
                each.target,
                f"baseline-{each.name.replace(' ', '-')}",
                progress=progress,
            ),
            ranks(rows, each.index),
        )
        for each in alternatives(documents, encoder)
    )


def ranks(rows: Sequence[Row], index: Index) -> tuple[RankScores, ...]:
    """How each question's right clause is ranked; a clause counts once, at its best chunk."""
    return tuple(_scores(search, index) for search in searches_of(rows, index))


def _scores(search: Search, index: Index) -> RankScores:
    hits = index.search(search.query)
    names = [(hit.document.number, clause_of(hit.clause.clause_id)) for hit in hits]
    return rank_scores(list(dict.fromkeys(names)), search.right, search.needed)
