"""Documents are read by all, and changed by administrators while the service serves."""

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.store.keys import Role
from tests.service.conftest import both_databases, started

pytestmark = both_databases
JINCHENG = "晋市政办〔2022〕5号"
NOTICE = """阳城县人民政府办公室
关于印发支持低空经济发展若干措施的通知
阳政办发〔2024〕9号

各乡镇人民政府：

一、支持低空经济企业。对首次在我县注册的低空经济企业，给予37万元的一次性落户奖励。（责任单位：县工信局）
二、支持起降场建设。对新建的直升机起降场，按投资额的12%给予补助。（责任单位：县交通局）

阳城县人民政府办公室
2024年5月6日
"""


def test_the_corpus_lists_its_documents(client: TestClient) -> None:
    listed = client.get("/v1/documents").json()
    assert listed["total"] == len(listed["documents"]) == 14
    assert JINCHENG in [d["document_number"] for d in listed["documents"]]


def test_a_page_of_the_corpus(client: TestClient) -> None:
    page = client.get("/v1/documents", params={"limit": 2, "offset": 13}).json()
    assert (page["total"], len(page["documents"])) == (14, 1)


def test_the_corpus_of_one_place(client: TestClient) -> None:
    listed = client.get("/v1/documents", params={"region": "泽州县"}).json()
    assert [d["region"] for d in listed["documents"]] == ["泽州县"]


@pytest.mark.parametrize("number", [JINCHENG, "晋市政办[2022]5号", "晋市政办【2022】 5号"])
def test_a_document_is_found_however_its_brackets_are_typed(
    client: TestClient, number: str
) -> None:
    outline = client.get(f"/v1/documents/{quote(number, safe='')}").json()
    assert outline["document_number"] == JINCHENG
    assert len(outline["outline"]) == outline["clause_count"]


def test_a_clause_comes_with_its_neighbours(client: TestClient) -> None:
    clause = client.get(f"/v1/documents/{quote(JINCHENG)}/clauses/{quote('二.22')}").json()
    assert clause["label"] == "二、财税支持 第22条"
    assert "100万元" in clause["text"]
    assert clause["departments"][0] == "市财政局"
    assert clause["previous"]["clause_id"] == "二.21"
    assert clause["next"]["clause_id"] == "二.23"
    assert any(benefit["amount"] == "100万元" for benefit in clause["benefits"])


