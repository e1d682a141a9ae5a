"""The golden set turned against the assistant: change the clause, and the answer must change.

    FIGURES   10万元 becomes 13万元 wherever it stands         the answer says 13万元, or refuses
    TIERS     10万元 and 20万元 change places                  the answer says 20万元, or refuses
    PLACES    晋城 becomes 太原 in the question                  the answer no longer says 10万元
    REMOVED   the document is taken out of the index           the answer no longer says 10万元

Only questions about one figure that its clause prints are used, one for each clause. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.benefits import benefits
from corpus.clause import Clause, Document
from evals.check import grams, overlap
from evals.dataset import Earlier, Name, Row
from evals.library import Library
from evals.matching import has


class Way(StrEnum):
    """What is changed."""

    FIGURES = "figures"
    TIERS = "tiers"
    PLACES = "places"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Case:
    """A row with what is right once `swaps` are made in `clauses` (none named: in every clause)
    or the documents `removed` are gone.
    """

    way: Way
    row: Row
    swaps: Mapping[str, str]
    clauses: frozenset[Name] = frozenset()
    removed: frozenset[str] = frozenset()


_KINDS = frozenset({"amount", "interval", "ratio", "cap"})
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(万元|亿元|元|万美元|%|‰)")
_ADDED = 3
_WORTH = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
#: a place of the same province that no document is of
_ELSEWHERE = {"zh": "太原", "en": "Taiyuan"}
_PLACES = re.compile(
    r"晋城市?城区|晋城市?|泽州县?|忻州市?|城区|(?:Jincheng(?:'s)? )?Urban District"
    r"|Jincheng|Zezhou(?: [Cc]ounty)?|Xinzhou",
)
#: characters on each side of a figure, and the share of their pairs that tells a twin
_WINDOW, _SAYS_THE_SAME = 24, 0.45
_ANY = ("answered", "refused", "clarify")
_WIDE = "山西省"


def cases(rows: Iterable[Row], library: Library) -> Iterator[Case]:
    """Every change that the rows allow, at most one of a kind in each clause."""
    taken: set[tuple[Way, Name]] = set()
    for row in rows:
        figure = _figure_of(row, library)
        if figure is None:
            continue
        for case in _of(row, figure, library):
            touched = {(case.way, name) for name in (row.gold[0], *case.clauses)}
            if not touched & taken:
                taken |= touched
                yield case


def changed(documents: Sequence[Document], found: Iterable[Case]) -> tuple[Document, ...]:
    """A copy of the documents with the cases' swaps made, in their clauses or in all of them."""
    everywhere: dict[str, str] = {}
    swaps: dict[Name, Mapping[str, str]] = {}
    for case in found:
        if not case.clauses:
            everywhere |= case.swaps
        for name in case.clauses:
            swaps[name] = case.swaps
    return tuple(_changed(document, swaps, everywhere) for document in documents)


def saying(row: Row, figure: str, library: Library) -> frozenset[Name]:
    """Every clause that says the same of the figure, in whatever document: it must change too."""
    wanted = frozenset().union(*_around(library.plain(row.gold[0]), figure))
    return frozenset(
        name
        for name in library.texts
        if any(
            overlap(near, wanted) >= _SAYS_THE_SAME for near in _around(library.plain(name), figure)
        )
    )


def swapped(text: str, swaps: Mapping[str, str]) -> str:
    """The text with every figure replaced at once, numbers matched whole."""
    if not swaps:
        return text
    wanted = "|".join(re.escape(f) for f in sorted(swaps, key=len, reverse=True))
    either_width = wanted.replace("%", "[%％]")
    return re.sub(rf"(?<![\d.])(?:{either_width})", lambda m: swaps[m[0].replace("％", "%")], text)


