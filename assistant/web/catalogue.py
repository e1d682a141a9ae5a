"""Documents, clauses and hits as JSON."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from assistant.web.ask_schema import ValidityOut
from corpus.clause import Benefit, BenefitKind, Clause, Document, Level, Relation
from index.query import Hit

_NUMBER = "晋市政办〔2022〕5号"


class ClauseNamed(BaseModel):
    """A clause without its text: a line of an outline, a neighbour."""

    clause_id: str = Field(examples=["二.22"])
    label: str = Field(description="what a person reads", examples=["二、财税支持 第22条"])
    heading: str = Field(description="the clause's own title", examples=["支持新兴产业发展"])
    url: str = Field(examples=[f"/documents/{_NUMBER}#二.22"])


class HitOut(ClauseNamed):
    """A clause found by a search."""

    model_config = ConfigDict(title="Hit")

    document_number: str = Field(examples=[_NUMBER])
    document_title: str = Field(
        examples=["关于强化市场主体倍增要素服务保障的若干措施（试行）的通知"]
    )
    region: str = Field(examples=["晋城市"])
    level: Level | None = Field(examples=["city"])
    text: str = Field(examples=["对认定为省级制造业单项冠军企业的，给予50万元的一次性奖励。"])
    departments: list[str] = Field(examples=[["市财政局", "市工信局"]])
    issued: date | None = Field(examples=["2022-03-31"])
    validity: ValidityOut = Field(description="as of today")
    matched: list[str] = Field(description="the words it was found by", examples=[["单项冠军"]])
    score: float = Field(ge=0, le=1, examples=[0.93])


class HitsOut(BaseModel):
    """The ranked clauses of a search."""

    model_config = ConfigDict(title="Hits")

    total: int = Field(description="clauses that were ranked", examples=[128])
    hits: list[HitOut] = Field(description="best first, from `offset` on, at most `limit`")


class DocumentOut(BaseModel):
    """One document of the corpus."""

    model_config = ConfigDict(title="Document")

    document_number: str = Field(examples=[_NUMBER])
    title: str = Field(examples=["关于强化市场主体倍增要素服务保障的若干措施（试行）的通知"])
    issuer: str = Field(examples=["晋城市人民政府办公室"])
    region: str = Field(examples=["晋城市"])
    level: Level | None = Field(examples=["city"])
    issued: date | None = Field(examples=["2022-03-31"])
    trial: bool = Field(description="for trial implementation (试行)", examples=[True])
    implements: list[str] = Field(
        description="numbers of the documents it carries out", examples=[["晋政办发〔2022〕7号"]]
    )
    source: str = Field(description="the file it was read from", examples=["jincheng-2022-5.txt"])
    clause_count: int = Field(examples=[85])
    url: str = Field(description="the document viewer", examples=[f"/documents/{_NUMBER}"])


class DocumentsOut(BaseModel):
    """The corpus."""

    model_config = ConfigDict(title="Documents")

    total: int = Field(examples=[14])
    documents: list[DocumentOut]
    index_version: str = Field(examples=["35c144e2f677"])


class OutlineOut(DocumentOut):
    """One document with its clauses in reading order."""

    model_config = ConfigDict(title="Outline")

    outline: list[ClauseNamed]


class GrantOut(BaseModel):
    """One figure that a clause grants, demands or aims at."""

    model_config = ConfigDict(title="Grant")

    recipient: str = Field(examples=["省级制造业单项冠军企业"])
    condition: str = Field(examples=["认定"])
    amount: str = Field(description="as printed", examples=["50万元"])
    value: float | None = Field(description="in the base of `unit`", examples=[500000])
    unit: str = Field(examples=["元"])
    kind: BenefitKind = Field(examples=["one_off"])
    level: Level | None = Field(description="who pays", examples=["city"])
    relation: Relation = Field(examples=["base"])
    basis: str = Field(description="what a ratio is of", examples=["设备投资额"])
    wording: str = Field(description="the whole phrase", examples=["给予50万元的一次性奖励"])


class ClauseOut(ClauseNamed):
    """One clause, whole."""

    model_config = ConfigDict(title="Clause")

    document_number: str = Field(examples=[_NUMBER])
    document_title: str = Field(
        examples=["关于强化市场主体倍增要素服务保障的若干措施（试行）的通知"]
    )
    region: str = Field(examples=["晋城市"])
    level: Level | None = Field(examples=["city"])
    issued: date | None = Field(examples=["2022-03-31"])
    text: str = Field(examples=["对认定为省级制造业单项冠军企业的，给予50万元的一次性奖励。"])
    path: list[str] = Field(description="the headings that lead to it", examples=[["二、财税支持"]])
    departments: list[str] = Field(examples=[["市财政局", "市工信局"]])
    benefits: list[GrantOut]
    validity: ValidityOut
    slips: list[str] = Field(description="evident misprints of the original", examples=[[]])
    previous: ClauseNamed | None = Field(description="the clause before it")
    next: ClauseNamed | None = Field(description="the clause after it")


def url(number: str, clause_id: str | None = None) -> str:
    """Where the document viewer shows it."""
    fragment = f"#{quote(clause_id, safe='')}" if clause_id else ""
    return f"/documents/{quote(number, safe='')}{fragment}"


def named(clause: Clause) -> ClauseNamed:
    return ClauseNamed(
        clause_id=clause.clause_id,
        label=clause.label,
        heading=clause.heading,
        url=url(clause.document_number, clause.clause_id),
    )


def hits_out(hits: Sequence[Hit], offset: int, limit: int) -> HitsOut:
    """A page of what a search found."""
    page = hits[offset : offset + limit]
    return HitsOut(total=len(hits), hits=[_hit(hit) for hit in page])


def document_out(document: Document) -> DocumentOut:
    return DocumentOut(
        document_number=document.number,
        title=document.title,
        issuer=document.issuer,
        region=document.region,
        level=document.level,
        issued=document.issued,
        trial=document.trial,
        implements=list(document.implements),
        source=document.source,
        clause_count=len(document.clauses),
        url=url(document.number),
    )


def outline_out(document: Document) -> OutlineOut:
    """The document with a line for each clause."""
    outline = [named(clause) for clause in document.clauses]
    return OutlineOut(**document_out(document).model_dump(), outline=outline)


def clause_out(document: Document, clause: Clause, day: date) -> ClauseOut:
    """The clause as it holds on that day, between its neighbours."""
    before, after = (
        document.clause(name) if name else None for name in (clause.previous, clause.next)
    )
    return ClauseOut(
        **named(clause).model_dump(),
        document_number=document.number,
        document_title=document.title,
        region=document.region,
        level=document.level,
        issued=document.issued,
        text=clause.text,
        path=list(clause.path),
        departments=list(clause.departments),
        benefits=[_grant(benefit) for benefit in clause.benefits],
        validity=_validity(clause, day),
        slips=list(clause.slips),
        previous=named(before) if before else None,
        next=named(after) if after else None,
    )


def _validity(clause: Clause, day: date) -> ValidityOut:
    period = clause.validity
    return ValidityOut(status=period.on(day), until=period.until, basis=period.basis)


def _hit(hit: Hit) -> HitOut:
    return HitOut(
        **named(hit.clause).model_dump(),
        document_number=hit.document.number,
        document_title=hit.document.title,
        region=hit.document.region,
        level=hit.document.level,
        text=hit.clause.text,
        departments=list(hit.clause.departments),
        issued=hit.document.issued,
        validity=_validity(hit.clause, date.today()),
        matched=list(hit.matched),
        score=min(max(hit.score, 0.0), 1.0),
    )


def _grant(benefit: Benefit) -> GrantOut:
    return GrantOut(
        recipient=benefit.recipient,
        condition=benefit.condition,
        amount=benefit.amount,
        value=benefit.value,
        unit=benefit.unit,
        kind=benefit.kind,
        level=benefit.payer,
        relation=benefit.relation,
        basis=benefit.basis,
        wording=benefit.wording,
    )
