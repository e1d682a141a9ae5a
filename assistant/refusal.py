"""When to say no, and why: places, figures and particulars that no clause gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.cues import FIGURES, Kind
from assistant.evidence import Evidence, Sentence, Wanted, clause_tokens
from assistant.fit import periods_named
from assistant.offering import offering
from assistant.particulars import lacks_figure, lacks_particular
from assistant.premise import contradicted, unknown_body
from assistant.question import Question
from assistant.weights import ANSWERABLE, EVIDENCE, Support
from corpus.clause import Level
from corpus.places import level_of

_YEAR_DIGITS = 4
#: a clause with none of the words must be this close in meaning
_LEAST_MEANING = 0.4
#: a share of the question's words below which the clause has none of them
_NOTHING = 0.08
#: sentences among which the clause may itself speak of a place without documents
_NEAR = 4
#: more words than this tell no more
_LONG_QUESTION_WORDS = 20
_BY_YEAR = re.compile(r"(?:到|至|截止)(?:了)?(20\d\d)年|\bby (20\d\d)\b")
_YEAR_RANGE = re.compile(r"(20\d\d)年?\s?[-—–至到]{1,2}\s?(20\d\d)年")


class Reason(StrEnum):
    """Why there is no answer."""

    EMPTY = "empty"
    TOPIC = "topic"
    PLACE = "place"
    CONTACT = "contact"
    FIGURE = "figure"
    PREMISE = "premise"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Refusal:
    reason: Reason
    about: str = ""


def refusal(question: Question, evidence: tuple[Evidence, ...], asked: Wanted) -> Refusal | None:
    """Why the question cannot be answered from this evidence; None where it can."""
    if not question.focus:
        return Refusal(Reason.EMPTY)
    if place := _unserved(question, evidence):
        return Refusal(Reason.PLACE, place)
    if lacks_particular(question, evidence[0].sentence if evidence else None):
        return Refusal(Reason.CONTACT)
    if not evidence or not is_supported(evidence, asked):
        return Refusal(Reason.TOPIC)
    if year := _other_year(question, evidence[0].sentence):
        return Refusal(Reason.YEAR, year)
    if claim := contradicted(question, evidence):
        return Refusal(Reason.PREMISE, claim.printed)
    if body := unknown_body(question, evidence):
        return Refusal(Reason.PREMISE, body)
    if lacks_figure(question, offering(question, evidence).sentence):
        return Refusal(Reason.FIGURE)
    return None


def _unserved(question: Question, evidence: tuple[Evidence, ...]) -> str:
    """A place without documents whose own rule is asked for; "" where somebody speaks for it."""
    near = [item.sentence for item in evidence[:_NEAR]]
    if any(_is_named_in(place, each) for place in question.named_places for each in near):
        return ""
    served = [p for p in question.named_places if p not in question.foreign_places]
    if question.foreign_places and not served:
        return question.foreign_places[0]
    regions = {item.sentence.document.region for item in evidence}
    alone = [p for p in served if level_of(p) is Level.CITY and p not in regions]
    spoken_for = len(alone) < len(served) or set(question.payers) & {Level.PROVINCE, Level.NATIONAL}
    return "" if spoken_for or not alone else alone[0]


def _is_named_in(place: str, sentence: Sentence) -> bool:
    """The clause itself speaks of the place: `推动太原创建国家级人力资源服务产业园`."""
    return place.rstrip("市县区省") in sentence.text


def is_supported(evidence: Sequence[Evidence], asked: Wanted) -> bool:
    """Whether the clauses found are about what is asked."""
    signs = support(evidence, asked)
    if signs.nothing and signs.meaning < _LEAST_MEANING:
        return False
    return ANSWERABLE.accepts(signs)


def confidence(evidence: Sequence[Evidence], asked: Wanted) -> float:
    """How likely the evidence answers."""
    return ANSWERABLE.probability(support(evidence, asked)) if evidence else 0.0


def support(evidence: Sequence[Evidence], asked: Wanted) -> Support:
    """The signs of it, from the best sentence and its clause."""
    best = evidence[0]
    clause = clause_tokens(best.sentence)
    words = asked.share(clause)
    return Support(
        meaning=best.features.meaning,
        closest=max(item.hit.dense_score for item in evidence),
        words=words,
        missing=asked.missing(clause),
        official=best.features.official_around,
        fit=best.features.fit,
        nothing=float(max(words, asked.official_share(clause)) < _NOTHING),
        gap=asked.rarest_missing(clause),
        strength=best.score - EVIDENCE.of_place(best.features),
        own=best.features.own,
        conflict=best.features.conflict,
        length=float(min(asked.length, _LONG_QUESTION_WORDS)),
    )


def _other_year(question: Question, sentence: Sentence) -> str:
    """A year is asked about, and the sentence speaks of others only."""
    if question.kind is Kind.VALIDITY or not question.asks(*FIGURES):
        return ""
    asked = {p for p in periods_named(question.focus) if p.isdigit() and len(p) == _YEAR_DIGITS}
    said = {p for p in periods_named(sentence.clause.text) if len(p) == _YEAR_DIGITS}
    for first, last in _YEAR_RANGE.findall(sentence.clause.text):
        said |= {str(year) for year in range(int(first), int(last) + 1)}
    aimed_at: set[str] = set(filter(None, (y for f in _BY_YEAR.findall(question.focus) for y in f)))
    if aimed_at - said:
        return min(aimed_at - said)
    return min(asked) if asked and said and not asked & said else ""


__all__ = ["Reason", "Refusal", "confidence", "is_supported", "refusal", "support"]
