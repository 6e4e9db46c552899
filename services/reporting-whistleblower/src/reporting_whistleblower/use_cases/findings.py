"""What other services found out about the matter: hazards verified, cases decided."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.outbox import emit

from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.refusals import NoRewardDue, RewardExists
from reporting_whistleblower.domain.report import Conclusion, Report, Status
from reporting_whistleblower.store import leads, reports
from reporting_whistleblower.use_cases import report_events
from reporting_whistleblower.use_cases.clocks import deadline, today
from reporting_whistleblower.use_cases.keeping import keep
from reporting_whistleblower.use_cases.letters import write
from reporting_whistleblower.use_cases.rewards import (
    Proposal,
    add_proposal,
    compute,
    must_be_due,
    stop_reward,
)

AWAITING_CONCLUSION = frozenset({Status.ACCEPTED, Status.OBJECTED})
DECIDED = "您举报的事项经查属实,主管部门已依法作出处罚决定。"


async def propose_conclusion(
    tx: Session,
    *,
    lead_id: UUID,
    hazard_id: UUID,
    conclusion: Conclusion,
    source: str,
    at: datetime,
) -> None:
    """Note what became of a lead; the handler decides what to conclude from it."""
    report = await reports.by_lead(tx, lead_id)
    if report is None:
        return
    await leads.link_hazard(tx, hazard_id=hazard_id, lead_id=lead_id, at=at)
    if report.status in AWAITING_CONCLUSION:
        await _propose(tx, report, conclusion, source=source, at=at)
    await _reward_remembered(tx, hazard_id, source=source, at=at)


async def _propose(
    tx: Session, report: Report, conclusion: Conclusion, *, source: str, at: datetime
) -> None:
    changed = report.propose_conclusion(conclusion, source=source)
    await reports.save(tx, changed)
    changes = {"proposed_conclusion": [report.proposed_conclusion, conclusion]}
    await audit.record(
        tx, by=source, at=at, action="propose", what="report", id=report.id, changes=changes
    )


async def reward_decided_case(
    tx: Session, *, case_id: UUID, hazard_ids: list[UUID], fine: Decimal, source: str, at: datetime
) -> None:
    """A punishment proves the report: conclude what is open, and propose the reward.

    One case, one reward: it goes to whoever reported first. Where the rules give none, the reason
    is written down. Hazards nobody has linked to a lead yet are remembered.
    """
    await leads.hear_of_case(tx, case_id=case_id, hazard_ids=hazard_ids, fine=fine, at=at)
    await _reward(tx, case_id=case_id, hazard_ids=hazard_ids, fine=fine, source=source, at=at)


async def withdraw_decided_case(
    tx: Session, *, case_id: UUID, hazard_ids: list[UUID], source: str, at: datetime
) -> None:
    """Nothing is left of the decision: stop what only it supported.

    A second decision on the same hazard carries the reward then, if there is one.
    """
    await leads.forget_case(tx, case_id)
    await stop_reward(tx, case_id=case_id, by=source, at=at)
    for hazard_id in hazard_ids:
        await _reward_remembered(tx, hazard_id, source=source, at=at)


async def _reward_remembered(tx: Session, hazard_id: UUID, *, source: str, at: datetime) -> None:
    """Reward what was decided on a hazard before the reward could be proposed."""
    for case_id, fine in await leads.decided_cases(tx, hazard_id):
        await _reward(tx, case_id=case_id, hazard_ids=[hazard_id], fine=fine, source=source, at=at)


async def _reward(
    tx: Session, *, case_id: UUID, hazard_ids: list[UUID], fine: Decimal, source: str, at: datetime
) -> None:
    rewarded = False
    for report in await reports.by_hazards(tx, hazard_ids):
        concluded = await _concluded(tx, report, source=source, at=at)
        if not rewarded:
            rewarded = await _proposed(
                tx, concluded, case_id=case_id, fine=fine, source=source, at=at
            )


async def _concluded(tx: Session, report: Report, *, source: str, at: datetime) -> Report:
    if report.status is not Status.ACCEPTED:
        return report
    due = await deadline(tx, "report.feedback", start=today(at))
    changed = report.conclude(
        Conclusion.SUBSTANTIATED,
        by=None,
        at=at,
        feedback_due_on=due.on,
        expected=report.version,
    )
    await write(tx, report_id=report.id, topic=Topic.CONCLUDED, text=DECIDED, by=None, at=at)
    await emit(tx, report_events.concluded(changed, at))
    return await keep(tx, report, changed, action="conclude", by=source, at=at)


async def _proposed(
    tx: Session, report: Report, *, case_id: UUID, fine: Decimal, source: str, at: datetime
) -> bool:
    """Propose in the name of the handler who accepted it: he is the first of the three."""
    proposer = report.handler_id or report.accepted_by
    if proposer is None:
        return False
    try:
        must_be_due(report)
        recipient, computed = await compute(tx, report=report, found=Proposal(fine=fine))
        await add_proposal(
            tx,
            report=report,
            recipient=recipient,
            computed=computed,
            proposer=proposer,
            by=source,
            at=at,
            case_id=case_id,
            source=source,
        )
    except (NoRewardDue, RewardExists) as refusal:
        why = str(refusal.facts.get("reason", refusal.code))
        await audit.record(
            tx, by=source, at=at, action="no_reward", what="report", id=report.id, why=why
        )
        return isinstance(refusal, RewardExists)
    return True
