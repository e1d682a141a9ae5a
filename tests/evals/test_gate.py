"""The gate closes below a floor, below the last committed run, and where rows got no answer."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evals.dataset import Row, Split
from evals.gate import (
    COMMITTED,
    Failure,
    commit,
    committed_of,
    failures,
    part,
    read_committed,
    read_floors,
)
from evals.given import failed
from evals.library import Library
from evals.measures import Measure
from evals.run import Run
from evals.setup import assistant_of, run_of
from evals.targets import InProcess
from tests.evals import assistants
from tests.evals.assistants import Fake, Wrong


@pytest.fixture(scope="module")
def measured(golden: Sequence[Row]) -> Run:
    """The assistant as it is, on the whole golden set."""
    return run_of(golden, InProcess(assistant_of()), "golden")


@pytest.mark.parametrize("split", [Split.DEVELOP, Split.GATE])
def test_the_assistant_passes_the_gate(measured: Run, split: Split) -> None:
    found = part(measured, split)
    assert list(failures(found, read_floors(split), read_committed(split))) == []


def test_a_measure_below_its_floor_closes_the_gate(right: Run) -> None:
    floors = {Measure.CORRECT: 1.0, Measure.WRONG_PLACE: 0.0}
    assert list(failures(right, floors, None)) == []
    assert list(failures(right, {Measure.CORRECT: 1.01}, None)) == [
        Failure(Measure.CORRECT, "1.000, the floor is 1.010")
    ]


def test_what_should_be_small_closes_the_gate_above_its_limit(
    golden: Sequence[Row], library: Library
) -> None:
    run = _run(assistants.refusing, golden, library)
    found = {f.measure for f in failures(run, {Measure.FALSE_REFUSAL: 0.05}, None)}
    assert found == {Measure.FALSE_REFUSAL}


def test_a_significant_fall_since_the_committed_run_closes_the_gate(
    right: Run, golden: Sequence[Row], library: Library
) -> None:
    worse = _run(assistants.with_wrong_tier, golden, library)
    fallen = {f.measure for f in failures(worse, {}, committed_of(right))}
    assert {Measure.CORRECT, Measure.NOTHING_WRONG, Measure.EXACT_AMOUNT} <= fallen
    assert Measure.VERBATIM not in fallen


def test_two_rows_that_fell_are_no_significant_fall(
    right: Run, golden: Sequence[Row], library: Library
) -> None:
    worse = _run(assistants.refusing, golden, library)
    mostly = (*worse.results[:2], *right.results[2:])
    assert list(failures(replace(right, results=mostly), {}, committed_of(right))) == []


def test_a_row_without_an_answer_closes_the_gate(golden: Sequence[Row]) -> None:
    run = run_of(golden[:3], Fake(lambda _: failed("HTTP 500")), "broken")
    assert len(list(failures(run, {}, None))) == 3


def test_the_committed_run_is_read_as_it_was_kept(right: Run, tmp_path: Path) -> None:
    path = tmp_path / COMMITTED.name
    commit(right, Split.GATE, path)
    assert read_committed(Split.GATE, path) == committed_of(right)
    assert read_committed(Split.DEVELOP, path) is None


@pytest.fixture(scope="module")
def right(golden: Sequence[Row], library: Library) -> Run:
    return _run(assistants.right, golden, library)


def _run(reply: Wrong, rows: Sequence[Row], library: Library) -> Run:
    return run_of(rows, Fake(lambda row: reply(row, library)), "fake")
