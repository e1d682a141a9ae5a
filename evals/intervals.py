"""How sure a figure is: bootstrap intervals, and whether two runs on the same rows differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

_RESAMPLES = 2000
_SEED = 7
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval and the number of rows behind it."""

    mean: float
    low: float
    high: float
    rows: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one run to the other on the rows that both have."""

    mean: float
    low: float
    high: float
    rows: int
    better: int
    worse: int
    p: float

    @property
    def is_significant(self) -> bool:
        return self.p < 1 - _LEVEL


def estimate(values: Sequence[float]) -> Estimate | None:
    """The mean, with its percentile bootstrap interval; None of nothing."""
    if not values:
        return None
    means = _resampled_means(np.asarray(values, np.float64))
    low, high = _interval(means)
    return Estimate(float(np.mean(values)), low, high, len(values))


def difference(before: Sequence[float], after: Sequence[float]) -> Difference | None:
    """The paired difference: McNemar's exact test where both are 0 or 1, else the bootstrap."""
    if not before:
        return None
    change = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    means = _resampled_means(change)
    low, high = _interval(means)
    better, worse = int((change > 0).sum()), int((change < 0).sum())
    is_binary = set(np.unique(change).tolist()) <= {-1.0, 0.0, 1.0}
    p = mcnemar(better, worse) if is_binary else _bootstrap_p(means)
    return Difference(float(change.mean()), low, high, len(change), better, worse, p)


def mcnemar(better: int, worse: int) -> float:
    """The chance of so uneven a split, or a more uneven one, if neither run were better."""
    changed, rarer = better + worse, min(better, worse)
    if changed == 0:
        return 1.0
    tail = sum(comb(changed, k) for k in range(rarer + 1)) / 2**changed
    return float(min(1.0, 2 * tail))


def _resampled_means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    random = np.random.default_rng(_SEED)
    chosen = random.integers(0, len(values), (_RESAMPLES, len(values)))
    means: NDArray[np.float64] = values[chosen].mean(1)
    return means


def _interval(means: NDArray[np.float64]) -> tuple[float, float]:
    edge = (1 - _LEVEL) / 2 * 100
    low, high = np.percentile(means, [edge, 100 - edge])
    return float(low), float(high)


def _bootstrap_p(means: NDArray[np.float64]) -> float:
    below, above = float((means <= 0).mean()), float((means >= 0).mean())
    return min(1.0, 2 * min(below, above))
