"""POST /v1/ask: whole, streamed, in a conversation."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.ask_schema import AnswerOut
from assistant.web.telling import pieces

CHAMPION = "省级制造业单项冠军在晋城奖多少"


def test_an_answer_has_every_field_of_the_contract(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": CHAMPION}).json()
    AnswerOut.model_validate(answer)
    assert answer["status"] == "answered"
    assert "50万元" in answer["answer"]
    assert answer["citations"][0]["clause_id"] == "二.22"
    assert answer["timing_ms"]["total"] > 0


def test_the_pieces_of_a_stream_joined_are_the_answer(client: TestClient) -> None:
    events = _stream(client, {"question": CHAMPION})
    names = [name for name, _ in events]
    done = events[-1][1]
    assert names[0] == "status"
    assert names[-1] == "done"
    assert "".join(data["text"] for name, data in events if name == "token") == done["answer"]
    whole = client.post("/v1/ask", json={"question": CHAMPION}).json()
    assert done["answer"] == whole["answer"]
    assert done["citations"] == whole["citations"]


@pytest.mark.parametrize("answer", ["", "50万元。[1]\n", "RMB 1 million (100万元), once.[1][2] "])
def test_no_character_is_lost_between_pieces(answer: str) -> None:
    assert "".join(pieces(answer)) == answer


def test_a_follow_up_leans_on_the_session(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": "省级专精特新在晋城奖多少"}).json()
    second = client.post(
        "/v1/ask", json={"question": "那国家级的呢？", "session_id": first["session_id"]}
    ).json()
    assert second["session_id"] == first["session_id"]
    assert "国家级专精特新" in second["standalone_question"]
    assert "20万元" in second["answer"]


def test_a_follow_up_leans_on_the_history_that_the_client_keeps(client: TestClient) -> None:
    answer = client.post(
        "/v1/ask",
        json={"question": "那国家级的呢？", "history": [{"question": "省级专精特新在晋城奖多少"}]},
    ).json()
    assert "20万元" in answer["answer"]


def test_a_session_id_that_the_client_made_up_is_not_taken(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": CHAMPION, "session_id": "mine"}).json()
    assert answer["session_id"] != "mine"


def test_the_same_question_is_answered_from_memory_under_another_id(client: TestClient) -> None:
    first, second = (client.post("/v1/ask", json={"question": CHAMPION}).json() for _ in range(2))
    assert first["answer"] == second["answer"]
    assert first["id"] != second["id"]
    assert first["session_id"] != second["session_id"]


BAD_BODIES = {
    "empty question": (b'{"question": ""}', 422),
    "too long": (json.dumps({"question": "问" * 1001}).encode(), 422),
    "NUL": (b'{"question": "a\\u0000b"}', 422),
    "lone surrogate": (b'{"question": "\\ud800"}', 400),
    "invalid UTF-8": (b'{"question": "\xff\xfe"}', 400),
    "not JSON": (b"question=x", 400),
    "30,000 levels": (b"[" * 30_000 + b"]" * 30_000, 400),
    "a list": (b"[]", 422),
    "no body": (b"", 422),
    "a day that is none": (b'{"question": "x", "as_of": "2024-02-30"}', 422),
    "a day as a number": (b'{"question": "x", "as_of": 1717200000}', 422),
    "an unknown language": (b'{"question": "x", "lang": "fr"}', 422),
    "history without a question": (b'{"question": "x", "history": [{}]}', 422),
    "NaN": (b'{"question": NaN}', 400),
}


@pytest.mark.parametrize(("body", "status"), BAD_BODIES.values(), ids=BAD_BODIES)
def test_bad_input_is_a_problem_that_does_not_echo(
    client: TestClient, body: bytes, status: int
) -> None:
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) <= {"type", "title", "status", "code", "detail", "errors"}


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("application/ld+json", 200),
        ("text/plain", 422),
        ("application/x-www-form-urlencoded", 422),
        ("multipart/form-data", 422),
    ],
)
def test_a_question_comes_as_json(client: TestClient, content_type: str, status: int) -> None:
    body = json.dumps({"question": CHAMPION}).encode()
    headers = {"Content-Type": content_type}
    assert client.post("/v1/ask", content=body, headers=headers).status_code == status


def test_a_broken_rule_is_named_with_its_field(client: TestClient) -> None:
    body = {"question": "", "history": [{"question": 1}], "lang": "fr"}
    errors = client.post("/v1/ask", json=body).json()["errors"]
    assert {(error["field"], error["rule"]) for error in errors} == {
        ("question", "string_too_short"),
        ("history.0.question", "string_type"),
        ("lang", "enum"),
    }


def test_what_was_sent_never_comes_back_in_an_error(client: TestClient) -> None:
    response = client.post(
        "/v1/ask", json={"question": {"身份证140501199001011234": "<script>"}, "lang": "<b>"}
    )
    assert response.status_code == 422
    assert "script" not in response.text
    assert "1405" not in response.text
    assert "<b>" not in response.text


def test_a_body_is_refused_while_it_arrives(client: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 10_000_000:
            sent += 8192
            yield b" " * 8192

    response = client.post(
        "/v1/ask", content=endless(), headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 413
    assert response.json()["code"] == "body_too_large"


def test_an_announced_length_over_the_limit_is_refused_unread(client: TestClient) -> None:
    response = client.post("/v1/ask", content=b" " * 200_000)
    assert response.status_code == 413


def test_an_escape_sequence_is_just_text(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "\x1b[2J{{7*7}} ${jndi:ldap://x/a} %s%n"})
    assert response.status_code == 200


def _stream(client: TestClient, body: dict[str, object]) -> list[tuple[str, dict[str, str]]]:
    response = client.post("/v1/ask", json=body, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = [block.split("\n") for block in response.text.split("\n\n") if block]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in blocks
    ]
