"""Of sentences that answer about as well, the one that has what is asked for."""

import re

from assistant.cues import FIGURES, Kind
from assistant.evidence import Evidence
from assistant.fit import MONEY
from assistant.question import Question
from index.tokens import tokens

#: how far below the best a sentence may score that has the figure or the department it lacks
_ELSEWHERE_MARGIN = 3.0
#: a clause that names the figure is as good as one that leaves it open and scores little more
_NAMED_MARGIN = 1.0
#: and has this much of the question's words that the other one has
_SAME_WORDS_SHARE = 0.5
#: within one clause a figure often stands a sentence after the one that names its subject
_SAME_CLAUSE_MARGIN = 7.0
#: a sentence that prints the very words of what is asked for may score this much less
_OBJECT_MARGIN = 2.0
_OBJECT = re.compile(r"([\u4e00-\u9fff]{4})(?:的?(?:标准|金额|额度))?(?:是|有|能给|给)?(?:多少|几)")
#: of the words of whom an amount is for, those that the sentence before it must name
_SAME_SUBJECT_SHARE = 0.6


def offering(question: Question, evidence: tuple[Evidence, ...]) -> Evidence:
    """The best sentence, or one close to it that offers the figure or department asked for."""
    best = _of_object(question, evidence, _of_place(question, evidence))
    best = _in_time(question, evidence, best)
    if best.features.fit >= 1.0 or not question.asks(*FIGURES, Kind.DEPARTMENT):
        return best
    for item in evidence:
        margin = _margin(item, best)
        wanted = _continues(item, best) if item.key == best.key else _is_better(item, best)
        offers = item.features.fit >= 1.0 and item.features.conflict <= best.features.conflict
        if wanted and offers and item.score >= best.score - margin:
            return item
    return best


def _is_better(item: Evidence, best: Evidence) -> bool:
    """Nothing at all is worse than any figure, an amount left open only than one in money."""
    if best.features.fit == 0.0:
        return True
    units = {quantity.unit for quantity in item.sentence.quantities}
    return bool(units & MONEY) and item.features.around >= _SAME_WORDS_SHARE * best.features.around


def _margin(item: Evidence, best: Evidence) -> float:
    if item.key == best.key:
        return _SAME_CLAUSE_MARGIN
    return _ELSEWHERE_MARGIN if best.features.fit == 0.0 else _NAMED_MARGIN


def _of_object(question: Question, evidence: tuple[Evidence, ...], best: Evidence) -> Evidence:
    """`大学生租房补贴多少`: the sentence about 租房补贴, not one about students' other grants."""
    found = _OBJECT.search(question.focus)
    if found is None or found[1] in best.sentence.text:
        return best
    named = (item for item in evidence if found[1] in item.sentence.text)
    return next((e for e in named if e.score >= best.score - _OBJECT_MARGIN), best)


def _in_time(question: Question, evidence: tuple[Evidence, ...], best: Evidence) -> Evidence:
    """Where it is asked whether a rule still holds: the clause that says until when."""
    if question.kind is not Kind.VALIDITY or best.sentence.clause.validity.until:
        return best
    region = best.sentence.document.region
    dated = (
        item
        for item in evidence
        if item.sentence.clause.validity.until and item.sentence.document.region == region
    )
    return next((e for e in dated if e.score >= best.score - _ELSEWHERE_MARGIN), best)


def _of_place(question: Question, evidence: tuple[Evidence, ...]) -> Evidence:
    """The sentence about 大同 in a clause of the province that goes from place to place."""
    best = evidence[0]
    own = {item.sentence.document.region for item in evidence}
    names = [place.rstrip("市县区省") for place in question.named_places if place not in own]
    if not names or any(name in best.sentence.text for name in names):
        return best
    named = (e for e in evidence if any(name in e.sentence.text for name in names))
    return next((e for e in named if e.score >= best.score - _ELSEWHERE_MARGIN), best)


def _continues(item: Evidence, best: Evidence) -> bool:
    """Whether the sentence's amounts are for the subject that the best one names."""
    recipients = " ".join(row.recipient for row in item.sentence.benefits).strip()
    if not recipients:  # 按投入额的20%给予补助: whom for stands in the sentence right before
        return item.sentence.start == best.sentence.end
    subjects = frozenset(tokens(recipients))
    shared = subjects & best.sentence.tokens
    return bool(subjects) and len(shared) >= _SAME_SUBJECT_SHARE * len(subjects)
