"""What the clause says instead of an amount that the asker took for granted."""

from dataclasses import replace
from datetime import date

from assistant.compose import Reply, single
from assistant.cues import Kind
from assistant.evidence import Evidence, Wanted
from assistant.offering import offering
from assistant.question import Question
from assistant.refusal import confidence
from assistant.statement import state
from assistant.wording import wording

#: evidence less likely than this to be about the matter corrects nothing
_LEAST = 0.7


def correction(
    question: Question, evidence: tuple[Evidence, ...], asked: Wanted, claim: str, day: date
) -> Reply | None:
    """`没有查到“50万”的规定。条款写的是：…10万元`; None where no amount stands against it."""
    if confidence(evidence, asked) < _LEAST:
        return None
    about_money = replace(question, kinds=(Kind.AMOUNT,), figures=())
    best = offering(about_money, evidence)
    statement = state(about_money, best, asked, day)
    if not statement.rows:
        return None
    corrected = wording(question.language).corrected_premise.format(claim=claim)
    return single(question, replace(statement, text=f"{corrected}{statement.text}"), (), day)