def _of(row: Row, figure: str, library: Library) -> Iterator[Case]:
    other = _other(figure)
    changed_row = replace(_expecting(row, (spellings(other),)), forbid=(figure,))
    yield Case(Way.FIGURES, changed_row, {figure: other})
    clauses = saying(row, figure, library)
    tier = next((f for f in row.forbid if _is_tier(f, figure, row, library)), None)
    if tier is not None:
        changed_row = replace(_expecting(row, (spellings(tier),)), forbid=(figure,))
        yield Case(Way.TIERS, changed_row, {figure: tier, tier: figure}, clauses)
    gone = replace(_expecting(row, ()), gold=(), alt=(), forbid=row.facts[0])
    moved = _moved(gone)
    if moved is not None and all(library.region(number) != _WIDE for number, _ in clauses):
        yield Case(Way.PLACES, moved, {})
    removed = frozenset(number for number, _ in clauses | row.right_clauses)
    yield Case(Way.REMOVED, gone, {}, removed=removed)


def _around(plain: str, figure: str) -> Iterator[frozenset[str]]:
    """The words on both sides of the figure, wherever the text prints it."""
    for match in re.finditer(rf"(?<![\d.]){re.escape(figure)}", plain):
        start, end = max(0, match.start() - _WINDOW), match.end() + _WINDOW
        yield grams(plain[start : match.start()], 2) | grams(plain[match.end() : end], 2)


def _figure_of(row: Row, library: Library) -> str | None:
    """The one figure that is asked for, as its clause prints it."""
    if row.kind not in _KINDS or len(row.gold) != 1 or len(row.facts) != 1:
        return None
    plain = library.plain(row.gold[0])
    printed = (f for f in row.facts[0] if _FIGURE.fullmatch(f) and has(plain, f))
    return next(printed, None)


def _is_tier(tier: str, figure: str, row: Row, library: Library) -> bool:
    """A neighbouring tier: another figure of the same unit in the same clause."""
    one, other = _FIGURE.fullmatch(tier), _FIGURE.fullmatch(figure)
    same_unit = bool(one and other and one[2] == other[2])
    return same_unit and tier != figure and has(library.plain(row.gold[0]), tier)


def _other(figure: str) -> str:
    """Another figure of the same unit, always the same one."""
    number, unit = _parts(figure)
    return f"{number + _ADDED:g}{unit}"


def _parts(figure: str) -> tuple[float, str]:
    match = _FIGURE.fullmatch(figure)
    if match is None:
        raise ValueError(f"{figure} is no figure with a unit")
    return float(match[1]), match[2]


def spellings(figure: str) -> tuple[str, ...]:
    """The ways to write it: 13万元, 13万, 130,000, 130000, 0.13 million."""
    number, unit = _parts(figure)
    if unit not in _WORTH:
        return (figure, figure.replace("%", " per cent"), figure.replace("%", " percent"))
    yuan = number * _WORTH[unit]
    million = f"{yuan / 1e6:g}"
    return (
        figure,
        figure.removesuffix("元"),
        f"{yuan:,.0f}",
        f"{yuan:.0f}",
        f"{million} million",
        f"{million}-million",
    )


def _expecting(row: Row, facts: tuple[tuple[str, ...], ...]) -> Row:
    return replace(row, facts=facts, expect=_ANY, answerable=False)


def _moved(row: Row) -> Row | None:
    """The row asked of another place; None where it names none."""
    where = _ELSEWHERE[row.lang]
    question = _PLACES.sub(where, row.question)
    history = tuple(Earlier(_PLACES.sub(where, t.question), t.answer) for t in row.history)
    region = "太原市" if row.region else None
    if question == row.question and region is None:
        return None
    return replace(row, question=question, history=history, region=region)


def _changed(
    document: Document, swaps: Mapping[Name, Mapping[str, str]], everywhere: Mapping[str, str]
) -> Document:
    clauses = (
        _with_swaps(c, {**everywhere, **swaps.get((document.number, c.clause_id), {})}, document)
        for c in document.clauses
    )
    return replace(document, clauses=tuple(clauses))


def _with_swaps(clause: Clause, swaps: Mapping[str, str], document: Document) -> Clause:
    text = swapped(clause.text, swaps)
    if text == clause.text:
        return clause
    return replace(clause, text=text, benefits=benefits(text, document.level))
