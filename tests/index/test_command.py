"""python -m index: an index of any folder, and answers in rows."""

import json
from pathlib import Path

import pytest

from index.__main__ import main

NOTICE = """临江市人民政府办公室关于支持夜间经济发展的通知
临政办发〔2024〕9号

各区人民政府：
一、支持范围
1.支持夜间经济集聚区。对年营业额达到500万元的夜间经济集聚区给予10万元奖励。
2.延长公交运营时间。夜间公交末班车延长至23时。
"""
PLAIN = """关于加强冷链物流建设的说明
一、建设冷库。对新建冷库给予补贴。
二、加强监管。定期检查冷库温度。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "documents"
    (found / "more").mkdir(parents=True)
    (found / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (found / "more" / "冷链说明.txt").write_text(PLAIN, encoding="utf-8")
    (found / "broken.docx").write_bytes(b"not a zip")
    return found


@pytest.fixture
def built(folder: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    assert main(["build", "--documents", str(folder), "--index", str(out)]) == 0
    return out


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_a_folder_is_searched_apart_from_the_corpus(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.jsonl"
    rows = [
        {"id": 1, "question": "夜间经济集聚区奖多少"},
        {"id": "b", "question": "冷库补贴", "region": None},
        {"id": "c", "question": "夜间经济集聚区奖多少", "region": "晋城市"},
    ]
    queries.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    output = run(capsys, "search", "--index", str(built), "--queries", str(queries), "--k", "2")
    first, second, third = map(json.loads, output.splitlines())
    best = first["hits"][0]
    assert (first["id"], best["document_number"], best["source"], best["clause_id"]) == (
        1,
        "临政办发〔2024〕9号",
        "notice.txt",
        "一.1",
    )
    assert 0 < best["score"] <= 1
    assert len(first["hits"]) <= 2
    assert second["hits"][0]["source"] == "more/冷链说明.txt"
    assert second["hits"][0]["document_number"] == "冷链说明"
    assert "临政办发〔2024〕9号" not in {hit["document_number"] for hit in third["hits"]}


def test_a_broken_file_is_named_and_stops_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--documents", str(folder), "--index", str(tmp_path / "x")]) == 0
    assert "broken.docx" in capsys.readouterr().err


def test_documents_are_added_and_removed(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = tmp_path / "extra.txt"
    extra.write_text(NOTICE.replace("〔2024〕9号", "〔2025〕1号"), encoding="utf-8")
    assert "临政办发〔2025〕1号" in run(capsys, "add", str(extra), "--index", str(built))
    assert "documents  3" in run(capsys, "stats", "--index", str(built))
    run(capsys, "remove", "临政办发〔2024〕9号", "--index", str(built))
    found = run(capsys, "search", "夜间经济", "--index", str(built))
    assert "〔2025〕1号" in found
    assert "〔2024〕9号" not in found


def test_removing_what_is_not_there_is_an_error(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["remove", "无此文号", "--index", str(built)]) == 1
    assert "无此文号" in capsys.readouterr().err


def test_verify_finds_a_flipped_bit(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "verify", "--index", str(built))
    victim = next(built.glob("*/vectors.faiss"))
    content = bytearray(victim.read_bytes())
    content[-1] ^= 1
    victim.write_bytes(content)
    assert main(["verify", "--index", str(built)]) == 1
    assert "damaged" in capsys.readouterr().err


def test_an_index_that_is_current_is_not_built_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "corpus")
    run(capsys, "build", "--if-stale", "--index", out)
    assert run(capsys, "build", "--if-stale", "--index", out) == ""


@pytest.mark.parametrize("line", ["{not json", '{"id": 1}', "[1]"])
def test_a_bad_query_names_its_line(
    built: Path, tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "bad.jsonl"
    queries.write_text(line, encoding="utf-8")
    assert main(["search", "--index", str(built), "--queries", str(queries)]) == 1
    assert "bad.jsonl:1" in capsys.readouterr().err
