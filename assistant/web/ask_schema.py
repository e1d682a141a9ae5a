"""POST /v1/ask as JSON: what comes in, what goes out."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer, Ask, BenefitShown, Citation, Facet, Language, Outcome, Turn
from assistant.web.fields import Day, Name, Prose, Question
from corpus.clause import BenefitKind, Level, Relation, Status


class TurnIn(BaseModel):
    """An earlier question of a conversation that the client keeps."""

    model_config = ConfigDict(title="Turn")

    question: Question = Field(examples=["省级专精特新在晋城奖多少"])
    answer: Prose | None = Field(default=None, examples=["10万元，由市级财政承担。[1]"])


class AskIn(BaseModel):
    """A question with what is known about the asker."""

    model_config = ConfigDict(title="Ask")

    question: Question = Field(
        description="as typed; Chinese or English", examples=["那国家级的呢？"]
    )
    region: Name | None = Field(
        default=None,
        description="where the asker is; a place named in the question wins over it",
        examples=["晋城市"],
    )
    session_id: Name | None = Field(
        default=None,
        description="continues a conversation the server keeps; an ended one begins anew",
        examples=["p9cTsq0NQnWnVYy0F3mZ0g"],
    )
    history: Annotated[list[TurnIn], Field(max_length=50)] | None = Field(
        default=None,
        description="continues a conversation the client keeps, oldest first; wins over the "
        "turns of `session_id`",
        examples=[[{"question": "省级专精特新在晋城奖多少", "answer": None}]],
    )
    as_of: Day | None = Field(
        default=None,
        description="the day for which validity is judged; default today",
        examples=["2022-06-01"],
    )
    lang: Language | None = Field(
        default=None, description="the answer's language; default the question's", examples=["zh"]
    )

    def ask(self, remembered: tuple[Turn, ...]) -> Ask:
        """The question as the answering room takes it."""
        told = tuple(Turn(turn.question, turn.answer) for turn in self.history or ())
        return Ask(self.question, self.region, told or remembered, self.as_of, self.lang)


class ValidityOut(BaseModel):
    """Whether a clause holds on the day asked."""

    model_config = ConfigDict(title="Validity")

    status: Status = Field(examples=["in_force"])
    until: date | None = Field(examples=["2025-12-31"])
    basis: str | None = Field(
        description="the words it rests on", examples=["执行至2025年12月31日"]
    )


class CitationOut(BaseModel):
    """A clause that the answer rests on."""

    model_config = ConfigDict(title="Citation")

    n: int = Field(ge=1, description="the marker used in `answer`", examples=[1])
    document_number: str = Field(examples=["晋市政办〔2022〕5号"])
    document_title: str = Field(
        examples=["关于强化市场主体倍增要素服务保障的若干措施（试行）的通知"]
    )
    clause_id: str = Field(examples=["二.22"])
    label: str = Field(description="what a person reads", examples=["二、财税支持 第22条"])
    heading: str = Field(description="the clause's own title", examples=["支持新兴产业发展"])
    quote: str = Field(
        description="the sentence or sentences relied on, verbatim",
        examples=[
            "对认定为省级、国家级制造业单项冠军企业（产品），市级分别给予50万元和100万元的一次性奖励。"
        ],
    )
    region: str = Field(examples=["晋城市"])
    level: Level | None = Field(examples=["city"])
    departments: list[str] = Field(
        description="responsible units, lead units first", examples=[["市财政局", "市工信局"]]
    )
    issued: date | None = Field(examples=["2022-03-31"])
    validity: ValidityOut
    score: float = Field(ge=0, le=1, description="comparable within one response", examples=[0.93])
    url: str = Field(
        description="opens the clause in the document viewer",
        examples=["/documents/晋市政办〔2022〕5号#二.22"],
    )


class BenefitOut(BaseModel):
    """One amount behind the answer."""

    model_config = ConfigDict(title="Benefit")

    recipient: str = Field(examples=["国家级制造业单项冠军企业（产品）"])
    condition: str = Field(examples=["认定"])
    amount: str = Field(description="as printed", examples=["100万元"])
    value: float | None = Field(description="in yuan", examples=[1000000])
    kind: BenefitKind = Field(examples=["one_off"])
    level: Level | None = Field(description="who pays", examples=["city"])
    relation: Relation = Field(
        description="`base`, or how it combines with the level above", examples=["base"]
    )
    computed: bool = Field(description="calculated in the answer", examples=[False])
    citation: int = Field(description="a citation's `n`", examples=[1])


class UnderstoodOut(BaseModel):
    """A part of the question as it was understood."""

    model_config = ConfigDict(title="Understood")

    facet: Facet = Field(examples=["place"])
    name: str = Field(examples=["晋城市"])
    text: str = Field(
        description="as `standalone_question` has it; empty where `region` says it",
        examples=["晋城"],
    )


class AnswerOut(BaseModel):
    """The direct reply with the clauses it rests on."""

    model_config = ConfigDict(title="Answer")

    id: str = Field(description="names this answer", examples=["5f0c2b9e7a3d4c18"])
    session_id: str = Field(
        description="send it to ask on; who knows it may read and delete the conversation",
        examples=["p9cTsq0NQnWnVYy0F3mZ0g"],
    )
    status: Outcome = Field(
        description="`refused`: the corpus does not answer it; `clarify`: `answer` asks back",
        examples=["answered"],
    )
    standalone_question: str = Field(
        description="the question as understood", examples=["国家级专精特新在晋城奖多少"]
    )
    answer: str = Field(
        description="the reply, with `[1]`-style markers",
        examples=["20万元，一次性，由市级财政承担。[1]"],
    )
    benefits: list[BenefitOut]
    citations: list[CitationOut] = Field(description="best first")
    warnings: list[str] = Field(
        description="what the asker must know", examples=[["该文件为试行文件，执行中可能调整。"]]
    )
    suggestions: list[str] = Field(
        max_length=4,
        description="questions the corpus can answer next",
        examples=[["由哪个部门负责？"]],
    )
    understood: list[UnderstoodOut] = Field(
        description="places, tiers and subjects that a follow-up would lean on"
    )
    timing_ms: dict[str, float] = Field(
        description="at least `total`", examples=[{"total": 3.1, "retrieved": 0.9}]
    )
    index_version: str = Field(
        description="the version of the documents that answered", examples=["35c144e2f677"]
    )


def answer_out(answer: Answer) -> AnswerOut:
    """An answer before it has a name and a conversation."""
    return AnswerOut(
        id="",
        session_id="",
        status=answer.outcome,
        standalone_question=answer.standalone_question,
        answer=answer.text,
        benefits=[_benefit(benefit) for benefit in answer.benefits],
        citations=[_citation(citation) for citation in answer.citations],
        warnings=list(answer.warnings),
        suggestions=list(answer.suggestions[:4]),
        understood=[
            UnderstoodOut.model_validate(part, from_attributes=True) for part in answer.understood
        ],
        timing_ms=dict(answer.timing_ms),
        index_version=answer.index_version,
    )


def _benefit(benefit: BenefitShown) -> BenefitOut:
    return BenefitOut.model_validate(benefit, from_attributes=True)


def _citation(citation: Citation) -> CitationOut:
    return CitationOut.model_validate(citation, from_attributes=True)
