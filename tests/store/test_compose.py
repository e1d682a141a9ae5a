"""The compose file that the documentation names is closed where it says so."""

from pathlib import Path
from typing import Any

import yaml

COMPOSE = Path(__file__).parents[2] / "docs/milvus/compose.yaml"
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]


def test_only_the_port_for_clients_is_published_and_only_on_this_machine() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert published == ["127.0.0.1:19530:19530"]


def test_milvus_asks_who_is_there_and_no_password_is_written_down() -> None:
    told = SERVICES["milvus"]["environment"]
    assert told["COMMON_SECURITY_AUTHORIZATIONENABLED"] == "true"
    secret = [
        value
        for service in SERVICES.values()
        for name, value in service["environment"].items()
        if "PASSWORD" in name or "SECRET" in name or "USER" in name or "ACCESS_KEY" in name
    ]
    assert len(secret) == 5
    assert all(value.startswith("${") and ":?" in value for value in secret)


def test_every_image_has_a_version() -> None:
    for service in SERVICES.values():
        _, _, version = service["image"].rpartition(":")
        assert any(char.isdigit() for char in version)
        assert "latest" not in version
