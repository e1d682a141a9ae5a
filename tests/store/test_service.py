"""The service on Milvus: it answers, says when its store is down, and shares what is changed."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answer import Ask
from assistant.chain import Assistant
from assistant.settings import Settings
from assistant.store import keys
from assistant.store.database import opened
from assistant.store.keys import Role
from assistant.web.app import application
from index.search import Index
from index.store import save
from tests.store.stores import Server

QUESTION = {"question": "晋城首次认定的省级专精特新“小巨人”企业奖励多少"}
NOTICE = """阳城县人民政府办公室关于支持低空经济的通知
阳政办发〔2024〕9号

一、对首次在我县注册的低空经济企业，给予37万元的一次性落户奖励。
"""
FLYING = {"question": "阳城县首次注册的低空经济企业落户奖励多少钱？"}


@pytest.fixture
def settings(server: Server, in_faiss: Index, tmp_path: Path) -> Settings:
    save(in_faiss, tmp_path / "index")
    return Settings(
        vector_store="milvus",
        milvus_uri=server.uri,
        milvus_seconds=20,
        index=tmp_path / "index",
        state=tmp_path / "state",
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with ready(settings) as client:
        yield client


def ready(settings: Settings) -> TestClient:
    """A service that will have its index soon."""
    return TestClient(application(settings), raise_server_exceptions=False)


def until(is_so: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_store_that_stops_is_told_and_one_that_returns_is_used(
    client: TestClient, server: Server, in_faiss: Index
) -> None:
    until(lambda: client.get("/readyz").status_code == 200)
    first = client.post("/v1/ask", json=QUESTION)
    assert first.status_code == 200
    server.stop()
    other = {"question": "忻州市对国家级专精特新小巨人企业奖励多少"}
    for path in ("/v1/ask", "/v1/ask?again"):
        refused = client.post(path, json=other)
        assert refused.status_code == 503
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["retry-after"] == "5"
        assert refused.json()["code"] == "store_down"
        assert refused.json()["title"] == "The machine that keeps the index does not answer"
        assert "answer" not in refused.json()
    streamed = client.post("/v1/ask", json=other, headers={"Accept": "text/event-stream"})
    assert _events(streamed.text)[-1] == ("error", "store_down")
    assert all(name != "token" for name, _ in _events(streamed.text))
    assert client.get("/v1/search", params={"q": "奖励"}).json()["code"] == "store_down"
    until(lambda: client.get("/readyz").status_code == 503)
    assert client.get("/readyz").json()["code"] == "store_down"
    assert client.get("/healthz").status_code == 200
    server.start()
    until(lambda: client.get("/readyz").status_code == 200)
    again = client.post("/v1/ask", json=other)
    assert again.status_code == 200
    assert again.json()["answer"] == Assistant(in_faiss).answer(Ask(other["question"])).text


def test_a_service_that_starts_before_its_store_waits_for_it(
    settings: Settings, server: Server
) -> None:
    server.stop()
    impatient = settings.model_copy(update={"milvus_seconds": 1})
    with ready(impatient) as client:
        refused = client.post("/v1/ask", json=QUESTION)
        assert refused.status_code == 503
        until(lambda: client.get("/readyz").json()["code"] == "store_down")
        server.start()
        until(lambda: client.get("/readyz").status_code == 200)
        assert client.post("/v1/ask", json=QUESTION).status_code == 200


def test_what_one_process_adds_or_removes_the_other_one_answers(
    client: TestClient, settings: Settings
) -> None:
    until(lambda: client.get("/readyz").status_code == 200)
    admin = {"X-API-Key": _admin(settings)}
    with ready(settings) as other:
        until(lambda: other.get("/readyz").status_code == 200)
        file = {"file": ("notice.txt", NOTICE.encode())}
        added = client.post("/v1/documents", files=file, headers=admin)
        assert added.status_code == 201
        assert "37万元" in client.post("/v1/ask", json=FLYING).json()["answer"]
        until(lambda: "37万元" in other.post("/v1/ask", json=FLYING).json()["answer"], 30)
        versions = {c.get("/v1/documents").json()["index_version"] for c in (client, other)}
        assert versions == {added.json()["index_version"]}
        gone = client.delete("/v1/documents/阳政办发〔2024〕9号", headers=admin)
        assert gone.status_code == 204
        for each in (client, other):
            until(lambda each=each: _answered(each) == "", 30)  # type: ignore[misc]


def test_what_was_changed_while_the_store_was_down_is_made_up_for(
    client: TestClient, settings: Settings, server: Server
) -> None:
    until(lambda: client.get("/readyz").status_code == 200)
    admin = {"X-API-Key": _admin(settings)}
    server.stop()
    file = {"file": ("notice.txt", NOTICE.encode())}
    assert client.post("/v1/documents", files=file, headers=admin).status_code == 503
    server.start()
    until(lambda: "37万元" in _answered(client))


def test_without_milvus_nothing_of_it_is_imported() -> None:
    code = (
        "import sys; from assistant.web.app import application; application();"
        "import assistant.shelves, assistant.command, index.searchable;"
        "print([n for n in sys.modules if n.split('.')[0] in ('pymilvus', 'grpc', 'milvus_lite')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _answered(client: TestClient) -> str:
    found = client.post("/v1/ask", json=FLYING)
    said: str = found.json().get("answer", "") if found.status_code == 200 else "no answer"
    return said if "37万元" in said or found.status_code != 200 else ""


def _admin(settings: Settings) -> str:
    engine = opened(settings.database_url)
    _, secret = keys.create(engine, Role.ADMIN, "tester", 1, "test")
    engine.dispose()
    return secret


def _events(text: str) -> list[tuple[str, str | None]]:
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n", 1)
        found.append((name.removeprefix("event: "), json.loads(data[6:]).get("code")))
    return found
