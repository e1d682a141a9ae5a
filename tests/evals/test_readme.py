"""The README's results are written by the harness, between its marks and nowhere else."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.baseline import Measured
from evals.dataset import BadDataset, Row
from evals.library import Library
from evals.perturb import Way
from evals.ranking_measures import RankScores
from evals.readme import BEGIN, END, between_marks, results, write
from evals.setup import index_of, run_of
from tests.evals import assistants
from tests.evals.assistants import Fake

README = Path(__file__).parent.parent.parent / "README.md"


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert between_marks(text, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    assert between_marks(between_marks(text, "new"), "new") == between_marks(text, "new")


def test_without_marks_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("no marks")
    with pytest.raises(BadDataset, match="results:begin"):
        write(path, "new")
    assert path.read_text() == "no marks"


def test_the_readme_has_the_marks() -> None:
    assert BEGIN in between_marks(README.read_text(encoding="utf-8"), "")


def test_the_results_show_every_kind_alternative_and_change(
    golden: Sequence[Row], library: Library
) -> None:
    index = index_of(model="none")
    best = (RankScores(1.0, 1.0, 1.0, 1.0, 1.0, 1.0),)
    right = run_of(golden, Fake(lambda row: assistants.right(row, library)), "right")
    wrong = run_of(golden, Fake(lambda row: assistants.with_wrong_tier(row, library)), "wrong")
    found = [
        Measured("as it is", index, right, best),
        Measured("words alone", index, wrong, best),
    ]
    shown = results(found, {Way.TIERS: found[0].run.results[:5]}, library)
    assert "| tiers | 5 |" in shown
    assert "| words alone | 100.0 [100.0 100.0] |" in shown
    assert all(f"| {kind} |" in shown for kind in {row.kind for row in golden})
    tables = [line for line in shown.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)
