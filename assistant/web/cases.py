"""/v1/evaluation-cases: questions of the hotline as rows of an evaluation's dataset."""

import json
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.answer import Language, Outcome
from assistant.cues import Kind, kinds
from assistant.privacy import masked
from assistant.question import language_of
from assistant.store import cases
from assistant.store.cases import Case, Expected
from assistant.store.keys import Role
from assistant.web.fields import Name, Question
from assistant.web.problems import Code, Problem, responses
from assistant.web.roles import Staff, needs
from assistant.web.service import Here, Service
from assistant.web.strict import StrictRoute

router = APIRouter(
    prefix="/v1/evaluation-cases",
    tags=["staff"],
    route_class=StrictRoute,
    responses=responses(
        Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS
    ),
)
_BODY = responses(Code.MALFORMED_BODY, Code.BODY_TOO_LARGE, Code.CSRF_MISSING, Code.NOT_READY)
#: the datasets' names for kinds of question; the others are called as here
_TYPES = {
    Kind.COUNT: "target",
    Kind.DURATION: "deadline",
    Kind.DATE: "deadline",
    Kind.YES_NO: "yesno",
    Kind.OPEN: "procedure",
}
Fact = Annotated[Name, Field(min_length=1)]
CaseId = Annotated[Name, Path(examples=["3f2a91bc0d114e5f"])]


class ExpectedIn(BaseModel):
    """How the question should end, and what its answer rests on and says."""

    model_config = ConfigDict(title="Expected")

    expect: Outcome = Field(examples=["answered"])
    gold: list[tuple[Name, Name]] = Field(
        default_factory=list,
        max_length=10,
        description="number and clause id of what should be cited",
        examples=[[["晋市政办〔2022〕5号", "二.22"]]],
    )
    facts: list[Annotated[list[Fact], Field(min_length=1, max_length=10)]] = Field(
        default_factory=list,
        max_length=10,
        description="groups, of each of which one stands in the answer",
        examples=[[["10万元", "100,000"]]],
    )
    forbid: list[Fact] = Field(
        default_factory=list,
        max_length=10,
        description="what must not stand in it",
        examples=[["20万元"]],
    )

    def expected(self) -> Expected:
        """A refusal rests on nothing."""
        if self.expect is Outcome.REFUSED:
            return Expected(self.expect)
        facts = tuple(tuple(group) for group in self.facts)
        return Expected(self.expect, tuple(self.gold), facts, tuple(self.forbid))


class CaseIn(ExpectedIn):
    """A question for the evaluation."""

    model_config = ConfigDict(title="EvaluationCase")

    question: Question = Field(examples=["太原市首次认定的高新技术企业奖励多少"])
    region: Name | None = Field(default=None, examples=["太原市"])


class CaseOut(CaseIn):
    """A case as it is kept."""

    model_config = ConfigDict(title="EvaluationCaseKept")

    id: str = Field(examples=["3f2a91bc0d114e5f"])
    is_complete: bool = Field(
        description="whether it can be judged: an answer needs its clause", examples=[True]
    )


@router.post(
    "",
    status_code=201,
    summary="Make a question a case of the evaluation",
    openapi_extra=needs(Role.STAFF),
    responses=_BODY,
)
async def add(here: Here, key: Staff, body: CaseIn) -> CaseOut:
    expected = await _checked(here, body.expected())
    kept = await run_in_threadpool(
        cases.add, here.engine, masked(body.question), body.region, expected, key.id
    )
    return case_out(kept)


@router.put(
    "/{case_id}",
    status_code=204,
    response_model=None,
    summary="Say what is expected of it",
    openapi_extra=needs(Role.STAFF),
    responses={**_BODY, **responses(Code.NOT_FOUND)},
)
async def change(here: Here, _: Staff, case_id: CaseId, body: ExpectedIn) -> None:
    expected = await _checked(here, body.expected())
    if not await run_in_threadpool(cases.change, here.engine, case_id, expected):
        raise Problem(Code.NOT_FOUND)


@router.delete(
    "/{case_id}",
    status_code=204,
    response_model=None,
    summary="Forget the case",
    openapi_extra=needs(Role.STAFF),
    responses=responses(Code.NOT_FOUND, Code.CSRF_MISSING),
)
async def remove(here: Here, _: Staff, case_id: CaseId) -> None:
    if not await run_in_threadpool(cases.remove, here.engine, case_id):
        raise Problem(Code.NOT_FOUND)


@router.get(
    "",
    summary="The complete cases as rows of an evaluation's dataset",
    openapi_extra=needs(Role.STAFF),
    response_class=Response,
    responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)
async def exported(here: Here, _: Staff) -> Response:
    kept = await run_in_threadpool(cases.listed, here.engine)
    return Response(rows(kept), media_type="application/x-ndjson")


def case_out(case: Case) -> CaseOut:
    expected = case.expected
    return CaseOut(
        id=case.id,
        question=case.question,
        region=case.region,
        expect=expected.outcome,
        gold=list(expected.gold),
        facts=[list(group) for group in expected.facts],
        forbid=list(expected.forbid),
        is_complete=expected.is_complete,
    )


def rows(kept: Sequence[Case]) -> str:
    """One line each; what cannot be judged yet is left out."""
    lines = (json.dumps(_row(c), ensure_ascii=False) for c in kept if c.expected.is_complete)
    return "".join(f"{line}\n" for line in lines)


def _row(case: Case) -> dict[str, object]:
    """As the datasets have it; made while improving, so never one of those that only decide."""
    expected, language = case.expected, language_of(case.question)
    is_answerable = expected.outcome is not Outcome.REFUSED
    kind = kinds(case.question)[0]
    return {
        "id": f"hotline-{case.id}",
        "lang": language.value,
        "style": "english" if language is Language.ENGLISH else "hotline",
        "type": _TYPES.get(kind, kind.value) if is_answerable else "unanswerable",
        "region": case.region,
        "history": None,
        "question": case.question,
        "answerable": is_answerable,
        "gold": expected.gold,
        "alt": [],
        "facts": expected.facts,
        "forbid": expected.forbid,
        "expect": expected.outcome.value,
        "split": "develop",
    }


async def _checked(here: Service, expected: Expected) -> Expected:
    """Every clause named is one that is there."""
    named = await here.live.reading(lambda a: [a.index.clause(*name) for name in expected.gold])
    if any(clause is None for clause in named):
        raise Problem(Code.INVALID_REQUEST, "gold names a clause that is not there")
    return expected
