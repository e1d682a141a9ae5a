"""A question of the hotline becomes a row that the evaluation reads."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.store.keys import Role
from evals.dataset import Row, Split, read, to_json

GOLD = ["晋市政办〔2022〕5号", "二.22"]
ANSWERED = {
    "question": "省级专精特新在晋城奖多少",
    "region": "晋城市",
    "expect": "answered",
    "gold": [GOLD],
    "facts": [["10万元", "100,000"]],
    "forbid": ["20万元"],
}


@pytest.fixture
def staff(client: TestClient, secret_of: dict[Role, str]) -> dict[str, str]:
    return {"X-API-Key": secret_of[Role.STAFF]}


def _rows(client: TestClient, staff: dict[str, str], folder: Path) -> dict[str, Row]:
    path = folder / "cases.jsonl"
    path.write_text(client.get("/v1/evaluation-cases", headers=staff).text)
    found = read(path)
    assert path.read_text() == "".join(f"{to_json(row)}\n" for row in found)
    return {row.question: row for row in found}


def test_the_rows_are_those_of_the_datasets(
    client: TestClient, staff: dict[str, str], tmp_path: Path
) -> None:
    client.post("/v1/evaluation-cases", headers=staff, json=ANSWERED)
    refused = {"question": "火星移民补贴多少", "expect": "refused", "gold": [GOLD]}
    client.post("/v1/evaluation-cases", headers=staff, json=refused)
    rows = _rows(client, staff, tmp_path)
    row = rows["省级专精特新在晋城奖多少"]
    assert (row.kind, row.lang, row.style, row.split) == ("amount", "zh", "hotline", Split.DEVELOP)
    assert (row.gold, row.facts, row.forbid) == (
        (tuple(GOLD),),
        (("10万元", "100,000"),),
        ("20万元",),
    )
    assert (row.region, row.expect, row.answerable) == ("晋城市", ("answered",), True)
    other = rows["火星移民补贴多少"]
    assert (other.kind, other.must_be_refused, other.gold) == ("unanswerable", True, ())


def test_a_case_without_its_clause_waits_for_it(
    client: TestClient, staff: dict[str, str], tmp_path: Path
) -> None:
    body = {"question": "孵化器奖多少", "expect": "answered"}
    case = client.post("/v1/evaluation-cases", headers=staff, json=body).json()
    assert not case["is_complete"]
    assert "孵化器奖多少" not in _rows(client, staff, tmp_path)
    path = f"/v1/evaluation-cases/{case['id']}"
    wanted = {"expect": "answered", "gold": [["晋市政办〔2022〕5号", "五.50"]]}
    assert client.put(path, headers=staff, json=wanted).status_code == 204
    assert _rows(client, staff, tmp_path)["孵化器奖多少"].gold == (
        ("晋市政办〔2022〕5号", "五.50"),
    )
    assert client.delete(path, headers=staff).status_code == 204
    assert client.put(path, headers=staff, json=wanted).status_code == 404
    assert "孵化器奖多少" not in _rows(client, staff, tmp_path)


def test_a_clause_that_is_not_there_is_refused(client: TestClient, staff: dict[str, str]) -> None:
    body = {**ANSWERED, "gold": [["晋市政办〔2022〕5号", "九十九"]]}
    assert client.post("/v1/evaluation-cases", headers=staff, json=body).status_code == 422


def test_the_review_shows_the_disliked_answer_and_the_case_made_of_it(
    client: TestClient, staff: dict[str, str]
) -> None:
    answer = client.post("/v1/ask", json={"question": "众创空间奖多少", "region": "晋城市"}).json()
    opinion = {"answer_id": answer["id"], "rating": "down", "expected_clause": "五.50"}
    client.post("/v1/feedback", json=opinion)
    item = _item(client, staff, "众创空间奖多少")
    assert item["answer"] == answer["answer"]
    assert item["cited"][0]["document_number"] == answer["citations"][0]["document_number"]
    assert (item["expected_clause"], item["case"]) == ("五.50", None)
    body = {"question": item["question"], "region": item["region"], "expect": "answered"}
    case = client.post("/v1/evaluation-cases", headers=staff, json=body).json()
    assert _item(client, staff, "众创空间奖多少")["case"] == case


def _item(client: TestClient, staff: dict[str, str], question: str) -> dict[str, Any]:
    groups = client.get("/v1/review", headers=staff).json()["groups"]
    [found] = [i for group in groups for i in group["items"] if i["question"] == question]
    item: dict[str, Any] = found
    return item
