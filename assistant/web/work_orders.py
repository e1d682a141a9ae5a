"""Work orders: filed by the hotline after a call, searched, exported."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.privacy import masked
from assistant.store import work_orders
from assistant.store.keys import Role
from assistant.store.work_orders import Caller, Filing, Result, WorkOrder
from assistant.web.fields import Name, Prose, Question
from assistant.web.problems import Code, responses
from assistant.web.roles import Staff, needs
from assistant.web.service import Here
from assistant.web.spreadsheet import CSV, XLSX, as_csv, as_xlsx
from assistant.web.strict import StrictRoute

_EXPORTED = 100_000
router = APIRouter(
    prefix="/v1/work-orders",
    tags=["staff"],
    route_class=StrictRoute,
    responses=responses(
        Code.NOT_SIGNED_IN, Code.NOT_ALLOWED, Code.INVALID_REQUEST, Code.TOO_MANY_REQUESTS
    ),
)
Search = Annotated[Name, Query(description="words that all stand in it", examples=["专精特新"])]
Mine = Annotated[bool, Query(description="only what this key filed")]


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class FilingIn(BaseModel):
    """A call as it is written down."""

    model_config = ConfigDict(title="Filing")

    caller: Caller = Field(examples=["enterprise"])
    region: Name = Field(default="", examples=["晋城市"])
    question: Question = Field(examples=["省级专精特新在晋城奖多少"])
    answer: Prose = Field(default="", examples=["10万元，一次性，由晋城市承担。"])
    basis: Prose = Field(default="", examples=["晋市政办〔2022〕5号 二、财税支持 第22条"])
    outcome: Result = Field(examples=["answered"])
    note: Prose = Field(default="", examples=["来电人要求短信回复"])

    def masked(self) -> Filing:
        """The filing without the caller's personal data."""
        return Filing(
            caller=self.caller,
            region=masked(self.region),
            question=masked(self.question),
            answer=masked(self.answer),
            basis=self.basis,
            outcome=self.outcome,
            note=masked(self.note),
        )


class WorkOrderOut(FilingIn):
    """A filing as it is kept, personal data masked."""

    model_config = ConfigDict(title="WorkOrder", from_attributes=True)

    id: str = Field(examples=["3f2a91bc0d114e5f"])
    filed_by: str = Field(description="a key's id", examples=["9f3c21aa"])
    filed: datetime = Field(examples=["2024-06-01T08:30:00Z"])


class WorkOrdersOut(BaseModel):
    """Work orders, the latest first."""

    model_config = ConfigDict(title="WorkOrders")

    total: int = Field(examples=[1])
    work_orders: list[WorkOrderOut]


@router.post(
    "",
    status_code=201,
    summary="File a work order",
    openapi_extra=needs(Role.STAFF),
    responses=responses(Code.MALFORMED_BODY, Code.BODY_TOO_LARGE, Code.CSRF_MISSING),
)
async def file(here: Here, key: Staff, body: FilingIn) -> WorkOrderOut:
    order = await run_in_threadpool(work_orders.file, here.engine, body.masked(), key.id)
    return WorkOrderOut.model_validate(order)


@router.get("", summary="Work orders", openapi_extra=needs(Role.STAFF))
async def listed(
    here: Here,
    key: Staff,
    q: Search = "",
    mine: Mine = True,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> WorkOrdersOut:
    total, orders = await run_in_threadpool(
        work_orders.listed, here.engine, key.id if mine else None, q, limit, offset
    )
    return WorkOrdersOut(total=total, work_orders=[WorkOrderOut.model_validate(o) for o in orders])


@router.get(
    "/export",
    summary="Work orders as a table",
    openapi_extra=needs(Role.STAFF),
    response_class=Response,
    responses={200: {"content": {CSV: {}, XLSX: {}}}},
)
async def export(
    here: Here,
    key: Staff,
    table: Annotated[Format, Query(alias="format", examples=["xlsx"])],
    q: Search = "",
    mine: Mine = True,
) -> Response:
    _, orders = await run_in_threadpool(
        work_orders.listed, here.engine, key.id if mine else None, q, _EXPORTED, 0
    )
    rows = [tuple(_COLUMNS), *map(_row, orders)]
    content, media_type = (as_xlsx(rows), XLSX) if table is Format.XLSX else (as_csv(rows), CSV)
    name = f'attachment; filename="work-orders.{table}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": name})


_COLUMNS = (
    "编号",
    "时间",
    "来电类型",
    "地区",
    "问题",
    "答复",
    "依据",
    "处理结果",
    "备注",
    "登记人",
)
_CALLERS = {
    Caller.ENTERPRISE: "企业",
    Caller.SELF_EMPLOYED: "个体工商户",
    Caller.CITIZEN: "个人",
    Caller.OTHER: "其他",
}
_RESULTS = {
    Result.ANSWERED: "当场答复",
    Result.TRANSFERRED: "转办",
    Result.CALL_BACK: "待回电",
    Result.UNRESOLVED: "未解决",
}


def _row(order: WorkOrder) -> tuple[str, ...]:
    return (
        order.id,
        order.filed.astimezone().strftime("%Y-%m-%d %H:%M"),
        _CALLERS[order.caller],
        order.region,
        order.question,
        order.answer,
        order.basis,
        _RESULTS[order.outcome],
        order.note,
        order.filed_by,
    )
