"""An official writes down what somebody reports by telephone, in person or by letter (12350)."""

from datetime import datetime

from chassis import audit
from chassis.db import Session
from chassis.sight import Sight

from reporting_whistleblower.domain.refusals import NotFound
from reporting_whistleblower.use_cases.receiving import Filed, NewReport, receive_report


async def enter_report(
    tx: Session,
    *,
    new: NewReport,
    receipt_key: bytes,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> Filed:
    """Take it by the same way as every report; the code is read out or handed over, once.

    That an official wrote it down is on record; who called is not.
    """
    if not sight.sees(area=new.area):
        raise NotFound(field="/area")
    filed = await receive_report(tx, new=new, receipt_key=receipt_key, at=at)
    changes = {"channel": [None, new.channel]}
    await audit.record(
        tx, by=by, at=at, action="enter", what="report", id=filed.report.id, changes=changes
    )
    return filed