@pytest.mark.parametrize(
    "path", ["/v1/documents/none", f"/v1/documents/{JINCHENG}/clauses/九十九", "/v1/none"]
)
def test_what_is_not_there_is_a_404(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_search_ranks_clauses_in_pages(client: TestClient) -> None:
    found = client.get("/v1/search", params={"q": "单项冠军 奖励", "limit": 3}).json()
    rest = client.get("/v1/search", params={"q": "单项冠军 奖励", "limit": 3, "offset": 3}).json()
    names = [(h["document_number"], h["clause_id"]) for h in found["hits"] + rest["hits"]]
    assert len(set(names)) == 6
    assert found["total"] == rest["total"] >= 6
    scores = [hit["score"] for hit in found["hits"] + rest["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("filters", "regions"),
    [
        ({"region": "泽州"}, {"泽州县", "晋城市", "山西省"}),
        ({"level": "province"}, {"山西省"}),
        ({"document": JINCHENG}, {"晋城市"}),
    ],
)
def test_search_keeps_to_its_filters(
    client: TestClient, filters: dict[str, str], regions: set[str]
) -> None:
    found = client.get("/v1/search", params={"q": "创业补贴", "limit": 50, **filters}).json()
    assert found["hits"]
    assert {hit["region"] for hit in found["hits"]} <= regions


def test_a_document_is_added_replaced_and_removed_while_serving(
    client: TestClient, secret_of: dict[Role, str], settings: Settings
) -> None:
    key = {"X-API-Key": secret_of[Role.ADMIN]}
    question = {"question": "阳城县首次注册的低空经济企业落户奖励多少钱？"}
    assert "37万元" not in client.post("/v1/ask", json=question).json()["answer"]

    added = _upload(client, key, NOTICE)
    assert added["documents"][0]["document_number"] == "阳政办发〔2024〕9号"
    assert added["replaced"] == []
    assert "37万元" in client.post("/v1/ask", json=question).json()["answer"]

    replaced = _upload(client, key, NOTICE.replace("37万元", "41万元"))
    assert replaced["replaced"] == ["阳政办发〔2024〕9号"]
    answer = client.post("/v1/ask", json=question).json()
    assert "41万元" in answer["answer"]
    assert answer["index_version"] == replaced["index_version"]

    with started(settings) as another:
        assert "41万元" in another.post("/v1/ask", json=question).json()["answer"]

    path = f"/v1/documents/{quote('阳政办发〔2024〕9号')}"
    assert client.delete(path, headers=key).status_code == 204
    answer = client.post("/v1/ask", json=question).json()
    assert "41万元" not in answer["answer"]
    assert "阳政办发〔2024〕9号" not in [c["document_number"] for c in answer["citations"]]
    assert client.get(path).status_code == 404
    assert client.delete(path, headers=key).status_code == 404


def test_a_removed_document_of_the_built_index_stays_removed(
    client: TestClient, secret_of: dict[Role, str], settings: Settings
) -> None:
    key = {"X-API-Key": secret_of[Role.ADMIN]}
    number = "城政发〔2023〕7号"
    assert client.delete(f"/v1/documents/{quote(number)}", headers=key).status_code == 204
    with started(settings) as another:
        another.post("/v1/ask", json={"question": "x"})
        listed = another.get("/v1/documents").json()["documents"]
    assert number not in [document["document_number"] for document in listed]


def test_metadata_that_is_given_wins(client: TestClient, secret_of: dict[Role, str]) -> None:
    key = {"X-API-Key": secret_of[Role.ADMIN]}
    fields = {"number": "测试〔2024〕1号", "region": "阳城县", "level": "county", "trial": "true"}
    document = _upload(client, key, NOTICE, fields)["documents"][0]
    assert document["document_number"] == "测试〔2024〕1号"
    assert (document["level"], document["trial"]) == ("county", True)
    client.delete(f"/v1/documents/{quote('测试〔2024〕1号')}", headers=key)


REFUSED = {
    "an unknown format": ("a.xyz", b"text"),
    "an empty file": ("a.txt", b""),
    "a PDF that is none": ("a.pdf", b"not a pdf"),
    "no suffix": ("a", NOTICE.encode()),
    "a zip bomb by name": ("a.docx", b"PK\x03\x04" + b"\0" * 1000),
}


@pytest.mark.parametrize(("name", "data"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused(
    client: TestClient, secret_of: dict[Role, str], name: str, data: bytes
) -> None:
    response = client.post(
        "/v1/documents",
        files={"file": (name, data)},
        headers={"X-API-Key": secret_of[Role.ADMIN]},
    )
    assert response.status_code == 422
    assert response.json()["code"] == "unreadable_document"


def _upload(
    client: TestClient, key: dict[str, str], text: str, fields: dict[str, str] | None = None
) -> dict[str, Any]:
    response = client.post(
        "/v1/documents",
        files={"file": ("notice.txt", text.encode())},
        data=fields or {},
        headers=key,
    )
    assert response.status_code == 201, response.text
    added: dict[str, Any] = response.json()
    return added


def test_the_shelf_tells_what_became_of_every_document(
    client: TestClient, secret_of: dict[Role, str]
) -> None:
    key = {"X-API-Key": secret_of[Role.ADMIN]}
    _upload(client, key, NOTICE)
    _upload(client, key, NOTICE.replace("阳政办发〔2024〕9号", JINCHENG))
    removed = "泽政办发〔2022〕7号"
    client.delete(f"/v1/documents/{quote(removed)}", headers=key)

    states = _states(client, key)
    assert states["阳政办发〔2024〕9号"]["state"] == "added"
    assert not states["阳政办发〔2024〕9号"]["can_restore"]
    assert (states[JINCHENG]["state"], states[JINCHENG]["can_restore"]) == ("replaced", True)
    assert states[removed]["state"] == "removed"
    assert states[removed]["title"].startswith("泽州县人民政府办公室")
    assert states[removed]["changed_by"] == "a admin"
    untouched = states["晋市监发〔2022〕33号"]
    assert (untouched["state"], untouched["changed"]) == ("built", None)
    assert [slip["what"] for slip in untouched["slips"]] == ["力口 stands for 加"]
    assert states["晋政办发〔2022〕33号"]["expired_clauses"] > 10


def test_a_change_is_taken_back(
    client: TestClient, secret_of: dict[Role, str], settings: Settings
) -> None:
    key = {"X-API-Key": secret_of[Role.ADMIN]}
    for number in (JINCHENG, "泽政办发〔2022〕7号"):
        path = f"/v1/shelf/{quote(number)}/restore"
        assert client.post(path, headers=key).status_code == 204
        assert client.post(path, headers=key).status_code == 404
    answer = client.post("/v1/ask", json={"question": "省级专精特新在晋城奖多少"}).json()
    assert answer["citations"][0]["document_number"] == JINCHENG
    assert _states(client, key)["泽政办发〔2022〕7号"]["state"] == "built"
    with started(settings) as another:
        listed = another.get("/v1/documents").json()["documents"]
    assert JINCHENG in [document["document_number"] for document in listed]
    assert (
        client.post(f"/v1/shelf/{quote('无〔2000〕1号')}/restore", headers=key).status_code == 404
    )


def _states(client: TestClient, key: dict[str, str]) -> dict[str, dict[str, Any]]:
    shelf = client.get("/v1/shelf", headers=key).json()["documents"]
    return {entry["document_number"]: entry for entry in shelf}
