"""How much each sign of a right answer counts, and the run that chose it."""

import math
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Features(NamedTuple):
    """Signs that a sentence answers a question, each about 0 to 1."""

    clause: float
    own: float
    around: float
    official: float
    official_around: float
    fit: float
    conflict: float
    agreement: float
    place: float
    payer: float
    figure: float
    row: float = 0.0
    band: float = 0.0
    meaning: float = 0.0
    measure: float = 0.0


@dataclass(frozen=True, slots=True)
class Linear:
    """A weight for each feature."""

    weights: Features
    bias: float

    def scores(self, features: Floats) -> Floats:
        """The sum that ranks, for each column of features."""
        return self.bias + np.array(self.weights) @ features

    def of_place(self, features: Features) -> float:
        """What of the sum is for whose rule it is, not for what it says."""
        return self.weights.place * features.place + self.weights.payer * features.payer


#: `python -m evals.fit`, questions of half of the clauses
EVIDENCE = Linear(
    Features(
        clause=5.0,
        own=4.0,
        around=4.2,
        official=0.0,
        official_around=2.2,
        fit=1.8,
        conflict=-2.0,
        agreement=0.3,
        place=5.2,
        payer=1.0,
        figure=1.5,
        row=0.8,
        band=2.0,
        meaning=7.8,
        measure=1.5,
    ),
    bias=0.0,
)


class Support(NamedTuple):
    """Signs that the clauses found answer the question at all."""

    meaning: float
    closest: float
    words: float
    missing: float
    official: float
    fit: float
    nothing: float = 0.0
    gap: float = 0.0
    strength: float = 0.0
    own: float = 0.0
    conflict: float = 0.0
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class Threshold:
    """A probability that the evidence must reach."""

    weights: Support
    bias: float
    least: float

    def accepts(self, support: Support) -> bool:
        """Whether the evidence is strong enough."""
        return self.probability(support) >= self.least

    def probability(self, support: Support) -> float:
        """How likely the clauses answer."""
        total = self.bias + float(sum(map(mul, self.weights, support)))
        return 1 / (1 + math.exp(-max(min(total, 30), -30)))


#: `python -m evals fit`: corpus questions and the develop sets, against their near misses and
#: questions about other places' policies
ANSWERABLE = Threshold(
    Support(
        meaning=-0.47,
        closest=3.92,
        words=3.01,
        missing=-2.39,
        official=-0.71,
        fit=1.70,
        nothing=-0.58,
        gap=0.68,
        strength=0.32,
        own=-4.27,
        conflict=-4.14,
        length=0.12,
    ),
    bias=-7.46,
    least=0.2,
)


@dataclass(frozen=True, slots=True)
class SameTopic:
    """How alike evidence of two places must be to be shown side by side.

    Hand-set start; replaced by `python -m evals fit`.
    """

    margin: float = 3.5
    coverage: float = 0.65
    voice_margin: float = 3.0
    likeness: float = 0.7


SAME_TOPIC = SameTopic()
