"""`python -m evals run` measures both modes where an endpoint is set, and one where none is."""

import shutil
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


def test_two_models_with_two_prompts_are_compared(dataset: Path) -> None:
    prompts = dataset.parent / "mine"
    shutil.copytree(ROOT / "assistant/llm/prompts/v1", prompts)
    (prompts / "write.md").write_text("你说得更短。只用{language}回答。", encoding="utf-8")
    with running(server.says("国家级单项冠军，一次性奖励50万元。[1]")) as liar:
        _run(dataset, {"LLM_BASE_URL": liar.url, "LLM_MODEL": "liar"}, "--name", "a")
    with running(server.says("国家级单项冠军，一次性奖励100万元。[1]")) as good:
        chosen = {"LLM_BASE_URL": good.url, "LLM_MODEL": "good", "LLM_PROMPT": str(prompts)}
        said = _run(dataset, chosen, "--name", "b")
    assert "replies: written" in said
    assert good.calls[0]["messages"][0]["content"] == "你说得更短。只用简体中文回答。"
    compared = _evals(dataset, {}, "compare", "a-llm", "b-llm")
    assert "liar v1" in compared
    assert f"good {prompts}" in compared


def _run(dataset: Path, environment: Mapping[str, str], *options: str) -> str:
    return _evals(dataset, environment, "run", "--dataset", str(dataset), *options)


def _evals(dataset: Path, environment: Mapping[str, str], *words: str) -> str:
    """In a folder of its own, where the runs are saved."""
    done = subprocess.run(
        [sys.executable, "-m", "evals", *words],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment},
        cwd=dataset.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
