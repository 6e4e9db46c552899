"""Handlers look at reports: lists, details, photographs, leads, history."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis import audit
from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Tx, tagged
from chassis.problems import documented
from fastapi import Query, Response
from pydantic import ValidationError

from reporting_whistleblower.domain.refusals import NotFound
from reporting_whistleblower.domain.report import Category, Lead, Report, Status
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Opened, Sight
from reporting_whistleblower.schemas.casework import PauseOut, TransferOut
from reporting_whistleblower.schemas.reports import (
    ClockOut,
    ContentOut,
    EntryOut,
    LeadOut,
    OpenLetterOut,
    OpenReportOut,
    ReportOut,
    RewardShortOut,
    UploadOut,
)
from reporting_whistleblower.store import leads
from reporting_whistleblower.store import reports as stored
from reporting_whistleblower.store.incoming import Copy
from reporting_whistleblower.use_cases import reading
from reporting_whistleblower.use_cases.clocks import today, undecided_since

router = ApiRouter(prefix="/v1", tags=["reports"])
Prefix = Annotated[str | None, Query(pattern=r"^\d{2,18}$")]


@router.get(
    "/reports",
    response_model=PageOf[ReportOut],
    summary="举报列表 Reports of one's area, newest first; no word of them",
)
async def list_reports(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    status: Status | None = None,
    category: Category | None = None,
    area: Prefix = None,
    unit_id: UUID | None = None,
    handler_id: UUID | None = None,
    overdue: bool = False,
    due_first: date | None = None,
    due_last: date | None = None,
) -> PageOf[ReportOut]:
    wanted = stored.Filter(
        status=status,
        category=category,
        area=area,
        unit_id=unit_id,
        handler_id=handler_id,
        overdue_on=today(now) if overdue else None,
        received_before=await undecided_since(tx, today(now)) if overdue else None,
        answer_due=(due_first or date.min, due_last or date.max) if due_first or due_last else None,
    )
    found = await stored.page(tx, sight, wanted, page)
    names = await stored.unit_names(tx, {one.unit_id for one in found.items if one.unit_id})
    return PageOf(items=[report_out(one, now, names) for one in found.items], next=found.next)


@router.get(
    "/reports/{report_id}",
    response_model=OpenReportOut,
    summary="举报详情 A report with its words; needs an open key",
    responses=documented(
        MESSAGES, "not_found", "confidential_session_required", "not_shared_with_you"
    ),
)
async def read_report(
    *,
    report_id: UUID,
    tx: Tx,
    sight: Sight,
    opened: Opened,
    caller: Caller,
    now: Now,
    response: Response,
) -> OpenReportOut:
    found = await reading.read_report(
        tx, report_id=report_id, sight=sight, opened=opened, by=caller, at=now
    )
    tagged(response, found.report)
    response.headers["Cache-Control"] = "no-store"
    unit = found.report.unit_id
    names = await stored.unit_names(tx, {unit} if unit else set())
    return _open(found, report_out(found.report, now, names))


@router.get(
    "/reports/{report_id}/uploads/{upload_id}",
    response_class=Response,
    responses={
        200: {"content": {"image/jpeg": {}, "application/octet-stream": {}}},
        **documented(MESSAGES, "not_found", "upload_unknown", "confidential_session_required"),
    },
    summary="举报附件 One file, decrypted; the original only where the sender left it",
)
async def read_upload(
    *,
    report_id: UUID,
    upload_id: UUID,
    tx: Tx,
    sight: Sight,
    opened: Opened,
    caller: Caller,
    now: Now,
    copy: Copy = Copy.CLEAN,
) -> Response:
    media_type, data = await reading.read_upload(
        tx,
        report_id=report_id,
        upload_id=upload_id,
        copy=copy,
        sight=sight,
        opened=opened,
        by=caller,
        at=now,
    )
    return Response(
        data,
        media_type=media_type,
        headers={
            "Content-Disposition": "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


@router.get(
    "/reports/{report_id}/history",
    response_model=list[EntryOut],
    summary="办理记录 Who did what to a report, newest first",
    responses=documented(MESSAGES, "not_found"),
)
async def report_history(
    report_id: UUID,
    tx: Tx,
    sight: Sight,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: int | None = None,
) -> list[audit.Entry]:
    await stored.get(tx, report_id, sight=sight)
    return await audit.history(tx, what="report", id=report_id, limit=limit, after=after)


@router.get(
    "/leads/{lead_id}",
    response_model=LeadOut,
    tags=["leads"],
    summary="线索 The matter as restated for the field, without the reporter",
    responses=documented(MESSAGES, "not_found"),
)
async def read_lead(lead_id: UUID, tx: Tx, sight: Sight) -> Lead:
    lead = await leads.get(tx, lead_id)
    if lead is None or not sight.sees(area=lead.area):
        raise NotFound
    report = await stored.by_lead(tx, lead_id)
    if report is not None:  # a lead of a retaliation claim has none
        await stored.get(tx, report.id, sight=sight)
    return lead


def report_out(report: Report, now: Now, names: dict[UUID, str] | None = None) -> ReportOut:
    """Show what may be known of a report without its key."""
    fields = {name: getattr(report, name, None) for name in ReportOut.model_fields}
    return ReportOut.model_validate(
        fields
        | {
            "unit_name": (names or {}).get(report.unit_id) if report.unit_id else None,
            "named": report.identity_id is not None,
            "overdue": report.is_overdue(today(now)),
        }
    )


def _open(found: reading.OpenReport, report: ReportOut) -> OpenReportOut:
    return OpenReportOut(
        report=report,
        content=_content(found.content),
        letters=[
            OpenLetterOut(
                author=letter.author,
                topic=letter.topic,
                written_by=letter.written_by,
                written_at=letter.written_at,
                text=text,
            )
            for letter, text in found.letters
        ],
        uploads=[UploadOut.model_validate(upload) for upload in found.uploads],
        merged=[merged.id for merged in found.merged],
        pauses=[PauseOut.model_validate(pause) for pause in found.pauses],
        transfer=TransferOut.model_validate(found.transfer) if found.transfer else None,
        on_hold=found.on_hold,
        lead=LeadOut.model_validate(found.lead) if found.lead else None,
        clocks=[ClockOut.model_validate(clock) for clock in found.clocks],
        reward=RewardShortOut.model_validate(found.reward) if found.reward else None,
    )


def _content(words: dict[str, Any]) -> ContentOut:
    """What a sender's device sealed may be anything; what is no report's words is shown as none."""
    try:
        return ContentOut.model_validate(words)
    except ValidationError:
        return ContentOut()
