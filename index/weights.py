"""Every weight of the ranking, with the evaluation run that chose it."""

from dataclasses import dataclass
from enum import IntEnum


class Field(IntEnum):
    """Where in a clause a token stands."""

    TEXT = 0
    HEADING = 1
    SECTION = 2
    TITLE = 3
    ENGLISH = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """BM25 over fields, the query's kinds of token, and the fusion.

    Words: by coordinate descent on one half of the 2,421 corpus questions; on the other half
    hit@1 rose from 0.753 to 0.796. `dense`, `english`: on the questions of held-back clauses
    (`python -m evals retrieval`), hit@1 0.79 by words, 0.82 by both; in English 0.70 and 0.83.
    """

    k1: float = 0.8
    #: of the five fields
    field: tuple[float, ...] = (1.0, 1.0, 0.5, 1.0, 1.5)
    #: how far a field's length counts: 0 not at all, 1 fully
    length: tuple[float, ...] = (0.3, 0.6, 0.0, 0.3, 0.6)
    word: float = 1.0
    pair: float = 1.0
    glossary: float = 0.2
    synonym: float = 0.2
    #: share of the dense score in the fused one: 0 words alone, 1 vectors alone
    dense: float = 0.5
    #: the share is raised to this power for English, where words say less: 0.5 → 0.66
    english: float = 0.6
    #: what a clause loses for each division that its place lies above the asker's
    distance: float = 0.15

    def dense_share(self, is_english: bool) -> float:
        """How much the vectors have to say about such a question."""
        return self.dense**self.english if is_english else self.dense


DEFAULT = Weights()
