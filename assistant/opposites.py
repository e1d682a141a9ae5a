"""Words that turn a phrase into its opposite: who asks about 低风险 is not meant by 高风险."""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

_CHARS = {"高": "低", "有": "无", "单": "双", "新": "老", "内": "外", "大": "小"}
_WORDS = {
    "low": "high",
    "with": "without",
    "single": "dual",
    "new": "existing",
    "newly": "existing",
    "domestic": "foreign",
    "large": "small",
}
_OPPOSITE_CHARS = _CHARS | {b: a for a, b in _CHARS.items()}
_OPPOSITE_WORDS = _WORDS | {b: a for a, b in _WORDS.items()} | {"no": "with"}
_TWO = 2
_TEXTS_KEPT = 16_384
_ENGLISH = re.compile(r"[a-z]+")


def opposes(asked: str, said: str) -> bool:
    """Whether the text says the opposite of a phrase of the question, and not the phrase."""
    phrases = _phrases(asked)
    named = _phrases(said)
    return any(_opposite(phrase) in named and phrase not in named for phrase in phrases)


Phrase = tuple[str, str]


@lru_cache(maxsize=_TEXTS_KEPT)
def _phrases(text: str) -> frozenset[Phrase]:
    """`低压非居民` → (低, 压非); `without external line works` → (without, external)."""
    return frozenset((*_chinese(text), *_english(text.lower())))


def _chinese(text: str) -> Iterator[Phrase]:
    for at, char in enumerate(text):
        noun = text[at + 1 : at + 1 + _TWO]
        if char in _OPPOSITE_CHARS and len(noun) == _TWO:
            yield char, noun


def _english(text: str) -> Iterator[Phrase]:
    words = _ENGLISH.findall(text)
    for word, noun in itertools.pairwise(words):
        if word in _OPPOSITE_WORDS:
            yield word, noun


def _opposite(phrase: Phrase) -> Phrase:
    word, noun = phrase
    return (_OPPOSITE_CHARS.get(word) or _OPPOSITE_WORDS[word], noun)
