"""Call-backs: whom to ask, and what was answered."""

from uuid import UUID

from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Response

from reporting_whistleblower.domain.callback import Callback, Status
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.schemas.protection import CallbackOut, CallbackRecordIn
from reporting_whistleblower.store import protection
from reporting_whistleblower.use_cases import callbacks
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(prefix="/v1/callbacks", tags=["protection"])


@router.get(
    "",
    response_model=PageOf[CallbackOut],
    summary="回访列表 Call-backs, what is due first",
)
async def list_callbacks(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    status: Status | None = None,
    overdue: bool = False,
) -> PageOf[CallbackOut]:
    found = await protection.page_callbacks(
        tx, sight, page, status=status, overdue_on=today(now) if overdue else None
    )
    return PageOf(items=[await _out(tx, one, now) for one in found.items], next=found.next)


@router.post(
    "/{callback_id}/record",
    response_model=CallbackOut,
    summary="记录回访 Write down what the reporter said",
    responses=documented(
        MESSAGES, "not_found", "illegal_move", "changed_meanwhile", "version_required"
    ),
)
async def record_callback(
    *,
    callback_id: UUID,
    said: CallbackRecordIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> CallbackOut:
    changed = await callbacks.record_callback(
        tx,
        callback_id=callback_id,
        result=said.result,
        note=said.note,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await _out(tx, tagged(response, changed), now)


async def _out(tx: Tx, callback: Callback, now: Now) -> CallbackOut:
    return CallbackOut(
        id=callback.id,
        report_id=callback.report_id,
        area=callback.area,
        opened_on=callback.opened_on,
        due_on=callback.due_on,
        overdue=callback.is_overdue(today(now)),
        status=callback.status,
        result=callback.result,
        by=callback.by,
        done_at=callback.done_at,
        basis=await callbacks.callback_basis(tx, callback),
        version=callback.version,
    )
