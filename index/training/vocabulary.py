"""The tokenizer: Chinese words and English words, each with how often it occurs.

A Unigram model whose pieces are counted, not learned: it cuts a run of characters into the
likeliest words, as a segmenter does, and needs no dictionary when served. Punctuation is dropped.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from index.tokens import domain_words
from index.training.texts import is_chinese

_RUN = r"[\u3400-\u9fff]+|[a-z]+|[0-9]+|[%‰]"
_RUNS = re.compile(_RUN)
UNKNOWN = "[UNK]"

#: how often a word must occur to be a piece of its own
LEAST_CHINESE, LEAST_ENGLISH, LEAST_NUMBER = 8, 5, 30
LONGEST_CHINESE, LONGEST_NUMBER = 6, 4
#: a dictionary word needs less proof
LEAST_IN_DICTIONARY, LONGEST_IN_DICTIONARY = 3, 5
#: a single character competes with words only where no word fits
_CHARACTER_DISCOUNT = 50
_ENGLISH_PARTS = 5000
LONGEST_TERM, _KEPT_WHOLE = 4, 10_000_000
_PART_COUNT, _LETTER_COUNT, _RARE_CHARACTER_COUNT = 0.01, 5.0, 0.5
_UNKNOWN_SCORE = -30.0


@dataclass(frozen=True, slots=True)
class Weighted:
    """Texts and how much each of their words counts."""

    texts: Iterable[str]
    weight: int = 1


def counted(groups: Iterable[Weighted]) -> Counter[str]:
    """How often each word, number and sign occurs."""
    found: Counter[str] = Counter()
    for group in groups:
        for text in group.texts:
            for word in _words(text):
                found[word] += group.weight
    return found


def tokenizer(counts: Mapping[str, int], dictionary: Iterable[str]) -> Tokenizer:
    """The tokenizer over the counted words; `dictionary` names further Chinese words."""
    pieces = _chinese(counts, dictionary) | _english(counts) | _numbers(counts)
    total = sum(pieces.values())
    ordered = sorted(pieces.items(), key=lambda piece: (-piece[1], piece[0]))
    scored = [(UNKNOWN, _UNKNOWN_SCORE)] + [(w, math.log(n / total)) for w, n in ordered]
    made = Tokenizer(models.Unigram(scored, unk_id=0, byte_fallback=False))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Split(Regex(_RUN), "removed", invert=True)
    return made


def _words(text: str) -> Iterable[str]:
    for run in _RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
        yield from _segmenter().cut(run) if is_chinese(run) else (run,)


@cache
def _segmenter() -> rjieba.Jieba:
    """Short terms of the domain stay whole (小升规); long ones are better known by their words."""
    segmenter = rjieba.Jieba()
    for word in domain_words():
        if len(word) <= LONGEST_TERM:
            segmenter.add_word(word, _KEPT_WHOLE, "n")
    return segmenter


def _chinese(counts: Mapping[str, int], dictionary: Iterable[str]) -> dict[str, float]:
    chinese = {word: n for word, n in counts.items() if is_chinese(word)}
    characters: Counter[str] = Counter()
    for word, n in chinese.items():
        characters.update(dict.fromkeys(word, n))
    pieces: dict[str, float] = {c: n / _CHARACTER_DISCOUNT for c, n in characters.items() if n > 1}
    for word in dictionary:
        pieces |= {c: _RARE_CHARACTER_COUNT for c in word if is_chinese(c) and c not in pieces}
        if _is_entry(word) and chinese.get(word, 0) >= LEAST_IN_DICTIONARY:
            pieces[word] = max(pieces.get(word, 0), chinese[word])
    for word, n in chinese.items():
        if n >= LEAST_CHINESE and len(word) <= LONGEST_CHINESE:
            pieces[word] = max(pieces.get(word, 0), n)
    return pieces


def _is_entry(word: str) -> bool:
    return len(word) <= LONGEST_IN_DICTIONARY and all(is_chinese(c) for c in word)


def _english(counts: Mapping[str, int]) -> dict[str, float]:
    words = {word: n for word, n in counts.items() if word.isascii() and word.isalpha()}
    pieces = dict.fromkeys(_parts(words), _PART_COUNT)
    pieces |= dict.fromkeys("abcdefghijklmnopqrstuvwxyz", _LETTER_COUNT)
    return pieces | {w: float(n) for w, n in words.items() if len(w) > 1 and n >= LEAST_ENGLISH}


def _parts(words: Mapping[str, int]) -> Iterable[str]:
    """Frequent parts of English words, for words that are no piece themselves."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.BpeTrainer(vocab_size=_ENGLISH_PARTS, show_progress=False)
    repeated = (f"{word} " * min(n, 20) for word, n in sorted(words.items()))
    learner.train_from_iterator(repeated, trainer)
    return learner.get_vocab()


def _numbers(counts: Mapping[str, int]) -> dict[str, float]:
    found = {
        word: float(n)
        for word, n in counts.items()
        if word.isdigit() and len(word) <= LONGEST_NUMBER and n >= LEAST_NUMBER
    }
    return dict.fromkeys("0123456789%‰", _LETTER_COUNT) | found
