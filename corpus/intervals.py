"""Bounds in words → intervals: 不低于, 小于, 以上, （含）至 … with open and closed ends.

销售收入小于500万元                  → below 500万, open
销售收入在500万元（含）至2000万元     → from 500万, closed, to 2000万, open
产值首次达到3亿元、5亿元              → steps: [3亿, 5亿) and [5亿, …)
"""

import re
from collections.abc import Sequence

from corpus.clause import Interval
from corpus.quantities import Quantity

# Chinese law counts 以上, 以下 and 以内 as including the figure; 超过, 低于, 不足 do not.
# 突破 is read like 达到: `首次突破1000万元` is asked about with just 1000万元.
_GAP = r"(?:到|至|在|为|了|人民币|约)?\s?$"
_AT_LEAST = re.compile(r"(?:不低于|不少于|不小于|至少|最低|达|满|突破|首破|起步|刚过|过了)" + _GAP)
_ABOVE = re.compile(r"(?<!不)(?<!不得)(?:超过|高于|大于|多于|超出|逾|超)" + _GAP)
_AT_MOST = re.compile(
    r"(?:不超过|不得超过|不高于|不大于|不多于|最高|最多|至多|上限|封顶|限额|控制在)" + _GAP
)
_BELOW = re.compile(r"(?<!不)(?:低于|小于|少于|不足|不到|没到|未达|没达|不满)" + _GAP)
_FROM = re.compile(r"\s?(?:[（(][^）)]{0,10}[）)])?及?(?:以上|起)")
_UP_TO = re.compile(r"\s?(?:[（(][^）)]{0,10}[）)])?及?(?:以下|以内|之内|内(?![^的，。]))")
_EXCLUDED = re.compile(r"[（(]不含[^）)]{0,10}[）)]")
_INCLUDED = re.compile(r"[（(]含[^）)]{0,10}[）)]")
_LONGEST_BOUND = 12


def interval(text: str, quantity: Quantity, span: tuple[int, int] | None = None) -> Interval | None:
    """The band that a figure bounds, or None where it bounds nothing.

    In a list (`6个、15个、25个工作日以内`) the words around all of it, `span`, bound each figure.
    """
    start, end = span or (quantity.start, quantity.end)
    if quantity.value is None:
        return None
    before = text[max(0, start - _LONGEST_BOUND) : start]
    after = text[end : end + _LONGEST_BOUND]
    if quantity.high is not None:
        return _band(quantity.printed, quantity.value, quantity.high)
    closed = _EXCLUDED.match(after) is None
    bound = _EXCLUDED.sub("", after, count=1)
    low = _FROM.match(bound) or _AT_LEAST.search(before)
    if low or _ABOVE.search(before):
        return Interval(quantity.value, None, closed_low=closed and bool(low))
    high = _UP_TO.match(bound) or _AT_MOST.search(before)
    if high or _BELOW.search(before):
        return Interval(None, quantity.value, closed_high=closed and bool(high))
    return None


def steps(quantities: Sequence[Quantity]) -> tuple[Interval | None, ...]:
    """One band per rung: whoever reached 3亿元 but not yet 5亿元 stands on the first."""
    rungs = sorted({q.value for q in quantities if q.value is not None})
    above: dict[float, float | None] = dict(zip(rungs, [*rungs[1:], None], strict=True))
    return tuple(None if q.value is None else Interval(q.value, above[q.value]) for q in quantities)


def _band(printed: str, low: float, high: float) -> Interval:
    """`500万元（含）至2000万元`: naming one end as included leaves the other one out."""
    return Interval(low, high, closed_high=_INCLUDED.search(printed) is None)
