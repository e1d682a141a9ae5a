"""The corpus as the questions about it meet it: every passage of every clause, and its twins.

Twins are clauses of different documents that say nearly the same (the city's and the province's
measure for one matter). For a question without a place neither is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from corpus.clause import Clause, Document
from corpus.translations import english
from index.passages import passages
from index.training.questions import CorpusQuestion, Lang

Ids = NDArray[np.int64]

#: cosine of two clauses' character pairs, weighted by rarity
TWINS_FROM = 0.35


@dataclass(frozen=True)
class Candidates:
    """Passages (`texts`), the clause of each (`owner`) and its language."""

    rows: tuple[tuple[Document, Clause], ...]
    texts: tuple[str, ...]
    owner: Ids
    langs: tuple[Lang, ...]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Candidates":
        rows = tuple((document, clause) for document in documents for clause in document.clauses)
        cut = [passages(*row) for row in rows]
        owner = np.repeat(np.arange(len(rows)), [len(found) for found in cut])
        langs = tuple(
            Lang.EN if english(clause) and i == len(found) - 1 else Lang.ZH
            for (_, clause), found in zip(rows, cut, strict=True)
            for i, _ in enumerate(found)
        )
        return cls(rows, tuple(text for found in cut for text in found), owner, langs)

    @cached_property
    def places(self) -> dict[tuple[str, str], int]:
        """Where each clause stands, by its name."""
        return {(d.number, c.clause_id): i for i, (d, c) in enumerate(self.rows)}

    def clause_of(self, question: CorpusQuestion) -> int:
        return self.places[question.document_number, question.clause_id]

    def passage_of(self, question: CorpusQuestion, lang: Lang) -> int | None:
        """The passage that answers it: the stretch with the evidence, or the English rendering."""
        own = [int(i) for i in np.flatnonzero(self.owner == self.clause_of(question))]
        mine = [i for i in own if self.langs[i] is lang]
        with_evidence = (i for i in mine if question.evidence in self.texts[i])
        return next(with_evidence, mine[0] if mine else None)

    @cached_property
    def twins(self) -> NDArray[np.bool_]:
        """Which clauses say nearly the same in another document."""
        likeness = _likeness([clause.text for _, clause in self.rows])
        numbers = np.array([document.number for document, _ in self.rows])
        elsewhere = numbers[:, None] != numbers[None]
        return np.asarray((likeness > TWINS_FROM) & elsewhere)


def _likeness(texts: Sequence[str]) -> NDArray[np.float64]:
    columns: dict[str, int] = {}
    pairs = [[text[i : i + 2] for i in range(len(text) - 1)] for text in texts]
    indices = [columns.setdefault(pair, len(columns)) for row in pairs for pair in row]
    starts = np.cumsum([0, *map(len, pairs)])
    ones = np.ones(len(indices))
    counts = csr_matrix((ones, indices, starts), shape=(len(texts), len(columns)))
    counts.sum_duplicates()
    seen = np.bincount(counts.indices, minlength=len(columns))
    weighted = counts.multiply(np.log((1 + len(texts)) / (1 + seen)) + 1).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(1)).ravel())
    unit = csr_matrix(weighted.multiply(1 / np.maximum(lengths, 1e-9)[:, None]))
    return np.asarray((unit @ unit.T).todense())
