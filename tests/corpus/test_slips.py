"""Misprints that stand in the five documents, and sound lines that look a little like them."""

import pytest

from corpus.clause import Clause
from corpus.slips import conflicts, slips

EVIDENT = [
    ("9.持续降低制度性成本。力口大对个体工商户的稳岗就业补贴力度。", ["力口"]),
    ("建立健全“互联网“十赛事十服务”模式，引领体育消费潮流。", ["“", "十"]),
    ("推进“互联网十”行动", ["十"]),
    ("为外国投资者提供服务 and 便利。", [" and "]),
    ("为外国投资者提供服务and便利。", ["and"]),
    ("工伤保险、、康复救助等制度", ["、、"]),
    ("（责任单位：市财政局", ["（"]),
    ("落实《市场准入负面清单，全面放开", ["《"]),
    ("推进“证照分离改革。", ["“"]),
    (
        "低压非居民用户、高压单电源用户合计办理时间分别压减至6个、15个、25个工作日以内。",
        ["低压非居民用户、高压单电源用户合计办理时间分别压减至6个、15个、25个工作日"],
    ),
]


@pytest.mark.parametrize(("line", "printed"), EVIDENT)
def test_an_evident_slip_is_flagged_where_it_stands(line: str, printed: list[str]) -> None:
    found = slips(line)
    assert [slip.printed for slip in found] == printed
    assert all(line[slip.start : slip.end] == slip.printed and slip.why for slip in found)


SOUND = [
    "（责任单位：市财政局)",
    "提升服务能力口碑，发挥主力口岸作用",
    "发展“互联网+”新业态，实施“十大行动”“十百千”工程。",
    "促进“优环境、激活力、保安全”十大创新提升行动",
    "推行“十一税合一”申报，落实“十四五”规划",
    "培育乡村 e 镇，支持取得 UFI 认证，提高 A 级景区比重",
    "（1）营业执照；2）身份证；3）申请表",
    "用好“六税两费”（资源税、印花税〔不含证券交易印花税〕）",
    "低压非居民用户、高压单电源用户、高压双电源用户分别压减至5个、15个、25个工作日以内",
    "无外线工程、有外线工程企业获得用水用气办理时间分别压减至3个、5个工作日以内。",
    "年度营业收入首次达到3亿元、5亿元的，市级财政分别给予15万元、25万元进档奖励；",
    "自然科学奖、技术发明奖的特等奖、一等奖、二等奖奖金数额分别为50万元、30万元、20万元。",
    "对新认定的企业，分别给予20万元、10万元奖励。",
]


@pytest.mark.parametrize("line", SOUND)
def test_sound_lines_are_left_alone(line: str) -> None:
    assert slips(line) == ()


def _clause(number: str, text: str) -> Clause:
    return Clause(number, "一.8", "一、第8条", "", text, text, ((0, len(text)),), ("一", "8"))


PROVINCE = _clause(
    "晋政办发〔2022〕7号",
    "风险补偿标准，从1%提高到在保业务余额的2%。对担保机构提供的单户担保金额1000万元以下、且担保费率低于15%的业务",
)
CITY = _clause(
    "晋市政办〔2022〕5号",
    "风险补偿标准提高至在保业务余额的2‰。对担保机构提供的单户担保金额1000万元以下，且担保费率低于1%的业务",
)


def test_rates_ten_times_apart_after_the_same_words_contradict_each_other() -> None:
    pairs = {(c.one.printed, c.other.printed) for c in conflicts([PROVINCE, CITY])}
    assert pairs == {("2%", "2‰"), ("15%", "1%")}


def test_a_conflict_says_where_both_figures_stand() -> None:
    texts = {clause.document_number: clause.text for clause in (PROVINCE, CITY)}
    for conflict in conflicts([PROVINCE, CITY]):
        for figure in (conflict.one, conflict.other):
            assert texts[figure.document_number][figure.start : figure.end] == figure.printed


def test_levels_may_pay_different_amounts_and_set_slightly_different_rates() -> None:
    city = _clause(
        "甲", "对符合条件的企业一次性给予最高不超过10万元奖励，贷款贴息比例不高于实际利率的20%。"
    )
    other = _clause(
        "乙", "对符合条件的企业一次性给予最高不超过500万元奖励，贷款贴息比例不高于实际利率的30%。"
    )
    assert conflicts([city, other]) == ()


def test_one_document_does_not_contradict_itself() -> None:
    twin = _clause(PROVINCE.document_number, CITY.text)
    assert conflicts([PROVINCE, twin]) == ()
