"""A clause's sentences with all that weighing needs of them, read once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
#: clauses kept ready; a country's would not fit
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence of a clause with what weighing needs, read once; equal only to itself."""

    clause: Clause
    document: Document
    start: int
    end: int
    text: str
    english: str
    tokens: frozenset[str]
    context: frozenset[str]
    around: frozenset[str]
    quantities: tuple[Quantity, ...]
    benefits: tuple[Benefit, ...]
    slots: Mapping[Slot, frozenset[str]]
    bands: tuple[tuple[Unit, Interval], ...]


_READ: dict[int, tuple[Clause, tuple[Sentence, ...]]] = {}


def sentences_of(clause: Clause, document: Document) -> tuple[Sentence, ...]:
    """The clause's sentences, without the brackets that name who is responsible."""
    known = _READ.get(id(clause))
    if known is not None and known[0] is clause:
        return known[1]
    context = frozenset(tokens(f"{clause.label} {clause.heading} {document.title}"))
    spans = _spans(clause)
    read = tuple(_sentence(clause, document, start, end, context) for start, end in spans)
    if len(_READ) > _MOST_KEPT:
        _READ.clear()
    _READ[id(clause)] = (clause, read)
    return read


def _spans(clause: Clause) -> list[tuple[int, int]]:
    """Its sentences but for duty brackets and the line that is only its title."""
    text = clause.text
    spans = [s for s in sentences(text) if not _DUTY.match(text[s[0] : s[1]])]
    bare = [s for s in spans if _NUMBER.sub("", text[s[0] : s[1]]).strip("。 \n") != clause.heading]
    return bare or spans


def clause_tokens(sentence: Sentence) -> frozenset[str]:
    """All that the sentence's clause says, its title and section included."""
    others = sentences_of(sentence.clause, sentence.document)
    return sentence.context.union(*(other.tokens for other in others))


def _sentence(
    clause: Clause, document: Document, start: int, end: int, context: frozenset[str]
) -> Sentence:
    text = clause.text[start:end]
    english = rendering(text)
    rows = tuple(b for b in clause.benefits if start <= b.start < end)
    governed = " ".join({f"{row.recipient} {row.condition}" for row in rows if row.aligned})
    own = frozenset(tokens(f"{text} {governed}")) | frozenset(tokens(english))
    return Sentence(
        clause=clause,
        document=document,
        start=start,
        end=end,
        text=text,
        english=english,
        tokens=own,
        context=context,
        around=own | context,
        quantities=quantities(text),
        benefits=rows,
        slots=values(governed or text),
        bands=tuple(_bands(rows)),
    )


def _bands(rows: Sequence[Benefit]) -> Iterator[tuple[Unit, Interval]]:
    """The bands of the rows, by the unit of the scale."""
    for row in rows:
        if row.interval is not None:
            for unit in {quantity.unit for quantity in quantities(row.condition)}:
                yield unit, row.interval
