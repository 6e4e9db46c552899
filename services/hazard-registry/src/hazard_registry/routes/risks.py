"""Risk points: grading, checks, the colour map."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Response
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.risk import RiskPoint
from hazard_registry.domain.unit import Colour
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.shelves import Reading, offer
from hazard_registry.schemas import risks as schemas
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.store import risk as store
from hazard_registry.use_cases import risks

router = ApiRouter(prefix="/v1/risk-points", tags=["risk points"])
MOVED = documented(MESSAGES, "not_found", "changed_meanwhile", "illegal_move")


async def whole_point(tx: Tx, point: RiskPoint) -> Mapping[str, Any]:
    """A point with every grading it ever had."""
    shown = schemas.RiskPointOut.model_validate(point).model_dump()
    return shown | {"gradings": await store.gradings_of(tx, point.id)}


@router.get(
    "/map",
    response_model=PageOf[schemas.MapUnit],
    summary="风险四色图:单位及其颜色 / The colour map: units with their places and colours",
)
async def list_risk_map(
    *,
    page: Page,
    tx: Tx,
    sight: Sight,
    area: AreaPrefix | None = None,
    colour: Colour | None = None,
) -> Slice:
    return await store.colour_map(tx, sight=sight, area=area, colour=colour, page=page)


@router.get(
    "/colours",
    response_model=list[schemas.AreaColour],
    summary="风险四色统计:按区划 / Units and risk points of each colour, by area",
)
async def list_risk_colours(*, tx: Tx, sight: Sight, area: AreaPrefix | None = None) -> Any:
    return await store.colours_by_area(tx, sight=sight, area=area)


offer(
    router,
    Reading(
        one="risk_point",
        many="risk_points",
        title="风险点",
        title_en="risk points",
        shelf=store.RISK_POINTS,
        out=schemas.RiskPointOut,
        whole=schemas.RiskPointWhole,
        load=whole_point,
        wanted=schemas.RiskWanted,
        columns=(
            (OutColumn("单位", width=38), "unit_id"),
            (OutColumn("风险点", width=24), "name"),
            (OutColumn("部位"), "place"),
            (OutColumn("可能后果", width=24), "consequences"),
            (OutColumn("颜色"), "colour"),
            (OutColumn("方法"), "method"),
            (OutColumn("分值"), "score"),
            (OutColumn("管控层级"), "control_level"),
            (OutColumn("责任人"), "responsible"),
            (OutColumn("工程防", width=24), "engineering"),
            (OutColumn("技防", width=24), "technical"),
            (OutColumn("人防", width=24), "people"),
            (OutColumn("管理防", width=24), "management"),
            (OutColumn("检查周期(天)", Kind.WHOLE), "check_days"),
            (OutColumn("最近检查", Kind.DATE), "last_checked_on"),
            (OutColumn("下次检查", Kind.DATE), "next_check_on"),
        ),
    ),
)


@router.post(
    "",
    status_code=201,
    response_model=schemas.RiskPointWhole,
    summary="风险点:登记并分级 / Enter a risk point with its first grading",
    responses=documented(MESSAGES, "unit_unknown", "outside_reach", "factor_not_in_scale"),
)
async def add_risk_point(
    *,
    new: schemas.NewRiskPoint,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> Any:
    fields = new.model_dump(exclude={"unit_id", *schemas.Judged.model_fields})
    point = await risks.add_risk_point(
        tx,
        unit_id=new.unit_id,
        fields=fields,
        judgement=_judgement(new),
        sight=sight,
        by=caller,
        at=now,
    )
    response.headers["Location"] = f"/v1/risk-points/{point.id}"
    return await _shown(tx, response, point)


@router.put(
    "/{risk_point_id}",
    response_model=schemas.RiskPointWhole,
    summary="风险点:修改内容和措施 / Change what is said of a point and its measures",
    responses=MOVED,
)
async def change_risk_point(
    *,
    risk_point_id: UUID,
    body: schemas.RiskChange,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Any:
    point = await risks.change_risk_point(
        tx,
        risk_point_id=risk_point_id,
        fields=body.model_dump(exclude={"why"}),
        why=body.why,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _shown(tx, response, point)


@router.post(
    "/{risk_point_id}/grade",
    response_model=schemas.RiskPointWhole,
    summary="风险点:重新分级 / Grade a point anew",
    responses={**MOVED, **documented(MESSAGES, "factor_not_in_scale")},
)
async def grade_risk_point(
    *,
    risk_point_id: UUID,
    body: schemas.NewGrade,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Any:
    point = await risks.grade_risk_point(
        tx,
        risk_point_id=risk_point_id,
        judgement=_judgement(body),
        why=body.why,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _shown(tx, response, point)


@router.post(
    "/{risk_point_id}/check",
    response_model=schemas.RiskPointWhole,
    summary="风险点:登记检查,失效即成隐患 / Check its controls; what failed is a hazard",
    responses={**MOVED, **documented(MESSAGES, "date_in_future")},
)
async def check_risk_point(
    *,
    risk_point_id: UUID,
    body: schemas.RiskCheckFields,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Any:
    point = await risks.check_risk_point(
        tx,
        risk_point_id=risk_point_id,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
        **body.model_dump(),
    )
    return await _shown(tx, response, point)


@router.post(
    "/{risk_point_id}/end",
    response_model=schemas.RiskPointWhole,
    summary="风险点:注销 / Take a point off",
    responses=MOVED,
)
async def end_risk_point(
    *,
    risk_point_id: UUID,
    body: schemas.Ending,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Any:
    point = await risks.end_risk_point(
        tx,
        risk_point_id=risk_point_id,
        why=body.why,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _shown(tx, response, point)


def _judgement(body: schemas.Judged) -> risks.Judgement:
    return risks.Judgement(
        method=body.method, factors=body.factors, direct_reasons=tuple(body.direct_reasons)
    )


async def _shown(tx: Tx, response: Response, point: RiskPoint) -> Mapping[str, Any]:
    return await whole_point(tx, tagged(response, point))
