"""The nouns of the corpus. Everything else in the project passes these values along.

file → Document → Clause (→ Benefit, Validity)         a file that cannot be read → Skipped

CorpusError
├── UnreadableFile    this file cannot be read: which one, why, what would help
└── BadManifest       the list of documents contradicts itself or the files
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class CorpusError(Exception):
    """Something about the documents is wrong; the message says what to do."""


class UnreadableFile(CorpusError):
    """One file that no reader can turn into text."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name, self.reason, self.remedy = name, reason, remedy


class BadManifest(CorpusError):
    """The manifest names a file that is missing, or a number twice."""


class Level(StrEnum):
    """Who issues a document, and who pays."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class BenefitKind(StrEnum):
    ONE_OFF = "one_off"
    RATIO = "ratio"
    CAP = "cap"
    ANNUAL = "annual"
    OTHER = "other"


class Relation(StrEnum):
    """How an amount combines with what the level above pays."""

    BASE = "base"
    STACKS = "stacks"
    MATCHES = "matches"
    REPLACES = "replaces"


class Status(StrEnum):
    """Whether a clause is in force on a given day."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class PieceKind(StrEnum):
    """What a stretch of the source is. Every character belongs to exactly one piece."""

    CLAUSE = "clause"
    HEADING = "heading"
    TITLE = "title"
    MASTHEAD = "masthead"
    SIGNATURE = "signature"
    CONTENTS = "contents"
    PAGE = "page"
    COPIES = "copies"


@dataclass(frozen=True, slots=True)
class Piece:
    """`source[start:end]` and what it is; `clause_id` where it belongs to a clause."""

    start: int
    end: int
    kind: PieceKind
    clause_id: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A band of a scale in yuan (or the scale's own unit): `500万元（含）至2000万元`."""

    low: float | None
    high: float | None
    closed_low: bool = True
    closed_high: bool = False

    def __contains__(self, value: float) -> bool:
        above = self.low is None or value > self.low or (self.closed_low and value == self.low)
        below = self.high is None or value < self.high or (self.closed_high and value == self.high)
        return above and below


@dataclass(frozen=True, slots=True)
class Benefit:
    """One figure that a clause grants, demands or aims at.

    `amount` is what the clause's text prints at `start:end`, with the unit where a list prints it
    once (`6个、15个、25个工作日`); `value` is in `unit`'s base (yuan for money, 0.15 for 15%) or
    None where the clause names none, `high` the end of a range (`20%-50%`). `basis` is what a ratio
    is of, `wording` the whole phrase (`给予最高5000元一次性创业补贴`), `note` who shares the cost.
    `sentence` is the (start, end) of the sentence that says it.
    """

    recipient: str
    condition: str
    amount: str
    value: float | None
    unit: str
    kind: BenefitKind
    payer: Level | None
    relation: Relation
    start: int
    end: int
    sentence: tuple[int, int]
    aligned: bool = True
    interval: Interval | None = None
    basis: str = ""
    high: float | None = None
    wording: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Validity:
    """A period and the words it rests on. No period stays unknown, never a guess."""

    since: date | None = None
    until: date | None = None
    basis: str | None = None

    def on(self, day: date) -> Status:
        """Whether the clause is in force on that day."""
        if self.basis is None or (self.until is None and self.since is None):
            return Status.UNKNOWN
        if self.until is not None and day > self.until:
            return Status.EXPIRED
        if self.until is None:
            return Status.UNKNOWN
        return Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest thing that is cited: one measure, or the text under one heading."""

    document_number: str
    clause_id: str
    label: str
    heading: str
    text: str
    printed: str
    spans: tuple[tuple[int, int], ...]
    path: tuple[str, ...]
    departments: tuple[str, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    validity: Validity = Validity()
    slips: tuple[str, ...] = ()
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One issued document with its clauses in reading order."""

    number: str
    title: str
    issuer: str
    region: str
    level: Level | None
    issued: date | None
    source: str
    trial: bool = False
    implements: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    pieces: tuple[Piece, ...] = field(default=(), repr=False)

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that id, if the document has it."""
        return next((c for c in self.clauses if c.clause_id == clause_id), None)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no document, and why."""

    source: str
    reason: str
