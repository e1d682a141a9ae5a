"""Who may do what: every role × every route, keys, the console's sign-in."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from assistant import command
from assistant.settings import Settings
from assistant.store import keys
from assistant.store.database import opened
from assistant.store.keys import Kind, Role
from assistant.store.schema import keys as key_table
from tests.service.conftest import both_databases, everything_kept, started

pytestmark = both_databases

#: the least role that each operation is granted to; one that is not listed here fails the test
GRANTED_TO = {
    "POST /v1/ask": Role.PUBLIC,
    "POST /v1/chat/completions": Role.PUBLIC,
    "GET /v1/models": Role.PUBLIC,
    "GET /v1/search": Role.PUBLIC,
    "GET /v1/documents": Role.PUBLIC,
    "GET /v1/documents/{document_number}": Role.PUBLIC,
    "GET /v1/documents/{document_number}/clauses/{clause_id}": Role.PUBLIC,
    "POST /v1/feedback": Role.PUBLIC,
    "GET /v1/sessions/{session_id}": Role.PUBLIC,
    "DELETE /v1/sessions/{session_id}": Role.PUBLIC,
    "POST /v1/sign-in": Role.PUBLIC,
    "GET /v1/widget-token": Role.PUBLIC,
    "GET /healthz": Role.PUBLIC,
    "GET /readyz": Role.PUBLIC,
    "GET /metrics": Role.PUBLIC,
    "GET /v1/sign-in": Role.STAFF,
    "DELETE /v1/sign-in": Role.STAFF,
    "GET /v1/history": Role.STAFF,
    "GET /v1/unanswered": Role.STAFF,
    "DELETE /v1/unanswered/{question_id}": Role.STAFF,
    "GET /v1/feedback": Role.STAFF,
    "GET /v1/tickets": Role.STAFF,
    "POST /v1/tickets": Role.STAFF,
    "PATCH /v1/tickets/{ticket_id}": Role.STAFF,
    "GET /v1/work-orders": Role.STAFF,
    "POST /v1/work-orders": Role.STAFF,
    "GET /v1/work-orders/export": Role.STAFF,
    "GET /v1/review": Role.STAFF,
    "GET /v1/evaluation-cases": Role.STAFF,
    "POST /v1/evaluation-cases": Role.STAFF,
    "PUT /v1/evaluation-cases/{case_id}": Role.STAFF,
    "DELETE /v1/evaluation-cases/{case_id}": Role.STAFF,
    "GET /v1/near-misses": Role.STAFF,
    "GET /v1/compare": Role.STAFF,
    "GET /v1/usage": Role.ADMIN,
    "POST /v1/document-previews": Role.ADMIN,
    "POST /v1/documents": Role.ADMIN,
    "DELETE /v1/documents/{document_number}": Role.ADMIN,
    "GET /v1/shelf": Role.ADMIN,
    "POST /v1/shelf/{document_number}/restore": Role.ADMIN,
    "GET /v1/keys": Role.ADMIN,
    "POST /v1/keys": Role.ADMIN,
    "DELETE /v1/keys/{key_id}": Role.ADMIN,
    "GET /v1/audit": Role.ADMIN,
    "GET /v1/settings": Role.ADMIN,
    "GET /v1/admission": Role.ADMIN,
    "PUT /v1/admission": Role.ADMIN,
    "DELETE /v1/admission": Role.ADMIN,
}


def test_every_pair_of_role_and_route(client: TestClient, secret_of: dict[Role, str]) -> None:
    for operation in _operations(client):
        method, path = operation.split(" ")
        for role in Role:
            key = {"X-API-Key": secret_of[role]} if role in secret_of else {}
            response = client.request(method, re.sub(r"{\w+}", "none", path), headers=key)
            is_refused = response.status_code in (401, 403) and operation != "GET /v1/widget-token"
            if operation == "POST /v1/sign-in":
                is_refused = False
            if role.includes(GRANTED_TO[operation]):
                assert not is_refused, (operation, role, response.text)
            else:
                assert response.status_code == (401 if role is Role.PUBLIC else 403), operation


def test_the_schema_says_which_role_a_route_needs(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for operation in _operations(client):
        method, path = operation.split(" ")
        described = paths[path][method.lower()]
        assert described.get("x-role", "public") == GRANTED_TO[operation].value, operation
        assert ("security" in described) == (GRANTED_TO[operation] is not Role.PUBLIC), operation


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-Key": "cw_wrong"},
        {"Authorization": "Bearer cw_wrong"},
        {"Authorization": "Basic YTpi"},
        {"X-API-Key": ""},
        {"Cookie": "clausewise=cw_wrong"},
        {"X-API-Key": "admin"},
    ],
)
def test_a_wrong_key_is_nobody(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/v1/keys", headers=headers).status_code == 401


def test_a_secret_is_kept_as_a_checksum_only(
    settings: Settings, secret_of: dict[Role, str], client: TestClient
) -> None:
    kept = everything_kept(settings)
    assert "a staff" in kept
    assert secret_of[Role.ADMIN] not in kept


def test_a_key_made_over_http_works_until_it_is_revoked(
    client: TestClient, secret_of: dict[Role, str]
) -> None:
    admin = {"X-API-Key": secret_of[Role.ADMIN]}
    made = client.post("/v1/keys", json={"role": "staff", "name": "Li"}, headers=admin).json()
    staff = {"Authorization": f"Bearer {made['secret']}"}
    assert client.get("/v1/history", headers=staff).status_code == 200
    assert made["secret"] not in client.get("/v1/keys", headers=admin).text
    assert client.delete(f"/v1/keys/{made['id']}", headers=admin).status_code == 204
    assert client.get("/v1/history", headers=staff).status_code == 401
    assert client.delete(f"/v1/keys/{made['id']}", headers=admin).status_code == 404


def test_a_public_key_cannot_be_made(client: TestClient, secret_of: dict[Role, str]) -> None:
    admin = {"X-API-Key": secret_of[Role.ADMIN]}
    wanted = {"role": "public", "name": "x"}
    assert client.post("/v1/keys", json=wanted, headers=admin).status_code == 422


def test_an_expired_key_grants_nothing(settings: Settings, client: TestClient) -> None:
    engine = opened(settings.database_url)
    key, secret = keys.create(engine, Role.ADMIN, "old", 1, "test")
    with engine.begin() as connection:
        ended = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(update(key_table).where(key_table.c.id == key.id).values(expires=ended))
    assert client.get("/v1/keys", headers={"X-API-Key": secret}).status_code == 401
    assert keys.sign_in(engine, secret, 1) is None
    engine.dispose()


def test_the_console_signs_in_with_a_cookie_and_a_csrf_header(
    settings: Settings, secret_of: dict[Role, str]
) -> None:
    with started(settings) as browser:
        signed_in = browser.post("/v1/sign-in", json={"key": secret_of[Role.ADMIN]})
        cookie = signed_in.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "no-store" in signed_in.headers["cache-control"]
        csrf = {"X-CSRF-Token": signed_in.json()["csrf_token"]}

        assert browser.get("/v1/sign-in").json()["csrf_token"] == csrf["X-CSRF-Token"]
        wanted = {"role": "staff", "name": "x"}
        refused = browser.post("/v1/keys", json=wanted)
        assert (refused.status_code, refused.json()["code"]) == (403, "csrf_missing")
        assert browser.post("/v1/keys", json=wanted, headers=csrf).status_code == 201

        stolen = browser.cookies["clausewise"]
        assert browser.delete("/v1/sign-in", headers=csrf).status_code == 204
        again = browser.get("/v1/sign-in", headers={"Cookie": f"clausewise={stolen}"})
        assert again.status_code == 401


def test_a_cookie_is_no_key_and_a_key_no_cookie(
    settings: Settings, secret_of: dict[Role, str]
) -> None:
    with started(settings) as browser:
        browser.post("/v1/sign-in", json={"key": secret_of[Role.STAFF]})
        cookie = browser.cookies["clausewise"]
        browser.cookies.clear()
        assert browser.get("/v1/history", headers={"X-API-Key": cookie}).status_code == 401
        key = {"Cookie": f"clausewise={secret_of[Role.STAFF]}"}
        assert browser.get("/v1/history", headers=key).status_code == 401


def test_revoking_a_key_ends_the_sign_ins_with_it(settings: Settings, client: TestClient) -> None:
    engine = opened(settings.database_url)
    key, secret = keys.create(engine, Role.STAFF, "x", 1, "test")
    signed_in = keys.sign_in(engine, secret, 1)
    assert signed_in is not None
    assert keys.granted(engine, signed_in[1], Kind.COOKIE) is not None
    keys.revoke(engine, key.id, "test")
    assert keys.granted(engine, signed_in[1], Kind.COOKIE) is None
    engine.dispose()


def test_a_fresh_local_start_prints_a_link_that_works_once(
    index_folder: object, tmp_path: object, settings: Settings
) -> None:
    fresh = settings.model_copy(update={"state": settings.state / "fresh", "database": ""})
    printed = command.how_to_sign_in(fresh)
    secret = printed.partition("#link=")[2]
    assert printed.startswith("Sign in as administrator")
    with started(fresh) as browser:
        assert browser.get("/v1/keys", headers={"X-API-Key": secret}).status_code == 401
        first = browser.post("/v1/sign-in", json={"key": secret})
        second = browser.post("/v1/sign-in", json={"key": secret})
        assert (first.status_code, second.status_code) == (200, 401)
        assert first.json()["role"] == "admin"


def test_a_start_open_to_the_network_prints_no_link(settings: Settings) -> None:
    exposed = settings.model_copy(
        update={"state": settings.state / "exposed", "database": "", "host": "0.0.0.0"}
    )
    assert "link" not in command.how_to_sign_in(exposed)
    engine = opened(exposed.database_url)
    keys.create(engine, Role.ADMIN, "x", 1, "test")
    engine.dispose()
    assert command.how_to_sign_in(exposed) == ""


def test_keys_are_made_listed_and_revoked_at_the_console(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    own = settings.model_copy(update={"state": settings.state / "own", "database": ""})
    assert command.main(own, ["keys", "create", "--role", "staff", "--name", "Li"])
    name, secret = re.findall(r"^(\w+) .* (cw_\S+)$", capsys.readouterr().out, re.M)[0]
    command.main(own, ["keys", "list"])
    listed = capsys.readouterr().out
    assert name in listed
    assert secret not in listed
    command.main(own, ["keys", "revoke", name])
    command.main(own, ["keys", "list"])
    assert "revoked" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="no key"):
        command.main(own, ["keys", "revoke", name])
    assert not command.main(own, [])


def _operations(client: TestClient) -> list[str]:
    paths = client.get("/openapi.json").json()["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]
