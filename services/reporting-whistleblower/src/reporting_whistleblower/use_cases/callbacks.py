"""Months after a report was closed its sender is asked whether he has been left in peace."""

from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from chassis import audit
from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight
from law.rules import Rule, basis, in_force

from reporting_whistleblower.domain.callback import Callback, Result, Status, months_after
from reporting_whistleblower.domain.letters import Author, Topic
from reporting_whistleblower.domain.refusals import NoCallback
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.store import protection, reports
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.letters import write
from reporting_whistleblower.use_cases.receipts import Proof, find_report
from reporting_whistleblower.use_cases.receiving import ANONYMOUS

WHAT: Final = "callback"
RULE: Final = "protection.callback"
AT_ONCE: Final = 200
QUESTION: Final = "回访:举报办结以来,您是否受到打击报复?请在本页回答;如有,可同时提出打击报复申诉。"


async def open_callbacks(tx: Session, *, at: datetime) -> int:
    """Ask in the thread of every report closed so many months ago; the handlers call who left a number."""
    day = today(at)
    rule = await in_force(tx, RULE, on=day)
    latest = months_after(day, -rule.whole("after_months"))
    before = datetime.combine(latest + timedelta(days=1), time(), SHANGHAI)
    found = await protection.to_call_back(tx, concluded_before=before, most=AT_ONCE)
    for report in found:
        await _open(tx, report, rule, at=at)
    return len(found)


async def answer_callback(
    tx: Session,
    *,
    proof: Proof,
    receipt_key: bytes,
    result: Result,
    text: str | None,
    at: datetime,
) -> Callback:
    """The reporter answers by himself. Raise `NoCallback` if he was not asked, or has answered."""
    report = await find_report(tx, proof=proof, receipt_key=receipt_key)
    callback = await protection.callback_of(tx, report.id)
    if callback is None or callback.status is not Status.OPEN:
        raise NoCallback
    changed = callback.record(result, by=None, at=at, expected=callback.version)
    if text is not None:
        await write(
            tx, report_id=report.id, topic=Topic.CALLBACK, text=text, by=None, at=at,
            author=Author.REPORTER,
        )  # fmt: skip
    return await _keep(tx, changed, by=ANONYMOUS, at=at)


async def record_callback(
    tx: Session,
    *,
    callback_id: UUID,
    result: Result,
    note: str | None,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Callback:
    """Write down what the reporter said on the telephone, or that nobody was reached."""
    callback = await protection.get(tx, Callback, callback_id, sight=sight)
    changed = callback.record(result, by=by.id, at=at, expected=expected)
    if note is not None:
        await write(tx, report_id=callback.report_id, topic=Topic.NOTE, text=note, by=by.id, at=at)
    await reports.note_handling(tx, callback.report_id, by.id)
    return await _keep(tx, changed, by=by, at=at)


async def callback_basis(tx: Session, callback: Callback) -> dict[str, Any]:
    """Why it is asked now, and until when."""
    rule = await in_force(tx, RULE, on=callback.opened_on)
    return basis(rule, working={"opened_on": callback.opened_on, "due_on": callback.due_on})


async def _open(tx: Session, report: Report, rule: Rule, *, at: datetime) -> None:
    """The window is counted from the closing; a report found late gets as long from today."""
    closed_on = today(report.concluded_at or at)
    length = rule.whole("until_months") - rule.whole("after_months")
    due = max(months_after(closed_on, rule.whole("until_months")), months_after(today(at), length))
    callback = Callback(
        id=new_id(), report_id=report.id, area=report.area, opened_on=today(at), due_on=due
    )
    if await protection.add(tx, callback):
        await write(tx, report_id=report.id, topic=Topic.CALLBACK, text=QUESTION, by=None, at=at)
        await audit.record(tx, by="sweep", at=at, action="open", what=WHAT, id=callback.id)


async def _keep(tx: Session, changed: Callback, *, by: audit.By, at: datetime) -> Callback:
    await protection.save(tx, changed)
    changes = {"status": [Status.OPEN, changed.status], "result": [None, changed.result]}
    await audit.record(tx, by=by, at=at, action="record", what=WHAT, id=changed.id, changes=changes)
    return changed
