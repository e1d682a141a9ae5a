"""The kind of answer is read off the words of the question."""

import pytest

from assistant.cues import Kind, kinds

FIRST_KINDS = [
    ("省级专精特新企业奖励多少钱", Kind.AMOUNT),
    ("市里按投资额的几成补", Kind.RATIO),
    ("政府性融资担保机构增资多少", Kind.AMOUNT),
    ("泽州到2025年要有几家星级民宿", Kind.COUNT),
    ("全流程审批多少个工作日", Kind.DURATION),
    ("农村寄递物流什么时候全覆盖", Kind.DATE),
    ("这事归哪个部门管", Kind.DEPARTMENT),
    ("要满足什么条件", Kind.CONDITION),
    ("四张清单是哪四张", Kind.LIST),
    ("建小光伏电站要不要环评", Kind.YES_NO),
    ("房产税今年还给免吗", Kind.VALIDITY),
    ("晋城和忻州哪个给得高", Kind.COMPARE),
    ("省市两级加起来能拿多少", Kind.STACK),
    ("怎么申请简易注销", Kind.PROCEDURE),
    ("How much does Jincheng award?", Kind.AMOUNT),
    ("Which department is responsible?", Kind.DEPARTMENT),
    ("Do suppliers have to pay for documents?", Kind.YES_NO),
    ("Is the exemption still in force?", Kind.VALIDITY),
    ("What percentage is refunded?", Kind.RATIO),
    ("How many working days does approval take?", Kind.DURATION),
    ("新获批 国家级 技术创新中心 建设经费", Kind.AMOUNT),
    ("你们这里", Kind.OPEN),
]


@pytest.mark.parametrize(("text", "kind"), FIRST_KINDS)
def test_the_first_kind_is_what_is_asked(text: str, kind: Kind) -> None:
    assert kinds(text)[0] is kind


def test_a_share_and_its_cap_are_both_asked_for() -> None:
    assert {Kind.RATIO, Kind.CAP} <= set(kinds("按投资额的几成补？一个项目封顶多少？"))


def test_a_question_that_opens_with_do_wants_yes_or_no_not_a_sum() -> None:
    assert Kind.AMOUNT not in kinds("Do suppliers in Shanxi have to pay for procurement documents?")


def test_pressed_down_to_how_many_is_no_cap() -> None:
    assert Kind.CAP not in kinds("获得用电时间压减至多少个工作日")
