"""Over every amount of the shipped documents: true sentences mostly pass, false ones do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Ask
from assistant.chain import Assistant, held
from assistant.llm.amounts import is_misread
from assistant.llm.counts import Ending
from assistant.llm.endpoint import Form
from assistant.llm.model import model_of
from assistant.llm.prompts import Message
from assistant.question import Question, understand
from assistant.settings import Settings
from corpus.clause import Benefit, BenefitKind, Clause
from index.search import Index

_SAID = {
    BenefitKind.ONE_OFF: "{recipient}{condition}，给予{amount}一次性奖励",
    BenefitKind.CAP: "{recipient}{condition}，最高不超过{amount}",
    BenefitKind.ANNUAL: "{recipient}{condition}，每年给予{amount}补助",
    BenefitKind.RATIO: "{recipient}{condition}，按{amount}给予补助",
}


@dataclass(frozen=True, slots=True)
class Case:
    clause: Clause
    question: Question
    text: str


def test_amounts_said_of_another_row_are_caught(index: Index) -> None:
    cases = list(_swapped(index))
    missed = [c.text for c in cases if not is_misread(c.text, c.clause.benefits, c.question)]
    assert len(cases) > 200
    assert len(missed) <= 0.02 * len(cases), missed[:10]


def test_amounts_said_of_their_own_row_mostly_pass(index: Index) -> None:
    cases = list(_true(index))
    passed = [c for c in cases if not is_misread(c.text, c.clause.benefits, c.question)]
    assert len(passed) >= 0.88 * len(cases)


@dataclass
class Parrot:
    """A model that says the draft again."""

    name: str = "parrot"

    def pieces(self, messages: Sequence[Message]) -> Iterator[str]:
        draft = messages[2].text.partition("【底稿】")[2].partition("\n【答复】")[0]
        yield draft

    def filled(self, messages: Sequence[Message], form: type[Form]) -> Form:
        return form()


def test_a_model_that_repeats_the_draft_is_believed(index: Index, plain: Assistant) -> None:
    tally = _tally(index, Parrot())
    believed = dict(tally).get(Ending.WRITTEN, 0)
    assert believed >= 0.85 * sum(dict(tally).values())


def _tally(index: Index, parrot: Parrot) -> tuple[tuple[Ending, int], ...]:
    model = model_of(Settings(llm_model="parrot"), parrot)
    assert model is not None
    assistant = Assistant(index, model)
    for question in _questions(index):
        assistant.answer(Ask(question))
    return model.counts.endings


def _questions(index: Index) -> list[str]:
    found = [f"{d.region}{c.heading}" for d in index.documents for c in d.clauses if c.heading]
    return [f"{name}补助多少" for name in found[::9]] + [f"{name}由谁负责" for name in found[::17]]


def _true(index: Index) -> Iterator[Case]:
    for clause, question in _clauses(index):
        for row in _rows(clause):
            yield Case(clause, question, _said(row, row.amount))


def _swapped(index: Index) -> Iterator[Case]:
    for clause, question in _clauses(index):
        rows = _rows(clause)
        for row in rows:
            for other in rows:
                same = row.unit == other.unit and row.kind is other.kind
                if same and row.value != other.value and not _also_grants(clause, row, other):
                    yield Case(clause, question, _said(row, other.amount))


def _also_grants(clause: Clause, row: Benefit, other: Benefit) -> bool:
    """The row's recipient gets the other's amount as well, on the same terms."""
    return any(
        (b.recipient, b.condition, b.value, b.unit)
        == (row.recipient, row.condition, other.value, other.unit)
        for b in clause.benefits
    )


def _clauses(index: Index) -> Iterator[tuple[Clause, Question]]:
    for document in index.documents:
        for clause in document.clauses:
            ask = Ask(f"{document.region}{clause.heading}")
            yield clause, understand(ask, held(index))


def _rows(clause: Clause) -> list[Benefit]:
    return [b for b in clause.benefits if b.kind in _SAID and b.value is not None and b.aligned]


def _said(row: Benefit, amount: str) -> str:
    return _SAID[row.kind].format(recipient=row.recipient, condition=row.condition, amount=amount)
