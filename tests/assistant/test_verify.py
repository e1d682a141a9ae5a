"""Nothing leaves that its clause does not print."""

import pytest

from assistant.verify import check

CLAUSE = (
    "对首次认定的省级专精特新企业，市级给予10万元的一次性奖励，单个项目最高不超过300万元，"
    "按15%补助。"
)


def unsupported(text: str, question: str = "") -> tuple[str, ...]:
    return check(text, [CLAUSE], [], question).unsupported


@pytest.mark.parametrize(
    "text",
    [
        "奖励10万元。[1]",
        "奖励100000元。[1]",
        "RMB 100,000 (10万元), one-off.[1]",
        "１０万元",
        "按3000万元 × 15% = 450万元，超过上限，按300万元",
        "calculated as RMB 30 million × 15% = RMB 4.5 million",
    ],
)
def test_figures_of_the_clause_pass_however_they_are_printed(text: str) -> None:
    assert unsupported(text, "投资3000万元, RMB 30 million") == ()


@pytest.mark.parametrize(
    "text",
    ["奖励20万元。[1]", "奖励1万元。", "按1.5%补助", "RMB 1 million", "第7条", "15‰"],
)
def test_figures_that_the_clause_does_not_print_are_found(text: str) -> None:
    assert unsupported(text)


@pytest.mark.parametrize(
    "text",
    ["3000万元 × 15% = 500万元", "3000万元 × 20% = 600万元", "2000万元 × 15% = 300万元 + 10万元"],
)
def test_a_sum_that_does_not_come_out_or_has_foreign_terms_is_found(text: str) -> None:
    assert unsupported(text, "投资3000万元")


def test_what_one_sum_gives_may_be_a_term_of_the_next() -> None:
    text = "300万元 × 15% = 45万元\n300万元 + 45万元 = 345万元"
    assert unsupported(text) == ()


def test_quotients_are_computed_and_nothing_is_divided_by_zero() -> None:
    clause = "比如，到位1000万美元奖励50万元"
    text = "50万元 × 2000万美元 ÷ 1000万美元 = 100万元"
    assert check(text, [clause], [], "到位2000万美元").is_clean
    assert check("50万元 ÷ 0 = 50万元", [clause], [], "0").is_clean
    assert not check("50万元 ÷ 0 = 70万元", [clause], [], "0").is_clean


def test_brackets_are_computed_as_written() -> None:
    clause = "超过5万元的，除给予5万元补助外，对超出部分按50%给予补助"
    text = "5万元 + (8万元 − 5万元) × 50% = 6.5万元"
    assert check(text, [clause], [], "今年用了8万元").is_clean


def test_a_quote_must_be_verbatim() -> None:
    assert check("", [CLAUSE], [("市级给予10万元", CLAUSE)], "").is_clean
    assert check("", [CLAUSE], [("市级给予20万元", CLAUSE)], "").misquoted == ("市级给予20万元",)


def test_another_currency_is_another_figure() -> None:
    assert not check("RMB 5 million", ["US$ 5 million"], [], "").is_clean
    assert not check("500万元", ["500万美元"], [], "").is_clean
