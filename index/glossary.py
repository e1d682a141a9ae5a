"""What a question's words are called in the policies: English terms, and everyday Chinese.

how much for a little giant      → 专精特新小巨人
开小饭馆头一回贷款                → 餐饮, 首次, 首贷
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from index.english import stem

_HERE = Path(__file__).parent
#: a text, or its words: both are cut the same way
Words = TypeVar("Words", str, tuple[str, ...])

_WORD = re.compile(r"[a-z0-9]+(?:'s)?")


def expand(text: str) -> tuple[str, ...]:
    """Chinese terms for the English phrases of the text, the longest phrase first at each word."""
    return _found(tuple(_stems(text)), *_glossary())


def synonyms(text: str) -> tuple[str, ...]:
    """Official words for the everyday Chinese ones of the text."""
    return _found(unicodedata.normalize("NFKC", text), *_synonyms())


def entries(name: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(variants, terms) of each row of a table: `a|b<TAB>x|y`."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((tuple(row[0].split("|")), tuple(row[1].split("|"))) for row in rows)


def _found(
    sequence: Words, table: Mapping[Words, tuple[str, ...]], longest: int
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    start = 0
    while start < len(sequence):
        step = 1
        for length in range(min(longest, len(sequence) - start), 0, -1):
            terms = table.get(sequence[start : start + length])
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
def _glossary() -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], int]:
    return _table("glossary.tsv", lambda variant: tuple(_stems(variant)))


@cache
def _synonyms() -> tuple[Mapping[str, tuple[str, ...]], int]:
    return _table("synonyms.tsv", str)


def _table(
    name: str, key_of: Callable[[str], Words]
) -> tuple[Mapping[Words, tuple[str, ...]], int]:
    table: dict[Words, tuple[str, ...]] = {}
    for variants, terms in entries(name):
        for key in map(key_of, variants):
            table[key] = tuple(dict.fromkeys(table.get(key, ()) + terms))
    return table, max(map(len, table), default=0)
