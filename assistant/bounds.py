"""Whether the asker's figure is within a bound that a clause prints: 500万元以下, 低于6000千瓦."""

import re

from corpus.quantities import Quantity

_BELOW = re.compile(r"低于|小于|不超过|以下|以内|不足|少于")
_ABOVE = re.compile(r"高于|大于|超过|以上|不低于|达到|不少于")
#: what a figure is reckoned by, in months
_MONTHS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"季度?|\bquarter", re.IGNORECASE), 3.0),
    (re.compile(r"月(?!\d|底)|\bmonth", re.IGNORECASE), 1.0),
    (re.compile(r"年(?!\d|底)|\bannual|\byear", re.IGNORECASE), 12.0),
)
_NEAR_CHARS = 10


def holds(figure: Quantity, bound: Quantity, text: str, asked: str = "") -> bool | None:
    """True or False where the words around the bound say which side counts; else None.

    A figure of a quarter is held against a monthly bound by its third.
    """
    if figure.value is None or bound.value is None:
        return None
    value = figure.value
    own, printed = _period(asked, figure), _period(text, bound)
    if own and printed:
        value *= printed / own
    around = text[max(0, bound.start - 6) : bound.start] + text[bound.end : bound.end + 4]
    if _BELOW.search(around):
        return value <= bound.value
    if _ABOVE.search(around):
        return value >= bound.value
    return None


def about(bound: Quantity, text: str, asked: str) -> bool:
    """Whether the question names what the bound is a bound of: `月销售额15万元`, 销售."""
    noun = text[max(0, bound.start - _NEAR_CHARS) : bound.start]
    pairs = {noun[at : at + 2] for at in range(len(noun) - 1)}
    return any(pair in asked for pair in pairs if _HAN.fullmatch(pair))


_HAN = re.compile(r"[\u4e00-\u9fff]{2}")


def _period(text: str, figure: Quantity) -> float | None:
    """The months that the figure is reckoned by, where the words just before it say so."""
    before = text[max(0, figure.start - _NEAR_CHARS) : max(0, figure.start)]
    return next((months for words, months in _MONTHS if words.search(before)), None)
