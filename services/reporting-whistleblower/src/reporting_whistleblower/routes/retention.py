"""What keeps a report, what blackens it, and what proves its end."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Tx
from chassis.problems import documented

from reporting_whistleblower.domain.retention import Destruction
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import Opened, Sight
from reporting_whistleblower.routes.reports import report_out
from reporting_whistleblower.schemas.casework import DestructionOut, RedactIn
from reporting_whistleblower.schemas.reports import ReasonIn, ReportOut
from reporting_whistleblower.store import holds
from reporting_whistleblower.use_cases import redacting, retention

router = ApiRouter(prefix="/v1", tags=["retention"])


@router.post(
    "/reports/{report_id}/hold",
    response_model=ReportOut,
    summary="保全 Keep a report whatever retention says",
    responses=documented(MESSAGES, "not_found", "on_hold"),
)
async def hold_report(
    *, report_id: UUID, said: ReasonIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> ReportOut:
    report = await retention.hold_report(
        tx, report_id=report_id, reason=said.reason, sight=sight, by=caller, at=now
    )
    return report_out(report, now)


@router.post(
    "/reports/{report_id}/release",
    response_model=ReportOut,
    summary="解除保全 Lift the hold",
    responses=documented(MESSAGES, "not_found", "not_on_hold"),
)
async def release_report(
    *, report_id: UUID, said: ReasonIn, tx: Tx, sight: Sight, caller: Caller, now: Now
) -> ReportOut:
    report = await retention.release_report(
        tx, report_id=report_id, reason=said.reason, sight=sight, by=caller, at=now
    )
    return report_out(report, now)


@router.post(
    "/reports/{report_id}/redact",
    response_model=ReportOut,
    summary="遮盖 Blacken words wherever they stand, for good",
    responses=documented(
        MESSAGES,
        "not_found",
        "on_hold",
        "nothing_to_redact",
        "confidential_session_required",
        "not_shared_with_you",
    ),
)
async def redact_report(
    *,
    report_id: UUID,
    said: RedactIn,
    tx: Tx,
    sight: Sight,
    opened: Opened,
    caller: Caller,
    now: Now,
) -> ReportOut:
    report = await redacting.redact_report(
        tx,
        report_id=report_id,
        words=said.words,
        reason=said.reason,
        sight=sight,
        opened=opened,
        by=caller,
        at=now,
    )
    return report_out(report, now)


@router.get(
    "/report-destructions",
    response_model=PageOf[DestructionOut],
    summary="销毁证明 Reports whose keys are gone, newest first",
)
async def list_destructions(tx: Tx, sight: Sight, page: Page) -> PageOf[DestructionOut]:
    found = await holds.page_destructions(tx, sight, page)
    return PageOf(items=[_shown(one) for one in found.items], next=found.next)


def _shown(done: Destruction) -> DestructionOut:
    fields = {name: getattr(done, name) for name in DestructionOut.model_fields}
    return DestructionOut.model_validate(fields | {"digest": done.digest.hex()})
