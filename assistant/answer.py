"""The nouns of answering: what is asked of the assistant and what it says."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.clause import BenefitKind, Level, Relation, Status


class Outcome(StrEnum):
    """Every way in which an answer can end."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CLARIFY = "clarify"


class Facet(StrEnum):
    """What a part of a question tells."""

    PLACE = "place"
    TIER = "tier"
    SUBJECT = "subject"


class Language(StrEnum):
    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and what was answered."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One question with what is known about the asker."""

    question: str
    region: str | None = None
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class ValidityShown:
    """Whether a clause holds on the day asked, and the words that say so."""

    status: Status
    until: date | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause that the answer rests on; `quote` is a verbatim stretch of its text."""

    n: int
    document_number: str
    document_title: str
    clause_id: str
    label: str
    heading: str
    quote: str
    region: str
    level: Level | None
    departments: tuple[str, ...]
    issued: date | None
    validity: ValidityShown
    score: float
    url: str


@dataclass(frozen=True, slots=True)
class BenefitShown:
    """One amount behind the answer."""

    recipient: str
    condition: str
    amount: str
    value: float | None
    kind: BenefitKind
    level: Level | None
    relation: Relation
    computed: bool
    citation: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A part of the question: `name` as we call it, `text` as the question has it, "" if not."""

    facet: Facet
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said, what it rests on, and what the asker must know."""

    outcome: Outcome
    standalone_question: str
    text: str
    benefits: tuple[BenefitShown, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()
    timing_ms: dict[str, float] = field(default_factory=dict)
    replaced_figures: int = 0
    index_version: str = ""
