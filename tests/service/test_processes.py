"""The service as processes: it stops without losing anything, and several are as one."""

import signal
import threading
import time
from pathlib import Path
from urllib.parse import quote

import httpx

from assistant.store import audit
from assistant.store.database import opened
from evals.speed.serving import serving
from tests.service.processes import FLYING, NOTICE, QUESTION, finished, half_sent


def test_a_terminated_service_finishes_what_it_accepted(index_folder: Path, tmp_path: Path) -> None:
    with serving(index_folder, tmp_path) as service:
        connections = [half_sent(service.port) for _ in range(5)]
        time.sleep(0.5)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        answers = [finished(connection) for connection in connections]
        # uvicorn ends by the signal that it was sent, once it is done
        assert service.process.wait(timeout=30) in (0, -signal.SIGTERM)
    assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers)
    assert all("10万元".encode() in answer for answer in answers)


def test_no_acknowledged_change_is_lost_when_the_process_is_killed(
    index_folder: Path, tmp_path: Path
) -> None:
    made: list[str] = []
    with serving(index_folder, tmp_path) as service:
        admin = service.admin()

        def make_keys() -> None:
            wanted = {"role": "staff", "name": "x"}
            with httpx.Client(base_url=service.url, headers=admin) as client:
                while True:
                    try:
                        response = client.post("/v1/keys", json=wanted)
                    except httpx.TransportError:
                        return
                    assert response.status_code == 201
                    made.append(response.json()["id"])

        threads = [threading.Thread(target=make_keys) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        service.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
    engine = opened(f"sqlite:///{tmp_path / 'clausewise.sqlite3'}")
    total, entries = audit.entries(engine, 100_000, 0)
    assert audit.first_broken(engine) is None
    engine.dispose()
    assert len(made) > 10
    assert set(made) <= {entry.subject.split()[0] for entry in entries}
    assert total == len(entries)


def test_a_backup_is_made_and_restored_while_it_serves(index_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    with serving(index_folder, tmp_path / "state") as service:
        admin = service.admin()
        with httpx.Client(base_url=service.url, timeout=30) as client:
            _upload(client, admin)
            session = client.post("/v1/ask", json=QUESTION).json()["session_id"]
            assert "37万元" in client.post("/v1/ask", json=FLYING).json()["answer"]
            assert "rows" in service.command("backup", str(file))

            client.delete(f"/v1/sessions/{session}")
            client.delete(f"/v1/documents/{quote('阳政办发〔2024〕9号')}", headers=admin)
            assert "37万元" not in client.post("/v1/ask", json=FLYING).json()["answer"]

            service.command("restore", str(file))
            assert "37万元" in client.post("/v1/ask", json=FLYING).json()["answer"]
            assert client.get(f"/v1/sessions/{session}").status_code == 200
            trail = client.get("/v1/audit", headers=admin).json()
    assert trail["first_broken"] is None
    assert trail["entries"][0]["action"] == "backup restored"


def test_two_workers_answer_from_the_same_documents_and_sessions(
    index_folder: Path, tmp_path: Path
) -> None:
    with serving(
        index_folder, tmp_path, {"workers": "2", "client_limits": "300/minute"}
    ) as service:
        admin = service.admin()
        with httpx.Client(base_url=service.url, timeout=30) as client:
            _upload(client, admin)
            session = client.post("/v1/ask", json=QUESTION).json()["session_id"]
        answers = [_asked_anew(service.url, FLYING) for _ in range(10)]
        assert all("37万元" in answer["answer"] for answer in answers)
        later = {"question": "那国家级的呢？", "session_id": session}
        assert all(_asked_anew(service.url, later)["session_id"] == session for _ in range(4))
        with httpx.Client(base_url=service.url, timeout=30) as client:
            gone = client.delete(f"/v1/documents/{quote('阳政办发〔2024〕9号')}", headers=admin)
            assert gone.status_code == 204
        answers = [_asked_anew(service.url, FLYING) for _ in range(10)]
        assert not any("37万元" in answer["answer"] for answer in answers)
        metrics = httpx.get(f"{service.url}/metrics").text
        codes = [httpx.get(f"{service.url}/v1/documents").status_code for _ in range(310)]
    assert 'clausewise_requests_total{method="POST",route="/v1/ask",status="200"} 25.0' in metrics
    assert codes[-1] == 429


def _asked_anew(url: str, body: dict[str, str]) -> dict[str, str]:
    """Over a connection of its own, so that any worker may get it."""
    response = httpx.post(f"{url}/v1/ask", json=body, timeout=30)
    assert response.status_code == 200, response.text
    answer: dict[str, str] = response.json()
    return answer


def _upload(client: httpx.Client, admin: dict[str, str]) -> None:
    response = client.post(
        "/v1/documents", files={"file": ("notice.txt", NOTICE.encode())}, headers=admin
    )
    assert response.status_code == 201, response.text
