"""A clause's sentences with all that weighing needs of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from assistant.slots import Slot, values
from corpus.clause import Benefit, Clause, Document, Interval
from corpus.quantities import Quantity, quantities
from corpus.sentences import sentences
from corpus.translations import rendering
from corpus.units import Unit
from index.tokens import tokens

_DUTY = re.compile(
    r"^\s*[（(〔\[].{0,4}(?:责任|牵头|主管|配合)单位|^\s*[（(][^（）()]*(?:负责|牵头|配合)[）)]\s*$"
)
_NUMBER = re.compile(
    r"^\s*(?:\d{1,3}[.．、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,5}条)\s*"
)

#: phrases and amounts that questions come back to
_TEXTS_KEPT = 16_384


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence of a clause with what weighing needs; equal only to itself."""

    clause: Clause
    document: Document
    start: int
    end: int
    text: str
    english: str
    tokens: frozenset[str]
    context: frozenset[str]
    quantities: tuple[Quantity, ...]
    benefits: tuple[Benefit, ...]
    slots: Mapping[Slot, frozenset[str]]
    bands: tuple[tuple[Unit, Interval], ...]
    #: of its figures and its bands
    units: frozenset[Unit]

    @property
    def around(self) -> frozenset[str]:
        """Its words and those of its clause's title and document."""
        return self.tokens | self.context


@lru_cache(maxsize=_TEXTS_KEPT)
def words_in(text: str) -> frozenset[str]:
    """The tokens of a piece of a clause, each as one string: that saves memory and comparing."""
    return frozenset(set(_tokens(text)))


def _tokens(text: str) -> Iterator[str]:
    return map(intern, tokens(text))


def read(clause: Clause, document: Document) -> tuple[Sentence, ...]:
    """The clause's sentences, without the brackets that name who is responsible."""
    context = words_in(f"{clause.label} {clause.heading} {document.title}")
    spans = _spans(clause)
    return tuple(_sentence(clause, document, start, end, context) for start, end in spans)


def _spans(clause: Clause) -> list[tuple[int, int]]:
    """Its sentences but for duty brackets and the line that is only its title."""
    text = clause.text
    spans = [s for s in sentences(text) if not _DUTY.match(text[s[0] : s[1]])]
    bare = [s for s in spans if _NUMBER.sub("", text[s[0] : s[1]]).strip("。 \n") != clause.heading]
    return bare or spans


def _sentence(
    clause: Clause, document: Document, start: int, end: int, context: frozenset[str]
) -> Sentence:
    text = clause.text[start:end]
    english = rendering(text)
    rows = tuple(b for b in clause.benefits if start <= b.start < end)
    governed = " ".join({f"{row.recipient} {row.condition}" for row in rows if row.aligned})
    # copied from a set: one that grew by itself takes twice the room
    own = frozenset({*_tokens(f"{text} {governed}"), *_tokens(english)})
    figures, bands = quantities(text), tuple(_bands(rows))
    return Sentence(
        clause=clause,
        document=document,
        start=start,
        end=end,
        text=text,
        english=english,
        tokens=own,
        context=context,
        quantities=figures,
        benefits=rows,
        slots=values(governed or text),
        bands=bands,
        units=frozenset(q.unit for q in figures) | {unit for unit, _ in bands},
    )


def _bands(rows: Sequence[Benefit]) -> Iterator[tuple[Unit, Interval]]:
    """The bands of the rows, by the unit of the scale."""
    for row in rows:
        if row.interval is not None:
            for unit in {quantity.unit for quantity in quantities(row.condition)}:
                yield unit, row.interval
