"""Figures of a reply that nothing supports, judged by value and apart from the product's own check.

RMB 100,000 (10万元)                  supported by a clause that prints 10万元
5万元 + (8万元 − 5万元) × 50% = 6.5万元  the result stands behind its calculation
"""

import re
from collections.abc import Iterable

from corpus.quantities import quantities
from evals.matching import NUMBER, normal

#: what a number may be multiplied with to be the same figure: 0.1 million, 10万元, 15%
_SCALES = (1.0, 1e2, 1e3, 1e4, 1e6, 1e8, 1e9, 1e-1, 1e-2, 1e-3)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_EQUATION = re.compile(r"([^。；;,，:：\n=]*[×*+−\-][^=。；;\n]*)=\s*((?:约|rmb|¥)?\s*[\d.]+)")
_MARK = re.compile(r"\[\d+\]")


def unsupported(reply: str, sources: Iterable[str]) -> tuple[str, ...]:
    """Numbers of the reply that no source prints and no calculation from the sources gives."""
    said = _readable(reply)
    allowed = "\n".join(_readable(source) for source in sources)
    printed = set(NUMBER.findall(allowed))
    values = _values(allowed)
    known = printed | {_plain(value) for value in values}
    alien = [n for n in NUMBER.findall(said) if not _is_known(n, known, values)]
    results = _results(said, known, values) if alien else frozenset()
    return tuple(dict.fromkeys(n for n in alien if n not in results))


def _readable(text: str) -> str:
    return _THOUSANDS.sub("", _MARK.sub("", normal(text)))


def _values(text: str) -> frozenset[float]:
    """What the figures of the text are worth: 10万元 is 100000, 百分之五 is 0.05, 三年 is 3."""
    found: set[float] = set()
    for quantity in quantities(text):
        found |= {v for v in (quantity.value, quantity.high) if v is not None}
    return frozenset(found)


def _is_known(number: str, printed: Iterable[str], values: frozenset[float]) -> bool:
    if number in set(printed):
        return True
    return any(_is_close(float(number) * scale, v) for scale in _SCALES for v in values)


def _results(text: str, printed: Iterable[str], values: frozenset[float]) -> frozenset[str]:
    """The right-hand sides of calculations whose terms are all known."""
    found: set[str] = set()
    for equation in _EQUATION.finditer(text):
        terms = NUMBER.findall(equation[1])
        if terms and all(t in found or _is_known(t, printed, values) for t in terms):
            found |= set(NUMBER.findall(equation[2]))
    # the same result printed once more, in yuan
    return frozenset(found | {_plain(float(n) * 1e4) for n in found})


def _is_close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1.0)


def _plain(value: float) -> str:
    return f"{value:.9f}".rstrip("0").rstrip(".")
