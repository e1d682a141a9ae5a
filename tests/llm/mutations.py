"""True sentences made false by one change: another figure, place, tier, bound, no, may or time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from assistant.answer import Language
from assistant.english_figures import figures
from corpus.quantities import Quantity

_TABLE = Path(__file__).with_name("mutations.tsv")
_ADDED = "added"
#: what makes another word of it
_NOT_BEFORE = {
    "保证": "(?!金)",
    "may": "(?! not)",
    "家": "(?!级)",
    "天": "(?!使)",
    "可": "(?<![认许]可)(?!证)",
    "或": "(?!者)",
    "年": "(?![应底初度])",
    "季度": "(?<!第.季度)",
    "可以": "(?<!不可以)",
    "前": "(?![景准提])",
    "后": "(?![果备核查])",
    "均": "(?!水)",
    "需要": "(?<!不需要)",
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A sentence that is false now, and what was done to it."""

    kind: str
    text: str


def mutated(text: str, language: Language, sources: Sequence[str]) -> Iterator[Mutation]:
    """Every change of one place; one that the sources say as well is none."""
    found = chain(
        _swapped(text, language), _counted(text, sources), _dated(text), _added(text, language)
    )
    known = {"".join(source.split()) for source in sources}
    for kind, start, old, new in found:
        changed = text[:start] + new + text[start + len(old) :]
        around = "".join(changed[max(0, start - 5) : start + len(new) + 5].split())
        is_known = kind == _ADDED and any(new.strip("，, ") in source for source in sources)
        if changed != text and not is_known and not any(around in source for source in known):
            yield Mutation(kind, changed)


Change = tuple[str, int, str, str]


def _swapped(text: str, language: Language) -> Iterator[Change]:
    for kind, pairs in _rows(language):
        for pair in pairs.split() if kind != _ADDED else ():
            one, other = (word.replace("-", " ") for word in pair.split("/"))
            if language is Language.ENGLISH:
                one, other = _hyphened(one), _hyphened(other)
            for old, new in ((one, other), (other, one)):
                for match in re.finditer(_whole(old) + _NOT_BEFORE.get(old, ""), text):
                    yield kind, match.start(), old, new


@cache
def _rows(language: Language) -> tuple[tuple[str, str], ...]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((kind, what) for name, kind, what in rows if name == language.value)


def _hyphened(word: str) -> str:
    bound = word.replace(" ", "-")
    return bound if bound in ("one-off", "first-time") else word


def _whole(word: str) -> str:
    edge = r"\b" if re.match(r"[A-Za-z]", word) else ""
    return f"{edge}{re.escape(word)}{edge}"


def _counted(text: str, sources: Sequence[str]) -> Iterator[Change]:
    """Another figure of the clause, ten times as much, half as much, one more digit."""
    others = [q for source in sources for q in figures(source)]
    for figure in figures(text):
        printed = text[figure.start : figure.end]
        for other in others:
            if other.unit is figure.unit and not figure.is_same(other):
                yield "other figure", figure.start, printed, other.written
        yield from (("figure", figure.start, printed, new) for new in _otherwise(printed, figure))


def _otherwise(printed: str, figure: Quantity) -> Iterator[str]:
    number = re.search(r"\d+(?:\.\d+)?", printed)
    if number is None:
        return
    value = float(number[0])
    for new in (value * 10, value / 2, value + 1, value - 1):
        yield printed.replace(number[0], f"{new:g}", 1)
    if figure.high is not None:
        yield from re.split(r"[-—–~～至到]+", printed, maxsplit=1)


def _dated(text: str) -> Iterator[Change]:
    for match in re.finditer(r"20\d\d(?=年|\b)", text):
        yield "date", match.start(), match[0], str(int(match[0]) + 1)
    for match in re.finditer(r"\d{1,2}(?=月|日)", text):
        yield "date", match.start(), match[0], str(int(match[0]) % 12 + 1)


def _added(text: str, language: Language) -> Iterator[Change]:
    end = len(text.rstrip("。.；;"))
    for kind, more in _rows(language):
        if kind == _ADDED:
            yield kind, end, "", more
