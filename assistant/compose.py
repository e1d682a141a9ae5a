"""Statements → the direct reply: one place's, a line per place or level, with its citations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote as escaped

from assistant.answer import BenefitShown, Citation, Language, ValidityShown
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.saying import Statement, english_place
from assistant.wording import wording
from corpus.clause import Benefit, BenefitKind


@dataclass(frozen=True, slots=True)
class Line:
    """One place's or level's part: `statement` is None where its documents say nothing."""

    place: str
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The text with its markers, what it cites and the amounts it names."""

    text: str
    citations: tuple[Citation, ...]
    benefits: tuple[BenefitShown, ...]


def single(
    question: Question, statement: Statement, related: Sequence[Evidence], day: date
) -> Reply:
    """One clause's reply; clauses that say the same are cited after it."""
    words = wording(question.language)
    citations = _numbered(
        [_citation(statement.evidence, statement.quote, day)]
        + [_citation(e, e.sentence.text.strip(), day) for e in related]
    )
    text = f"{_whose(question, statement)}{_ended(statement.text, question.language)}[1]"
    if related:
        markers = "".join(f"[{c.n}]" for c in citations[1:])
        text += (
            f" {words.also} {markers}"
            if question.language is Language.ENGLISH
            else f"{words.also}{markers}"
        )
        text += words.stop
    return Reply(text, citations, _benefits(statement, 1))


def listed(question: Question, intro: str, lines: Sequence[Line], closing: str, day: date) -> Reply:
    """A line for each place or level, or for each of several; one without a rule says so."""
    words = wording(question.language)
    citations: list[Citation] = []
    benefits: tuple[BenefitShown, ...] = ()
    rows: list[str] = []
    for line in lines:
        place = line.place if question.language is Language.CHINESE else english_place(line.place)
        if line.statement is None:
            rows.append(f"{place}{words.colon}{words.not_provided}{words.stop}")
            continue
        n = len(citations) + 1
        citations.append(
            replace(_citation(line.statement.evidence, line.statement.quote, day), n=n)
        )
        benefits += _benefits(line.statement, n)
        whose = f"{place}{words.colon}" if place else ""
        rows.append(f"{whose}{_ended(line.statement.text, question.language)}[{n}]")
    text = "\n".join(part for part in (intro, *rows, closing) if part)
    return Reply(text, tuple(citations), benefits)


def nearest(evidence: Sequence[Evidence], day: date, most: int = 3) -> tuple[Citation, ...]:
    """The clauses that come closest, for an answer that says no."""
    seen: set[tuple[str, str]] = set()
    found = []
    for item in evidence:
        if item.key not in seen and len(seen) < most:
            seen.add(item.key)
            found.append(_citation(item, item.sentence.text.strip(), day))
    return _numbered(found)


def url_of(document_number: str, clause_id: str) -> str:
    """Where the document viewer shows the clause."""
    return f"/documents/{escaped(document_number)}#{escaped(clause_id)}"


def _whose(question: Question, statement: Statement) -> str:
    """Whose rule it is, where the question did not say."""
    region = statement.evidence.sentence.document.region
    if question.places or not region:
        return ""
    place = region if question.language is Language.CHINESE else english_place(region)
    return f"{place}{wording(question.language).colon}"


def _citation(evidence: Evidence, quote: str, day: date) -> Citation:
    clause, document = evidence.sentence.clause, evidence.sentence.document
    validity = clause.validity
    return Citation(
        n=1,
        document_number=document.number,
        document_title=document.title,
        clause_id=clause.clause_id,
        label=clause.label,
        heading=clause.heading,
        quote=quote,
        region=document.region,
        level=document.level,
        departments=clause.departments,
        issued=document.issued,
        validity=ValidityShown(validity.on(day), validity.until, validity.basis),
        score=round(max(0.0, min(1.0, evidence.hit.score)), 4),
        url=url_of(document.number, clause.clause_id),
    )


def _numbered(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple(replace(citation, n=n) for n, citation in enumerate(citations, 1))


def _benefits(statement: Statement, n: int) -> tuple[BenefitShown, ...]:
    return tuple(_shown(row, statement, n) for row in statement.rows)


def _shown(row: Benefit, statement: Statement, n: int) -> BenefitShown:
    return BenefitShown(
        recipient=row.recipient,
        condition=row.condition,
        amount=row.amount,
        value=row.value,
        kind=row.kind,
        level=row.payer,
        relation=row.relation,
        computed=bool(statement.computed) and row.kind is BenefitKind.RATIO,
        citation=n,
    )


def _ended(text: str, language: Language) -> str:
    bare = text.strip().rstrip("。；;,，、")
    if language is Language.ENGLISH:
        return f"{bare.rstrip('.')}."
    return f"{bare}。"
