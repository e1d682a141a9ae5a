"""The service over an index that stays on disk."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.store.keys import Role
from corpus.library import FOLDER
from index.bulk.build import build_in_bulk
from tests.service.conftest import started

QUESTION = "对新认定的国家级专精特新小巨人企业奖励多少"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("disk")
    build_in_bulk(sorted(FOLDER.glob("*.txt")), folder / "index", on_disk_from=1)
    return Settings(index=folder / "index", state=folder / "state")


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with started(settings) as client:
        yield client


def test_it_answers_from_a_clause(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": QUESTION, "region": "晋城市"}).json()
    assert answer["status"] == "answered"
    cited = answer["citations"][0]
    path = f"/v1/documents/{quote(cited['document_number'])}/clauses/{quote(cited['clause_id'])}"
    assert cited["quote"] in client.get(path).json()["text"]


def test_it_lists_its_documents(client: TestClient) -> None:
    listed = client.get("/v1/documents").json()
    number = listed["documents"][0]["document_number"]
    outline = client.get(f"/v1/documents/{quote(number, safe='')}").json()
    assert listed["total"] > 4
    assert outline["document_number"] == number


def test_a_change_is_refused_with_what_to_do_and_leaves_no_trace(
    client: TestClient, secret_of: dict[Role, str], settings: Settings, tmp_path: Path
) -> None:
    key = {"X-API-Key": secret_of[Role.ADMIN]}
    before = client.get("/v1/documents").json()["total"]
    notice = tmp_path / "notice.txt"
    notice.write_text("一、支持冷库。对新建冷库给予补贴。\n", encoding="utf-8")
    with notice.open("rb") as file:
        refused = client.post("/v1/documents", files={"file": file}, headers=key)
    number = client.get("/v1/documents").json()["documents"][0]["document_number"]
    removed = client.delete(f"/v1/documents/{quote(number, safe='')}", headers=key)
    for response in (refused, removed):
        assert response.status_code == 409
        assert "--workers" in response.json()["detail"]
    with started(settings) as again:
        assert again.get("/v1/documents").json()["total"] == before
