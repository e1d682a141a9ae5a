"""What the words of a sentence must offer to answer a kind of question."""

import re
from collections.abc import Mapping, Sequence

from assistant.cues import Kind
from corpus.clause import Benefit, BenefitKind
from corpus.quantities import Quantity, quantities
from corpus.units import Unit

MONEY = frozenset({Unit.YUAN, Unit.DOLLAR, Unit.EURO, Unit.HK_DOLLAR})
TIME = frozenset({Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS})
SHARES = frozenset({Unit.PERCENT, Unit.POINTS, Unit.SHARES, Unit.TIMES})
COUNTS = frozenset(Unit) - MONEY - TIME - SHARES
#: kind → what its figure is counted in
UNITS: Mapping[Kind, frozenset[Unit]] = {
    Kind.AMOUNT: MONEY | SHARES,
    Kind.CAP: MONEY | SHARES | TIME,
    Kind.RATIO: SHARES,
    Kind.COUNT: COUNTS,
    Kind.DURATION: TIME,
}

_DATES = re.compile(
    r"\d{4}年|“?十[四五]五”?|\d{1,2}月(?:底|份|\d)|每(?:季度|年|月|半年|周|天|日|隔)|按[年季月周日](?!照)|定期|年底|年内|季度|当年|次年|下年|逐[年季]|常态化|实时|立即|当场|即时"
)
_PERIODS = re.compile(
    r"(?:19|20)\d\d(?=年|[^\d万亿元家户%]|$)|十[三四五六]五|第[一二三四]季度|\d{1,2}月"
)
_WORDED_AMOUNTS = re.compile(
    r"全额|免费|免征|免收|免除|减半|暂免|减免|实际发生额|一次性全部|足额|补差"
)
#: says how an amount is reached, and not the amount
_WORDED_SCALES = re.compile(r"上浮|优惠|配套|分档|分层次|阶梯")
_LEFT_OPEN = re.compile(
    r"(?:给予|享受|进行|提供|予以|有|获得|发放|落实)?(?:一定|适当|相应|专项|重点|进档|资金|一次性)?(?:的)?(?:奖励|补助|补贴|支持|资助|奖补|扶持|贴息|租房补贴|创业补贴)"
)
#: kind → words that a sentence of that kind usually has
_WORDS: dict[Kind, re.Pattern[str]] = {
    Kind.CONDITION: re.compile(
        r"条件|符合|满足|达到|以上|以下|具有|须|应|且|凡|对[^，。]{3,40}的|连续|经.{0,6}评估|限"
    ),
    Kind.LIST: re.compile(r"、[^、，。]+[、和及]|包括|一是|分别|等"),
    Kind.PROCEDURE: re.compile(
        r"申请|提交|办理|报|填报|申报|审批|备案|登录|通过|流程|承诺|批准|电话|平台|一[窗网表站]|反馈|实行|推行"
    ),
    Kind.YES_NO: re.compile(
        r"不得|禁止|严禁|不再|无需|免|豁免|可|允许|应|须|必须|停止|取消|不|全部|支持|鼓励|给予|享受|择优"
    ),
    Kind.DEFINITION: re.compile(r"认定为|是指|指|即|包括|“[^”]+”|标准"),
    Kind.DATE: _DATES,
    Kind.VALIDITY: _DATES,
}


def fit(kind: Kind, text: str, quantities: Sequence[Quantity], rows: Sequence[Benefit]) -> float:
    """0 to 1: how well a sentence's words suit that kind of question."""
    units = {quantity.unit for quantity in quantities}
    if kind is Kind.AMOUNT:
        return _amount_fit(text, units, rows)
    if kind is Kind.CAP:
        capped = any(row.kind is BenefitKind.CAP for row in rows)
        return 1.0 if capped else 0.6 if units & (MONEY | SHARES | TIME) else 0.0
    if kind is Kind.RATIO:
        return (
            1.0
            if units & SHARES
            else 0.3
            if is_worded_amount(text) or _WORDED_SCALES.search(text)
            else 0.0
        )
    if kind is Kind.COUNT:
        return 1.0 if units & COUNTS else 0.5 if units else 0.0
    if kind is Kind.DURATION:
        return 1.0 if units & TIME else 0.4 if _DATES.search(text) else 0.0
    pattern = _WORDS.get(kind)
    return 0.5 if pattern is None else 1.0 if pattern.search(text) else 0.0


def _amount_fit(text: str, units: set[Unit], rows: Sequence[Benefit]) -> float:
    if any(is_granted_figure(row) for row in rows):
        return 1.0
    if units & MONEY:
        return 0.7
    if _WORDED_AMOUNTS.search(text) or _WORDED_SCALES.search(text):
        return 0.6
    if is_left_open(text):
        return 0.5
    return 0.3 if units & SHARES else 0.0


def is_granted_figure(row: Benefit) -> bool:
    """Whether the row grants money, or a share of some, and names it."""
    if row.kind is BenefitKind.OTHER or row.value is None:
        return False
    return any(quantity.unit in MONEY | SHARES for quantity in quantities(row.amount))


def periods_named(text: str) -> frozenset[str]:
    """`2023年`, `十四五`: which of several figures is meant often hangs on when."""
    return frozenset(_PERIODS.findall(text))


def is_left_open(text: str) -> bool:
    """`给予一定奖励`: promises money and names none."""
    return _LEFT_OPEN.search(text) is not None


def names_a_date(text: str) -> bool:
    """Whether the text says when."""
    return _DATES.search(text) is not None


def is_worded_amount(text: str) -> bool:
    """`全额贴息`, `免收`: an amount in words."""
    return _WORDED_AMOUNTS.search(text) is not None
