"""Whose rule is asked for: one place's, several places' side by side, or every level's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.amounts import with_formula
from assistant.calculation import amount_of, matched, sum_of
from assistant.compose import Line, Reply, listed, single
from assistant.cues import FIGURES, Kind
from assistant.evidence import Evidence, Wanted, weigh
from assistant.further import further
from assistant.offering import offering
from assistant.question import Question
from assistant.refusal import is_supported
from assistant.saying import LINE, Statement
from assistant.statement import state
from assistant.weights import SAME_TOPIC
from assistant.wording import wording
from corpus.clause import Level, Relation
from corpus.places import ancestors
from index.query import Query
from index.searchable import Searchable

_ORDER = (Level.NATIONAL, Level.PROVINCE, Level.CITY, Level.COUNTY)
_CLAUSES_PER_PLACE = 6
_MOST_PLACES = 4
_MOST_RELATED = 2
#: kinds besides figures that every place answers for itself
_BY_PLACE = (Kind.DEPARTMENT, Kind.YES_NO, Kind.CONDITION, Kind.PROCEDURE)
#: how a clause says that it pays beside the level above
_ON_TOP = frozenset({Relation.STACKS, Relation.MATCHES})


def replied(
    index: Searchable,
    question: Question,
    evidence: tuple[Evidence, ...],
    asked: Wanted,
    day: date,
) -> Reply:
    """The reply for the scope that the question has."""
    several_payers = len(question.payers) > 1
    if (question.asks(Kind.STACK) or several_payers) and (
        lines := _levels(index, question, asked, day)
    ):
        return listed(question, "", lines, _stacking(question, lines), day)
    if (question.asks(Kind.COMPARE) or _names_several(index, question)) and (
        lines := _compared(index, question, asked, day)
    ):
        return listed(question, "", lines, "", day)
    if not question.places and (lines := _places(question, evidence, asked, day)):
        return listed(question, wording(question.language).by_place, lines, "", day)
    best = chosen(question, evidence)
    if question.asks_more and (more := further(question, best, evidence, asked, day)):
        return listed(question, "", [Line("", each) for each in more], "", day)
    statement = state(question, best, asked, day, more=evidence)
    return single(question, statement, _related(best, evidence, statement), day)


def _names_several(index: Searchable, question: Question) -> bool:
    """Two places with documents of their own are named side by side."""
    return len(index.places.keys() & set(question.places)) > 1


def chosen(question: Question, evidence: tuple[Evidence, ...]) -> Evidence:
    """The best sentence, of the voice asked for where that voice says anything to it."""
    best = offering(question, evidence)
    if not question.payers or best.sentence.document.level in question.payers:
        return best
    spoken = tuple(e for e in evidence if e.sentence.document.level in question.payers)
    if spoken and spoken[0].score >= best.score - SAME_TOPIC.voice_margin:
        return offering(question, spoken)
    return best


def _levels(index: Searchable, question: Question, asked: Wanted, day: date) -> list[Line]:
    """A line for each level that pays, the highest first."""
    regions = question.regions or frozenset()
    served = index.places
    named = [region for region in served if region in regions]
    if len(question.payers) > 1:
        named = [region for region in named if served[region] in question.payers]
    if len(named) < 2:
        return []
    ordered = sorted(named, key=lambda region: _ORDER.index(served[region] or Level.COUNTY))
    lines = [Line(r, _said_in(index, question, asked, r, day)) for r in ordered]
    found = [line for line in lines if line.statement is not None]
    return _matching(question, found) if len(found) > 1 else []


def _matching(question: Question, lines: list[Line]) -> list[Line]:
    """A share of what the level above pays, computed from the line above."""
    found = lines[:1]
    for line in lines[1:]:
        above, said = found[-1].statement, line.statement
        share = matched(question, said.rows, above.rows) if said and above else None
        if said and share:
            text = with_formula(question, said.text.rstrip("。."), share.formula)
            said = replace(said, text=text, computed=share.formula, total=share.value)
        found.append(Line(line.place, said))
    return found


def _compared(index: Searchable, question: Question, asked: Wanted, day: date) -> list[Line]:
    """A line for each place named; with one named, that place and what lies above it."""
    places = list(question.places)
    served = index.places
    if len(places) < 2:
        above = [p for place in places for p in ancestors(place)]
        places = [p for p in [*places, *above] if p in served]
    if len(places) < 2:
        places = list(index.places)
    lines = [Line(p, _said_in(index, question, asked, p, day)) for p in places[:_MOST_PLACES]]
    return lines if sum(line.statement is not None for line in lines) >= 1 else []


def _said_in(
    index: Searchable, question: Question, asked: Wanted, region: str, day: date
) -> Statement | None:
    """What one place's own documents say; None where they are silent."""
    local = replace(question, places=(region,), payers=())
    also = (question.standalone,) if question.standalone != question.focus else ()
    hits = index.search(
        Query(question.focus, also, regions=frozenset({region}), k=_CLAUSES_PER_PLACE)
    )
    own = tuple(hit for hit in hits if hit.document.region == region)
    evidence = weigh(local, own, asked)
    if not evidence or not is_supported(evidence, asked):
        return None
    return state(local, offering(local, evidence), asked, day, LINE)


