"""Whether the asker's figure is within a bound that a clause prints: 500万元以下, 低于6000千瓦."""

import re

from corpus.quantities import Quantity

_BELOW = re.compile(r"低于|小于|不超过|以下|以内|不足|少于")
_ABOVE = re.compile(r"高于|大于|超过|以上|不低于|达到|不少于")


def holds(figure: Quantity, bound: Quantity, text: str) -> bool | None:
    """True or False where the words around the bound say which side counts; else None."""
    if figure.value is None or bound.value is None:
        return None
    around = text[max(0, bound.start - 6) : bound.start] + text[bound.end : bound.end + 4]
    if _BELOW.search(around):
        return figure.value <= bound.value
    if _ABOVE.search(around):
        return figure.value >= bound.value
    return None
