"""Rows put to a target and scored: the heart of the harness."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from evals.dataset import Row
from evals.given import Given
from evals.intervals import Estimate, estimate
from evals.library import Library
from evals.measures import Measure, Scores
from evals.scoring import scores, why_unscorable
from evals.targets import Target


@dataclass(frozen=True, slots=True)
class Result:
    """One row with what was given and what it scored; `unscored` says why it has no scores."""

    row: Row
    given: Given
    scores: Scores
    unscored: str | None = None

    @property
    def is_right(self) -> bool:
        return self.scores.get(Measure.CORRECT) == 1


@dataclass(frozen=True, slots=True)
class Run:
    """Every result, with the settings, versions and checksums that it came from."""

    name: str
    about: Mapping[str, str]
    results: tuple[Result, ...]

    @property
    def scored(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.unscored is None)

    @property
    def unscored(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.unscored is not None)


def put(
    rows: Sequence[Row], target: Target, library: Library, workers: int = 1
) -> Iterator[Result]:
    """The results in the order of the rows, as they come in."""
    if workers == 1:
        yield from (_result(row, target, library) for row in rows)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda row: _result(row, target, library), rows)


def judged(row: Row, given: Given, library: Library) -> Result:
    """A reply with its scores, or why it has none."""
    why = why_unscorable(row, given, library)
    return Result(row, given, {} if why else scores(row, given, library), why)


def values(results: Iterable[Result], measure: Measure) -> list[float]:
    """What the rows scored to which the measure applies."""
    return [r.scores[measure] for r in results if measure in r.scores]


def estimated(results: Iterable[Result], measure: Measure) -> Estimate | None:
    """The measure over these results, with its interval."""
    return estimate(values(results, measure))


def _result(row: Row, target: Target, library: Library) -> Result:
    return judged(row, target.ask(row), library)
