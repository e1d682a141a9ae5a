"""Figures of policy texts and of questions come out with the same value, however printed."""

import time

import pytest

from corpus.quantities import Quantity, quantities
from corpus.units import Unit

POLICY_LINES: tuple[tuple[str, list[tuple[str, float | None, float | None, Unit]]], ...] = (
    (
        "单户担保金额1000万元以下，且担保费率低于1.5%的小微企业",
        [("1000万元", 1e7, None, Unit.YUAN), ("1.5%", 0.015, None, Unit.PERCENT)],
    ),
    ("风险补偿标准提高至在保业务余额的2‰", [("2‰", 0.002, None, Unit.PERCENT)]),
    ("按照省考核评定奖励数额的50％进行奖励", [("50％", 0.5, None, Unit.PERCENT)]),
    ("贷款内部转移定价优惠力度不低于50个基点", [("50个基点", 0.005, None, Unit.POINTS)]),
    ("每提高5个百分点本地配套率的", [("5个百分点", 0.05, None, Unit.POINTS)]),
    ("放宽返投比例至1.1倍", [("1.1倍", 1.1, None, Unit.TIMES)]),
    ("构建2:2:4:2风险分担合作模式", [("2:2:4:2", None, None, Unit.SHARES)]),
    ("给予补助资金1：1奖励政策", [("1：1", None, None, Unit.SHARES)]),
    ("一次性给予20%-50%的年租金补贴", [("20%-50%", 0.2, 0.5, Unit.PERCENT)]),
    ("设立首期规模3亿元—5亿元的基金", [("3亿元—5亿元", 3e8, 5e8, Unit.YUAN)]),
    ("重点打造5—10个本土会展品牌", [("5—10个", 5, 10, Unit.COUNT)]),
    (
        "销售收入在500万元（含）至2000万元的",
        [("500万元（含）至2000万元", 5e6, 2e7, Unit.YUAN)],
    ),
    (
        "分别压减至6个、15个、25个工作日以内",
        [
            ("6个", 6, None, Unit.WORKDAYS),
            ("15个", 15, None, Unit.WORKDAYS),
            ("25个工作日", 25, None, Unit.WORKDAYS),
        ],
    ),
    (
        "压减至３个、５个工作日",
        [("３个", 3, None, Unit.WORKDAYS), ("５个工作日", 5, None, Unit.WORKDAYS)],
    ),
    (
        "奖励1000、3000、5000万元",
        [
            ("1000", 1e7, None, Unit.YUAN),
            ("3000", 3e7, None, Unit.YUAN),
            ("5000万元", 5e7, None, Unit.YUAN),
        ],
    ),
    ("终端电价0.3元/千瓦时", [("0.3元/千瓦时", 0.3, None, Unit.YUAN)]),
    ("用电电压等级110千伏及以上", [("110千伏", 110, None, Unit.VOLTAGE)]),
    ("实际到位资金超过1000万美元", [("1000万美元", 1e7, None, Unit.DOLLAR)]),
    ("省级财政按市级出资额的1/3给予支持", [("1/3", 0.333333333, None, Unit.PERCENT)]),
    ("最高开票限额百万元的", [("百万元", 1e6, None, Unit.YUAN)]),
    (
        "分别给予１０００万元、５００万元",
        [("１０００万元", 1e7, None, Unit.YUAN), ("５００万元", 5e6, None, Unit.YUAN)],
    ),
    (
        "处三千五百元以上一万元以下罚款",
        [("三千五百元", 3500, None, Unit.YUAN), ("一万元", 1e4, None, Unit.YUAN)],
    ),
    ("给予不超过一年的社保补贴", [("一年", 12, None, Unit.MONTHS)]),
    ("建筑面积1.5万平米及以上", [("1.5万平米", 15000, None, Unit.AREA)]),
    ("住房500套（间）及以上", [("500套", 500, None, Unit.COUNT)]),
    ("安排农机补贴1,200元", [("1,200元", 1200, None, Unit.YUAN)]),
    ("共下达1亿2000万元", [("1亿2000万元", 1.2e8, None, Unit.YUAN)]),
    ("对认定为总部的经济企业给予300万的一次性补助", [("300万", 3e6, None, Unit.YUAN)]),
)

