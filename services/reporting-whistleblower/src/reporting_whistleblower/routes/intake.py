"""Reports and photographs arrive, from anybody."""

from attachments import ATTACHMENT_MESSAGES
from chassis.http import STREAMED, ApiRouter, Now, Tx
from chassis.problems import documented
from fastapi import Request

from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import ReceiptKey
from reporting_whistleblower.routes.photographs import received_photo
from reporting_whistleblower.schemas.receipts import FiledOut, NewReport, TicketOut
from reporting_whistleblower.use_cases import receiving, sealing, uploads
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(tags=["reports"])


@router.post(
    "/v1/reports",
    status_code=201,
    response_model=FiledOut,
    summary="举报 Report a hazard or a violation, with or without a name",
    responses=documented(
        MESSAGES, "reception_closed", "vault_closed", "upload_unknown", "receipt_taken"
    ),
)
async def receive_report(new: NewReport, tx: Tx, now: Now, receipt_key: ReceiptKey) -> FiledOut:
    filed = await receiving.receive_report(tx, new=_incoming(new), receipt_key=receipt_key, at=now)
    return _filed(filed.report, filed.receipt_code)


@router.post(
    "/v1/report-uploads",
    status_code=201,
    response_model=TicketOut,
    summary="上传照片 Send one photograph (JPEG, PNG or WebP as the raw body)",
    responses=documented(
        ATTACHMENT_MESSAGES,
        "too_large",
        "not_what_it_says",
        "unsupported_file",
        "photo_damaged",
        "photo_too_many_pixels",
        "empty_file",
    ),
    openapi_extra=STREAMED,
)
async def keep_upload(request: Request, tx: Tx, now: Now) -> TicketOut:
    photo = await received_photo(request)
    ticket = await uploads.keep_upload(tx, photo=photo, at=now)
    return TicketOut(ticket=str(ticket))


def _incoming(new: NewReport) -> receiving.NewReport:
    return receiving.NewReport(
        category=new.category,
        content=_content(new),
        area=new.area,
        unit_id=new.unit_id,
        wants_reward=new.wants_reward,
        identity=new.identity.model_dump() if new.identity else None,
        uploads=new.uploads,
        receipt=_receipt(new),
    )


def _content(new: NewReport) -> dict[str, object]:
    """The sender's words: everything that is sealed before it is stored."""
    return {
        "what": new.what,
        "where": new.where,
        "unit_name": new.unit_name,
        "happened_at": new.happened_at.isoformat() if new.happened_at else None,
        "is_employee": new.is_employee,
    }


def _receipt(new: NewReport) -> receiving.Receipt | None:
    if new.receipt_verifier is None or new.thread_public_key is None:
        return None
    return receiving.Receipt(
        sealing.from_text(new.receipt_verifier), sealing.from_text(new.thread_public_key)
    )


def _filed(report: Report, code: str | None) -> FiledOut:
    return FiledOut(
        receipt_code=code,
        received_on=today(report.received_at).isoformat(),
        status=report.status,
    )
