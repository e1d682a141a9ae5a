"""Of sentences that answer about as well, the one that has what is asked for."""

from assistant.cues import FIGURES, Kind
from assistant.evidence import Evidence
from assistant.question import Question

#: how far below the best a sentence may score that has the figure or the department it lacks
_ELSEWHERE_MARGIN = 3.0
#: within one clause a figure often stands a sentence after the one that names its subject
_SAME_CLAUSE_MARGIN = 5.0


def offering(question: Question, evidence: tuple[Evidence, ...]) -> Evidence:
    """The best sentence, or one close to it that offers the figure or department asked for."""
    best = evidence[0]
    if best.features.fit >= 1.0 or question.kind not in FIGURES | {Kind.DEPARTMENT}:
        return best
    for item in evidence:
        margin = _SAME_CLAUSE_MARGIN if item.key == best.key else _ELSEWHERE_MARGIN
        wanted = item.key == best.key or best.features.fit == 0.0
        offers = item.features.fit >= 1.0 and item.features.conflict <= best.features.conflict
        if wanted and offers and item.score >= best.score - margin:
            return item
    return best
