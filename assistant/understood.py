"""What an answer took the question to be about: place, tier, subject, each as it stands there.

`省级专精特新在晋城奖多少` → 晋城市 (`晋城`), 省级, 专精特新
"""

import re
from collections.abc import Iterator
from itertools import groupby, islice

from assistant.answer import Facet, Understood
from assistant.conversation import has_topic
from assistant.question import Question
from assistant.slots import slots
from corpus.clause import Clause
from corpus.places import mentions
from index.english import stem
from index.searchable import Searchable
from index.tokens import has_chinese, normal, words

#: rarer than this among the clauses, a word says what is meant; 项目 has 1.4
_TELLING_IDF = 1.5
#: an English word is only looked at for this, so it must say more; `company` has 1.3
_TELLING_ENGLISH_IDF = 3.0
_SUBJECTS = 2
_SHORTEST_TIER_CHARS = 2
#: beside a term of this length (高新技术企业), a shorter word than that (认定) adds nothing
_WHOLE_CHARS, _BESIDE_CHARS = 4, 3
_COUNTED = re.compile(r"[\d几少两一]\s?个?$")
_ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z-]+")

Span = tuple[int, int]


def parts(question: Question, index: Searchable, cited: Clause) -> tuple[Understood, ...]:
    """Places, then tiers and their like, then the subject in the words of the cited clause."""
    text = question.standalone
    named = mentions(text)
    long = (slot for slot in slots(text) if slot.end - slot.start >= _SHORTEST_TIER_CHARS)
    tiers = sorted(long, key=lambda slot: slot.start)
    places = {place: Understood(Facet.PLACE, place, "") for place in question.places}
    for mention in named:
        if mention.place in places:
            said = text[mention.start : mention.end]
            places[mention.place] = Understood(Facet.PLACE, mention.place, said)
    taken = [(m.start, m.end) for m in named] + [(tier.start, tier.end) for tier in tiers]
    found = (
        *places.values(),
        *(Understood(Facet.TIER, tier.value, text[tier.start : tier.end]) for tier in tiers),
        *(Understood(Facet.SUBJECT, said, said) for said in _subjects(text, taken, index, cited)),
    )
    return tuple(dict.fromkeys(found))


def _subjects(text: str, taken: list[Span], index: Searchable, cited: Clause) -> list[str]:
    """The longest telling words outside what is taken, in the question's order."""
    said = _chinese(text, index, cited) if has_chinese(text) else _english(text, index)
    free = [span for span in said if not any(_meet(span, other) for other in taken)]
    ordered = sorted(free, key=lambda span: (-_length(span), span))
    best = list(islice((span for span in ordered if _is_topic(text[slice(*span)])), _SUBJECTS))
    if best and _length(best[0]) >= _WHOLE_CHARS:
        best = [span for span in best if _length(span) >= _BESIDE_CHARS]
    return [text[slice(*span)] for span in sorted(best)]


def _length(span: Span) -> int:
    return span[1] - span[0]


def _is_topic(said: str) -> bool:
    """Not 奖励 or `responsible`; twice, as one English word alone is no subject."""
    return has_topic(f"{said} {said}")


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _chinese(text: str, index: Searchable, cited: Clause) -> Iterator[Span]:
    """Words that the question and the clause share, none inside another, nor `5个工作日`."""
    shared = {word for word in words(normal(text)) if word in text and _is_in(word, cited)}
    telling = {word for word in shared if index.idf(word) >= _TELLING_IDF}
    for word in telling:
        at = text.index(word)
        whole = not any(word != other and word in other for other in telling)
        if whole and not _COUNTED.search(text[:at]):
            yield at, at + len(word)


def _is_in(word: str, clause: Clause) -> bool:
    return word in clause.text or word in clause.heading


def _english(text: str, index: Searchable) -> Iterator[Span]:
    """Words beside one another that the clauses know and that are rare there."""
    known = [(m, _tells(m[0], index)) for m in _ENGLISH_WORD.finditer(text)]
    for tells, run in groupby(known, key=lambda each: each[1]):
        spans = [match.span() for match, _ in run]
        if tells:
            yield spans[0][0], spans[-1][1]


def _tells(word: str, index: Searchable) -> bool:
    rarity = index.idf(stem(word.lower()))
    is_known = rarity < index.idf("a word that no clause holds")
    return is_known and rarity >= _TELLING_ENGLISH_IDF
