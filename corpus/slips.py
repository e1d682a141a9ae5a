"""Evident slips of the print: they stay as printed and are flagged, never mended silently.

slips(text)          broken characters, unbalanced quotes, lists of unequal length, in one clause
conflicts(clauses)   the same words before rates that lie a factor of ten apart
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.clause import Clause
from corpus.enumerations import is_list, members
from corpus.quantities import Quantity, quantities
from corpus.sentences import phrases, sentences
from corpus.units import Unit

PAIRS = {"“": "”", "‘": "’", "《": "》", "〔": "〕", "【": "】", "〈": "〉", "（": "）", "(": ")"}
# half- and full-width brackets are mixed everywhere: `（责任单位：市财政局)` is no slip
SAME = str.maketrans("(),:", "（），：")
CLOSING = frozenset(closing.translate(SAME) for closing in PAIRS.values())
ITEM_MARK = re.compile(r"(?:^|[\s，。；：])(?:\d+|[一二三四五六七八九十]+|[a-z])$")

BROKEN = (
    (r"力口(?=[大强快速深])", "力口 stands for 加"),
    (r"(?<=[A-Za-z”])十(?=[A-Za-z“])", "十 stands for +"),
    (r"(?<=互联网)十(?![大项条个多几年月])|(?<=互联网[“+])十", "十 stands for +"),
    (r"(?<=[“\"])十(?=[^十“”\d]{2,4}十[^十“”\d]{2,4}[”\"])", "十 stands for +"),
    (r"\ufffd|[亻氵讠钅纟扌忄犭](?=[\u4e00-\u9fff])", "a character is broken"),
    (
        r"(?<=[\u4e00-\u9fff])\s*(?:and|or|of|the|to|for|with)\s*(?=[\u4e00-\u9fff])",
        "an English word stands among Chinese ones",
    ),
    (r"[，、；：]{2,}|[，、；：]。|。{2}|。[，、；]", "a punctuation mark too many"),
)
BROKEN_PATTERNS = tuple((re.compile(words), why) for words, why in BROKEN)

SHORTEST_CONTEXT = 8
LONGEST_CONTEXT = 40
LEAST_FACTOR = 10.0
LEAST_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Slip:
    """`text[start:end]` is `printed`, and why that cannot be meant."""

    start: int
    end: int
    printed: str
    why: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure where it stands: `text[start:end]` of that clause."""

    document_number: str
    clause_id: str
    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two documents say the same with figures that cannot both be right."""

    context: str
    one: Figure
    other: Figure


@dataclass(frozen=True, slots=True)
class _Said:
    """A rate with the words before it, punctuation left out.

    Money and counts are left alone: a city may well aim at a tenth of what the province does.
    """

    figure: Figure
    value: float
    words: str


def slips(text: str) -> tuple[Slip, ...]:
    """What is evidently misprinted in one clause, in reading order."""
    found = [*_broken(text), *_unbalanced(text), *_uneven_lists(text)]
    return tuple(sorted(dict.fromkeys(found), key=lambda slip: slip.start))


def conflicts(clauses: Sequence[Clause]) -> tuple[Conflict, ...]:
    """Rates of different documents after the same words, a factor of ten or more apart."""
    after: dict[str, list[_Said]] = {}
    for said in (said for clause in clauses for said in _rates(clause)):
        after.setdefault(said.words[-SHORTEST_CONTEXT:], []).append(said)
    return tuple(
        Conflict(context, one.figure, other.figure)
        for context, group in after.items()
        for one, other in combinations(group, 2)
        if _contradict(one, other)
    )


def rate_contexts(clause: Clause) -> tuple[str, ...]:
    """What two clauses must share to conflict: the words right before each of their rates."""
    return tuple(said.words[-SHORTEST_CONTEXT:] for said in _rates(clause))


def _broken(text: str) -> Iterator[Slip]:
    for pattern, why in BROKEN_PATTERNS:
        for match in pattern.finditer(text):
            yield Slip(match.start(), match.end(), match.group(), why)


def _unbalanced(text: str) -> Iterator[Slip]:
    """A quote or bracket without its partner; `1）` opens an item and has none."""
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(text.translate(SAME)):
        if char in PAIRS:
            opened.append((PAIRS[char], at))
        elif char in CLOSING:
            known = any(closing == char for closing, _ in opened)
            while known and opened[-1][0] != char:
                yield _alone(text, opened.pop()[1])
            if known:
                opened.pop()
            elif not ITEM_MARK.search(text[max(0, at - 4) : at]):
                yield _alone(text, at)
    yield from (_alone(text, at) for _, at in opened)


def _alone(text: str, at: int) -> Slip:
    return Slip(at, at + 1, text[at], f"{text[at]} has no partner")


def _uneven_lists(text: str) -> Iterator[Slip]:
    """Two recipients against three figures: `A、B分别压减至6个、15个、25个工作日`."""
    for start, end in sentences(text):
        if "分别" in text[start:end]:
            yield from _uneven_in_sentence(text, start, end)


def _uneven_in_sentence(text: str, start: int, end: int) -> Iterator[Slip]:
    for first, last in phrases(text, start, end):
        at = text.find("分别", first, last)
        if at < 0 or not is_list(text[first:at]):
            continue
        run = _run_of_figures(text[at:last])
        lists = [text[a:b] for a, b in phrases(text, start, at)] + [text[start:at]]
        lists.append(text[first:at].rpartition("的")[2])
        if len(run) > 1 and not any(members(each, len(run)) for each in lists):
            stop = at + run[-1].end
            why = f"分别 gives {len(run)} figures to a list of another length"
            yield Slip(first, stop, text[first:stop], why)


def _run_of_figures(text: str) -> list[Quantity]:
    """The first figures that follow one another as a list: `6个、15个、25个工作日`."""
    run: list[Quantity] = []
    for figure in quantities(text):
        if run and not re.fullmatch(r"[、和及]|以及", text[run[-1].end : figure.start]):
            break
        run.append(figure)
    return run


def _rates(clause: Clause) -> Iterator[_Said]:
    for quantity in quantities(clause.text):
        if not quantity.value or quantity.unit is not Unit.PERCENT:
            continue
        before = clause.text[max(0, quantity.start - 2 * LONGEST_CONTEXT) : quantity.start]
        words = re.sub(r"\W", "", before).replace("至", "到")[-LONGEST_CONTEXT:]
        if len(words) < SHORTEST_CONTEXT:
            continue
        figure = Figure(
            clause.document_number, clause.clause_id, quantity.start, quantity.end, quantity.printed
        )
        yield _Said(figure, quantity.value, words)


def _contradict(one: _Said, other: _Said) -> bool:
    low, high = sorted((one.value, other.value))
    return (
        one.figure.document_number != other.figure.document_number
        and high >= LEAST_FACTOR * low * (1 - 1e-9)
        and _likeness(one.words, other.words) >= LEAST_LIKENESS
    )


def _likeness(one: str, other: str) -> float:
    """Shared pairs of characters: 1 for the same words, 0 for none in common."""
    a, b = ({words[i : i + 2] for i in range(len(words) - 1)} for words in (one, other))
    return len(a & b) / len(a | b)
