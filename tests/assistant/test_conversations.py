"""What users say next, and what they take for granted."""

import pytest

from assistant.answer import Answer, Ask, Outcome, Turn
from assistant.chain import Assistant


def answered(assistant: Assistant, question: str, region: str | None, *before: str) -> Answer:
    return assistant.answer(Ask(question, region, tuple(Turn(q) for q in before)))


@pytest.mark.parametrize("question", ["还有别的吗", "还有其他奖励吗", "anything else?"])
def test_what_else_there_is_leaves_out_what_was_said(assistant: Assistant, question: str) -> None:
    answer = answered(assistant, question, "泽州县", "企业首次在主板上市县里奖多少钱")
    assert "200" in answer.text
    assert len(answer.citations) > 1
    assert all("首次在主板上市" not in citation.quote for citation in answer.citations)


def test_an_award_is_asked_for_as_if_for_the_first_time(assistant: Assistant) -> None:
    answer = answered(assistant, "晋城高新技术企业奖励多少", None)
    assert all(amount in answer.text for amount in ("10万元", "20万元", "30万元"))
    assert "再次" not in answer.text
    assert "再次" in answered(assistant, "晋城高新技术企业重新认定通过了奖励多少", None).text


def test_a_place_is_not_shown_with_what_it_pays_for_something_else(assistant: Assistant) -> None:
    answer = answered(assistant, "高新技术企业第一次认定给多少奖励？", None)
    assert "上市" not in answer.text
    follow_up = answered(assistant, "泽州呢", None, "晋城市高新技术企业首次认定奖多少")
    assert "上市" not in follow_up.text


def test_a_claimed_amount_is_put_right(assistant: Assistant) -> None:
    answer = answered(assistant, "听说首次认定省级专精特新晋城奖50万，是真的吗", None)
    assert answer.outcome is Outcome.ANSWERED
    assert "没有查到您说的“50万”" in answer.text
    assert "10万元" in answer.text


def test_whether_a_rule_still_holds_is_said_by_the_clause_with_a_date(
    assistant: Assistant,
) -> None:
    answer = answered(assistant, "小规模纳税人免增值税现在还有吗", "山西省")
    assert answer.citations[0].validity.until is not None


def test_no_yes_from_a_clause_about_something_else(assistant: Assistant) -> None:
    assert not answered(assistant, "小微企业残保金能免吗", "山西省").text.startswith("可以")


@pytest.mark.parametrize(("sales", "word"), [("40万", "不需要"), ("50万", "需要")])
def test_a_quarters_sales_are_held_against_a_monthly_bound(
    assistant: Assistant, sales: str, word: str
) -> None:
    question = f"我是小规模纳税人，季度销售{sales}，要交增值税吗"
    assert answered(assistant, question, "山西省").text.startswith(word)
