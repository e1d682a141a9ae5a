"""Whether a run may pass: above the committed floors, not significantly below the last one.

`floors.toml` holds the floors by dataset and split; `committed.json` the measures of the last run
that was committed, with the rows that failed each, so that the comparison is paired row by row.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from evals.dataset import Split
from evals.intervals import difference
from evals.measures import MEANING, Measure
from evals.run import Result, Run, values

FLOORS = Path(__file__).with_name("floors.toml")
COMMITTED = Path(__file__).with_name("committed.json")


#: measures that a change may not lower; time depends on the machine and is no part of it
GATED = (
    Measure.CORRECT,
    Measure.STATUS,
    Measure.CITED,
    Measure.FACTS,
    Measure.NOTHING_WRONG,
    Measure.EXACT_AMOUNT,
    Measure.CITATION_RECALL,
    Measure.VERBATIM,
    Measure.UNSUPPORTED_FIGURE,
    Measure.WRONG_PLACE,
    Measure.REFUSAL_RECALL,
    Measure.FALSE_REFUSAL,
    Measure.VALIDITY,
)


#: chance of a fall so large if nothing were worse; low, as a dozen measures are looked at
_SURE = 0.01


@dataclass(frozen=True, slots=True)
class Committed:
    """What the last committed run reached on a dataset. Rows scored 0 to 1; most are whole."""

    rows: tuple[str, ...]
    means: dict[str, float]
    below: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Failure:
    """One measure that keeps the run from passing."""

    measure: Measure
    why: str


Floors = Mapping[Measure, float]


def read_floors(split: Split, path: Path = FLOORS) -> Floors:
    """The least (or, where less is better, the most) that each measure may be."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {Measure(name): float(value) for name, value in found.get(split, {}).items()}


def read_committed(split: Split, path: Path = COMMITTED) -> Committed | None:
    """The last committed run of the split, if there is one."""
    if not path.is_file():
        return None
    return _all().validate_json(path.read_bytes()).get(split)


def commit(run: Run, split: Split, path: Path = COMMITTED) -> None:
    """Keep the run as the one to be compared with."""
    before = _all().validate_json(path.read_bytes()) if path.is_file() else {}
    found = _all().dump_python({**before, split: committed_of(run)}, mode="json")
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def part(run: Run, split: Split) -> Run:
    """Only the rows of that split."""
    chosen = tuple(result for result in run.results if result.row.split is split)
    return Run(f"{run.name}, {split}", run.about, chosen)


def committed_of(run: Run) -> Committed:
    """The gated measures of a run: their means, and the rows short of the best."""
    means, below = {}, {}
    for measure in GATED:
        found = values(run.scored, measure)
        if found:
            means[measure.value] = round(sum(found) / len(found), 4)
            below[measure.value] = dict(_short(run.scored, measure))
    return Committed(tuple(r.row.id for r in run.scored), means, below)


def failures(run: Run, floors: Floors, committed: Committed | None) -> Iterator[Failure]:
    """Everything that keeps the run from passing."""
    for result in run.unscored:
        yield Failure(Measure.CORRECT, f"{result.row.id} could not be scored: {result.unscored}")
    for measure, floor in floors.items():
        found = values(run.scored, measure)
        mean = sum(found) / len(found) if found else None
        if mean is None:
            yield Failure(measure, "no row has it")
        elif (mean < floor) if MEANING[measure].more_is_better else (mean > floor):
            yield Failure(measure, f"{mean:.3f}, the floor is {floor:.3f}")
    if committed is not None:
        yield from _fallen(run, committed)


def _short(results: Sequence[Result], measure: Measure) -> Iterator[tuple[str, float]]:
    best = _best(measure)
    for result in results:
        value = result.scores.get(measure, best)
        if value != best:
            yield result.row.id, round(value, 4)


def _fallen(run: Run, committed: Committed) -> Iterator[Failure]:
    known = set(committed.rows)
    for measure in GATED:
        if measure.value not in committed.means:
            continue
        below, best = committed.below[measure.value], _best(measure)
        both = [r for r in run.scored if r.row.id in known and measure in r.scores]
        before = [below.get(r.row.id, best) for r in both]
        change = difference(before, [r.scores[measure] for r in both])
        if change is None or change.p >= _SURE:
            continue
        if (change.mean < 0) is MEANING[measure].more_is_better:
            yield Failure(
                measure,
                f"{change.mean:+.3f} on {change.rows} rows since the last committed run "
                f"(p {change.p:.3f}): python -m evals compare shows which",
            )


def _best(measure: Measure) -> float:
    return 1.0 if MEANING[measure].more_is_better else 0.0


def _all() -> TypeAdapter[dict[str, Committed]]:
    return TypeAdapter(dict[str, Committed])
