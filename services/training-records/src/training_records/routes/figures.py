"""What the plan is measured by, and the records behind each figure."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Sight, Tx
from chassis.identity import Principal
from chassis.problems import documented
from fastapi import Query, Response
from law.indicators import Figures, IndicatorsOut
from office.spreadsheets.writing import OutColumn

from training_records.domain.regime import Regime
from training_records.domain.standing import Status
from training_records.messages import MESSAGES
from training_records.routes.certificates import STATUS_WORDS
from training_records.routes.exporting import EXPORTED, Form, Wanted, all_rows, as_file
from training_records.routes.showing import named_in_full
from training_records.schemas.figures import CoverageOut
from training_records.store import coverage
from training_records.store.coverage import Covered, Filter
from training_records.store.law import law as load_law
from training_records.use_cases import indicator as use_cases

router = ApiRouter(prefix="/v1", tags=["figures"])

Area = Annotated[str | None, Query(pattern=r"^\d{6,18}$", description="A code or its beginning.")]
AsOf = Annotated[date | None, Query(description="The day that counts; without it, today.")]
Row = Annotated[str | None, Query(max_length=8, description="A row of the plan, for example 3a.")]
Period = Annotated[str | None, Query(max_length=20, description="These figures are of a day.")]

COLUMNS = (
    OutColumn("单位", width=30),
    OutColumn("所在村(社区)", width=16),
    OutColumn("姓名"),
    OutColumn("岗位", width=18),
    OutColumn("证书类别", width=18),
    OutColumn("操作项目", width=22),
    OutColumn("持证"),
    OutColumn("证书状态"),
    OutColumn("证书登记编号", width=38),
)


@router.get(
    "/indicators",
    response_model=IndicatorsOut,
    responses=documented({}, "no_rule_in_force"),
    summary="The plan's figures on a day: row 3a",
)
async def list_indicators(
    *,
    tx: Tx,
    sight: Sight,
    now: Now,
    row: Row = None,
    as_of: AsOf = None,
    period: Period = None,
    area: Area = None,
) -> Figures:
    day = as_of or date_in_china(now)
    found = await use_cases.list_indicators(tx, row=row, as_of=day, area=area, sight=sight)
    return Figures(day, found)


@router.get(
    "/certificates/coverage",
    response_model=PageOf[CoverageOut],
    responses={**EXPORTED, **documented(MESSAGES, "export_too_large")},
    summary="Posts that take a certificate, and whether their holders have it",
)
async def list_coverage(
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    page: Page,
    form: Wanted,
    now: Now,
    as_of: AsOf = None,
    area: Area = None,
    unit_id: UUID | None = None,
    regime: Regime | None = None,
    covered: bool | None = None,
    status: Status | None = None,
) -> PageOf[CoverageOut] | Response:
    wanted = Filter(
        as_of=as_of or date_in_china(now),
        area=area,
        unit_id=unit_id,
        regime=regime,
        covered=covered,
        status=status,
    )
    law = await load_law(tx)
    if form is not Form.PAGE:
        rows = await all_rows(
            lambda asked: coverage.page(tx, sight=sight, request=asked, law=law, wanted=wanted),
            _place,
        )
        shown = await _shown(tx, caller, rows)
        return await as_file(
            form, name="coverage", columns=COLUMNS, rows=[_cells(one) for one in shown]
        )
    found = await coverage.page(tx, sight=sight, request=page, law=law, wanted=wanted)
    cut = paging.cut(found, page, _place)
    return PageOf(items=await _shown(tx, caller, list(cut.items)), next=cut.next)


def _place(found: Covered) -> tuple[UUID, str, str]:
    return found.employment_id, found.need.regime.value, found.need.item


async def _shown(tx: Session, caller: Principal, found: list[Covered]) -> list[CoverageOut]:
    named = await named_in_full(tx, caller, {one.person_id for one in found})
    return [CoverageOut.of(one, in_full=one.person_id in named) for one in found]


def _cells(shown: CoverageOut) -> tuple[object, ...]:
    return (
        shown.unit_name,
        shown.area,
        shown.name,
        shown.post,
        shown.regime.value,
        shown.item_name,
        shown.covered,
        STATUS_WORDS[shown.status] if shown.status else "未登记",
        shown.certificate_id,
    )
