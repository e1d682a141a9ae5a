"""What the service keeps of a conversation, for whom, and for how long."""

from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient
from sqlalchemy import update

from assistant.settings import Settings
from assistant.store.conversations import conversation_of
from assistant.store.database import opened
from assistant.store.keys import Role
from assistant.store.schema import turns
from assistant.web.cleaning import clean
from tests.service.conftest import both_databases, everything_kept

pytestmark = both_databases
PROVINCE = {"question": "省级专精特新在晋城奖多少"}


def test_a_transcript_is_read_and_deleted_by_who_knows_its_id(client: TestClient) -> None:
    first = client.post("/v1/ask", json=PROVINCE).json()
    session = first["session_id"]
    client.post("/v1/ask", json={"question": "那国家级的呢？", "session_id": session})
    path = f"/v1/sessions/{session}"
    turns = client.get(path).json()["turns"]
    assert [turn["question"] for turn in turns] == [PROVINCE["question"], "那国家级的呢？"]
    assert turns[0]["id"] == first["id"]
    assert turns[0]["citations"][0]["clause_id"] == "二.22"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404


def test_a_session_id_cannot_be_guessed_and_is_not_kept(
    client: TestClient, settings: Settings
) -> None:
    session = client.post("/v1/ask", json=PROVINCE).json()["session_id"]
    assert len(session) >= 22
    kept = everything_kept(settings)
    assert session not in kept
    assert conversation_of(session) in kept


def test_a_conversation_ends_after_a_pause(client: TestClient, settings: Settings) -> None:
    session = client.post("/v1/ask", json=PROVINCE).json()["session_id"]
    _asked(settings, session, hours_ago=settings.session_hours + 1)
    assert client.get(f"/v1/sessions/{session}").status_code == 404
    later = client.post("/v1/ask", json={"question": "那国家级的呢？", "session_id": session})
    assert later.json()["session_id"] != session


def test_old_conversations_are_deleted_with_what_was_said_of_them(
    client: TestClient, settings: Settings, secret_of: dict[Role, str]
) -> None:
    staff = {"X-API-Key": secret_of[Role.STAFF]}
    old, new = (client.post("/v1/ask", json=PROVINCE).json() for _ in range(2))
    for answer in (old, new):
        opinion = {"answer_id": answer["id"], "rating": "up"}
        assert client.post("/v1/feedback", json=opinion).status_code == 201
    _asked(settings, old["session_id"], hours_ago=24 * settings.retention_days + 1)
    engine = opened(settings.database_url)
    clean(engine, settings.retention_days)
    engine.dispose()
    asked = [t["id"] for t in client.get("/v1/history", headers=staff).json()["turns"]]
    said = [f["answer_id"] for f in client.get("/v1/feedback", headers=staff).json()["feedback"]]
    assert old["id"] not in asked + said
    assert new["id"] in asked
    assert new["id"] in said


def test_feedback_on_an_unknown_answer_is_refused(client: TestClient) -> None:
    response = client.post("/v1/feedback", json={"answer_id": "none", "rating": "up"})
    assert response.status_code == 404


def test_the_hotline_sees_what_found_no_answer(
    client: TestClient, secret_of: dict[Role, str]
) -> None:
    staff = {"X-API-Key": secret_of[Role.STAFF]}
    question = "成都市首次认定的高新技术企业奖励多少？"
    for _ in range(2):
        assert client.post("/v1/ask", json={"question": question}).json()["status"] == "refused"
    listed = client.get("/v1/unanswered", headers=staff).json()
    row = next(row for row in listed["questions"] if "成都" in row["question"])
    assert row["times"] == 2
    assert client.delete(f"/v1/unanswered/{row['id']}", headers=staff).status_code == 204
    assert client.get("/v1/unanswered", headers=staff).json()["total"] == listed["total"] - 1
    refused = client.get("/v1/history", params={"status": "refused"}, headers=staff).json()
    assert {turn["status"] for turn in refused["turns"]} == {"refused"}


def test_a_ticket_is_opened_and_closed(client: TestClient, secret_of: dict[Role, str]) -> None:
    staff = {"X-API-Key": secret_of[Role.STAFF]}
    wanted = {"subject": "成都市的标准", "note": "请回电13800138000"}
    ticket = client.post("/v1/tickets", json=wanted, headers=staff).json()
    assert (ticket["status"], ticket["note"]) == ("open", "请回电***")
    change = {"status": "closed", "note": "已答复"}
    closed = client.patch(f"/v1/tickets/{ticket['id']}", json=change, headers=staff).json()
    assert (closed["status"], closed["note"]) == ("closed", "已答复")
    still_open = client.get("/v1/tickets", params={"status": "open"}, headers=staff).json()
    assert still_open["total"] == 0
    assert client.patch("/v1/tickets/none", json=change, headers=staff).status_code == 404


def _asked(settings: Settings, session: str, hours_ago: float) -> None:
    engine = opened(settings.database_url)
    with engine.begin() as connection:
        connection.execute(
            update(turns)
            .where(turns.c.conversation == conversation_of(session))
            .values(asked=datetime.now(UTC) - timedelta(hours=hours_ago))
        )
    engine.dispose()
