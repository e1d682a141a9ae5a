"""A clause as weighing sees it: its sentences, and what every question asks of them in arrays.

Reading a clause takes far longer than weighing it, so each is read once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.cues import Kind
from assistant.fit import fit
from assistant.sentence import Sentence, read, words_in
from assistant.slots import mask_of, values
from corpus.clause import BenefitKind, Clause, Document
from index.encoder import Encoder, Vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: clauses kept ready; a country's would not fit
_MOST_KEPT = 20_000
_BODY = re.compile(r"[省市县区][^，。、；]{1,10}(?:厅|局|委|办|中心)|领导小组|人民政府")


@dataclass(frozen=True, slots=True)
class Texts:
    """The numbers of some texts' words, one text after the other."""

    words: Ints
    sizes: Ints

    @classmethod
    def joined(cls, parts: Sequence["Texts"]) -> "Texts":
        """All of them, in order."""
        return cls(
            np.concatenate([part.words for part in parts]),
            np.concatenate([part.sizes for part in parts]),
        )

    def sums(self, *weights: Floats) -> list[Floats]:
        """For each text, the weights of its words added up."""
        count = len(self.sizes)
        text_of = np.repeat(np.arange(count), self.sizes)
        sums = (np.bincount(text_of, each.take(self.words), count) for each in weights)
        return [np.asarray(each, np.float64) for each in sums]


@dataclass(frozen=True, eq=False)
class Reading:
    """One clause, read; `beside` is what its title and section add to each sentence."""

    sentences: tuple[Sentence, ...]
    own: Texts
    beside: Texts
    amounts: Texts
    sentence_of_amount: Ints
    slots: Ints
    slots_of_amounts: Ints
    _vectors: list[tuple[Encoder, Vectors]] = field(default_factory=list)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """All that the clause says, its title and section included."""
        found = (sentence.tokens | sentence.context for sentence in self.sentences)
        return frozenset[str]().union(*found)

    @cached_property
    def fits(self) -> Floats:
        """How well each sentence suits each kind of question, in the order of `Kind`."""
        return np.array([[_fit(kind, s) for s in self.sentences] for kind in Kind], np.float64)

    def vectors(self, encoder: Encoder) -> Vectors:
        """The meaning of each sentence."""
        if not self._vectors or self._vectors[0][0] is not encoder:
            encoded = encoder.encode_passages([sentence.text for sentence in self.sentences])
            self._vectors[:] = [(encoder, encoded)]
        return self._vectors[0][1]


class Library:
    """The clauses read so far, and the numbers of their words."""

    def __init__(self) -> None:
        self._readings: dict[int, tuple[Clause, Reading]] = {}
        self._numbers: dict[str, int] = {}
        self._numbering = Lock()

    def __len__(self) -> int:
        return len(self._readings)

    def reading(self, clause: Clause, document: Document) -> Reading:
        """The clause, read now or before."""
        known = self._readings.get(id(clause))
        if known is None or known[0] is not clause:
            known = self._readings[id(clause)] = clause, self._read(clause, document)
        return known[1]

    def weights(self, of: Mapping[str, float]) -> Floats:
        """The weight of each numbered word."""
        found = np.zeros(len(self._numbers))
        for word, weight in of.items():
            number = self._numbers.get(word)
            if number is not None:
                found[number] = weight
        return found

    def _read(self, clause: Clause, document: Document) -> Reading:
        sentences = read(clause, document)
        amounts = [
            (at, f"{row.recipient} {row.condition}")
            for at, sentence in enumerate(sentences)
            for row in sentence.benefits
            if row.kind is not BenefitKind.OTHER
        ]
        return Reading(
            sentences=sentences,
            own=self._texts(s.tokens for s in sentences),
            beside=self._texts(s.context - s.tokens for s in sentences),
            amounts=self._texts(words_in(text) for _, text in amounts),
            sentence_of_amount=_ints(at for at, _ in amounts),
            slots=_ints(mask_of(s.slots) for s in sentences),
            slots_of_amounts=_ints(mask_of(values(text)) for _, text in amounts),
        )

    def _texts(self, texts: Iterable[frozenset[str]]) -> Texts:
        numbered = [self._numbered(words) for words in texts]
        return Texts(
            _ints(number for numbers in numbered for number in numbers), _ints(map(len, numbered))
        )

    def _numbered(self, words: Iterable[str]) -> list[int]:
        """In rising order, so that the same words always add up to the same sum."""
        numbers = self._numbers
        with self._numbering:
            return sorted(numbers.setdefault(word, len(numbers)) for word in words)


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, np.int64)


@cache
def _kept() -> Library:
    return Library()


def library() -> Library:
    """What is read; begun anew when it has grown too large."""
    if len(_kept()) > _MOST_KEPT:
        _kept.cache_clear()
    return _kept()


def read_ahead(rows: Iterable[tuple[Document, Clause]], encoder: Encoder | None) -> None:
    """Read the clauses that questions will find, in place of those read before."""
    _kept.cache_clear()
    known = library()
    for document, clause in rows:
        reading = known.reading(clause, document)
        _ = reading.fits
        if encoder is not None:
            reading.vectors(encoder)


def sentences_of(clause: Clause, document: Document) -> tuple[Sentence, ...]:
    """The clause's sentences, without the brackets that name who is responsible."""
    return library().reading(clause, document).sentences


def clause_tokens(sentence: Sentence) -> frozenset[str]:
    """All that the sentence's clause says, its title and section included."""
    return library().reading(sentence.clause, sentence.document).tokens


def _fit(kind: Kind, sentence: Sentence) -> float:
    """What the sentence offers to that kind of question; some kinds ask the clause."""
    if kind is Kind.DEPARTMENT:
        return 1.0 if sentence.clause.departments else 0.8 if _BODY.search(sentence.text) else 0.0
    if kind is Kind.VALIDITY:
        return 1.0 if sentence.clause.validity.basis else 0.3
    return fit(kind, sentence.text, sentence.quantities, sentence.benefits)
