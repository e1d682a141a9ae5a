"""Which of the clauses found answers best, by the model, among those that the rules hold equal."""

from dataclasses import dataclass

from pydantic import BaseModel

from assistant.evidence import Evidence
from assistant.llm.calls import Line
from assistant.llm.counts import Use
from assistant.llm.endpoint import Broken
from assistant.llm.material import gives_orders, plain
from assistant.llm.prompts import Message, Prompt, Role
from assistant.question import Question

_MOST_SHOWN = 6
_LONGEST_CHARS = 240


class Choice(BaseModel):
    """The form that the model fills: a marker, 0 for none."""

    best: int = 0


@dataclass(frozen=True)
class Ranker:
    """Ranks evidence over one line."""

    line: Line
    prompt: Prompt
    seconds: float

    def ranked(self, question: Question, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The chosen clause's sentences first; the order as it was where that fails."""
        candidates = eligible(evidence)
        if len(candidates) < 2:
            return evidence
        try:
            choice = self.line.filled(
                Use.RERANK, self._messages(question, candidates), Choice, self.seconds
            )
        except Broken:
            return evidence
        if not 1 < choice.best <= len(candidates):
            return evidence
        key = candidates[choice.best - 1].key
        return tuple(sorted(evidence, key=lambda item: item.key != key))

    def _messages(
        self, question: Question, candidates: tuple[Evidence, ...]
    ) -> tuple[Message, ...]:
        clauses = "\n".join(
            f'<条款 编号="{n}" 地区="{item.sentence.document.region}">'
            f"{plain(item.sentence.clause.heading)} "
            f"{plain(item.sentence.text[:_LONGEST_CHARS])}</条款>"
            for n, item in enumerate(candidates, 1)
        )
        return (
            Message(Role.SYSTEM, self.prompt.text),
            Message(Role.USER, f"【条款】\n{clauses}"),
            Message(Role.USER, f"【问题】{plain(question.standalone)}"),
        )


def eligible(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The best sentence of each clause that fits place, payer and tier as well as the best does."""
    best: dict[tuple[str, str], Evidence] = {}
    for item in evidence:
        own, top = item.features, evidence[0].features
        fits = (
            own.place >= top.place
            and own.payer >= top.payer
            and own.conflict <= top.conflict
            and own.fit >= top.fit
        )
        if fits and not gives_orders(item.sentence.text):
            best.setdefault(item.key, item)
    return tuple(best.values())[:_MOST_SHOWN]
