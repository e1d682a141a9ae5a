"""What an assistant replied, in process or over HTTP, as the measures see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer


class Status(StrEnum):
    """How a question ended. `FAILED`: there was no answer to judge."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CLARIFY = "clarify"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation."""

    n: int
    document_number: str
    clause_id: str
    quote: str
    title: str = ""
    issued: str = ""
    validity: str | None = None
    until: str | None = None
    score: float = 0.0

    @property
    def name(self) -> tuple[str, str]:
        return self.document_number, self.clause_id


@dataclass(frozen=True, slots=True)
class Given:
    """One reply. `error` says why there is none."""

    status: Status
    text: str = ""
    citations: tuple[Cited, ...] = ()
    warnings: tuple[str, ...] = ()
    understood: str = ""
    milliseconds: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)
    error: str = ""


def of_answer(answer: Answer, milliseconds: float) -> Given:
    """What the assistant said in process."""
    return Given(
        status=Status(answer.outcome.value),
        text=answer.text,
        citations=tuple(
            Cited(
                n=c.n,
                document_number=c.document_number,
                clause_id=c.clause_id,
                quote=c.quote,
                title=c.document_title,
                issued=c.issued.isoformat() if c.issued else "",
                validity=c.validity.status.value,
                until=c.validity.until.isoformat() if c.validity.until else None,
                score=c.score,
            )
            for c in answer.citations
        ),
        warnings=answer.warnings,
        understood=answer.standalone_question,
        milliseconds=milliseconds,
        stages=answer.timing_ms,
    )


def of_json(body: bytes, milliseconds: float) -> Given:
    """What a deployment said over HTTP."""
    read = _AnswerJson.model_validate_json(body)
    return Given(
        status=read.status,
        text=read.answer,
        citations=tuple(
            Cited(
                n=c.n,
                document_number=c.document_number,
                clause_id=c.clause_id,
                quote=c.quote,
                title=c.document_title,
                issued=c.issued or "",
                validity=c.validity.status,
                until=c.validity.until,
                score=c.score,
            )
            for c in read.citations
        ),
        warnings=tuple(read.warnings),
        understood=read.standalone_question,
        milliseconds=milliseconds,
        stages=read.timing_ms,
    )


def failed(error: str, milliseconds: float = 0.0) -> Given:
    """No answer, and why."""
    return Given(Status.FAILED, milliseconds=milliseconds, error=error)


class _ValidityJson(BaseModel):
    status: str | None = None
    until: str | None = None


class _CitedJson(BaseModel):
    model_config = ConfigDict(extra="ignore")

    n: int
    document_number: str
    clause_id: str
    quote: str = ""
    document_title: str = ""
    issued: str | None = None
    validity: _ValidityJson = Field(default_factory=_ValidityJson)
    score: float = 0.0


class _AnswerJson(BaseModel):
    """The part of the contract's response that is measured."""

    model_config = ConfigDict(extra="ignore")

    status: Status
    answer: str
    standalone_question: str = ""
    citations: list[_CitedJson] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)
    timing_ms: dict[str, float] = Field(default_factory=dict)
