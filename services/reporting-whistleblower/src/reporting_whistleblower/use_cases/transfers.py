"""Matters go to other bodies, restated: nothing of whoever reported goes along."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight

from reporting_whistleblower.domain.keys import OpenKey
from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.domain.transfers import NotRestated, Transfer, must_not_quote
from reporting_whistleblower.store import leads, reports, sealed, transfers
from reporting_whistleblower.use_cases import report_events, sealing
from reporting_whistleblower.use_cases.keeping import keep
from reporting_whistleblower.use_cases.letters import write
from reporting_whistleblower.use_cases.reading import content_key

WHAT = "report_transfer"


@dataclass(frozen=True, slots=True)
class Restated:
    """The matter in the handler's words."""

    what: str
    place: str


async def transfer_report(
    tx: Session,
    *,
    report_id: UUID,
    to: str,
    reason: str,
    restated: Restated | None,
    sight: Sight,
    opened: OpenKey | None,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Pass it to the body that is competent (安全生产法 art. 73).

    What goes is the restatement given, or the lead of an accepted report. Raise `NotRestated`
    without either, `QuotesTheReport` if it repeats the sender's words.
    """
    report = await reports.get(tx, report_id, sight=sight)
    changed = report.transfer(at=at, expected=expected)
    if restated is not None:
        await must_be_restated(tx, report_id, restated, opened)
    else:
        lead = await leads.get(tx, report.lead_id)
        if lead is None:
            raise NotRestated(field="/what")
        restated = Restated(lead.what, lead.place)
    sent = Transfer(
        id=new_id(), report_id=report_id, area=report.area, to=to, what=restated.what,
        place=restated.place, sent_by=by.id, sent_at=at,
    )  # fmt: skip
    await transfers.add(tx, sent)
    text = f"已移送{to}:{reason}"
    await write(tx, report_id=report_id, topic=Topic.TRANSFERRED, text=text, by=by.id, at=at)
    await emit(tx, report_events.transferred(changed, at))
    return await keep(tx, report, changed, action="transfer", by=by, at=at, why=to)


async def must_be_restated(
    tx: Session, report_id: UUID, restated: Restated, opened: OpenKey | None
) -> None:
    """Raise `QuotesTheReport` if the sender's words are in it. Only an open key can tell."""
    if opened is None:
        return
    key = await content_key(tx, report_id, opened)
    words = sealing.read_words(key, (await sealed.get(tx, report_id)).content)
    original = f"{words.get('what', '')}\n{words.get('where', '')}"
    must_not_quote(original, restated.what, field="/what")
    must_not_quote(original, restated.place, field="/place")


async def acknowledge_transfer(
    tx: Session,
    *,
    transfer_id: UUID,
    reference: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Transfer:
    """Write down that the other body has it, under which number; the reporter is told."""
    transfer = await transfers.get(tx, transfer_id, sight=sight)
    changed = transfer.acknowledge(reference=reference, at=at, expected=expected)
    await transfers.save(tx, changed)
    text = f"{transfer.to}已接收(文号:{reference})。"
    await write(
        tx, report_id=transfer.report_id, topic=Topic.TRANSFERRED, text=text, by=by.id, at=at
    )
    changes = {"reference": [None, reference]}
    await audit.record(
        tx, by=by, at=at, action="acknowledge", what=WHAT, id=transfer.id, changes=changes
    )
    return changed
