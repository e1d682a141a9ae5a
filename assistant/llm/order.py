"""Whether a sentence that is almost one of the clause's keeps the order of what counts in it.

销售收入小于500万元的奖励10万元，在2000万元以上的奖励30万元
→ below, 500万元, 10万元, above, 2000万元, 30万元: other figures or sides there are other rules
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.answer import Language
from assistant.english_figures import figures
from assistant.llm.aligned import likeness, overlap, retold
from assistant.llm.turning import Turn, turns
from assistant.slots import slots
from corpus.quantities import Quantity

#: a sentence of which so much stands in one of the clause's is that one, in other words or almost
#: in its own
_SAME_SHARE, _VERBATIM_SHARE = 0.8, 0.9
_FIGURE, _PERSON, _OFTEN = "figure", "person", "often"
_YEAR = re.compile(r"20\d\d")
_LEVEL = re.compile(
    r"国家级|省级|市级|[县区]级|\b(?:national|provincial|province|municipal|city|county|district)\b",
    re.I,
)
_TEXTS_KEPT = 4096
Mark = tuple[str, str]


def is_reordered(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether it has figures, tiers or turns that its own source has not in that order."""
    near = [source for source in sources if overlap(text, source, language) >= _SAME_SHARE]
    if not near:
        return False
    said = _marks(text, language)
    known = {mark for source in near for mark in _marks(source, language)}
    # a figure of the question stands in none of them
    counted = [mark for mark in said if mark[0] == _FIGURE and mark in known]
    if not any(_is_within(counted, _marks(source, language)) for source in near):
        return True
    own = max(near, key=lambda source: likeness(text, source, language))
    is_verbatim = overlap(text, own, language) >= _VERBATIM_SHARE
    return is_verbatim and not _is_within(said, _marks(own, language))


def is_figure_apart(
    text: str, sources: Sequence[str], asked: Sequence[Quantity], language: Language
) -> bool:
    """Whether a part that retells one of the sources' has another figure or year than this."""
    printed = [q for source in sources for q in figures(source)]
    for part, near in retold(text, sources, language):
        known = [q for other in near for q in figures(other)]
        own = [q for q in figures(part) if not _is_in(q, asked) or _is_in(q, printed)]
        if known and not all(_is_in(q, known) for q in own):
            return True
        years = {tuple(_YEAR.findall(other)) for other in near}
        is_dated = _is_one_year(part) and all(map(_is_one_year, near))
        if is_dated and tuple(_YEAR.findall(part)) not in years:
            return True
    return False


def _is_one_year(part: str) -> bool:
    return len(_YEAR.findall(part)) == 1


def _is_in(figure: Quantity, among: Sequence[Quantity]) -> bool:
    return any(figure.is_same(other) for other in among)


def _is_within(said: Sequence[Mark], known: Sequence[Mark]) -> bool:
    rest = iter(known)
    return all(mark in rest for mark in said)


@lru_cache(maxsize=_TEXTS_KEPT)
def _marks(text: str, language: Language) -> tuple[Mark, ...]:
    found = sorted(_found(text, language), key=lambda item: item[0])
    return tuple(mark for _, mark in found)


def _found(text: str, language: Language) -> Iterator[tuple[int, Mark]]:
    for figure in figures(text):
        # `RMB 300,000 (30万元)`: what is printed twice counts once
        if figure.value is not None and text[figure.start - 1 : figure.start] != "(":
            yield figure.start, (_FIGURE, f"{figure.value:g}{figure.unit}")
    for year in _YEAR.finditer(text):
        yield year.start(), ("year", year[0])
    for level in _LEVEL.finditer(text):
        yield level.start(), ("level", level[0].lower())
    for slot in slots(text):
        yield slot.start, (slot.slot.value, slot.value)
    yield from ((turn.start, _mark(turn)) for turn in turns(text, language) if _counts(turn))


def _counts(turn: Turn) -> bool:
    return turn.family == _PERSON or not (turn.is_free or turn.family == _OFTEN)


def _mark(turn: Turn) -> Mark:
    return turn.family, turn.value
