"""One question at a time, by the wall clock."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from evals.table import percentile

T = TypeVar("T")
_WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds for one question: half of them, and 95 of 100, take no longer."""

    p50: float
    p95: float


def timed(ask: Callable[[T], object], questions: Iterable[T]) -> Speed:
    """How long each question takes, after a few that do not count."""
    asked = list(questions)
    for question in asked[:_WARM_UP]:
        ask(question)
    found = []
    for question in asked:
        start = time.perf_counter()
        ask(question)
        found.append(1000 * (time.perf_counter() - start))
    return Speed(percentile(found, 50), percentile(found, 95))
