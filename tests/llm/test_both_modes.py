"""`python -m evals run` measures both modes where an endpoint is set, and one where none is."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.llm import server
from tests.llm.server import running

ROOT = Path(__file__).parents[2]
ROW = (
    '{"id": "1", "question": "晋城国家级单项冠军奖多少", "type": "amount", "lang": "zh", '
    '"style": "plain", "answerable": true, "gold": [["晋市政办〔2022〕5号", "二.22"]], '
    '"facts": [["100万元"]]}'
)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "one.jsonl"
    path.write_text(ROW + "\n", encoding="utf-8")
    return path


def test_both_modes_stand_side_by_side(dataset: Path) -> None:
    with running(server.says("认定为国家级单项冠军的企业，一次性奖励100万元。[1]")) as played:
        said = _run(dataset, {"LLM_BASE_URL": played.url, "LLM_MODEL": "played"})
    assert "with model" in said
    assert "replies: written" in said
    assert len(list((dataset.parent / "runs").glob("*-llm.jsonl"))) == 1


def test_without_an_endpoint_there_is_one_run(dataset: Path) -> None:
    assert "with model" not in _run(dataset, {})
    assert len(list((dataset.parent / "runs").glob("*.jsonl"))) == 1


def _run(dataset: Path, environment: Mapping[str, str]) -> str:
    """In a folder of its own, where the runs are saved."""
    done = subprocess.run(
        [sys.executable, "-m", "evals", "run", "--dataset", str(dataset)],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment},
        cwd=dataset.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
