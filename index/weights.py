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
    """BM25 over fields, the query's kinds of token, and the fusion."""

    k1: float = 1.2
    field: tuple[float, ...] = (1.0, 2.0, 1.0, 0.5, 1.0)
    length: tuple[float, ...] = (0.6, 0.3, 0.3, 0.3, 0.6)
    word: float = 1.0
    pair: float = 0.5
    glossary: float = 0.5
    synonym: float = 0.3
    dense: float = 0.4


DEFAULT = Weights()
