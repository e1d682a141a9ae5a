"""What stands beside what in a clause may not be parted in a sentence about it."""

import pytest

from assistant.llm.binding import is_denial_moved, is_figure_moved, is_tier_moved
from assistant.llm.bounds import is_bound_otherwise

RATES = "确保2023年12345热线办结率达100%，满意率达到95%以上。"
INCOME = "对年应纳税所得额不超过100万元的部分，再减半征收个人所得税。"


@pytest.mark.parametrize(
    ("text", "source", "is_moved"),
    [
        ("满意率达到100%以上", RATES, True),
        ("满意率达到95%以上", RATES, False),
        ("要做到95%的人满意", RATES, False),
        ("年产值首次超过10亿元的", "年产值首次超过5亿元、10亿元的建筑业企业", False),
    ],
)
def test_words_lead_to_the_figure_that_they_lead_to_there(
    text: str, source: str, is_moved: bool
) -> None:
    assert is_figure_moved(text, [source], ()) is is_moved


@pytest.mark.parametrize(
    ("text", "source", "is_otherwise"),
    [
        ("应纳税所得额100万元的部分减半征收", INCOME, True),
        ("应纳税所得额最多100万元的部分减半征收", INCOME, False),
        ("应纳税所得额100万元以上的部分减半征收", INCOME, True),
        ("满意率达到95%", RATES, False),
        ("满意率低于95%", RATES, True),
        ("奖励20%", "给予20%-50%的年租金补贴", True),
        ("对企业收取10万元", "对企业给予10万元", True),
    ],
)
def test_a_figure_keeps_its_bound(text: str, source: str, is_otherwise: bool) -> None:
    assert is_bound_otherwise(text, [source], ()) is is_otherwise


@pytest.mark.parametrize(
    ("text", "is_moved"),
    [
        ("市级政府性融资担保机构达到6亿元", True),
        ("省级政府性融资担保机构达到6亿元", False),
        ("市级给予奖励", False),
    ],
)
def test_a_tier_stays_before_its_noun(text: str, is_moved: bool) -> None:
    assert is_tier_moved(text, ["省级政府性融资担保机构资本规模达到6亿元"]) is is_moved


@pytest.mark.parametrize(
    ("text", "source", "is_moved"),
    [
        ("企业可以要求供应商提供担保", "不得要求供应商提供其他担保。", True),
        ("企业不得要求供应商提供担保", "不得要求供应商提供其他担保。", False),
        ("不给予一次性奖励", "给予一次性奖励。", True),
        ("征收城镇土地使用税", "免征城镇土地使用税。", True),
        ("免征城镇土地使用税", "免征城镇土地使用税。", False),
    ],
)
def test_a_denial_stays_before_what_it_denies(text: str, source: str, is_moved: bool) -> None:
    assert is_denial_moved(text, [source]) is is_moved
