"""Officials write down what somebody reports by telephone, in person or by letter."""

from chassis.http import SHOWN_ONCE, ApiRouter, Caller, Now, Sight, Tx
from chassis.problems import documented
from fastapi import Request, Response

from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import ReceiptKey
from reporting_whistleblower.routes.intake import filed_out, incoming
from reporting_whistleblower.schemas.intake import EnteredReport, FiledOut
from reporting_whistleblower.use_cases import entering

router = ApiRouter(tags=["reports"])


@router.post(
    "/v1/reports/entered",
    status_code=201,
    response_model=FiledOut,
    openapi_extra=SHOWN_ONCE,
    summary="代录举报 Enter what came by phone, visit or letter; the code is handed over, once",
    responses=documented(
        MESSAGES, "not_found", "reception_closed", "vault_closed", "answer_unfitting"
    ),
)
async def enter_report(
    *,
    new: EnteredReport,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    receipt_key: ReceiptKey,
    request: Request,
    response: Response,
) -> FiledOut:
    report = incoming(new, area=new.area, unit_id=new.unit_id, channel=new.channel, receipt=None)
    response.headers["Cache-Control"] = "no-store"
    filed = await entering.enter_report(
        tx, new=report, receipt_key=receipt_key, sight=sight, by=caller, at=now
    )
    return filed_out(filed, report, request)
