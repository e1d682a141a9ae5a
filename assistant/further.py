"""What else there is: the next clauses and sentences after the one that was said."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.cues import FIGURES
from assistant.evidence import Evidence, Wanted
from assistant.question import Question
from assistant.saying import LINE, Statement
from assistant.statement import state

_MOST_LINES = 3
#: how far below what was said a sentence may score that is said beside it
_MARGIN = 6.0


def further(
    question: Question, said: Evidence, evidence: Sequence[Evidence], asked: Wanted, day: date
) -> list[Statement]:
    """Statements beside the one said before: of its place, none of them twice."""
    found: list[Statement] = []
    for item in _beside(question, said, evidence):
        statement = state(question, item, asked, day, LINE)
        if all(statement.text != other.text for other in found):
            found.append(statement)
        if len(found) == _MOST_LINES:
            break
    return found


def _beside(question: Question, said: Evidence, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    region = said.sentence.document.region
    least_fit = 1.0 if question.asks(*FIGURES) else 0.5
    for item in evidence:
        near = item.score >= said.score - _MARGIN and item.features.fit >= least_fit
        if near and item is not said and item.sentence.document.region == region:
            yield item
