"""Which sentence answers: every sentence of the clauses found, weighed against the question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.bounds import holds
from assistant.cues import Kind
from assistant.fit import MONEY, fit
from assistant.question import Question
from assistant.sentence import Sentence, clause_tokens, sentences_of
from assistant.slots import Slot, values
from assistant.wanted import Wanted, wanted
from assistant.weights import EVIDENCE, Features
from corpus.clause import Benefit, BenefitKind, Clause, Document
from index.search import Hit
from index.tokens import tokens

__all__ = [
    "Evidence",
    "Sentence",
    "Wanted",
    "as_row",
    "clause_tokens",
    "sentences_of",
    "wanted",
    "weigh",
]

_BODY = re.compile(r"[省市县区][^，。、；]{1,10}(?:厅|局|委|办|中心)|领导小组|人民政府")
#: a place above the one that the question names, or that the asker merely is in
_ABOVE_NAMED, _ABOVE_GIVEN = 0.3, 0.65
#: rows read once; a country's would not fit
_MOST_KEPT = 20_000
_FITS_KEPT = 100_000
_ROWS: dict[int, tuple[Benefit, frozenset[str], Mapping[Slot, frozenset[str]]]] = {}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence, how strongly it answers, and why."""

    sentence: Sentence
    hit: Hit
    features: Features
    score: float

    @property
    def key(self) -> tuple[str, str]:
        return self.sentence.clause.document_number, self.sentence.clause.clause_id


def weigh(question: Question, hits: Sequence[Hit], asked: Wanted) -> tuple[Evidence, ...]:
    """The sentences of the hits, the one that answers best first."""
    found = [
        _evidence(question, hit, sentence, asked)
        for hit in hits
        for sentence in sentences_of(hit.clause, hit.document)
    ]
    return tuple(sorted(found, key=lambda evidence: evidence.score, reverse=True))


def _evidence(question: Question, hit: Hit, sentence: Sentence, asked: Wanted) -> Evidence:
    features = Features(
        clause=hit.score,
        own=asked.share(sentence.tokens),
        around=asked.share(sentence.around),
        official=asked.official_share(sentence.tokens),
        official_around=asked.official_share(sentence.around),
        fit=max(_fit(kind, sentence) for kind in _telling(question.kinds)),
        conflict=_conflicts(question.slots, sentence.slots),
        agreement=_agreements(question.slots, sentence.slots),
        place=_place(question, sentence.document),
        payer=_payer(question, sentence.document),
        figure=_figures_shared(question, sentence),
        row=_best_row(question, sentence, asked),
        band=_in_band(question, sentence),
        meaning=asked.likeness(sentence),
        measure=_is_measure(sentence.clause),
    )
    score = EVIDENCE.score(features)
    return Evidence(sentence, hit, features, score)


def _is_measure(clause: Clause) -> float:
    """1 for a numbered clause, 0 for what introduces or summarises others."""
    return 0.0 if not clause.path or clause.path[-1].startswith("附件") else 1.0


def _telling(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """The kinds that say what a sentence must offer; to compare is to do with several."""
    return tuple(k for k in kinds if k not in (Kind.COMPARE, Kind.STACK)) or kinds


@lru_cache(maxsize=_FITS_KEPT)
def _fit(kind: Kind, sentence: Sentence) -> float:
    """What the sentence offers to that kind of question; some kinds ask the clause."""
    if kind is Kind.DEPARTMENT:
        return 1.0 if sentence.clause.departments else 0.8 if _BODY.search(sentence.text) else 0.0
    if kind is Kind.VALIDITY:
        return 1.0 if sentence.clause.validity.basis else 0.3
    return fit(kind, sentence.text, sentence.quantities, sentence.benefits)


def _place(question: Question, document: Document) -> float:
    """1 for the place asked about, less for the larger ones that it belongs to."""
    if not question.places:
        return 0.5
    if document.region in question.places:
        return 1.0
    return _ABOVE_NAMED if question.named_places else _ABOVE_GIVEN


def _payer(question: Question, document: Document) -> float:
    if not question.payers or document.level is None:
        return 0.0
    return 1.0 if document.level in question.payers else -1.0


#: a sentence that names both 首次 and 再次 is about the second; one that lists tiers is about each
_EXCLUSIVE = frozenset({Slot.OCCASION})


def _conflicts(asked: Mapping[Slot, frozenset[str]], found: Mapping[Slot, frozenset[str]]) -> float:
    clash = sum(1.0 for s, v in asked.items() if s in found and not v & found[s])
    mixed = sum(
        2.0 for s, v in asked.items() if s in _EXCLUSIVE and v & found.get(s, v) < found.get(s, v)
    )
    return clash + mixed


def _agreements(
    asked: Mapping[Slot, frozenset[str]], found: Mapping[Slot, frozenset[str]]
) -> float:
    return float(sum(1 for s, v in asked.items() if v & found.get(s, frozenset())))


def _figures_shared(question: Question, sentence: Sentence) -> float:
    units = {q.unit for q in sentence.quantities}
    exact = any(a.is_same(b) for a in question.figures for b in sentence.quantities)
    return 1.0 if exact else 0.3 if any(q.unit in units for q in question.figures) else 0.0


def _best_row(question: Question, sentence: Sentence, asked: Wanted) -> float:
    """The best row's share of the question's words, less what another tier takes away."""
    best = 0.0
    for row in sentence.benefits:
        if row.kind is BenefitKind.OTHER:
            continue
        known = _ROWS.get(id(row))
        if known is None or known[0] is not row:
            words = f"{row.recipient} {row.condition}"
            if len(_ROWS) > _MOST_KEPT:
                _ROWS.clear()
            known = _ROWS[id(row)] = (row, frozenset(tokens(words)), values(words))
        share = asked.match(known[1])
        share += 0.1 * _agreements(question.slots, known[2]) - 0.2 * _conflicts(
            question.slots, known[2]
        )
        best = max(best, share)
    return best


def _in_band(question: Question, sentence: Sentence) -> float:
    """1 where a band of the sentence holds the asker's figure, -1 where its bands do not."""
    for figure in question.figures:
        bands = [band for unit, band in sentence.bands if unit is figure.unit]
        if bands and figure.value is not None:
            inside = any(figure.value in band for band in bands)
            printed = any(figure.is_same(quantity) for quantity in sentence.quantities)
            return 1.0 if inside else 0.0 if printed else -1.0
        bounds = {
            holds(figure, bound, sentence.text)
            for bound in sentence.quantities
            if bound.unit is figure.unit and bound.unit in MONEY
        }
        if True in bounds or False in bounds:
            return 1.0 if True in bounds else -1.0
    return 0.0


def as_row(features: Features) -> tuple[float, ...]:
    """The features in order, for fitting."""
    return tuple(float(value) for value in features)
