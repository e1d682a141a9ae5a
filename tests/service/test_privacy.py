"""Identity-card and phone numbers are masked before anything is written or logged."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from assistant.privacy import masked
from assistant.settings import Settings
from assistant.web.logs import JsonLines

ID_CARD = "14050119900101123X"
MASKED = {
    "an identity card": (f"我的身份证是{ID_CARD}，能领吗", "我的身份证是***，能领吗"),
    "an old identity card": ("身份证140501900101123", "身份证***"),
    "with blanks": ("身份证 140501 1990 0101 1234", "身份证 ***"),
    "full width": ("身份证１４０５０１１９９００１０１１２３Ｘ。", "身份证***。"),
    "a mobile number": ("打13800138000找我", "打***找我"),
    "with dashes": ("138-0013-8000", "***"),
    "with a blank after each digit": ("1 3 8 0 0 1 3 8 0 0 0", "***"),
    "in Chinese digits": ("电话一三八零零一三八零零零", "电话***"),
    "in Chinese digits as spoken": ("电话幺三八〇〇幺三八〇〇〇", "电话***"),
    "mixed": ("电话一三八 0013 ８０００", "电话***"),
    "with the country": ("+86 138 0013 8000", "+***"),
    "with zero-width blanks": ("138\u200b0013\u200b8000", "***"),
    "a landline": ("请回电0356-2024567转3", "请回电***转3"),
    "two numbers": ("13800138000或者13900139000", "***或者***"),
}
KEPT = (
    "晋市政办〔2022〕5号",
    "固定资产投资3000万，最多能补多少",
    "2020 2021 2022 2023年的政策",
    "奖励1,000,000元",
    "第二十三条、第三十一条",
    "一二三产业融合",
    "2022年3月31日到2025年12月31日",
)


@pytest.mark.parametrize(("text", "expected"), MASKED.values(), ids=MASKED)
def test_a_personal_number_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_personal_number_is_kept(text: str) -> None:
    assert masked(text) == text


def test_nothing_personal_reaches_the_disk(client: TestClient, settings: Settings) -> None:
    answer = client.post(
        "/v1/ask",
        json={
            "question": f"我{ID_CARD}，电话一三八零零一三八零零零，创业补贴多少？",
            "region": "忻州市",
        },
    ).json()
    client.post(
        "/v1/feedback",
        json={"answer_id": answer["id"], "rating": "down", "comment": "回电１３８ 0013 8000"},
    )
    kept = b"".join(p.read_bytes() for p in settings.state.rglob("*") if p.is_file())
    for number in (ID_CARD, "一三八零零一三八零零零", "0013 8000"):
        assert number.encode() not in kept
    assert "创业补贴多少".encode() in kept


def test_nothing_personal_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("clausewise.test")
    with caplog.at_level(logging.INFO):
        try:
            raise ValueError(f"no such person: {ID_CARD}")
        except ValueError:
            logger.exception("asked by %s", "138-0013-8000")
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert line["message"] == "asked by ***"
    assert "ValueError" in line["exception"]
    assert ID_CARD not in line["exception"]


def test_a_rejected_body_is_not_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/v1/ask", json={"question": ID_CARD, "lang": "13800138000"})
        client.post("/v1/ask", content=f"{{{ID_CARD}", headers={"Content-Type": "application/json"})
        client.get(f"/v1/sessions/{ID_CARD}")
    logged = "".join(JsonLines().format(record) for record in caplog.records)
    assert ID_CARD not in logged.replace(f'/v1/sessions/{ID_CARD} "', "")
    assert "13800138000" not in logged
