"""Which sentence answers: every sentence of the clauses found, weighed against the question."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass

from assistant.fit import fit
from assistant.question import Question
from assistant.slots import Slot, values
from assistant.weights import EVIDENCE, Features
from corpus.clause import Benefit, Clause, Document
from corpus.places import mentions
from corpus.quantities import Quantity, quantities
from corpus.sentences import sentences
from corpus.translations import rendering
from index.glossary import expand, synonyms
from index.search import Hit
from index.tokens import is_pair, tokens

_DUTY = re.compile(
    r"^\s*[（(〔\[].{0,4}(?:责任|牵头|主管|配合)单位|^\s*[（(][^（）()]*(?:负责|牵头|配合)[）)]\s*$"
)
#: what a word of the question before counts against one of this question
_CONTEXT_SHARE = 0.4
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

    def share(self, found: frozenset[str]) -> float:
        """How much of the question's own words stands in the tokens."""
        return _share(self.own, found)

    def official_share(self, found: frozenset[str]) -> float:
        """How much of what they are called in the policies does."""
        return _share(self.official, found)


def wanted(question: Question, idf: Callable[[str], float]) -> Wanted:
    """What to look for: the question's words, and their names in official Chinese."""
    own: dict[str, float] = {}
    official: dict[str, float] = {}
    for text, share in ((question.focus, 1.0), (question.context, _CONTEXT_SHARE)):
        bare = without_places(text)
        _add(own, tokens(bare), share, idf)
        for term in (*expand(bare), *synonyms(bare)):
            _add(official, tokens(term), share, idf)
    return Wanted(own, official)


def weigh(question: Question, hits: Sequence[Hit], asked: Wanted) -> tuple[Evidence, ...]:
    """The sentences of the hits, the one that answers best first."""
    found = [
        _evidence(question, hit, sentence, asked)
        for hit in hits
        for sentence in sentences_of(hit.clause, hit.document)
    ]
    return tuple(sorted(found, key=lambda evidence: evidence.score, reverse=True))


_READ: dict[int, tuple[Clause, tuple[Sentence, ...]]] = {}


def sentences_of(clause: Clause, document: Document) -> tuple[Sentence, ...]:
    """The clause's sentences, without the brackets that name who is responsible."""
    known = _READ.get(id(clause))
    if known is not None and known[0] is clause:
        return known[1]
    context = frozenset(tokens(f"{clause.label} {clause.heading} {document.title}"))
    spans = [s for s in sentences(clause.text) if not _DUTY.match(clause.text[s[0] : s[1]])]
    read = tuple(_sentence(clause, document, start, end, context) for start, end in spans)
    if len(_READ) > 20_000:
        _READ.clear()
    _READ[id(clause)] = (clause, read)
    return read


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
    return Sentence(
        clause=clause,
        document=document,
        start=start,
        end=end,
        text=text,
        english=english,
        tokens=frozenset(tokens(text)) | frozenset(tokens(english)),
        context=context,
        quantities=quantities(text),
        benefits=tuple(b for b in clause.benefits if start <= b.start < end),
        slots=values(text),
    )


def _evidence(question: Question, hit: Hit, sentence: Sentence, asked: Wanted) -> Evidence:
    features = Features(
        clause=hit.score,
        own=asked.share(sentence.tokens),
        around=asked.share(sentence.tokens | sentence.context),
        official=asked.official_share(sentence.tokens),
        official_around=asked.official_share(sentence.tokens | sentence.context),
        fit=max(
            fit(k, sentence.text, sentence.quantities, sentence.benefits) for k in question.kinds
        ),
        conflict=_conflicts(question.slots, sentence.slots),
        agreement=_agreements(question.slots, sentence.slots),
        place=_place(question, sentence.document),
        payer=_payer(question, sentence.document),
        figure=_figures_shared(question, sentence),
    )
    score = EVIDENCE.score(features)
    return Evidence(sentence, hit, features, score)


def _place(question: Question, document: Document) -> float:
    """1 for the place asked about, less for the larger ones that it belongs to."""
    if not question.places:
        return 0.5
    if document.region in question.places:
        return 1.0
    return 0.3


def _payer(question: Question, document: Document) -> float:
    if not question.payers or document.level is None:
        return 0.0
    return 1.0 if document.level in question.payers else -1.0


def _conflicts(asked: Mapping[Slot, frozenset[str]], found: Mapping[Slot, frozenset[str]]) -> float:
    return float(sum(1 for s, v in asked.items() if s in found and not v & found[s]))


def _agreements(
    asked: Mapping[Slot, frozenset[str]], found: Mapping[Slot, frozenset[str]]
) -> float:
    return float(sum(1 for s, v in asked.items() if v & found.get(s, frozenset())))


def _figures_shared(question: Question, sentence: Sentence) -> float:
    units = {q.unit for q in sentence.quantities}
    exact = any(a.is_same(b) for a in question.figures for b in sentence.quantities)
    return 1.0 if exact else 0.3 if any(q.unit in units for q in question.figures) else 0.0


def _add(
    weights: dict[str, float], found: Sequence[str], share: float, idf: Callable[[str], float]
) -> None:
    for token in found:
        weight = share * idf(token) * (_PAIR_SHARE if is_pair(token) else 1.0)
        weights[token] = max(weights.get(token, 0.0), weight)


def _share(weights: Mapping[str, float], found: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(w for t, w in weights.items() if t in found) / total if total else 0.0


def as_row(features: Features) -> tuple[float, ...]:
    """The features in order, for fitting."""
    return tuple(float(value) for value in astuple(features))
