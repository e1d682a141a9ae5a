"""What changed from one run to another: measure by measure with significance, answer by answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evals.intervals import Difference, difference
from evals.measures import Measure
from evals.run import Result, Run


class Turned(StrEnum):
    """What became of one answer."""

    RIGHT = "now right"
    WRONG = "now wrong"
    OTHERWISE = "still wrong, otherwise"
    REWORDED = "still right, reworded"


@dataclass(frozen=True, slots=True)
class Change:
    """One row whose answer is another one now."""

    turned: Turned
    before: Result
    after: Result


def differences(before: Run, after: Run) -> Mapping[Measure, Difference]:
    """Each measure on the rows that both runs scored, paired."""
    pairs = _pairs(before, after)
    found: dict[Measure, Difference] = {}
    for measure in Measure:
        both = [
            (a.scores[measure], b.scores[measure])
            for a, b in pairs
            if measure in a.scores and measure in b.scores
        ]
        change = difference([a for a, _ in both], [b for _, b in both])
        if change is not None:
            found[measure] = change
    return found


def changes(before: Run, after: Run) -> Iterator[Change]:
    """Every row whose answer, outcome or citations changed, in the order of the run."""
    for a, b in _pairs(before, after):
        if a.given.text == b.given.text and _cited(a) == _cited(b) and a.is_right == b.is_right:
            continue
        yield Change(_turned(a, b), a, b)


def only_in_one(before: Run, after: Run) -> int:
    """How many scored rows the other run does not have."""
    a, b = ({r.row.id for r in run.scored} for run in (before, after))
    return len(a ^ b)


def _pairs(before: Run, after: Run) -> list[tuple[Result, Result]]:
    earlier = {result.row.id: result for result in before.scored}
    return [(earlier[r.row.id], r) for r in after.scored if r.row.id in earlier]


def _turned(before: Result, after: Result) -> Turned:
    if after.is_right:
        return Turned.REWORDED if before.is_right else Turned.RIGHT
    return Turned.WRONG if before.is_right else Turned.OTHERWISE


def _cited(result: Result) -> list[tuple[str, str]]:
    return [citation.name for citation in result.given.citations]
