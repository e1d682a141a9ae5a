"""What is searched for and what is found."""

from dataclasses import dataclass
from datetime import date

from corpus.clause import Clause, Document, Level


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its other formulations (`also`), and what a clause must be to count.

    `regions` are the names allowed: where the asker is and the divisions above (泽州县, 晋城市,
    山西省); of twin clauses the nearest place's wins. A document of the whole nation, or of no
    place, is always allowed.
    `issued` is the first and last day of issue; `valid_on` drops what has expired by then.
    """

    text: str
    also: tuple[str, ...] = ()
    regions: frozenset[str] | tuple[str, ...] | None = None
    level: Level | None = None
    document: str | None = None
    department: str | None = None
    issued: tuple[date | None, date | None] | None = None
    valid_on: date | None = None
    k: int = 10
    near_misses: bool = False

    @property
    def formulations(self) -> tuple[str, ...]:
        return (self.text, *self.also)


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause, where both rankings had it, and the words it was found by.

    Ranks count from 1 among the clauses that passed the filters; None: that ranking did not
    find it. `score` is the fused one, 0–1. `dropped` says why a near miss fell short.
    """

    clause: Clause
    document: Document
    score: float
    dense_rank: int | None
    lexical_rank: int | None
    dense_score: float
    lexical_score: float
    matched: tuple[str, ...]
    dropped: str | None = None
