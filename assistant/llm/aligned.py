"""Which part of the sources a part of a sentence retells, and how much of it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.answer import Language
from assistant.english_figures import figures

_STOPS = re.compile(r"[，,；;。\n](?!\d{3})|\.(?!\d)")
_SHORTEST_PART_CHARS = 4
#: a part that shares so much with one of the sources' retells that one
_ALIKE = 0.6
_TEXTS_KEPT = 8192


def retold(
    text: str, sources: Sequence[str], language: Language
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part of the text that retells one, with the parts that it is nearest to."""
    theirs = tuple(part for source in sources for part in parts(source))
    for part in parts(text):
        shares = [overlap(part, other, language) for other in theirs]
        best = max(shares, default=0.0)
        if best >= _ALIKE:
            near = zip(theirs, shares, strict=True)
            yield part, tuple(other for other, share in near if share == best)


@lru_cache(maxsize=_TEXTS_KEPT)
def parts(text: str) -> tuple[str, ...]:
    """What stands between commas and stops."""
    return tuple(part for part in _STOPS.split(text) if len(part) >= _SHORTEST_PART_CHARS)


def overlap(text: str, other: str, language: Language) -> float:
    """How much of the text stands in the other."""
    mine, theirs = pieces(text, language), pieces(other, language)
    return len(mine & theirs) / len(mine) if mine else 0.0


def likeness(text: str, other: str, language: Language) -> float:
    """How much of both is common."""
    mine, theirs = pieces(text, language), pieces(other, language)
    return len(mine & theirs) / max(1, len(mine | theirs))


@lru_cache(maxsize=_TEXTS_KEPT)
def pieces(text: str, language: Language) -> frozenset[str]:
    """Pairs of characters, or English words; any figure stands for any other."""
    for figure in reversed(figures(text)):
        text = f"{text[: figure.start]}0{text[figure.end :]}"
    if language is Language.ENGLISH:
        return frozenset(re.findall(r"[a-z]{3,}|\d+", text.lower()))
    bare = re.sub(r"[^\w]", "", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
