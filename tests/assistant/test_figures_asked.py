"""Of several figures in one sentence the one that was asked for."""

import pytest

from assistant.answer import Ask, Turn
from assistant.chain import Assistant


def said(assistant: Assistant, question: str, region: str | None, *before: str) -> str:
    return assistant.answer(Ask(question, region, tuple(Turn(q) for q in before))).text


@pytest.mark.parametrize(
    ("question", "region", "printed", "others"),
    [
        ("高压双电源用户办用电报装要几个工作日", "忻州市", "25个工作日", "15个"),
        ("低压非居民用户办用电报装要几个工作日", "忻州市", "5个工作日", "25个"),
        ("企业不动产抵押几天办结", "山西省", "一天", "半天"),
        ("民营企业之间非住宅房屋转移登记多久办结", "山西省", "半天", "一天"),
        ("我们这个星创天地是老的，不是新认定的，市里给多少钱", "忻州市", "5万元", "10万元"),
    ],
)
def test_one_item_of_a_list(
    assistant: Assistant, question: str, region: str, printed: str, others: str
) -> None:
    text = said(assistant, question, region)
    assert printed in text
    assert others not in text


def test_who_is_excluded_from_one_case_gets_the_figure_of_the_others(assistant: Assistant) -> None:
    before = "2022年中高风险地区租国有房屋的小店能减几个月房租？"
    text = said(assistant, "那不在中高风险地区的呢", "山西省", before)
    assert "3个月" in text
    assert "6个月" not in text


def test_the_opposite_case_is_not_said_alone(assistant: Assistant) -> None:
    question = (
        "Our shop rents state-owned premises in a low-risk county. How many months are waived?"
    )
    assert "3 months" in said(assistant, question, "山西省")


def test_each_of_two_figures_asked_for_is_said(assistant: Assistant) -> None:
    text = said(assistant, "到2025年5A级景区要创建几家，4A级的又要几家", "泽州县")
    assert "2家" in text
    assert "3家" in text


def test_a_figure_and_the_department_are_both_said(assistant: Assistant) -> None:
    text = said(assistant, "企业首次在主板上市奖多少钱，找哪个部门", "泽州县")
    assert "500万元" in text
    assert "县财政局" in text


def test_a_share_of_the_level_above_is_added_to_it(assistant: Assistant) -> None:
    text = said(assistant, "引进一名两院院士，省市两级加起来一共奖多少钱？", "晋城市")
    assert "300万元 + 150万元 = 450万元" in text


def test_an_example_of_the_clause_is_scaled(assistant: Assistant) -> None:
    text = said(assistant, "外资项目当年到位2000万美元，能奖多少钱？", "山西省")
    assert "50万元 × 2000万美元 ÷ 1000万美元 = 100万元" in text


def test_what_something_costs_is_not_answered_with_a_promise_of_support(
    assistant: Assistant,
) -> None:
    answer = assistant.answer(Ask("晋兴板挂牌一年要交多少会员费？", "泽州县"))
    assert answer.outcome == "refused"


@pytest.mark.parametrize(
    ("question", "region"),
    [
        ("省级科技企业孵化器面积要多少平方米才能认定？", "山西省"),
        ("忻州的5G基站现在一共建了多少个了？", "忻州市"),
        ("创业担保贷款逾期以后罚息利率是多少？", "山西省"),
    ],
)
def test_what_is_counted_in_another_unit_is_no_answer(
    assistant: Assistant, question: str, region: str
) -> None:
    assert assistant.answer(Ask(question, region)).outcome == "refused"


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("制造业项目用低VOC涂料的汽车厂，年用量多少以下就不用办环评", "10吨"),
        (
            "How large must the investment be to qualify for the reward of intermediaries?",
            "10 million",
        ),
    ],
)
def test_the_figure_of_a_condition(assistant: Assistant, question: str, printed: str) -> None:
    assert printed in said(assistant, question, "山西省")


def test_a_follow_up_turns_to_another_item_of_the_list(assistant: Assistant) -> None:
    before = "城区15分钟便民圈，镇街道最少办多少项"
    text = said(assistant, "村里呢，最少能办几项", "晋城市城区", before)
    assert "32项" in text
    assert "60项" not in text


def test_a_place_without_documents_gets_the_sentence_that_names_it(assistant: Assistant) -> None:
    text = said(assistant, "大同那边呢，建什么", None, "晋城经开区支持建什么国际合作园区")
    assert "通用航空" in text


def test_each_place_names_its_own_departments_where_none_is_named(assistant: Assistant) -> None:
    answer = assistant.answer(Ask("“一业一证”改革由哪个部门负责？"))
    assert len({citation.region for citation in answer.citations}) > 1
