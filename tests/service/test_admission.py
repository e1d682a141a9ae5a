"""Administrators say which sites may call and how often, while the service serves."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.store import keys
from assistant.store.database import opened
from assistant.store.keys import Role
from tests.service.conftest import started

SITE = "https://www.jcgov.gov.cn"
RULES = {
    "embed_origins": [SITE],
    "client_limits": "5000/minute",
    "origin_limits": "60000/minute",
    "sign_in_limits": "20/minute",
}


@pytest.fixture
def own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settings.model_copy(update={"state": tmp_path_factory.mktemp("admission")})


@pytest.fixture
def admin(own: Settings) -> Iterator[TestClient]:
    engine = opened(own.database_url)
    secret = keys.create(engine, Role.ADMIN, "tester", 1, "test")[1]
    engine.dispose()
    with started(own) as client:
        client.headers["X-API-Key"] = secret
        yield client


def _is_let_in(client: TestClient) -> bool:
    return client.get("/v1/documents", headers={"Origin": SITE}).status_code == 200


def test_a_site_is_let_in_and_turned_away_again(admin: TestClient) -> None:
    assert not _is_let_in(admin)
    assert admin.put("/v1/admission", json=RULES).json()["is_set_here"]
    answer = admin.get("/v1/documents", headers={"Origin": SITE})
    assert answer.headers["access-control-allow-origin"] == SITE
    assert SITE in admin.get("/").headers["content-security-policy"]
    assert admin.get("/v1/settings").json()["values"]["embed_origins"] == [SITE]
    assert not admin.delete("/v1/admission").json()["is_set_here"]
    assert not _is_let_in(admin)


def test_a_limit_holds_from_the_next_request_on(admin: TestClient) -> None:
    admin.put("/v1/admission", json={**RULES, "client_limits": "100/minute"})
    codes = [admin.get("/v1/documents", params={"limit": 1}).status_code for _ in range(101)]
    assert codes == [200] * 100 + [429]


def test_another_process_takes_it_up_and_so_does_the_next_start(
    own: Settings, admin: TestClient
) -> None:
    with started(own) as other:
        assert not _is_let_in(other)
        admin.put("/v1/admission", json=RULES)
        assert _is_let_in(other)
    (own.state / "admission.json").unlink()
    with started(own) as restarted:
        assert _is_let_in(restarted)


def test_every_change_is_on_record(admin: TestClient) -> None:
    admin.put("/v1/admission", json=RULES)
    admin.delete("/v1/admission")
    actions = [entry["action"] for entry in admin.get("/v1/audit").json()["entries"]]
    assert actions[:2] == ["admission reset", "admission set"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("embed_origins", ["*"]),
        ("embed_origins", ["www.jcgov.gov.cn"]),
        ("embed_origins", ["https://www.jcgov.gov.cn/"]),
        ("embed_origins", ["https://a.cn; script-src *"]),
        ("embed_origins", ["javascript://a.cn"]),
        ("client_limits", ""),
        ("client_limits", "1/day"),
        ("client_limits", "1000/fortnight"),
        ("sign_in_limits", "0/minute"),
    ],
)
def test_what_would_open_or_lock_the_door_is_refused(
    admin: TestClient, field: str, value: object
) -> None:
    assert admin.put("/v1/admission", json={**RULES, field: value}).status_code == 422
    assert not admin.get("/v1/admission").json()["is_set_here"]
