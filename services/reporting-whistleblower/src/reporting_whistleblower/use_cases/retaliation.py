"""A reporter says he is punished for reporting; a handler restates it, an inspector looks into it."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.codes import ReportCategory
from contracts.reports import RetaliationClaimed

from reporting_whistleblower.domain.letters import Author, Topic
from reporting_whistleblower.domain.refusals import RetaliationOpen
from reporting_whistleblower.domain.report import Conclusion, Lead, Report
from reporting_whistleblower.domain.retaliation import Act, RetaliationClaim
from reporting_whistleblower.store import leads, protection, reports
from reporting_whistleblower.use_cases.letters import write
from reporting_whistleblower.use_cases.receipts import Proof, find_report
from reporting_whistleblower.use_cases.receiving import ANONYMOUS

WHAT: Final = "retaliation_claim"
TAKEN_UP: Final = "您反映的打击报复情况已有专人跟进。"


async def claim_retaliation(
    tx: Session,
    *,
    proof: Proof,
    receipt_key: bytes,
    acts: tuple[Act, ...],
    text: str,
    inquiry: bool,
    at: datetime,
) -> RetaliationClaim:
    """Take the claim; its words are sealed into the report's thread.

    With the reporter's consent enforcement hears of it at once, under a lead of its own. Raise
    `RetaliationOpen` while an earlier claim is looked into.
    """
    report = await find_report(tx, proof=proof, receipt_key=receipt_key)
    claim = RetaliationClaim(
        id=new_id(),
        report_id=report.id,
        lead_id=uuid4(),
        area=report.area,
        unit_id=report.unit_id,
        acts=tuple(sorted(set(acts))),
        inquiry=False,
        received_at=at,
    )
    if inquiry:
        claim = await _tell(tx, claim, report, at=at)
    if not await protection.add(tx, claim):
        raise RetaliationOpen
    await write(
        tx, report_id=report.id, topic=Topic.RETALIATION, text=text, by=None, at=at,
        author=Author.REPORTER,
    )  # fmt: skip
    await _note(tx, None, claim, action="claim", by=ANONYMOUS, at=at)
    return claim


async def take_up_retaliation(
    tx: Session,
    *,
    claim_id: UUID,
    what: str,
    place: str,
    consented: bool,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> RetaliationClaim:
    """Restate the claim for the field. `consented`: the reporter agreed meanwhile to an inquiry."""
    claim = await protection.get(tx, RetaliationClaim, claim_id, sight=sight)
    changed = claim.take_up(by=by.id, at=at, expected=expected)
    report = await reports.get(tx, claim.report_id)
    if consented:
        changed = await _tell(tx, changed, report, at=at)
    lead = Lead(
        lead_id=claim.lead_id,
        area=claim.area,
        unit_id=claim.unit_id,
        category=report.category,
        what=what,
        place=place,
        written_by=by.id,
        written_at=at,
    )
    await leads.add(tx, lead)
    await reports.note_handling(tx, report.id, by.id)
    await write(tx, report_id=report.id, topic=Topic.RETALIATION, text=TAKEN_UP, by=by.id, at=at)
    return await _keep(tx, claim, changed, action="take_up", by=by, at=at)


async def conclude_retaliation(
    tx: Session,
    *,
    claim_id: UUID,
    conclusion: Conclusion,
    statement: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> RetaliationClaim:
    """End the inquiry; the reporter reads the statement under his receipt."""
    claim = await protection.get(tx, RetaliationClaim, claim_id, sight=sight)
    changed = claim.conclude(conclusion, by=by.id, at=at, expected=expected)
    await write(
        tx, report_id=claim.report_id, topic=Topic.RETALIATION, text=statement, by=by.id, at=at
    )
    return await _keep(tx, claim, changed, action="conclude", by=by, at=at)


async def _tell(
    tx: Session, claim: RetaliationClaim, report: Report, *, at: datetime
) -> RetaliationClaim:
    """Let enforcement know, once."""
    if claim.told_at is None:
        event = RetaliationClaimed(
            lead_id=claim.lead_id,
            category=ReportCategory(report.category.value),
            area=claim.area,
            unit_id=claim.unit_id,
            at=at,
        )
        await emit(tx, event)
    return claim.consent(at=at)


async def _keep(
    tx: Session,
    before: RetaliationClaim,
    changed: RetaliationClaim,
    *,
    action: str,
    by: audit.Actor,
    at: datetime,
) -> RetaliationClaim:
    await protection.save(tx, changed)
    await _note(tx, before, changed, action=action, by=by, at=at)
    return changed


async def _note(
    tx: Session,
    before: RetaliationClaim | None,
    changed: RetaliationClaim,
    *,
    action: str,
    by: audit.By,
    at: datetime,
) -> None:
    changes: dict[str, object] = {}
    for field in ("status", "inquiry", "conclusion"):
        old, new = getattr(before, field, None), getattr(changed, field)
        if old != new:
            changes[field] = [old, new]
    await audit.record(tx, by=by, at=at, action=action, what=WHAT, id=changed.id, changes=changes)
