"""What reaches the service from other sites, through proxies, too often; what leaves it."""

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.origins import Tokens
from tests.service.conftest import started

SITE = "https://www.jcgov.gov.cn"
ASK = {"question": "单项冠军奖多少"}


@pytest.fixture(scope="module")
def embedded(settings: Settings) -> Settings:
    return settings.model_copy(update={"embed_origins": (SITE,)})


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://www.jcgov.gov.cn.evil.example",
        "https://evilwww.jcgov.gov.cn",
        "https://www.jcgov.gov.cn:444",
        "http://www.jcgov.gov.cn",
        "https://testserver.evil.example",
        "null",
        "",
    ],
)
def test_a_site_that_is_not_on_the_list_may_not_call(embedded: Settings, origin: str) -> None:
    with started(embedded) as client:
        response = client.post("/v1/ask", json=ASK, headers={"Origin": origin})
        assert response.status_code == 403
        assert response.json()["code"] == "origin_refused"
        assert "access-control-allow-origin" not in response.headers


def test_a_site_on_the_list_calls_with_a_token(embedded: Settings) -> None:
    with started(embedded) as client:
        site = {"Origin": SITE}
        refused = client.post("/v1/ask", json=ASK, headers=site)
        assert refused.status_code == 403
        assert refused.headers["access-control-allow-origin"] == SITE
        token = client.get("/v1/widget-token", headers=site).json()["token"]
        answer = client.post("/v1/ask", json=ASK, headers={**site, "X-Widget-Token": token})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == SITE
        assert "access-control-allow-credentials" not in answer.headers


def test_a_preflight_is_answered_for_the_list_only(embedded: Settings) -> None:
    wanted = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-widget-token",
    }
    with started(embedded) as client:
        allowed = client.options("/v1/ask", headers={"Origin": SITE, **wanted})
        refused = client.options("/v1/ask", headers={"Origin": f"{SITE}.evil.cn", **wanted})
    assert allowed.headers["access-control-allow-origin"] == SITE
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers


def test_our_own_pages_need_no_token(client: TestClient) -> None:
    own = {"Origin": "http://testserver"}
    assert client.post("/v1/ask", json=ASK, headers=own).status_code == 200


def test_a_token_holds_for_its_site_and_its_time() -> None:
    tokens = Tokens(b"secret", 60)
    token = tokens.issued(SITE)
    ends, seal = token.split(".")
    assert tokens.holds(token, SITE)
    assert not tokens.holds(token, "https://other.example")
    assert not tokens.holds(f"{int(ends) + 1}.{seal}", SITE)
    assert not tokens.holds("", SITE)
    assert not tokens.holds("９.é", SITE)
    assert not Tokens(b"secret", -1).holds(Tokens(b"secret", -1).issued(SITE), SITE)
    assert not Tokens(b"another", 60).holds(token, SITE)


def test_a_client_over_its_limit_is_told_when_to_come_back(settings: Settings) -> None:
    with started(_own(settings, "limit", client_limits="3/minute")) as client:
        codes = [client.get("/v1/search", params={"q": "x"}).status_code for _ in range(4)]
        refused = client.get("/v1/documents")
        assert codes == [200, 200, 200, 429]
        assert refused.json()["code"] == "too_many_requests"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert client.get("/healthz").status_code == 200


def test_limits_count_across_processes(settings: Settings) -> None:
    own = _own(settings, "across", client_limits="3/minute")
    with started(own) as one, started(own) as other:
        codes = [c.get("/v1/documents").status_code for c in (one, other, one, other, one)]
    assert codes == [200, 200, 200, 429, 429]


def test_a_days_limit_is_counted_besides(settings: Settings) -> None:
    own = _own(settings, "day", client_limits="100/minute;2/day")
    with started(own) as client:
        codes = [client.get("/v1/documents").status_code for _ in range(3)]
        wait = int(client.get("/v1/documents").headers["retry-after"])
    assert codes == [200, 200, 429]
    assert wait > 3600


def test_a_sites_visitors_share_a_limit(settings: Settings) -> None:
    own = _own(settings, "site", embed_origins=(SITE,), origin_limits="2/minute")
    with started(own) as client:
        codes = [
            client.get("/v1/documents", headers={"Origin": SITE}).status_code for _ in range(3)
        ]
        assert codes == [200, 200, 429]
        assert client.get("/v1/documents").status_code == 200


def test_sign_in_is_tried_a_few_times_only(settings: Settings) -> None:
    with started(_own(settings, "tries", sign_in_limits="3/minute")) as client:
        codes = [client.post("/v1/sign-in", json={"key": f"cw_{n}"}).status_code for n in range(4)]
    assert codes == [401, 401, 401, 429]


def test_the_defaults_never_refuse_an_evaluation(client: TestClient) -> None:
    codes = {client.get("/v1/documents", params={"limit": 1}).status_code for _ in range(500)}
    assert codes == {200}


def test_a_forwarding_header_of_a_stranger_changes_nothing(settings: Settings) -> None:
    with started(_own(settings, "spoof", client_limits="2/minute")) as client:
        codes = [
            client.get("/v1/documents", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
            for n in range(3)
        ]
    assert codes == [200, 200, 429]


def test_a_trusted_proxy_names_the_client(settings: Settings) -> None:
    own = _own(
        settings, "proxy", client_limits="2/minute", trusted_proxies=("testclient", "127.0.0.1")
    )
    with started(own) as client:
        codes = [
            client.get("/v1/documents", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
            for n in range(3)
        ]
    assert codes == [200, 200, 200]


@pytest.mark.parametrize("path", ["/healthz", "/v1/documents", "/v1/none", "/openapi.json"])
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert len(headers["x-request-id"]) == 16


def test_a_page_may_be_framed_by_the_list_only(embedded: Settings) -> None:
    with started(embedded) as client:
        policy = client.get("/").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {SITE}")
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy


def test_a_request_id_is_taken_where_it_is_one(client: TestClient) -> None:
    own = client.get("/healthz", headers={"X-Request-ID": "trace-0001"})
    odd = client.get("/healthz", headers={"X-Request-ID": "a b"})
    assert own.headers["x-request-id"] == "trace-0001"
    assert odd.headers["x-request-id"] != "a b"


def _own(settings: Settings, name: str, **changes: object) -> Settings:
    """The settings with counters of its own."""
    return settings.model_copy(update={"state": settings.state / name, **changes})
