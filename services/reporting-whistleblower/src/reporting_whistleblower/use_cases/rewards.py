"""Rewards: proposed by one, approved by a second."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.reports import RewardApproved

from reporting_whistleblower.domain.amount import AccidentGrade
from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.refusals import NoRewardDue, RewardExists
from reporting_whistleblower.domain.report import Conclusion, Report, Status
from reporting_whistleblower.domain.reward import Kind, Reward
from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.store import reports, rewards
from reporting_whistleblower.use_cases import reward_amounts
from reporting_whistleblower.use_cases.clocks import deadline, today
from reporting_whistleblower.use_cases.letters import write
from reporting_whistleblower.use_cases.reward_amounts import Computed

WHAT = "reward"
NOTICE = "您举报的事项已查实,奖励{yuan}元已批准。请于{due}前凭查询码在本页确认领取方式。"
HONOUR = "您举报的事项已查实,特予以表彰。"
WITHDRAWN = "所依据的处罚决定已撤销。"


def must_be_due(report: Report) -> None:
    """Raise `NoRewardDue`, naming the condition that is missing."""
    substantiated = {Conclusion.SUBSTANTIATED, Conclusion.PARTLY}
    for missing, reason in (
        (report.status is Status.MERGED, "not_first"),
        (report.status is not Status.CONCLUDED, "not_concluded"),
        (report.conclusion not in substantiated, "not_substantiated"),
        (not report.wants_reward, "not_wanted"),
    ):
        if missing:
            raise NoRewardDue(reason=reason)


async def compute(
    tx: Session,
    *,
    report: Report,
    fine: Decimal | None,
    grade: AccidentGrade | None,
    deaths: int | None,
) -> Computed:
    """Apply the rules of the day the report came in."""
    on = today(report.received_at)
    if grade is not None and deaths is not None:
        return await reward_amounts.for_deaths(
            tx, grade=grade, deaths=deaths, employee=report.employee, on=on
        )
    return await reward_amounts.for_fine(
        tx,
        category=report.category,
        fine=fine or Decimal(0),
        employee=report.employee,
        on=on,
    )


async def propose_reward(
    tx: Session,
    *,
    report_id: UUID,
    fine: Decimal | None,
    grade: AccidentGrade | None,
    deaths: int | None,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> Reward:
    """Propose what the rules give, by hand."""
    report = await reports.get(tx, report_id, sight=sight)
    must_be_due(report)
    computed = await compute(tx, report=report, fine=fine, grade=grade, deaths=deaths)
    await reports.note_handling(tx, report_id, by.id)
    return await add_proposal(tx, report=report, computed=computed, proposer=by.id, by=by, at=at)


async def add_proposal(
    tx: Session,
    *,
    report: Report,
    computed: Computed,
    proposer: UUID,
    by: audit.By,
    at: datetime,
    case_id: UUID | None = None,
    source: str | None = None,
) -> Reward:
    """Put a computed reward on record. Raise `RewardExists` if the matter or the case has one."""
    reward = Reward(
        id=new_id(),
        report_id=report.id,
        case_id=case_id,
        area=report.area,
        kind=computed.kind,
        amount=computed.yuan,
        basis=computed.basis,
        rules=computed.rules,
        proposed_by=proposer,
        proposed_from=source,
        proposed_at=at,
    )
    if not await rewards.add(tx, reward):
        raise RewardExists
    await note(tx, None, reward, action="propose", by=by, at=at)
    return reward


async def propose_honour(
    tx: Session,
    *,
    report_id: UUID,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> Reward:
    """Propose a commendation; it costs nothing and stands beside any money."""
    report = await reports.get(tx, report_id, sight=sight)
    if report.conclusion not in {Conclusion.SUBSTANTIATED, Conclusion.PARTLY}:
        raise NoRewardDue(reason="not_substantiated")
    computed = Computed(kind=Kind.HONOUR, yuan=Decimal("0.00"), basis={}, rules=())
    return await add_proposal(tx, report=report, computed=computed, proposer=by.id, by=by, at=at)


async def approve_reward(
    tx: Session, *, reward_id: UUID, sight: Sight, by: audit.Actor, at: datetime, expected: int
) -> Reward:
    """Consent as a second person; the reporter finds the notice under his receipt."""
    reward = await rewards.get(tx, reward_id, sight=sight)
    due = await deadline(tx, "reward.claim", start=today(at))
    handlers = await reports.handlers_of(tx, reward.report_id)
    changed = reward.approve(by=by.id, handlers=handlers, at=at, due_on=due.on, expected=expected)
    await rewards.save(tx, changed)
    honour = changed.kind is Kind.HONOUR
    text = HONOUR if honour else NOTICE.format(yuan=f"{changed.amount:f}", due=due.on)
    await write(tx, report_id=reward.report_id, topic=Topic.REWARD, text=text, by=by.id, at=at)
    event = RewardApproved(reward_id=reward.id, amount=f"{changed.amount:.2f}", at=at)
    await emit(tx, event)
    await note(tx, reward, changed, action="approve", by=by, at=at)
    return changed


async def decline_reward(
    tx: Session,
    *,
    reward_id: UUID,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Reward:
    """Refuse the proposal; another may be made."""
    reward = await rewards.get(tx, reward_id, sight=sight)
    changed = reward.decline(by=by.id, reason=reason, at=at, expected=expected)
    await rewards.save(tx, changed)
    await note(tx, reward, changed, action="decline", by=by, at=at, why=reason)
    return changed


async def stop_reward(tx: Session, *, case_id: UUID, by: str, at: datetime) -> None:
    """Let a proposal go whose decision was withdrawn.

    What somebody approved already stands until people decide otherwise; the audit tells them.
    """
    reward = await rewards.of_case(tx, case_id)
    if reward is None:
        return
    if reward.status is not RewardStatus.PROPOSED:
        await note(tx, reward, reward, action="decision_withdrawn", by=by, at=at, why=WITHDRAWN)
        return
    changed = reward.stop(reason=WITHDRAWN, at=at)
    await rewards.save(tx, changed)
    await note(tx, reward, changed, action="stop", by=by, at=at, why=WITHDRAWN)


async def extend_claim(
    tx: Session,
    *,
    reward_id: UUID,
    due_on: date,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Reward:
    """Give the reporter more time to claim, with reasons."""
    reward = await rewards.get(tx, reward_id, sight=sight)
    changed = reward.extend_claim(due_on=due_on, expected=expected)
    await rewards.save(tx, changed)
    text = f"奖励领取期限延长至{due_on.isoformat()}。"
    await write(tx, report_id=reward.report_id, topic=Topic.REWARD, text=text, by=by.id, at=at)
    await note(tx, reward, changed, action="extend_claim", by=by, at=at, why=reason)
    return changed


async def note(
    tx: Session,
    before: Reward | None,
    changed: Reward,
    *,
    action: str,
    by: audit.By,
    at: datetime,
    why: str | None = None,
) -> None:
    """Write down what happened to a reward: states, sums and days."""
    changes: dict[str, object] = {}
    for field in ("status", "amount", "claim_due_on"):
        old, new = getattr(before, field, None), getattr(changed, field)
        if old != new:
            changes[field] = [old, new]
    await audit.record(
        tx, by=by, at=at, action=action, what=WHAT, id=changed.id, why=why, changes=changes
    )