def _places(
    question: Question, evidence: tuple[Evidence, ...], asked: Wanted, day: date
) -> list[Line]:
    """A line for each place, where no place is named and several have a rule of their own."""
    best = evidence[0]
    if not question.asks(*FIGURES, *_BY_PLACE) or question.payers:
        return []
    by_region: dict[str, list[Evidence]] = {}
    for item in evidence:
        region = item.sentence.document.region
        if not region:
            continue
        if region in by_region or _is_same_topic(item, best, asked):
            by_region.setdefault(region, []).append(item)
    if len(by_region) < 2:
        return []
    shown = [offering(question, tuple(found)) for found in by_region.values()]
    shown.sort(key=lambda item: _ORDER.index(item.sentence.document.level or Level.COUNTY))
    return [
        Line(item.sentence.document.region, state(question, item, asked, day, LINE))
        for item in shown[:_MOST_PLACES]
    ]


def _is_same_topic(item: Evidence, best: Evidence, asked: Wanted) -> bool:
    if not asked.subject(best.sentence.around) <= item.sentence.around:
        return False
    own, top = item.features, best.features
    covered = max(own.around, own.official_around) >= SAME_TOPIC.coverage * max(
        top.around, top.official_around
    )
    return covered and item.score >= best.score - SAME_TOPIC.margin and own.fit >= top.fit * 0.5


def _related(
    best: Evidence, evidence: Sequence[Evidence], statement: Statement
) -> tuple[Evidence, ...]:
    """Other clauses of the same voice that say the same."""
    found: dict[tuple[str, str], Evidence] = {}
    figures = {row.value for row in statement.rows if row.value is not None}
    own, region = best.key, best.sentence.document.region
    for item in evidence:
        sentence, key = item.sentence, item.key
        if sentence.document.region != region or key == own or key in found:
            continue
        if figures <= {row.value for row in sentence.benefits} and _is_alike(item, best):
            found[key] = item
            if len(found) == _MOST_RELATED:
                break
    return tuple(found.values())


def _is_alike(item: Evidence, best: Evidence) -> bool:
    one, two = item.sentence.tokens, best.sentence.tokens
    return len(one & two) >= SAME_TOPIC.likeness * max(1, min(len(one), len(two)))


def _stacking(question: Question, lines: Sequence[Line]) -> str:
    """Only where a clause says that it is paid on top of the level above; the sum if asked."""
    said = [line.statement for line in lines if line.statement]
    if not any(row.relation in _ON_TOP for each in said for row in each.rows):
        return ""
    words = wording(question.language)
    total = sum_of(question, [each.total or amount_of(each.rows) for each in said])
    return words.stacks + words.stop + (f" {total}{words.stop}" if total else "")


__all__ = ["chosen", "replied"]
