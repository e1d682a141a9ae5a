"""How much each sign of a right answer counts, and the run that chose it."""

import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Features:
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


@dataclass(frozen=True, slots=True)
class Linear:
    """A weight for each feature."""

    weights: Features
    bias: float

    def score(self, features: Features) -> float:
        """The sum that ranks."""
        pairs = zip(astuple(self.weights), astuple(features), strict=True)
        return self.bias + sum(weight * float(value) for weight, value in pairs)

    def probability(self, features: Features) -> float:
        """The score as a probability."""
        return 1 / (1 + math.exp(-max(min(self.score(features), 30), -30)))


#: `python -m evals.fit`, questions of half of the clauses
EVIDENCE = Linear(
    Features(
        clause=4.9,
        own=4.7,
        around=3.9,
        official=1.0,
        official_around=2.1,
        fit=1.5,
        conflict=-1.5,
        agreement=1.5,
        place=7.2,
        payer=0.4,
        figure=1.1,
        row=0.8,
        band=1.8,
        meaning=0.0,
    ),
    bias=0.0,
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A probability that must be reached."""

    model: Linear
    least: float

    def accepts(self, features: Features) -> bool:
        """Whether the evidence is strong enough."""
        return self.model.probability(features) >= self.least


#: hand-set start; replaced by `python -m evals fit`
ANSWERABLE = Threshold(
    Linear(
        Features(
            clause=4.0,
            own=4.0,
            around=3.0,
            official=1.5,
            official_around=1.5,
            fit=1.0,
            conflict=-0.5,
            agreement=0.2,
            place=0.3,
            payer=0.1,
            figure=0.3,
        ),
        bias=-3.5,
    ),
    least=0.5,
)


@dataclass(frozen=True, slots=True)
class SameTopic:
    """How alike evidence of two places must be to be shown side by side.

    Hand-set start; replaced by `python -m evals fit`.
    """

    margin: float = 2.5
    coverage: float = 0.75
    voice_margin: float = 3.0
    likeness: float = 0.7


SAME_TOPIC = SameTopic()