QUESTIONS: tuple[tuple[str, str, float, Unit], ...] = (
    ("今年才刚过3个亿", "3个亿", 3e8, Unit.YUAN),
    ("三个亿的产值", "三个亿", 3e8, Unit.YUAN),
    ("销售收入才300来万，给多少", "300来万", 3e6, Unit.YUAN),
    ("投了五百万", "五百万", 5e6, Unit.YUAN),
    ("一百二十万能补几成", "一百二十万", 1.2e6, Unit.YUAN),
    ("两亿行不行", "两亿", 2e8, Unit.YUAN),
    ("五万块够吗", "五万块", 5e4, Unit.YUAN),
    ("补贴5w还是多少", "5w", 5e4, Unit.YUAN),
    ("8亿多的营收", "8亿多", 8e8, Unit.YUAN),
    ("能补六成吗", "六成", 0.6, Unit.PERCENT),
    ("百分之十五", "百分之十五", 0.15, Unit.PERCENT),
    ("千分之五的奖励", "千分之五", 0.005, Unit.PERCENT),
    ("5兆瓦的小光伏", "5兆瓦", 5000, Unit.POWER),
    ("一级资质三家", "三家", 3, Unit.COUNT),
    ("运营三年后", "三年", 36, Unit.MONTHS),
    ("转移登记半天办结", "半天", 0.5, Unit.DAYS),
    ("半年内申请", "半年", 6, Unit.MONTHS),
)

ENGLISH_QUESTIONS: tuple[tuple[str, str, float, Unit], ...] = (
    ("brings in more than US$10 million a year", "10 million", 1e7, Unit.DOLLAR),
    ("turnover of 3 million yuan", "3 million yuan", 3e6, Unit.YUAN),
    ("an award of RMB 50,000", "50,000", 5e4, Unit.YUAN),
    ("RMB5 million", "5 million", 5e6, Unit.YUAN),
    ("15 percent of the investment", "15 percent", 0.15, Unit.PERCENT),
    ("within 70 working days", "70 working days", 70, Unit.WORKDAYS),
    ("a 5 MW solar plant", "5 MW", 5000, Unit.POWER),
)

NO_QUANTITY = (
    "对世界500强、中国500强企业",
    "2022年12月31日前",
    "2021-2023年建设的5G基站",
    "第二十四条第3项",
    "一次性补助一个项目，推行“五个一”",
    "国家“科技创新2030”重大项目",
    "一二三产业融合、成功创建、十成九稳",
    "每千人拥有市场主体",
    "上半年和下半年",
    "按半年度公布",
    "（晋政办发〔2022〕7号）",
)


def _rows(text: str) -> list[tuple[str, float | None, float | None, Unit]]:
    return [(q.printed, q.value, q.high, q.unit) for q in quantities(text)]


@pytest.mark.parametrize(("line", "expected"), POLICY_LINES)
def test_policy_figures_have_their_value(
    line: str, expected: list[tuple[str, float | None, float | None, Unit]]
) -> None:
    assert _rows(line) == expected


@pytest.mark.parametrize(("question", "printed", "value", "unit"), [*QUESTIONS, *ENGLISH_QUESTIONS])
def test_spoken_figures_have_their_value(
    question: str, printed: str, value: float, unit: Unit
) -> None:
    assert _rows(question) == [(printed, value, None, unit)]


@pytest.mark.parametrize("text", NO_QUANTITY)
def test_dates_ordinals_and_names_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


def test_every_figure_stands_where_it_says() -> None:
    for line, _ in POLICY_LINES:
        for quantity in quantities(line):
            assert line[quantity.start : quantity.end] == quantity.printed


def _one(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5万元", "50000元"),
        ("6000千瓦", "6兆瓦"),
        ("15%", "百分之十五"),
        ("12个月", "一年"),
        ("1：1", "1:1"),
    ],
)
def test_the_same_amount_printed_differently_is_the_same(one: str, other: str) -> None:
    assert _one(one).is_same(_one(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("5‰", "5%"), ("5万元", "5万美元"), ("5%", "5个百分点"), ("5天", "5个工作日")],
)
def test_different_amounts_stay_different(one: str, other: str) -> None:
    assert not _one(one).is_same(_one(other))


def test_an_hour_of_digits_takes_no_hour() -> None:
    began = time.perf_counter()
    quantities("1" * 50_000 + "一" * 50_000 + "1,111" * 10_000 + "百千" * 20_000 + "1:" * 20_000)
    assert time.perf_counter() - began < 2
