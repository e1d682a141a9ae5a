"""Every measure by name, what it says, and whether more of it is better."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What a reply is judged by. One that does not apply to a row is absent from its scores."""

    CORRECT = "correct"
    STATUS = "status_ok"
    CITED = "cite_ok"
    FIRST_CITED = "hit1"
    AMONG_THREE = "hit3"
    FACTS = "facts_ok"
    NOTHING_WRONG = "forbid_ok"
    BRIEF = "brief_ok"
    LANGUAGE = "lang_ok"
    VALIDITY = "validity_ok"
    EXACT_AMOUNT = "exact_amount"
    CITATION_PRECISION = "citation_precision"
    CITATION_RECALL = "citation_recall"
    VERBATIM = "quotes_ok"
    UNSUPPORTED_FIGURE = "unsupported_figure"
    ALIEN_NUMBER = "alien_number"
    WRONG_PLACE = "wrong_place"
    REFUSAL_PRECISION = "refusal_precision"
    REFUSAL_RECALL = "refusal_recall"
    FALSE_REFUSAL = "false_refusal"
    ANSWER_RATE = "answer_rate"
    LENGTH = "length"
    MILLISECONDS = "milliseconds"


Scores = Mapping[Measure, float]
"""The measures that apply to a row, each 0 to 1 (characters and milliseconds apart)."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a measure is read."""

    says: str
    of: str = "rows"
    more_is_better: bool = True
    unit: str = "%"


MEANING: Mapping[Measure, Meaning] = {
    Measure.CORRECT: Meaning("right status, all facts, nothing wrong, right clause, short"),
    Measure.STATUS: Meaning("answered, refused or asked back as expected"),
    Measure.CITED: Meaning("the right clause among the first three (compare, stack: all)", "gold"),
    Measure.FIRST_CITED: Meaning("the right clause cited first", "gold"),
    Measure.AMONG_THREE: Meaning("a right clause among the first three cited", "gold"),
    Measure.FACTS: Meaning("every expected fact stands in the reply"),
    Measure.NOTHING_WRONG: Meaning("nothing stands in the reply that must not"),
    Measure.BRIEF: Meaning("a direct reply, not the clause"),
    Measure.LANGUAGE: Meaning("in the question's language"),
    Measure.VALIDITY: Meaning("in force or expired on the day asked, as expected", "validity"),
    Measure.EXACT_AMOUNT: Meaning("the expected figures and no neighbouring tier's", "figures"),
    Measure.CITATION_PRECISION: Meaning("citations that support their sentence", "citations"),
    Measure.CITATION_RECALL: Meaning("sentences supported by what they cite", "sentences"),
    Measure.VERBATIM: Meaning("every quote is a verbatim stretch of its clause", "answered"),
    Measure.UNSUPPORTED_FIGURE: Meaning(
        "a figure that nothing cited, asked or calculated supports", "answered", False
    ),
    Measure.ALIEN_NUMBER: Meaning(
        "a number not printed like that in a cited clause (the grader's count)", "answered", False
    ),
    Measure.WRONG_PLACE: Meaning("another place's clause cited first", "gold", False),
    Measure.REFUSAL_PRECISION: Meaning("refusals that were right", "refused"),
    Measure.REFUSAL_RECALL: Meaning("what must be refused and was", "must be refused"),
    Measure.FALSE_REFUSAL: Meaning("what can be answered and was refused", "answerable", False),
    Measure.ANSWER_RATE: Meaning("rows that got an answer"),
    Measure.LENGTH: Meaning("characters of the reply", "answered", False, "chars"),
    Measure.MILLISECONDS: Meaning("time to the whole answer", "rows", False, "ms"),
}

#: measures that add nothing to a mean of their rows
SHARES = tuple(measure for measure in Measure if MEANING[measure].unit == "%")
