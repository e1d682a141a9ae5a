"""What turns a phrase into its opposite."""

import pytest

from assistant.opposites import opposes


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("有外线工程的企业", "无外线工程企业"),
        ("高压单电源用户", "高压双电源用户"),
        ("a low-risk county", "areas of high risk"),
        ("with external line works", "3 days without external line works"),
    ],
)
def test_an_opposite_is_seen(asked: str, said: str) -> None:
    assert opposes(asked, said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("有外线工程的企业", "无外线工程、有外线工程企业"),
        ("高新技术企业", "高新技术企业"),
        ("a low-risk county", "a low-risk area"),
    ],
)
def test_the_same_or_both_is_no_opposite(asked: str, said: str) -> None:
    assert not opposes(asked, said)
