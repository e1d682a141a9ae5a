"""Which sentence answers: every sentence of the clauses found, weighed against the question."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.bounds import holds
from assistant.cues import Kind
from assistant.fit import MONEY, fit
from assistant.question import Question
from assistant.slots import Slot, values
from assistant.weights import EVIDENCE, Features
from corpus.clause import Benefit, BenefitKind, Clause, Document, Interval
from corpus.places import mentions
from corpus.quantities import Quantity, quantities
from corpus.sentences import sentences
from corpus.translations import rendering
from corpus.units import Unit
from index.encoder import Encoder, Vectors
from index.glossary import expand, synonyms
from index.search import Hit
from index.tokens import is_pair, tokens

_DUTY = re.compile(
    r"^\s*[（(〔\[].{0,4}(?:责任|牵头|主管|配合)单位|^\s*[（(][^（）()]*(?:负责|牵头|配合)[）)]\s*$"
)
_NUMBER = re.compile(
    r"^\s*(?:\d{1,3}[.．、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,5}条)\s*"
)
_BODY = re.compile(r"[省市县区][^，。、；]{1,10}(?:厅|局|委|办|中心)|领导小组|人民政府")
#: a place above the one that the question names, or that the asker merely is in
_ABOVE_NAMED, _ABOVE_GIVEN = 0.3, 0.65
#: what a word of the question before counts against one of this question
_CONTEXT_SHARE = 0.25
#: synonyms help where words fail; an English question has nothing else in common with the text
_OFFICIAL_WEIGHT = {Language.CHINESE: 0.3, Language.ENGLISH: 0.8}
#: character pairs support words, they do not outvote them
_PAIR_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a clause with what weighing needs, read once."""

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """The tokens asked for with their weights: rare words count, everyday words hardly."""

    own: Mapping[str, float]
    official: Mapping[str, float]
    meaning: Callable[[Sentence], float] | None = None
    official_weight: float = 0.3
    own_total: float = 0.0
    official_total: float = 0.0

    def match(self, found: frozenset[str]) -> float:
        """Both shares in one: to tell the rows and phrases of one sentence apart."""
        return self.share(found) + self.official_weight * self.official_share(found)

    def missing(self, found: frozenset[str]) -> float:
        """The share of the question's words, pairs apart, that stand nowhere in the tokens."""
        words = [token for token in self.own if not is_pair(token)]
        return sum(token not in found for token in words) / len(words) if words else 1.0

    def rarest_missing(self, found: frozenset[str]) -> float:
        """Of the question's words, pairs apart, the weight of the rarest that is missing, 0 to 1."""
        words = {token: weight for token, weight in self.own.items() if not is_pair(token)}
        most = max(words.values(), default=0.0)
        missing = max((w for token, w in words.items() if token not in found), default=0.0)
        return missing / most if most else 1.0

    def likeness(self, sentence: Sentence) -> float:
        """How close the sentence is in meaning; 0 without an encoder."""
        return self.meaning(sentence) if self.meaning else 0.0

    def share(self, found: frozenset[str]) -> float:
        """How much of the question's own words stands in the tokens."""
        return _share(self.own, found, self.own_total)

    def official_share(self, found: frozenset[str]) -> float:
        """How much of what they are called in the policies does."""
        return _share(self.official, found, self.official_total)


def wanted(
    question: Question, idf: Callable[[str], float], encoder: Encoder | None = None
) -> Wanted:
    """What to look for: the question's words, and their names in official Chinese."""
    own: dict[str, float] = {}
    official: dict[str, float] = {}
    context_share = _CONTEXT_SHARE if question.has_topic else 1.0
    for text, share in ((question.focus, 1.0), (question.context, context_share)):
        bare = without_places(text)
        _add(own, tokens(bare), share, idf)
        for term in (*expand(bare), *synonyms(bare)):
            _add(official, tokens(term), share, idf)
    meaning = None if encoder is None else _meaning(question, encoder)
    weight = _OFFICIAL_WEIGHT[question.language]
    return Wanted(own, official, meaning, weight, sum(own.values()), sum(official.values()))


def _meaning(question: Question, encoder: Encoder) -> Callable[[Sentence], float]:
    """Likeness to the question as typed or as resolved, whichever is closer."""
    asked = encoder.encode_queries(list(dict.fromkeys((question.focus, question.standalone))))
    has_new_subject = bool(question.context) and question.has_topic

    def likeness(sentence: Sentence) -> float:
        key = (id(encoder), id(sentence.clause), sentence.start)
        known = _VECTORS.get(key)
        if known is None:
            if len(_VECTORS) > _MOST_KEPT:
                _VECTORS.clear()
            known = _VECTORS[key] = encoder.encode_passages([sentence.text])[0]
        likenesses = asked @ known
        return float(likenesses.mean() if has_new_subject else likenesses.max())

    return likeness


def weigh(question: Question, hits: Sequence[Hit], asked: Wanted) -> tuple[Evidence, ...]:
    """The sentences of the hits, the one that answers best first."""
    found = [
        _evidence(question, hit, sentence, asked)
        for hit in hits
        for sentence in sentences_of(hit.clause, hit.document)
    ]
    return tuple(sorted(found, key=lambda evidence: evidence.score, reverse=True))


#: sentences and vectors kept ready; a country's clauses would not fit
_MOST_KEPT = 20_000
_VECTORS: dict[tuple[int, int, int], Vectors] = {}
_ROWS: dict[int, tuple[Benefit, frozenset[str], Mapping[Slot, frozenset[str]]]] = {}
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


def without_places(text: str) -> str:
    """The text without the names of places: whose clause answers is decided apart."""
    rest, position = "", 0
    for mention in mentions(text):
        rest += text[position : mention.start] + " "
        position = mention.end
    return rest + text[position:]


def _sentence(
    clause: Clause, document: Document, start: int, end: int, context: frozenset[str]
) -> Sentence:
    text = clause.text[start:end]
    english = rendering(text)
    rows = tuple(b for b in clause.benefits if start <= b.start < end)
    governed = " ".join({f"{row.recipient} {row.condition}" for row in rows if row.aligned})
    return Sentence(
        clause=clause,
        document=document,
        start=start,
        end=end,
        text=text,
        english=english,
        tokens=frozenset(tokens(f"{text} {governed}")) | frozenset(tokens(english)),
        context=context,
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


def _evidence(question: Question, hit: Hit, sentence: Sentence, asked: Wanted) -> Evidence:
    features = Features(
        clause=hit.score,
        own=asked.share(sentence.tokens),
        around=asked.share(sentence.tokens | sentence.context),
        official=asked.official_share(sentence.tokens),
        official_around=asked.official_share(sentence.tokens | sentence.context),
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


def _add(
    weights: dict[str, float], found: Sequence[str], share: float, idf: Callable[[str], float]
) -> None:
    for token in found:
        weight = share * idf(token) * (_PAIR_SHARE if is_pair(token) else 1.0)
        weights[token] = max(weights.get(token, 0.0), weight)


def _share(weights: Mapping[str, float], found: frozenset[str], total: float) -> float:
    return sum(map(weights.__getitem__, weights.keys() & found)) / total if total else 0.0


def as_row(features: Features) -> tuple[float, ...]:
    """The features in order, for fitting."""
    return tuple(float(value) for value in features)
