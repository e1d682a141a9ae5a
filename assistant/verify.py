"""Nothing leaves that cannot be shown: every figure and every quote is checked against its clause.

A figure must stand in the clause that is cited (5万元 = 50000元 = RMB 50,000), or in the question,
or be a term or result of a calculation that is written out. A quote must be verbatim.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.english_figures import figures
from assistant.fit import MONEY
from corpus.quantities import Quantity

_MARKER = re.compile(r"\[\d+\]")
_EQUATION = re.compile(
    r"((?:[^。；;，\n,]|,(?=\d))*[×+−][^=＝\n]*)[=＝]\s*((?:[^，。；;\n,\[]|,(?=\d))+)"
)
_HAS_EQUATION = re.compile("[=＝]")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_RELATIVE_ERROR = 1e-6
_OPERATORS = str.maketrans("×÷−（）", "*/-()")
#: clauses, their English and what names them
_TEXTS_KEPT = 16_384


@dataclass(frozen=True, slots=True)
class Finding:
    """What in a reply has no support."""

    unsupported: tuple[str, ...]
    misquoted: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not self.unsupported and not self.misquoted


def check(
    text: str, sources: Sequence[str], quotes: Iterable[tuple[str, str]], question: str
) -> Finding:
    """Findings for a reply. `quotes` are (quote, text of its clause) pairs."""
    said = _MARKER.sub("", text)
    supported = [q for source in sources for q in printed(source)] + list(figures(question))
    computed = _results(said, supported)
    loose = tuple(
        figure.printed
        for figure in figures(said)
        if not _is_supported(figure, supported) and not _is_supported(figure, computed)
    )
    covered = _covered(said)
    loners = [n[0] for n in _NUMBER.finditer(said) if n.start() not in covered]
    known = _numbers((*sources, question)) if loners else frozenset()
    bare = tuple(number for number in loners if _plain(number) not in known)
    misquoted = tuple(quote for quote, clause in quotes if quote not in clause)
    return Finding(loose + bare, misquoted)


@lru_cache(maxsize=_TEXTS_KEPT)
def printed(source: str) -> tuple[Quantity, ...]:
    """The figures of a clause, read once however often it is cited."""
    return figures(source)


def _numbers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_plain(number) for text in texts for number in _NUMBER.findall(text))


def _is_supported(figure: Quantity, known: Iterable[Quantity]) -> bool:
    return any(_equal(figure, other) for other in known)


def _equal(figure: Quantity, other: Quantity) -> bool:
    if figure.unit is not other.unit and {figure.unit, other.unit} <= MONEY:
        return False
    if figure.unit is not other.unit or figure.value is None or other.value is None:
        return figure.printed == other.printed
    return _close(figure.value, other.value) or (
        other.high is not None and _close(figure.value, other.high)
    )


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= _RELATIVE_ERROR * max(abs(a), abs(b), 1e-12)


def _covered(text: str) -> set[int]:
    """Where numbers are part of figures, which were checked by value."""
    return {at for figure in figures(text) for at in range(figure.start, figure.end)}


def _results(text: str, supported: Sequence[Quantity]) -> list[Quantity]:
    """Results of the equations that come out, all of whose terms are supported or such results."""
    found: list[Quantity] = []
    if not _HAS_EQUATION.search(text):
        return found
    for equation in _EQUATION.finditer(text):
        terms, results = figures(equation[1]), figures(equation[2])
        if (
            results
            and all(_is_supported(t, (*supported, *found)) for t in terms)
            and _comes_out(equation[1], terms, results[0])
        ):
            found.append(results[0])
    return found


def _comes_out(left: str, terms: Sequence[Quantity], result: Quantity) -> bool:
    """`5万元 + (8万元 − 5万元) × 50%` evaluated over its terms' values."""
    expression, position = "", 0
    for term in terms:
        expression += left[position : term.start] + repr(term.value)
        position = term.end
    expression += left[position:]
    plain = (
        expression.replace("×", "*")
        .replace("÷", "/")
        .replace("−", "-")
        .replace("（", "(")
        .replace("）", ")")
    )
    symbols = re.sub(r"[^0-9eE.+\-*/() ]", "", plain)
    value = _evaluated(symbols)
    return value is not None and result.value is not None and _close(value, result.value)


def _evaluated(expression: str) -> float | None:
    """Sums, differences, products and quotients with brackets; nothing else is arithmetic here."""
    tokens = re.findall(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[+\-*/()]", expression)
    value, rest = _sum(tokens)
    return value if not rest else None


def _sum(tokens: list[str]) -> tuple[float | None, list[str]]:
    value, rest = _product(tokens)
    while value is not None and rest and rest[0] in "+-":
        sign = 1 if rest[0] == "+" else -1
        other, rest = _product(rest[1:])
        value = None if other is None else value + sign * other
    return value, rest


def _product(tokens: list[str]) -> tuple[float | None, list[str]]:
    value, rest = _term(tokens)
    while value is not None and rest and rest[0] in "*/":
        divides = rest[0] == "/"
        other, rest = _term(rest[1:])
        if other is None or (divides and not other):
            return None, rest
        value = value / other if divides else value * other
    return value, rest


def _term(tokens: list[str]) -> tuple[float | None, list[str]]:
    if not tokens:
        return None, []
    if tokens[0] == "(":
        value, rest = _sum(tokens[1:])
        return (value, rest[1:]) if rest and rest[0] == ")" else (None, rest)
    try:
        return float(tokens[0]), tokens[1:]
    except ValueError:
        return None, tokens


def _plain(number: str) -> str:
    return number.replace(",", "")
