"""Admission by the banned and restricted catalogue; consultations on development plans."""

from typing import Any
from uuid import UUID

from chassis.clock import date_in_china
from chassis.http import CHECK, ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response
from office.spreadsheets.writing import Kind, OutColumn

from hazard_registry.domain.source_control import Admission, Consultation, Restriction
from hazard_registry.messages import MESSAGES
from hazard_registry.routes.records import REFUSED, Writing, keep
from hazard_registry.routes.shelves import Reading, offer
from hazard_registry.schemas import source_control as schemas
from hazard_registry.store import source_control as store
from hazard_registry.use_cases import source_control

DATE = Kind.DATE
TAG = "control at the source"
admissions = ApiRouter(prefix="/v1/admissions", tags=[TAG])

rules = keep(
    "/v1/admission-rules",
    TAG,
    Writing(
        one="admission_rule",
        many="admission_rules",
        title="产业禁限目录",
        title_en="entries of the banned and restricted catalogue",
        shelf=store.ADMISSION_RULES,
        out=schemas.RuleOut,
        wanted=schemas.RuleWanted,
        new=schemas.RuleFields,
        changed=schemas.RuleChange,
        refused=("date_too_early",),
        columns=(
            (OutColumn("行业代码"), "industry"),
            (OutColumn("区划"), "area"),
            (OutColumn("禁止或限制"), "restriction"),
            (OutColumn("条件", width=30), "conditions"),
            (OutColumn("依据", width=30), "source"),
            (OutColumn("起始", DATE), "valid_from"),
            (OutColumn("终止", DATE), "ended_on"),
        ),
    ),
)
consultations = keep(
    "/v1/planning-consultations",
    TAG,
    Writing(
        one="consultation",
        many="consultations",
        title="规划安全风险会商",
        title_en="consultations on plans",
        shelf=store.CONSULTATIONS,
        out=schemas.ConsultationOut,
        wanted=schemas.ConsultationWanted,
        new=schemas.ConsultationFields,
        changed=schemas.ConsultationChange,
        refused=(*REFUSED, "area_unknown", "department_unknown"),
        columns=(
            (OutColumn("规划名称", width=34), "title"),
            (OutColumn("编制单位", width=24), "planner"),
            (OutColumn("区划"), "area"),
            (OutColumn("收件日期", DATE), "received_on"),
            (OutColumn("结论"), "outcome"),
            (OutColumn("意见", width=34), "opinion"),
            (OutColumn("条件", width=34), "conditions"),
            (OutColumn("结论日期", DATE), "concluded_on"),
            (OutColumn("条件落实日期", DATE), "met_on"),
        ),
    ),
)
offer(
    admissions,
    Reading(
        one="admission",
        many="admissions",
        title="项目准入",
        title_en="decisions on admission",
        shelf=store.ADMISSIONS,
        out=schemas.AdmissionOut,
        wanted=schemas.AdmissionWanted,
        columns=(
            (OutColumn("项目或单位", width=30), "name"),
            (OutColumn("区划"), "area"),
            (OutColumn("行业代码"), "industry"),
            (OutColumn("决定"), "outcome"),
            (OutColumn("条件", width=30), "conditions"),
            (OutColumn("理由", width=30), "reason"),
            (OutColumn("决定日期", DATE), "decided_on"),
        ),
    ),
)
MOVED = documented(MESSAGES, "not_found", "changed_meanwhile", "illegal_move")


@admissions.post(
    "/check",
    response_model=schemas.AdmissionAnswer,
    summary="项目准入:按禁限目录检查 / What the catalogue says of an industry in an area",
    openapi_extra=CHECK,
)
async def check_admission(*, question: schemas.AdmissionQuestion, tx: Tx, now: Now) -> Any:
    found = await store.matching(
        tx, industry=question.industry, area=question.area, on=date_in_china(now)
    )
    said = {rule.restriction for rule in found}
    worst = next((one for one in Restriction if one in said), None)
    return {"restriction": worst, "matched": found}


@admissions.post(
    "",
    status_code=201,
    response_model=schemas.AdmissionOut,
    summary="项目准入:作出决定 / Decide on admission",
    responses=documented(
        MESSAGES, *REFUSED, "area_unknown", "admission_banned", "conditions_required"
    ),
)
async def decide_admission(
    *,
    new: schemas.NewAdmission,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> Admission:
    decided = await source_control.decide_admission(
        tx, fields=new.model_dump(), sight=sight, by=caller, at=now
    )
    response.headers["Location"] = f"/v1/admissions/{decided.id}"
    return tagged(response, decided)


@consultations.post(
    "/{consultation_id}/hear",
    response_model=schemas.ConsultationOut,
    summary="规划会商:登记部门意见 / Note what a body said",
    responses={**MOVED, **documented(MESSAGES, "department_unknown")},
)
async def hear_body(
    *,
    consultation_id: UUID,
    body: schemas.Hearing,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Consultation:
    thing = await source_control.hear_body(
        tx,
        consultation_id=consultation_id,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
        **body.model_dump(),
    )
    return tagged(response, thing)


@consultations.post(
    "/{consultation_id}/conclude",
    response_model=schemas.ConsultationOut,
    summary="规划会商:作出结论 / Say what the plan must heed",
    responses={**MOVED, **documented(MESSAGES, "opinions_missing", "conditions_required")},
)
async def conclude_consultation(
    *,
    consultation_id: UUID,
    body: schemas.Conclusion,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Consultation:
    thing = await source_control.conclude_consultation(
        tx,
        consultation_id=consultation_id,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
        **body.model_dump(),
    )
    return tagged(response, thing)


@consultations.post(
    "/{consultation_id}/meet",
    response_model=schemas.ConsultationOut,
    summary="规划会商:条件已落实 / The conditions are met",
    responses=MOVED,
)
async def meet_conditions(
    *,
    consultation_id: UUID,
    body: schemas.ConditionsMet,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> Consultation:
    thing = await source_control.meet_conditions(
        tx,
        consultation_id=consultation_id,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
        **body.model_dump(),
    )
    return tagged(response, thing)


ROUTERS = [rules, consultations, admissions]
