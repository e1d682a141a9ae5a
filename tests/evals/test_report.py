"""Runs are kept, compared answer by answer, and shown on one page that needs nothing else."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.compare import Turned, changes, differences, only_in_one
from evals.dataset import Row
from evals.given import failed
from evals.library import Library
from evals.measures import Measure
from evals.report import calibration, page, worst
from evals.run import Run
from evals.saved import BadRun, load, save
from evals.setup import run_of
from evals.table import percentile, summary
from tests.evals import assistants
from tests.evals.assistants import Fake, Wrong


@pytest.fixture(scope="module")
def right(golden: Sequence[Row], library: Library) -> Run:
    return _run(assistants.right, golden, library)


@pytest.fixture(scope="module")
def wrong(golden: Sequence[Row], library: Library) -> Run:
    return _run(assistants.with_wrong_tier, golden, library)


def test_a_run_is_read_as_it_was_saved(right: Run, tmp_path: Path) -> None:
    assert load(save(right, tmp_path)) == right


def test_a_file_that_is_no_run_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("not a run")
    with pytest.raises(BadRun, match="no run saved by"):
        load(path)


def test_the_rows_that_turned_are_listed(right: Run, wrong: Run) -> None:
    found = list(changes(right, wrong))
    assert {change.turned for change in found} == {Turned.WRONG}
    assert {change.turned for change in changes(wrong, right)} == {Turned.RIGHT}
    assert all(change.after.row.forbid for change in found)
    assert list(changes(right, right)) == []


def test_what_fell_is_significant_and_what_stayed_is_not(right: Run, wrong: Run) -> None:
    found = differences(right, wrong)
    assert found[Measure.CORRECT].is_significant
    assert found[Measure.CORRECT].mean < 0
    assert not found[Measure.FIRST_CITED].is_significant


def test_rows_of_one_run_only_are_counted_apart(right: Run) -> None:
    shorter = replace(right, results=right.results[5:])
    assert only_in_one(right, shorter) == 5
    assert differences(right, shorter)[Measure.CORRECT].rows == len(right.results) - 5


def test_the_summary_names_every_breakdown_and_what_was_not_scored(
    right: Run, golden: Sequence[Row], library: Library
) -> None:
    broken = run_of(golden[:2], Fake(lambda _: failed("HTTP 503")), "broken")
    both = replace(right, results=(*right.results[2:], *broken.results))
    said = summary(both, library)
    for word in ("by kind", "by language", "by style", "by place", "by document", "p99"):
        assert word in said
    assert "not scored, and in no figure above: 2" in said


def test_the_page_stands_alone_and_escapes_what_it_shows(wrong: Run, library: Library) -> None:
    nasty = "<script>alert(1)</script>"
    first = wrong.results[0]
    spoiled = replace(
        first,
        given=replace(first.given, text=nasty),
        scores={**first.scores, Measure.CORRECT: 0.0, Measure.FACTS: 0.0, Measure.STATUS: 0.0},
    )
    shown = page(replace(wrong, results=(spoiled, *wrong.results[1:])), library)
    assert nasty not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert not re.search(r"(?:src|href)=|@import|url\(", shown)
    assert shown.count("<svg") >= 7
    _Balanced().feed(shown)


def test_the_worst_come_first(wrong: Run) -> None:
    found = worst(wrong, 5)
    assert found
    assert all(not result.is_right for result in found)


def test_refusals_are_counted_by_the_score_of_what_was_found(wrong: Run) -> None:
    assert sum(b.rows for b in calibration(wrong.scored)) == sum(
        bool(result.given.citations) for result in wrong.scored
    )


@pytest.mark.parametrize(("percent", "expected"), [(0, 1), (50, 51), (99, 100), (100, 100)])
def test_percentiles_are_values_that_occurred(percent: float, expected: float) -> None:
    assert percentile([float(n) for n in range(1, 101)], percent) == expected


def test_an_expected_failure_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "no-such-run"]) == 1
    assert capsys.readouterr().err.startswith("evals report: no run no-such-run")
    assert main(["nonsense"]) == 2


class _Balanced(HTMLParser):
    """Fails where a closing tag has no opening one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "rect", "path", "polyline"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("rect", "path", "polyline"):
            assert self.open.pop() == tag


def _run(reply: Wrong, rows: Sequence[Row], library: Library) -> Run:
    return run_of(rows, Fake(lambda row: reply(row, library)), "fake")
