"""Standardisation, demonstrations, self-assessments, safety expenses, the profile of a unit."""

from typing import Any
from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.standing import Assessment, Expense, Standardisation
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.records import REFUSED, Writing, keep
from hazard_registry.routes.shelves import Reading, offer
from hazard_registry.schemas import standing as schemas
from hazard_registry.store import standing as store
from hazard_registry.store import units
from hazard_registry.use_cases import standing

DATE = Kind.DATE
UNIT = (OutColumn("单位", width=38), "unit_id")
grades = ApiRouter(prefix="/v1/standardisations", tags=["standing of units"])
assessments = ApiRouter(prefix="/v1/assessments", tags=["standing of units"])
expenses = ApiRouter(prefix="/v1/safety-expenses", tags=["standing of units"])
profiles = ApiRouter(prefix="/v1/units", tags=["units"])

demonstrations = keep(
    "/v1/demonstrations",
    "standing of units",
    Writing(
        one="demonstration",
        many="demonstrations",
        title="标准化示范",
        title_en="demonstrations",
        shelf=store.DEMONSTRATIONS,
        out=schemas.DemonstrationOut,
        wanted=schemas.DemonstrationWanted,
        new=schemas.DemonstrationFields,
        changed=schemas.DemonstrationChange,
        refused=(*REFUSED, "area_unknown", "attachment_unknown"),
        columns=(
            (OutColumn("类别"), "kind"),
            (OutColumn("名称", width=28), "name"),
            (OutColumn("区划"), "area"),
            UNIT,
            (OutColumn("认定单位", width=24), "recognised_by"),
            (OutColumn("认定日期", DATE), "recognised_on"),
            (OutColumn("终止日期", DATE), "ended_on"),
        ),
    ),
)
offer(
    grades,
    Reading(
        one="standardisation",
        many="standardisations",
        title="标准化定级和达标",
        title_en="standardisation grades",
        shelf=store.STANDARDISATIONS,
        out=schemas.StandardisationOut,
        wanted=schemas.StandardisationWanted,
        columns=(
            UNIT,
            (OutColumn("等级"), "grade"),
            (OutColumn("证书编号", width=24), "certificate"),
            (OutColumn("发证单位", width=24), "issuer"),
            (OutColumn("定级日期", DATE), "granted_on"),
            (OutColumn("有效期至", DATE), "valid_to"),
            (OutColumn("撤销日期", DATE), "revoked_on"),
        ),
    ),
)
offer(
    assessments,
    Reading(
        one="assessment",
        many="assessments",
        title="标准化运行自评",
        title_en="self-assessments",
        shelf=store.ASSESSMENTS,
        out=schemas.AssessmentOut,
        wanted=schemas.AssessmentWanted,
        columns=(
            UNIT,
            (OutColumn("自评日期", DATE), "assessed_on"),
            (OutColumn("管理达标(%)", Kind.WHOLE), "management"),
            (OutColumn("现场达标(%)", Kind.WHOLE), "site"),
            (OutColumn("岗位达标(%)", Kind.WHOLE), "post"),
            (OutColumn("三项均达标"), "up_to_standard"),
        ),
    ),
)
offer(
    expenses,
    Reading(
        one="expense",
        many="expenses",
        title="安全生产费用",
        title_en="safety expenses",
        shelf=store.EXPENSES,
        out=schemas.ExpenseOut,
        wanted=schemas.ExpenseWanted,
        columns=(
            UNIT,
            (OutColumn("年度", Kind.WHOLE), "year"),
            (OutColumn("费用类别"), "sector"),
            (OutColumn("计提基数", Kind.YUAN), "base"),
            (OutColumn("应提(元)", Kind.YUAN), "due"),
            (OutColumn("已提(元)", Kind.YUAN), "accrued"),
            (OutColumn("已用(元)", Kind.YUAN), "used"),
        ),
    ),
)


@grades.post(
    "",
    status_code=201,
    response_model=schemas.StandardisationOut,
    summary="标准化:登记定级或不定级达标 / Enter a grade, or up to standard without one",
    responses=documented(MESSAGES, *REFUSED, "date_in_future", "attachment_unknown"),
)
async def add_standardisation(
    *,
    new: schemas.NewStandardisation,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> Standardisation:
    fields = new.model_dump()
    thing = await standing.add_standardisation(tx, fields=fields, sight=sight, by=caller, at=now)
    return tagged(response, thing)


@grades.post(
    "/{standardisation_id}/revoke",
    response_model=schemas.StandardisationOut,
    summary="标准化:撤销 / Revoke a grade",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile", "illegal_move"),
)
async def revoke_standardisation(
    *,
    standardisation_id: UUID,
    body: schemas.Revocation,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Standardisation:
    thing = await standing.revoke_standardisation(
        tx,
        standardisation_id=standardisation_id,
        reason=body.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, thing)


@assessments.post(
    "",
    status_code=201,
    response_model=schemas.AssessmentOut,
    summary="标准化运行:提交自评 / Enter a unit's own assessment",
    responses=documented(MESSAGES, *REFUSED, "assessment_item_unknown"),
)
async def assess_unit(
    *,
    new: schemas.NewAssessment,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> Assessment:
    thing = await standing.assess_unit(
        tx,
        unit_id=new.unit_id,
        met=new.met.model_dump(),
        note=new.note,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, thing)


@expenses.post(
    "",
    status_code=201,
    response_model=schemas.ExpenseOut,
    summary="安全生产费用:登记年度提取和使用 / Enter a unit's year",
    responses=documented(MESSAGES, *REFUSED, "exists_already"),
)
async def add_expense(
    *,
    new: schemas.NewExpense,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> Expense:
    fields = dict(new)
    thing = await standing.add_expense(tx, fields=fields, sight=sight, by=caller, at=now)
    return tagged(response, thing)


@expenses.put(
    "/{expense_id}",
    response_model=schemas.ExpenseOut,
    summary="安全生产费用:整体修改 / Change a unit's year as a whole",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile"),
)
async def change_expense(
    *,
    expense_id: UUID,
    body: schemas.ExpenseChange,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Expense:
    thing = await standing.change_expense(
        tx,
        expense_id=expense_id,
        fields={name: value for name, value in body if name != "why"},
        why=body.why,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, thing)


@profiles.get(
    "/{unit_id}/profile",
    response_model=schemas.ProfileOut,
    summary="单位:档案完整度和最近自评 / How complete a unit's profile is, and its own assessment",
    responses=documented(MESSAGES, "not_found"),
)
async def get_profile(*, unit_id: UUID, tx: Tx, sight: Sight, now: Now) -> Any:
    return await standing.profile(tx, await units.get(tx, unit_id, sight=sight), at=now)


ROUTERS = [demonstrations, grades, assessments, expenses, profiles]
