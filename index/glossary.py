"""What a question's words are called in the policies: English terms, and everyday Chinese.

how much for a little giant      → 专精特新小巨人
开小饭馆头一回贷款                → 餐饮, 首次, 首贷
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from index.english import stem

_HERE = Path(__file__).parent
#: a text, or its words: both are cut the same way
Words = TypeVar("Words", str, tuple[str, ...])

_WORD = re.compile(r"[a-z0-9]+(?:'s)?")
#: a question is looked up by the search and by what weighs its answers
_TEXTS_KEPT = 1_024


@lru_cache(maxsize=_TEXTS_KEPT)
def expand(text: str) -> tuple[str, ...]:
    """Chinese terms for the English phrases of the text, the longest phrase first at each word."""
    return _glossary().found(tuple(_stems(text)))


@lru_cache(maxsize=_TEXTS_KEPT)
def synonyms(text: str) -> tuple[str, ...]:
    """Official words for the everyday Chinese ones of the text."""
    return _synonyms().found(unicodedata.normalize("NFKC", text))


def entries(name: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(variants, terms) of each row of a table: `a|b<TAB>x|y`."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((tuple(row[0].split("|")), tuple(row[1].split("|"))) for row in rows)


@dataclass(frozen=True, slots=True)
class _Table(Generic[Words]):
    """Terms by what stands for them, and the longest of those that begin with a character or
    word: most begin none."""

    terms: Mapping[Words, tuple[str, ...]]
    longest: Mapping[str, int]

    def found(self, sequence: Words) -> tuple[str, ...]:
        """The terms for what stands in the sequence, the longest match first at each place."""
        found: dict[str, None] = {}
        start = 0
        while start < len(sequence):
            step = 1
            for length in range(self.longest.get(sequence[start], 0), 0, -1):
                terms = self.terms.get(sequence[start : start + length])
                if terms:
                    found.update(dict.fromkeys(terms))
                    step = length
                    break
            start += step
        return tuple(found)


def _stems(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return [stem(word.removesuffix("'s")) for word in _WORD.findall(plain)]


@cache
def _glossary() -> _Table[tuple[str, ...]]:
    return _table("glossary.tsv", lambda variant: tuple(_stems(variant)))


@cache
def _synonyms() -> _Table[str]:
    return _table("synonyms.tsv", str)


def _table(name: str, key_of: Callable[[str], Words]) -> _Table[Words]:
    table: dict[Words, tuple[str, ...]] = {}
    longest: dict[str, int] = {}
    for variants, terms in entries(name):
        for key in filter(None, map(key_of, variants)):
            table[key] = tuple(dict.fromkeys(table.get(key, ()) + terms))
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return _Table(table, longest)
