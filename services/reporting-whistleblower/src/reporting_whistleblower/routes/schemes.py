"""Units' own schemes: opened, printed, answered, rewarded."""

import io
from typing import Annotated
from uuid import UUID

import segno
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Query, Response

from reporting_whistleblower.domain.scheme import InternalReport, Scheme, SchemeReward
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import ReceiptKey
from reporting_whistleblower.routes.reports import Prefix
from reporting_whistleblower.schemas.internal import (
    AnswerIn,
    InternalReportOut,
    SchemeIn,
    SchemeLineOut,
    SchemeOut,
    SchemeRewardIn,
    SchemeRewardOut,
)
from reporting_whistleblower.store import reports
from reporting_whistleblower.store import schemes as stored
from reporting_whistleblower.use_cases import internal_reports, schemes
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(prefix="/v1/internal-schemes", tags=["internal-reports"])
MOVED = ("not_found", "illegal_move", "changed_meanwhile", "version_required")
Site = Annotated[
    str,
    Query(
        pattern=r"^https?://[A-Za-z0-9.:-]{1,100}$",
        examples=["https://zhiben.example"],
        description="Where workers reach the form; the code's link begins with it",
    ),
]


@router.post(
    "",
    status_code=201,
    response_model=SchemeOut,
    summary="建立内部举报奖励制度 Open the scheme of one's unit",
    responses=documented(MESSAGES, "not_found", "scheme_exists"),
)
async def open_scheme(
    *, said: SchemeIn, tx: Tx, sight: Sight, caller: Caller, now: Now, response: Response
) -> Scheme:
    scheme = await schemes.open_scheme(tx, unit_id=said.unit_id, sight=sight, by=caller, at=now)
    return tagged(response, scheme)


@router.get(
    "",
    response_model=PageOf[SchemeLineOut],
    summary="内部举报奖励制度列表 Which units have a scheme, newest first",
)
async def list_schemes(
    tx: Tx, sight: Sight, page: Page, area: Prefix = None
) -> PageOf[SchemeLineOut]:
    found = await stored.page(tx, sight, page, area=area)
    names = await reports.unit_names(tx, {one.unit_id for one in found.items})
    lines = [
        SchemeLineOut(
            id=one.id,
            unit_id=one.unit_id,
            unit_name=names.get(one.unit_id, ""),
            area=one.area,
            opened_at=one.opened_at,
        )
        for one in found.items
    ]
    return PageOf(items=lines, next=found.next)


@router.get(
    "/{scheme_id}",
    response_model=SchemeOut,
    summary="制度详情 One's scheme with its code",
    responses=documented(MESSAGES, "not_found"),
)
async def read_scheme(scheme_id: UUID, tx: Tx, sight: Sight, response: Response) -> Scheme:
    return tagged(response, await stored.get(tx, scheme_id, sight=sight))


@router.get(
    "/{scheme_id}/poster",
    summary="二维码 The poster's QR code as SVG",
    response_class=Response,
    responses={
        200: {"content": {"image/svg+xml": {}}, "description": "A QR code"},
        **documented(MESSAGES, "not_found"),
    },
)
async def print_scheme_poster(scheme_id: UUID, site: Site, tx: Tx, sight: Sight) -> Response:
    scheme = await stored.get(tx, scheme_id, sight=sight)
    out = io.BytesIO()
    segno.make(f"{site}/unit/{scheme.code}", error="q").save(out, kind="svg", border=2, scale=8)
    return Response(out.getvalue(), media_type="image/svg+xml")


@router.post(
    "/{scheme_id}/renew-code",
    response_model=SchemeOut,
    summary="更换二维码 Make another code; the old posters lead nowhere",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile", "version_required"),
)
async def renew_scheme_code(
    *,
    scheme_id: UUID,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Scheme:
    changed = await schemes.renew_code(
        tx, scheme_id=scheme_id, sight=sight, by=caller, at=now, expected=expected
    )
    return tagged(response, changed)


@router.get(
    "/{scheme_id}/reports",
    response_model=PageOf[InternalReportOut],
    summary="员工报告 What workers told, newest first; never who",
    responses=documented(MESSAGES, "not_found"),
)
async def list_internal_reports(
    *, scheme_id: UUID, tx: Tx, sight: Sight, page: Page, now: Now, receipt_key: ReceiptKey
) -> PageOf[InternalReportOut]:
    await stored.get(tx, scheme_id, sight=sight)
    found = await stored.page_reports(tx, scheme_id, page)
    return PageOf(items=[_report(one, receipt_key, now) for one in found.items], next=found.next)


@router.post(
    "/{scheme_id}/reports/{internal_report_id}/answer",
    response_model=InternalReportOut,
    summary="答复 Tell the worker what was done",
    responses=documented(MESSAGES, *MOVED),
)
async def answer_internal_report(
    *,
    scheme_id: UUID,
    internal_report_id: UUID,
    said: AnswerIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    receipt_key: ReceiptKey,
    expected: IfMatch,
    response: Response,
) -> InternalReportOut:
    changed = await schemes.answer_internal_report(
        tx,
        scheme_id=scheme_id,
        report_id=internal_report_id,
        outcome=said.outcome,
        text=said.text,
        receipt_key=receipt_key,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return _report(tagged(response, changed), receipt_key, now)


@router.post(
    "/{scheme_id}/reports/{internal_report_id}/reward",
    status_code=201,
    response_model=SchemeRewardOut,
    summary="奖励 Enter money or an honour into the reward book",
    responses=documented(
        MESSAGES, "not_found", "not_rewarded", "reward_exists", "reward_incomplete"
    ),
)
async def reward_internal_report(
    *,
    scheme_id: UUID,
    internal_report_id: UUID,
    said: SchemeRewardIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
) -> SchemeReward:
    return await schemes.reward_internally(
        tx,
        scheme_id=scheme_id,
        report_id=internal_report_id,
        kind=said.kind,
        amount=said.amount,
        title=said.title,
        sight=sight,
        by=caller,
        at=now,
    )


@router.get(
    "/{scheme_id}/rewards",
    response_model=PageOf[SchemeRewardOut],
    summary="奖励台账 The unit's reward book, newest first",
    responses=documented(MESSAGES, "not_found"),
)
async def list_scheme_rewards(scheme_id: UUID, tx: Tx, sight: Sight, page: Page) -> Slice:
    await stored.get(tx, scheme_id, sight=sight)
    return await stored.page_rewards(tx, scheme_id, page)


def _report(report: InternalReport, receipt_key: bytes, now: Now) -> InternalReportOut:
    words = internal_reports.unlocked(receipt_key, report.id, "content", report.content)
    waiting = report.answered_at is None
    return InternalReportOut(
        id=report.id,
        kind=report.kind,
        grave=report.grave,
        what=words["what"],
        where=words["where"],
        received_on=today(report.received_at),
        answer_due_on=report.answer_due_on,
        overdue=waiting and report.answer_due_on < today(now),
        status=report.status,
        outcome=report.outcome,
        answer=internal_reports.answer_of(receipt_key, report),
        version=report.version,
    )
