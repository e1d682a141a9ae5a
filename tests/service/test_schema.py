"""The service keeps to its OpenAPI schema, whatever is sent."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.settings import Settings
from assistant.store import keys
from assistant.store.database import opened
from assistant.store.keys import Role

#: for each operation and mode
_CASES = 8
_FEWEST_CASES = 250
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def admin(settings: Settings, base_url: str) -> dict[str, str]:
    engine = opened(settings.database_url)
    secret = keys.create(engine, Role.ADMIN, "tester", 1, "test")[1]
    engine.dispose()
    return {"X-API-Key": secret}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_the_schema_says(
    base_url: str, admin: dict[str, str], mode: GenerationMode
) -> None:
    counted = 0
    for found in schemathesis.openapi.from_url(f"{base_url}/openapi.json").get_all_operations():
        assert isinstance(found, Ok)

        @given(case=found.ok().as_strategy(generation_mode=mode))
        @settings(max_examples=_CASES, deadline=None, suppress_health_check=list(HealthCheck))
        def conform(case: Case[Any]) -> None:
            nonlocal counted
            counted += 1
            case.call_and_validate(headers=admin, checks=_CHECKS)

        try:
            conform()
        except Unsatisfiable:
            # an operation without any parameter has nothing that could be wrong
            assert mode is GenerationMode.NEGATIVE
    assert counted > _FEWEST_CASES


def test_every_field_is_described_by_an_example(base_url: str) -> None:
    schemas = httpx.get(f"{base_url}/openapi.json").json()["components"]["schemas"]
    without = [
        f"{name}.{field}"
        for name, described in schemas.items()
        for field, rule in described.get("properties", {}).items()
        if not _is_shown(rule)
    ]
    assert without == []


def _is_shown(rule: dict[str, Any]) -> bool:
    """By an example, by its only value, or by the schema it refers to."""
    return bool({"examples", "const", "$ref"} & set(rule)) or _refers(rule)


def _refers(rule: dict[str, Any]) -> bool:
    inner = [rule.get("items", {}), *rule.get("anyOf", [])]
    return any("$ref" in each or _refers(each) for each in inner if each)
