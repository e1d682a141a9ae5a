"""Text → tokens, the same for clauses and questions.

    新认定为“小巨人”，奖励５万元   → 认定 小巨人 奖励 ·认定 ·小巨 ·巨人 ·奖励 … 50000元
    Subsidies for SMEs in 2022       → subsidy sme 2022

Chinese words and character pairs (marked `·`), stemmed English words, figures by their value.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import rjieba

from corpus.quantities import Quantity, quantities
from index.english import STOP_WORDS, figures_as_printed_in_chinese, stem

PAIR_MARK = "·"
_WORDS = Path(__file__).with_name("words.txt")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z0-9&+]*|\d+[a-z]+")
_BARE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HAS_FIGURE = re.compile(r"[0-9一二两三四五六七八九十百千]")
#: a frequency that outweighs every path through the general dictionary
_KEPT_WHOLE = 10_000_000


def tokens(text: str) -> list[str]:
    """Every token of the text, in no promised order, repeated as often as it occurs."""
    plain = normal(text)
    found = words(plain)
    for run in _CHINESE.findall(plain):
        found += [PAIR_MARK + run[i : i + 2] for i in range(len(run) - 1)]
    return found + figures(plain)


def normal(text: str) -> str:
    """Full-width as half-width, capitals as small letters; English amounts as Chinese ones."""
    return figures_as_printed_in_chinese(unicodedata.normalize("NFKC", text).lower())


def words(plain: str) -> list[str]:
    """Chinese words, long ones also in their parts, and English words, of a normal text."""
    chinese = [w for run in _CHINESE.findall(plain) for w in _cut()(run)]
    found = [w for w in chinese if len(w) > 1 and w not in STOP_WORDS]
    return found + [stem(w) for w in _LATIN.findall(plain) if w not in STOP_WORDS]


def figures(plain: str) -> list[str]:
    """Quantities by value, whatever they were printed as, and bare numbers such as years."""
    if not _HAS_FIGURE.search(plain):
        return []
    found: list[str] = []
    rest, position = "", 0
    for quantity in quantities(plain):
        found += _canonical(quantity)
        rest += plain[position : quantity.start] + " "
        position = quantity.end
    return found + _BARE_NUMBER.findall(rest + plain[position:])


def is_pair(token: str) -> bool:
    """Whether the token is a character pair, not something a reader would call a word."""
    return token.startswith(PAIR_MARK)


def has_chinese(text: str) -> bool:
    """Whether any of it is written in Chinese characters."""
    return _CHINESE.search(text) is not None


def _canonical(quantity: Quantity) -> list[str]:
    ends = (quantity.value, quantity.high)
    return [f"{value:.12g}{quantity.unit}" for value in ends if value is not None]


@cache
def domain_words() -> tuple[str, ...]:
    """Terms that a general dictionary would cut: 专精特新, 小升规, 个转企."""
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _cut() -> Callable[[str], list[str]]:
    """The library's own dictionary, with our words: another one would take 25 MB more."""
    for word in domain_words():
        rjieba.add_word(word, _KEPT_WHOLE, "n")
    return rjieba.cut_for_search
