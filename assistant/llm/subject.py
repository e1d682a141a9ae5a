"""Whether a sentence has a word of its own, or puts together what the sources keep apart.

A good sentence is made of the words of the clause, the question and the draft, and of neutral ones
(`neutral.txt`); `此外可免费旅游一次` is not. The words of each part stand near one another there.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from assistant.answer import Language
from assistant.english_figures import figures
from index.english import STOP_WORDS, stem
from index.glossary import entries, expand, synonyms
from index.tokens import words

_HERE = Path(__file__).parent
#: how many of a part's words stand in one sentence of the sources; chosen on the paraphrases and
#: mutations of tests/llm
_LEAST_TOGETHER = 0.6
_FEW_WORDS = 3

_PARTS = re.compile(r"[，,；;。：:！？!?\n、（）()“”\"]|(?<=[a-z])\.(?=\s|$)| [—–-] ")
_SENTENCES = re.compile(r"[。；;\n]|(?<=[a-z)])\.(?=\s|$)")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
#: `住房补贴` is a benefit of its own, not any 补贴
_GIVEN = re.compile(r"([\u4e00-\u9fff]{2})(?:补贴|补助|奖励|资助|津贴|贷款|补偿)")
_WORD = re.compile(r"[a-z][a-z'-]+")


def is_foreign(text: str, told: Sequence[str], language: Language) -> bool:
    """Whether a part says what none of the texts does, or nowhere in one place."""
    known, sentences = _told(tuple(told), language)
    for part in _PARTS.split(_plain(_without_figures(text))):
        own = content(part, language)
        if any(not _is_known(word, known, language) for word in own):
            return True
        if len(own) >= _FEW_WORDS and not _stand_together(own, sentences, language):
            return True
    return False


def content(part: str, language: Language) -> tuple[tuple[str, ...], ...]:
    """What claims something: words, each with its other spellings."""
    if language is Language.ENGLISH:
        return tuple((word,) for word in _stems(part) if word not in _neutral_english())
    found: list[tuple[str, ...]] = []
    for text in _HAN.findall(part):
        named = [word for run in _neutral_chinese().split(text) if run for word in words(run)]
        found += [(word,) for word in named]
    found += [(match[0],) for match in _GIVEN.finditer(part) if (match[1],) in found]
    return (*found, *_loose(part, "".join(word for word, *_ in found)))


def _is_known(spellings: tuple[str, ...], known: frozenset[str] | str, language: Language) -> bool:
    if any(word in known for word in spellings):
        return True
    return language is Language.CHINESE and any(term in known for term in synonyms(spellings[0]))


def _stand_together(
    own: Sequence[tuple[str, ...]], sentences: Sequence[frozenset[str] | str], language: Language
) -> bool:
    least = _LEAST_TOGETHER * len(own)
    return any(
        sum(_is_known(word, sentence, language) for word in own) >= least for sentence in sentences
    )


@lru_cache(maxsize=256)
def _told(
    told: tuple[str, ...], language: Language
) -> tuple[frozenset[str] | str, tuple[frozenset[str] | str, ...]]:
    """All that is said, and sentence by sentence: text in Chinese, stems in English."""
    split = [part for text in told for part in _SENTENCES.split(_plain(text)) if part.strip()]
    if language is Language.CHINESE:
        joined = tuple("".join(part.split()) for part in split)
        return "\n".join(joined), joined
    stems = tuple(_english(part) for part in split)
    return frozenset().union(*stems), stems


def _english(text: str) -> frozenset[str]:
    """The stems of a text; English terms of the glossary count where their Chinese stands."""
    found = {*_stems(text), *_named_in_chinese(text)}
    return frozenset(found)


def _named_in_chinese(text: str) -> Iterable[str]:
    if not _HAN.search(text):
        return ()
    return (stem(word) for word in _glossary_words() if any(t in text for t in expand(word)))


@cache
def _glossary_words() -> tuple[str, ...]:
    variants = (v for row in entries("glossary.tsv") for v in row[0])
    return tuple(dict.fromkeys(w for v in variants for w in _WORD.findall(v.lower())))


def _loose(part: str, covered: str) -> Iterator[tuple[str, ...]]:
    """Characters that are part of no word, each with either of its neighbours."""
    for i, character in _unsaid(part):
        if _HAN.match(character) and character not in covered:
            yield (part[max(0, i - 1) : i + 1], part[i : i + 2])


def _unsaid(part: str) -> Iterator[tuple[int, str]]:
    """Each character that is part of no neutral word, and where it stands."""
    said = {at for m in _neutral_chinese().finditer(part) for at in range(*m.span())}
    return ((i, character) for i, character in enumerate(part) if i not in said)


def _without_figures(text: str) -> str:
    """Their words are checked as figures."""
    for figure in reversed(figures(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def _stems(text: str) -> tuple[str, ...]:
    found = (word.removesuffix("'s") for word in _WORD.findall(text))
    return tuple(stem(word) for word in found if word not in STOP_WORDS)


@cache
def _neutral_listed() -> frozenset[str]:
    return frozenset(_listed("neutral.txt"))


@cache
def _neutral_chinese() -> re.Pattern[str]:
    """Any neutral word, the longest first."""
    listed = sorted(_neutral_listed(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)))


@cache
def _neutral_english() -> frozenset[str]:
    return frozenset(stem(word) for word in _listed("neutral_english.txt"))


def _listed(name: str) -> tuple[str, ...]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
