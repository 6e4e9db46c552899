"""Budgets: lines by year and source, planned and spent."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from chassis.audit import history
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.ids import new_id
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Query, Response

from hazard_registry.domain.budget import BudgetLine, Source
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.works import BudgetIn, BudgetOut, BudgetTotal, SpendIn
from hazard_registry.store import works as store
from hazard_registry.store.works import BUDGETS
from hazard_registry.use_cases import works

router = ApiRouter(prefix="/v1/budgets", tags=["budgets"])

REFUSED = ("area_unknown", "department_unknown", "outside_reach", "project_unknown", "not_found")
Year = Annotated[int | None, Query(ge=2020, le=2100)]


@router.get(
    "", response_model=PageOf[BudgetOut], summary="治理资金预算 / Budget lines, newest first"
)
async def list_budgets(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    area: AreaPrefix | None = None,
    year: Year = None,
    source: Source | None = None,
    project_id: UUID | None = None,
    hazard_id: UUID | None = None,
) -> Slice:
    same = BUDGETS.same(year=year, source=source, project_id=project_id, hazard_id=hazard_id)
    return await BUDGETS.page_of(tx, [*BUDGETS.under(area), *same], sight=sight, page=page)


@router.get(
    "/totals",
    response_model=list[BudgetTotal],
    summary="资金汇总 / Planned and spent by year and source",
)
async def budget_totals(
    tx: Tx, sight: Sight, area: AreaPrefix | None = None, year: Year = None
) -> Sequence[dict[str, Any]]:
    return await store.budget_totals(tx, sight=sight, area=area, year=year)


@router.get(
    "/{budget_id}",
    response_model=BudgetOut,
    summary="预算详情 / A budget line",
    responses=documented(MESSAGES, "not_found"),
)
async def get_budget(budget_id: UUID, response: Response, tx: Tx, sight: Sight) -> BudgetLine:
    return tagged(response, await BUDGETS.get(tx, budget_id, sight=sight))


@router.post(
    "",
    status_code=201,
    response_model=BudgetOut,
    summary="登记预算 / Enter a budget line",
    responses=documented(MESSAGES, *REFUSED),
)
async def add_budget(
    *, new: BudgetIn, response: Response, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> BudgetLine:
    line = BudgetLine(id=new_id(), **dict(new))
    await works.enter(tx, BUDGETS, line, what="budget", sight=sight, by=caller, at=now)
    response.headers["Location"] = f"/v1/budgets/{line.id}"
    return tagged(response, line)


@router.put(
    "/{budget_id}",
    response_model=BudgetOut,
    summary="调整预算 / Change a budget line as a whole",
    responses=documented(MESSAGES, *REFUSED, "changed_meanwhile", "budget_exceeded"),
)
async def change_budget(
    *,
    budget_id: UUID,
    body: BudgetIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> BudgetLine:
    line = await works.change(
        tx,
        BUDGETS,
        id=budget_id,
        what="budget",
        action="change",
        how=works.with_fields(dict(body)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, line)


@router.post(
    "/{budget_id}/spend",
    response_model=BudgetOut,
    summary="登记支出 / Spend from a line, never beyond it",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile", "budget_exceeded"),
)
async def spend_budget(
    *,
    budget_id: UUID,
    body: SpendIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> BudgetLine:
    line = await works.change(
        tx,
        BUDGETS,
        id=budget_id,
        what="budget",
        action="spend",
        how=lambda one: one.spend(body.amount),
        why=body.note,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, line)


@router.get(
    "/{budget_id}/history",
    response_model=PageOf[EntryOut],
    summary="预算变更记录 / Who changed or spent what",
    responses=documented(MESSAGES, "not_found"),
)
async def budget_history(*, budget_id: UUID, page: Page, tx: Tx, sight: Sight) -> Slice:
    await BUDGETS.get(tx, budget_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what="budget", id=budget_id, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))
