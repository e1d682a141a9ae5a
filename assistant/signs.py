"""The signs that a sentence answers, for all sentences of the clauses found at once."""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.bounds import holds
from assistant.cues import Kind
from assistant.fit import MONEY
from assistant.question import Question
from assistant.reading import Floats, Ints, Library, Reading, Texts
from assistant.sentence import Sentence
from assistant.slots import MASKS, Slot, mask_of
from assistant.wanted import Wanted
from assistant.weights import Features
from corpus.clause import Document
from index.query import Hit

Read = Sequence[tuple[Hit, Reading]]
#: a value for each sentence, or one for all
Column = Floats | float

#: a place above the one that the question names, or that the asker merely is in
_ABOVE_NAMED, _ABOVE_GIVEN = 0.3, 0.65
#: a sentence that names both 首次 and 再次 is about the second; one that lists tiers is about each
_EXCLUSIVE = frozenset({Slot.OCCASION})
#: what an asker means only by saying so: a reward is asked for as if for the first time
_UNSAID = {Slot.OCCASION: "再次"}
_PLACES = {kind: at for at, kind in enumerate(Kind)}


def signs(question: Question, read: Read, asked: Wanted, known: Library) -> Floats:
    """A row for each of `Features`, in their order, and a column for each sentence."""
    readings = [reading for _, reading in read]
    sentences = [sentence for reading in readings for sentence in reading.sentences]
    shares = _Shares(asked, known)
    own = Texts.joined([reading.own for reading in readings])
    words, names = shares.of(own)
    words_beside, names_beside = shares.of(Texts.joined([reading.beside for reading in readings]))
    conflicts, agreements = _slots(question.slots, [reading.slots for reading in readings])
    found: Mapping[str, Column] = {
        **_of_clauses(question, read),
        **_of_figures(question, sentences),
        "own": words,
        "around": words + words_beside,
        "official": names,
        "official_around": names + names_beside,
        "fit": _fits(question, readings),
        "conflict": conflicts,
        "agreement": agreements,
        "row": _best_amounts(question, readings, shares, len(sentences)),
        "meaning": _meanings(readings, asked),
    }
    table = np.empty((len(Features._fields), len(sentences)))
    for at, name in enumerate(Features._fields):
        table[at] = found[name]
    return table


class _Shares:
    """How much of the question's words, and of what they are called in the policies, stands in
    each text."""

    def __init__(self, asked: Wanted, known: Library) -> None:
        self._weighted = (asked.own, asked.official)
        self._weights = [known.weights(each.weights) for each in self._weighted]
        self._official_weight = asked.official_weight

    def of(self, texts: Texts) -> tuple[Floats, Floats]:
        """Each share by itself."""
        own, official = texts.sums(*self._weights)
        return own / (self._weighted[0].total or 1.0), official / (self._weighted[1].total or 1.0)

    def match(self, texts: Texts) -> Floats:
        """Both in one."""
        own, official = self.of(texts)
        return own + self._official_weight * official


def _of_clauses(question: Question, read: Read) -> Mapping[str, Column]:
    """What all sentences of a clause have in common."""
    columns = {
        "clause": [hit.score for hit, _ in read],
        "place": [_place(question, hit.document) for hit, _ in read],
        "payer": [_payer(question, hit.document) for hit, _ in read],
        "measure": [_is_measure(hit) for hit, _ in read],
    }
    sizes = [len(reading.sentences) for _, reading in read]
    return dict(zip(columns, np.repeat(list(columns.values()), sizes, axis=1), strict=True))


def _is_measure(hit: Hit) -> float:
    """1 for a numbered clause, 0 for what introduces or summarises others."""
    path = hit.clause.path
    return 0.0 if not path or path[-1].startswith("附件") else 1.0


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


def _fits(question: Question, readings: Sequence[Reading]) -> Floats:
    """What each sentence offers, to the kind of question that it suits best."""
    kinds = [_PLACES[kind] for kind in _telling(question.kinds)]
    fits: Floats = np.concatenate([reading.fits for reading in readings], axis=1)[kinds].max(axis=0)
    return fits


def _telling(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """The kinds that say what a sentence must offer; to compare is to do with several."""
    return tuple(k for k in kinds if k not in (Kind.COMPARE, Kind.STACK)) or kinds


def _slots(asked: Mapping[Slot, frozenset[str]], parts: Sequence[Ints]) -> tuple[Floats, Floats]:
    """How many slots each text contradicts, and how many it has as they were asked for."""
    found = np.concatenate(parts)
    conflicts, agreements = np.zeros(len(found)), np.zeros(len(found))
    for slot, value in _UNSAID.items():
        if slot not in asked:
            conflicts += 2.0 * ((found & mask_of({slot: frozenset({value})})) != 0)
    for slot, values in asked.items():
        named, meant = found & MASKS[slot], mask_of({slot: values})
        agrees = (named & meant) != 0
        agreements += agrees
        conflicts += (named != 0) & ~agrees
        if slot in _EXCLUSIVE:
            conflicts += 2.0 * ((named & ~meant) != 0)
    return conflicts, agreements


def _best_amounts(
    question: Question, readings: Sequence[Reading], shares: _Shares, count: int
) -> Floats:
    """The best amount's share of the question's words, less what another tier takes away."""
    best = np.zeros(count)
    amounts = Texts.joined([reading.amounts for reading in readings])
    slots = [reading.slots_of_amounts for reading in readings]
    conflicts, agreements = _slots(question.slots, slots)
    worth = shares.match(amounts) + 0.1 * agreements - 0.2 * conflicts
    sizes = [len(reading.sentences) for reading in readings]
    firsts = np.repeat(np.cumsum(sizes) - sizes, [len(r.sentence_of_amount) for r in readings])
    sentences = np.concatenate([reading.sentence_of_amount for reading in readings])
    np.maximum.at(best, firsts + sentences, worth)
    return best


def _meanings(readings: Sequence[Reading], asked: Wanted) -> Column:
    meaning = asked.meaning
    if meaning is None:
        return 0.0
    vectors = np.concatenate([reading.vectors(meaning.encoder) for reading in readings])
    return meaning.likenesses(vectors).astype(np.float64)


def _of_figures(question: Question, sentences: Sequence[Sentence]) -> Mapping[str, Column]:
    """What the asker's own figures have to do with those of each sentence."""
    if not question.figures:
        return {"figure": 0.0, "band": 0.0}
    figure, band = np.zeros(len(sentences)), np.zeros(len(sentences))
    units = frozenset(asked.unit for asked in question.figures)
    for at, sentence in enumerate(sentences):
        if not units.isdisjoint(sentence.units):
            figure[at] = _figures_shared(question, sentence)
            band[at] = _in_band(question, sentence)
    return {"figure": figure, "band": band}


def _figures_shared(question: Question, sentence: Sentence) -> float:
    units = {q.unit for q in sentence.quantities}
    exact = any(a.is_same(b) for a in question.figures for b in sentence.quantities)
    return 1.0 if exact else 0.3 if any(q.unit in units for q in question.figures) else 0.0


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
