"""The units of policy texts, and what one of each is in the unit that stands for its kind.

Everything that can be compared has one base: 5万元 and 50000元 are both 50,000 `元`,
6兆瓦 and 6000千瓦 both 6,000 `千瓦`, 5‰ is 0.005 and 5％ is 0.05 of `%`.
"""

import re
from enum import StrEnum


class Unit(StrEnum):
    """The base unit of each kind of quantity."""

    YUAN = "元"
    DOLLAR = "美元"
    EURO = "欧元"
    HK_DOLLAR = "港元"
    PERCENT = "%"
    POINTS = "个百分点"
    TIMES = "倍"
    WORKDAYS = "个工作日"
    DAYS = "天"
    MONTHS = "个月"
    AREA = "平方米"
    POWER = "千瓦"
    ENERGY = "千瓦时"
    VOLTAGE = "千伏"
    MASS = "吨"
    LENGTH = "公里"
    COUNT = "个"
    SHARES = "比"
    NONE = ""


SPELLINGS: tuple[tuple[Unit, float, str], ...] = (
    (Unit.YUAN, 1, "元人民币 元 块钱 块 圆"),
    (Unit.YUAN, 0.1, "毛钱"),
    (Unit.DOLLAR, 1, "美元 美金 元美元"),
    (Unit.EURO, 1, "欧元"),
    (Unit.HK_DOLLAR, 1, "港元 港币"),
    (Unit.PERCENT, 0.01, "%"),
    (Unit.PERCENT, 0.001, "‰"),
    (Unit.POINTS, 0.01, "个百分点 百分点"),
    (Unit.POINTS, 0.0001, "个基点 基点 BP bp"),
    (Unit.TIMES, 1, "倍"),
    (Unit.WORKDAYS, 1, "个工作日 工作日 个工作天 工作天"),
    (Unit.DAYS, 1, "天 个自然日 自然日 日"),
    (Unit.DAYS, 7, "周 个星期 星期"),
    (Unit.DAYS, 1 / 24, "个小时 小时"),
    (Unit.MONTHS, 1, "个月"),
    (Unit.MONTHS, 3, "个季度"),
    (Unit.MONTHS, 12, "年 周年 个年度"),
    (Unit.AREA, 1, "平方米 平米 平方 ㎡ m²"),
    (Unit.AREA, 10_000 / 15, "亩"),
    (Unit.AREA, 10_000, "公顷"),
    (Unit.AREA, 1_000_000, "平方公里"),
    (Unit.POWER, 1, "千瓦 kW KW kw"),
    (Unit.POWER, 0.001, "瓦"),
    (Unit.POWER, 1_000, "兆瓦 MW"),
    (Unit.POWER, 1_000_000, "吉瓦 GW"),
    (Unit.ENERGY, 1, "千瓦时 度电 kWh"),
    (Unit.VOLTAGE, 1, "千伏 kV KV"),
    (Unit.MASS, 1, "吨"),
    (Unit.MASS, 0.001, "公斤 千克"),
    (Unit.LENGTH, 1, "公里"),
    (
        Unit.COUNT,
        1,
        "户 家 个 项 条 套 人次 人 名 件 份 次 场 批 辆 台 只 头 株 座 处 所 间 张 组 支 宗 起 篇"
        " 位 例 艘 架 团队 课时",
    ),
)

# What questions in English say; matched in lower case.
ENGLISH: tuple[tuple[Unit, float, str], ...] = (
    (Unit.YUAN, 1, "yuan rmb cny"),
    (Unit.DOLLAR, 1, "us-dollars us-dollar dollars dollar usd"),
    (Unit.PERCENT, 0.01, "percent per-cent"),
    (Unit.POINTS, 0.01, "percentage-points percentage-point"),
    (Unit.POINTS, 0.0001, "basis-points basis-point"),
    (Unit.TIMES, 1, "times"),
    (Unit.WORKDAYS, 1, "working-days working-day business-days business-day workdays workday"),
    (Unit.DAYS, 1, "days day"),
    (Unit.DAYS, 7, "weeks week"),
    (Unit.DAYS, 1 / 24, "hours hour"),
    (Unit.MONTHS, 1, "months month"),
    (Unit.MONTHS, 12, "years year"),
    (Unit.AREA, 1, "square-meters square-metres"),
    (Unit.POWER, 1, "kilowatts kilowatt"),
    (Unit.POWER, 1_000, "megawatts megawatt"),
    (Unit.MASS, 1, "tons tonnes"),
    (Unit.COUNT, 1, "companies enterprises firms households people projects items"),
)
ENGLISH_MAGNITUDES = {"k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}

# 成 means a tenth only after one digit (六成) and not in 成立, 成果, 一成不变.
TENTHS = r"成(?![立功果本员为长绩熟交都品套人年效就因分不])"

FACTORS: dict[str, tuple[Unit, float]] = {
    spelling: (unit, factor) for unit, factor, words in SPELLINGS for spelling in words.split()
}
_SPELLED = tuple(FACTORS)
FACTORS |= {
    word.replace("-", " "): (unit, factor)
    for unit, factor, words in ENGLISH
    for word in words.split()
}
_ENGLISH_WORDS = [word for _, _, words in ENGLISH for word in words.split()]
ENGLISH_UNIT = "|".join(sorted((w.replace("-", "[ -]") for w in _ENGLISH_WORDS), reverse=True))
UNIT = "|".join(sorted(map(re.escape, _SPELLED), key=len, reverse=True))
